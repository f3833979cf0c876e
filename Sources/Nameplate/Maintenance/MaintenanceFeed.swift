import AfterSales
package import Identifiers
package import Registry
import Storage
private import Synchronization

/// What a calendar program reads: what maintenance is due on an owner's units, or at a site.
enum MaintenanceFeed {
    /// What is due later than this is not told.
    private static let days = 550
    private static let mostEntries = 1_000
    private static let modelsAtOnce = 500

    /// A task that is due on a unit.
    struct Entry: Sendable {
        var manufacturer: Manufacturer
        var model: Model
        var serial: SerialNumber
        var due: MaintenanceDue
    }

    /// What is due of a calendar's units, what comes first in front.
    static func entries(
        of calendar: MaintenanceCalendar, on today: CivilDate, _ reader: any SQLReader
    ) throws -> [Entry] {
        guard let manufacturer = try Manufacturers.find(calendar.manufacturer, reader) else { return [] }
        var entries: [Entry] = []
        let last = today.adding(days: days)
        func take(_ tasks: [MaintenanceDue], _ model: Model, _ serial: SerialNumber) {
            for due in tasks where due.isToDo(by: last) {
                entries.append(Entry(manufacturer: manufacturer, model: model, serial: serial, due: due))
            }
            if entries.count >= mostEntries * 2 { entries = soonest(of: entries, on: today) }
        }
        switch calendar.subject {
        case .party(let party):
            let desk = MaintenanceDesk(on: today, reader)
            for key in try OwnedUnits.list(of: party, reader) {
                guard let model = try Models.find(key.model, reader), let unit = try Units.find(key, reader) else {
                    continue
                }
                take(try desk.due(of: unit, model, asOf: today), model, key.serial)
            }
        case .site(let site):
            try forEachModel(of: manufacturer, reader) { model in
                let scan = try MaintenanceScan(of: model, on: today, reader)
                try scan.forEach(asOf: today) { key, tasks in
                    if tasks.contains(where: { $0.isToDo(by: last) }),
                        try NameplateRegistry.stands(key, at: site, reader)
                    {
                        take(tasks, model, key.serial)
                    }
                    return true
                }
                return true
            }
        }
        return soonest(of: entries, on: today)
    }

    /// What comes first, and no more than a calendar tells.
    private static func soonest(of entries: [Entry], on today: CivilDate) -> [Entry] {
        Array(entries.sorted { ($0.due.expectedOn ?? today) < ($1.due.expectedOn ?? today) }.prefix(mostEntries))
    }

    /// Hands the models of a manufacturer to `body` until it answers `false`.
    static func forEachModel(
        of manufacturer: Manufacturer, _ reader: any SQLReader, _ body: (Model) throws -> Bool
    ) throws {
        var after = ""
        while true {
            let page = try Models.list(of: manufacturer.id, after: after, limit: modelsAtOnce, reader)
            for model in page {
                guard try body(model) else { return }
            }
            guard page.count == modelsAtOnce, let last = page.last else { return }
            after = last.number.text
        }
    }

    /// All of it as iCalendar. What should have been done before today stands on today, where it is seen.
    static func text(
        _ entries: [Entry], _ calendar: MaintenanceCalendar, at now: Int64, on today: CivilDate,
        address: (Entry) -> String?
    ) -> String {
        let name: String
        switch calendar.subject {
        case .party: name = "Maintenance: \(entries.first?.manufacturer.name ?? "my products")"
        case .site(let site): name = "Maintenance: \(site)"
        }
        var text = ICalendar(name: name)
        for entry in entries {
            let (due, model) = (entry.due, entry.model.number.text)
            let planned = due.expectedOn ?? today
            var told = ["\(entry.manufacturer.name) \(model) S/N \(entry.serial.text)"]
            if due.state == .overdue { told.append("Overdue since \(planned.isoText)") }
            if let every = due.task.every?.text { told.append("Every \(every)") }
            told += due.task.parts.map { "\($0.quantity) × \($0.model)" }
            text.add(
                uid: "\(entry.model.id)-\(entry.serial.text)-\(due.name)-\(due.occurrence)@nameplate",
                on: max(planned, today), summary: "\(due.task.title): \(model) \(entry.serial.text)",
                description: told.joined(separator: "\n"), url: address(entry), stamp: now)
        }
        return text.finished()
    }
}

/// Keeps what calendars tell for a while: programs ask again and again, and a site's takes a look at many units.
final class MaintenanceFeedCache: Sendable {
    /// Microseconds that a text is kept.
    private static let age: Int64 = 15 * 60 * 1_000_000
    private static let capacity = 200
    private let texts = Mutex<[ID<MaintenanceCalendar>: (at: Int64, text: String)]>([:])

    func text(of calendar: ID<MaintenanceCalendar>, at now: Int64) -> String? {
        texts.withLock { texts in
            texts[calendar].flatMap { now - $0.at < Self.age && now >= $0.at ? $0.text : nil }
        }
    }

    func keep(_ text: String, of calendar: ID<MaintenanceCalendar>, at now: Int64) {
        texts.withLock { texts in
            if texts.count >= Self.capacity { texts.removeAll() }
            texts[calendar] = (now, text)
        }
    }
}
