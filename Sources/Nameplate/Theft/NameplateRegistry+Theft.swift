import Identifiers
package import Registry
package import Safeguards
import Storage

extension NameplateRegistry {
    // MARK: Tries at codes

    /// Charges the look-up that a report is, and counts a try at its code before it is made.
    /// - Returns: where it was counted, for ``settle(_:)``.
    /// - Throws: `unit.unknown` and the like, `registration.slow`, `budget.exhausted`.
    package func prepare(
        _ order: TheftOrder, as principal: Principal, from source: RequestSource
    ) async throws -> TheftTries {
        let key = try await readUnit(order.serial, model: order.number, of: order.slug, as: principal) { found, _ in
            found.unit.key
        }
        guard order.ownerCode != nil else { return TheftTries(counted: []) }
        return try await count(key, as: principal, from: source)
    }

    /// The same of a step. Who guesses numbers of reports is counted too.
    package func prepare(
        _ order: TheftMoveOrder, as principal: Principal, from source: RequestSource
    ) async throws -> TheftTries {
        guard order.ownerCode != nil else { return TheftTries(counted: []) }
        let key = try await database.read { reader in
            try TheftNumber(parsing: order.theft).flatMap { try TheftRows.find($0.id, reader) }?.unit
        }
        return try await count(key, as: principal, from: source)
    }

    private func count(
        _ key: UnitKey?, as principal: Principal, from source: RequestSource
    ) async throws -> TheftTries {
        let asker = principal.account?.description ?? source.network ?? principal.auditName
        var subjects: [SignInFailures.Subject] = [.codes(asker)]
        if let key { subjects.append(.codesOfUnit("\(key.model) \(key.serial.text)")) }
        try await countCodes(subjects)
        return TheftTries(counted: subjects)
    }

    /// Takes back what was counted for a code that was right, and lets a new reporter see at once what is theirs.
    package func settle(_ tries: TheftTries) async throws {
        access.forget()
        guard !tries.counted.isEmpty else { return }
        try await database.write { transaction in
            for subject in tries.counted { try SignInFailures.forgive(subject, transaction) }
        }
    }

    /// Reports a unit. See ``Commands/reportTheft(_:)``.
    package func reportTheft(
        _ order: TheftOrder, as principal: Principal, from source: RequestSource = .local
    ) async throws -> TheftAnswer {
        let tries = try await prepare(order, as: principal, from: source)
        let answer = try await perform(as: principal, from: source) { try $0.reportTheft(order) }
        try await settle(tries)
        return answer
    }

    /// Moves a report on. See ``Commands/moveTheft(_:expecting:)``.
    package func moveTheft(
        _ order: TheftMoveOrder, expecting version: Int64? = nil, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> TheftAnswer {
        let tries = try await prepare(order, as: principal, from: source)
        let answer = try await perform(as: principal, from: source) {
            try $0.moveTheft(order, expecting: version)
        }
        try await settle(tries)
        return answer
    }

    /// Erases what people have written in a report. It cannot be undone.
    /// - Throws: `theft.unknown`, `confirmation.missing`.
    package func eraseTheft(
        _ number: String, isConfirmed: Bool, as principal: Principal, from source: RequestSource = .local
    ) async throws {
        guard isConfirmed else { throw Self.unconfirmed("An erasure cannot be undone.") }
        try await perform(as: principal, from: source) { try $0.eraseTheft(number) }
    }

    // MARK: Reading

    /// A report by its number, however it is typed.
    /// - Throws: `theft.unknown`, also where it is not for the principal.
    package func theft(_ number: String, as principal: Principal) async throws -> TheftAnswer {
        let now = moment
        return try await database.read { reader in
            guard let number = TheftNumber(parsing: number), let known = try TheftRows.find(number.id, reader) else {
                throw TheftDesk.unknown
            }
            let owner = try Units.find(known.unit, reader)?.state.owner
            return try Self.answer(known, as: principal, owner: owner, now: now, reader)
        }
    }

    /// The reports of a manufacturer that are for the principal: all for staff, else their own.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func thefts(
        of slug: String, _ filter: TheftFilter, after place: TheftList.Place?, limit: Int, as principal: Principal
    ) async throws -> [ListedTheft] {
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .handleThefts, .anything)
            var question = TheftQuestion()
            (question.isEnded, question.state) = (filter.isEnded, filter.state)
            question.model = try filter.model.map { number in
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                return model.id
            }
            let isStaff = Access.allows(principal, .handleThefts, of: manufacturer.id)
            let found =
                isStaff
                ? try TheftList.page(question, of: manufacturer.id, at: now, after: place, limit: limit, reader)
                : try Self.own(question, of: manufacturer.id, at: now, after: place, limit, principal, reader)
            let models = try Models.byID(found.map(\.unit.model), reader)
            return found.map { report in
                ListedTheft(
                    model: models[report.unit.model],
                    report: Self.told(report, to: isStaff ? .staff : .reporter, now: now))
            }
        }
    }

    /// What somebody has reported: a few.
    private static func own(
        _ question: TheftQuestion, of manufacturer: ID<Manufacturer>, at now: Int64, after place: TheftList.Place?,
        _ limit: Int, _ principal: Principal, _ reader: any SQLReader
    ) throws -> [TheftReport] {
        let found = try principal.parties.flatMap { try TheftList.page(of: $0, after: place, limit: 1_000, reader) }
        let wanted = found.filter { report in
            let state = told(report, to: .reporter, now: now).state
            return report.manufacturer == manufacturer
                && question.state.map { $0 == state } ?? (state.isOpen != question.isEnded)
                && question.model.map { $0 == report.unit.model } ?? true
        }
        return Array(
            wanted.sorted { ($0.reportedAt, $0.number.value) > ($1.reportedAt, $1.number.value) }.prefix(limit))
    }

    /// The reports about a unit that are for the principal, ended ones too, the newest first.
    package func thefts(aboutUnit unit: UnitAnswer, as principal: Principal) async throws -> [ListedTheft] {
        let (now, model) = (moment, unit.model)
        return try await readUnit(unit) { found, reader in
            guard Access.allows(principal, .handleThefts, .anything) else { return [] }
            return try TheftList.all(of: found.unit.key, reader).compactMap { report in
                let part = TheftAccess.part(of: principal, in: report, owner: found.unit.state.owner)
                // Of what others have said and is over, an owner need not know.
                guard part != .none, part != .holder || report.state(at: now).isOpen else { return nil }
                return ListedTheft(model: model, report: Self.told(report, to: part, now: now))
            }
        }
    }

    // MARK: What is told

    static func answer(
        _ known: TheftReport, as principal: Principal, owner: ID<Party>?, now: Int64, _ reader: any SQLReader
    ) throws -> TheftAnswer {
        let part = TheftAccess.part(of: principal, in: known, owner: owner)
        guard part != .none else { throw TheftDesk.unknown }
        var answer = try answer(known, to: part, now, reader)
        answer.possible = TheftWorkflow.machine.steps(from: answer.report.state).filter { step in
            TheftAccess.allows(principal, step, on: known, at: now, owner: owner)
        }
        return answer
    }

    /// What whoever has reported it knows of it.
    static func answer(
        _ known: TheftReport, toItsReporterAt now: Int64, _ reader: any SQLReader
    ) throws -> TheftAnswer {
        try answer(known, to: .reporter, now, reader)
    }

    private static func answer(
        _ known: TheftReport, to part: TheftAccess.Part, _ now: Int64, _ reader: any SQLReader
    ) throws -> TheftAnswer {
        guard let manufacturer = try Manufacturers.find(known.manufacturer, reader),
            let model = try Models.find(known.unit.model, reader)
        else { throw TheftDesk.unknown }
        let steps = try TheftSteps.list(of: known.number.id, reader)
        var report = told(known, to: part, now: now)
        // A number that grew without anything to be seen would tell of what is hidden.
        if part == .reporter { report.rowVersion -= Int64(steps.count(where: \.isHidden)) }
        let hears = part == .reporter || part == .staff
        return TheftAnswer(
            manufacturer: manufacturer, model: model, report: report, part: part,
            steps: steps.compactMap { told($0, to: part) }, possible: [],
            threads: hears ? try TheftThreads.list(of: known.number.id, reader) : [])
    }

    /// A report as somebody is told of it. Without proof, a counter-statement would tell anybody who reports a number that
    /// somebody has the unit: until staff decide the report looks like one that waits.
    static func told(_ known: TheftReport, to part: TheftAccess.Part, now: Int64) -> TheftReport {
        var report = known
        report.state = known.state(at: now)
        guard part != .staff else { return report }
        (report.reportedBy, report.counteredBy) = ("", nil)
        if part == .reporter {
            if report.state == .countered { report.state = .provisional }
            return report
        }
        report.details = TheftDetails(known.details.kind, on: known.details.happenedOn)
        report.party = nil
        return report
    }

    private static func told(_ entry: TheftStepEntry, to part: TheftAccess.Part) -> TheftStepEntry? {
        guard part != .staff else { return entry }
        if part == .reporter, entry.isHidden { return nil }
        var told = entry
        told.by = ""
        // What one side says is not for the other.
        if !entry.isHidden { told.note = nil }
        return told
    }

    // MARK: Warnings

    /// The open reports about a unit, for whoever sees its history and whoever has reported it.
    /// - Parameter today: the day on which it is asked; reports expire with days.
    static func thefts(
        of found: FoundUnit, _ view: UnitView, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> [TheftNote] {
        guard view.history || !principal.parties.isEmpty else { return [] }
        let (unit, now) = (found.unit, today.firstMicrosecond)
        return try TheftList.open(of: unit, at: now, reader).compactMap { report in
            let part = TheftAccess.part(of: principal, in: report, owner: unit.state.owner)
            guard part != .none || view.history else { return nil }
            return TheftNote(told(report, to: part == .none ? .holder : part, now: now))
        }
    }

    /// The same for whoever works on the unit, as its history is theirs to see.
    static func thefts(of key: UnitKey, on today: CivilDate, _ reader: any SQLReader) throws -> [TheftNote] {
        guard let unit = try Units.find(key, reader) else { return [] }
        let now = today.firstMicrosecond
        return try TheftList.open(of: unit, at: now, reader).map { TheftNote(told($0, to: .holder, now: now)) }
    }
}

/// Where a try at a code was counted.
package struct TheftTries: Sendable {
    var counted: [SignInFailures.Subject]
}

extension TheftNote {
    package init(_ report: TheftReport) {
        self.init(
            number: report.number, kind: report.details.kind, state: report.state,
            happenedOn: report.details.happenedOn)
    }
}
