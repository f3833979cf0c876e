import AfterSales
import Identifiers
package import Registry
import Storage

/// What a run of reminders has done, or would do.
package struct ReminderRun: Hashable, Sendable {
    /// Tasks that are due on units whose owner is known.
    package var due = 0
    /// Of these, how many nobody had been reminded of before.
    package var posted = 0
    package var isDryRun: Bool
    /// Whether there is more than one run takes: the next one goes on.
    package var isCut = false

    package init(isDryRun: Bool) { self.isDryRun = isDryRun }
}

extension NameplateRegistry {
    /// The most reminders of one run.
    package static let mostReminders = 10_000
    private static let remindersAtOnce = 100

    /// Posts a notice to the owner of each unit of a manufacturer on which something is due within so many days: once for
    /// each time that a task is due. It reaches whoever has consented to be reminded.
    /// - Parameter most: so many notices are posted at most; the next run goes on.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func remindOfMaintenance(
        of slug: String, within days: Int, isDryRun: Bool, most: Int = mostReminders, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> ReminderRun {
        let today = self.today
        let last = today.adding(days: max(0, min(days, 3_660)))
        let (manufacturer, found) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .manageNotices, of: manufacturer.id)
            return (manufacturer.id, try Self.reminders(of: manufacturer, until: last, most: most, on: today, reader))
        }
        var run = ReminderRun(isDryRun: isDryRun)
        (run.due, run.isCut) = (found.due, found.drafts.count > most)
        let drafts = Array(found.drafts.prefix(most))
        guard !isDryRun else {
            run.posted = drafts.count
            return run
        }
        for start in stride(from: 0, to: drafts.count, by: Self.remindersAtOnce) {
            let part = Array(drafts[start..<min(start + Self.remindersAtOnce, drafts.count)])
            run.posted += try await database.write { transaction in
                try part.count { try Outbox.post($0, of: manufacturer, transaction) != nil }
            }
        }
        let posted = run.posted
        try await database.write { transaction in
            try AuditTrail.write(
                "maintenance.remind", subject: "\(posted)", of: manufacturer, as: principal, from: source, transaction)
        }
        return run
    }

    /// What is due, and the reminders of it that nobody has posted; one more than a run takes where there are more.
    private static func reminders(
        of manufacturer: Manufacturer, until last: CivilDate, most: Int, on today: CivilDate, _ reader: any SQLReader
    ) throws -> (due: Int, drafts: [NoticeDraft]) {
        var (count, drafts): (Int, [NoticeDraft]) = (0, [])
        try MaintenanceFeed.forEachModel(of: manufacturer, reader) { model in
            let scan = try MaintenanceScan(of: model, on: today, reader)
            try scan.forEach(asOf: today) { key, tasks in
                let due = tasks.filter { $0.isToDo(by: last) }
                guard !due.isEmpty, let owner = try Units.find(key, reader)?.state.owner else { return true }
                count += due.count
                for draft in due.map({ reminder($0, of: key, to: owner) })
                where try Notices.find(draft.topic, draft.key, of: manufacturer.id, reader) == nil {
                    drafts.append(draft)
                }
                return drafts.count <= most
            }
            return drafts.count <= most
        }
        return (count, drafts)
    }

    private static func reminder(_ due: MaintenanceDue, of key: UnitKey, to owner: ID<Party>) -> NoticeDraft {
        var draft = NoticeDraft(
            .maintenanceDue, key: "\(key.model) \(key.serial.text) \(due.name) \(due.occurrence)", unit: key,
            party: owner, facts: ["task": due.task.title, "state": due.state.rawValue])
        draft.facts["day"] = due.expectedOn?.isoText
        draft.purpose = .reminders
        return draft
    }
}
