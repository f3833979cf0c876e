package import AfterSales
package import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// A case by its number, however it is typed.
    /// - Throws: `case.unknown`, also where it is not for the principal.
    package func serviceCase(_ number: String, as principal: Principal) async throws -> CaseAnswer {
        let now = moment
        return try await database.read { reader in
            try Self.answer(try Self.serviceCase(number, as: principal, reader), as: principal, now: now, reader)
        }
    }

    static func serviceCase(
        _ number: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> ServiceCase {
        guard let number = CaseNumber(parsing: number) else { throw Cases.unknown }
        return try Cases.require(number, as: principal, reader)
    }

    static func answer(
        _ known: ServiceCase, as principal: Principal, now: Int64, _ reader: any SQLReader
    ) throws -> CaseAnswer {
        let part = CaseAccess.part(of: principal, in: known)
        var answer = try self.answer(known, for: part, now, reader)
        answer.possible = CaseWorkflow.machine.steps(from: known.state).filter {
            CaseAccess.allows(principal, $0, on: known, at: now)
        }
        answer.mayRate =
            known.state == .closed && known.rating == nil && CaseAccess.isCustomer(principal, of: known)
        return answer
    }

    /// What whoever has asked a case knows of it.
    static func answer(
        _ known: ServiceCase, toItsCustomerAt now: Int64, _ reader: any SQLReader
    ) throws -> CaseAnswer {
        try answer(known, for: .customer, now, reader)
    }

    private static func answer(
        _ known: ServiceCase, for part: CaseAccess.Part, _ now: Int64, _ reader: any SQLReader
    ) throws -> CaseAnswer {
        guard let manufacturer = try Manufacturers.find(known.manufacturer, reader),
            let model = try Models.find(known.unit.model, reader)
        else { throw Cases.unknown }
        var replies = try CaseReplies.list(of: known.number.id, reader)
        if part != .desk { replies.removeAll(where: \.isInternal) }
        return CaseAnswer(
            manufacturer: manufacturer, model: model, serviceCase: shown(known, to: part), part: part,
            replies: replies, files: try Attachments.list(of: known.attachments, reader), possible: [],
            mayRate: false, isOverdue: part == .desk && known.isOverdue(at: now),
            thefts: part == .desk ? try thefts(of: known.unit, on: CivilDate(microseconds: now), reader) : [])
    }

    /// A case without what is the desk's alone.
    private static func shown(_ known: ServiceCase, to part: CaseAccess.Part) -> ServiceCase {
        guard part != .desk else { return known }
        var shown = known
        shown.handling.assignee = nil
        return shown
    }

    // MARK: Lists

    /// The cases of a manufacturer that are for the principal: all at its desk, or their own.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`, `value.invalid`.
    package func cases(
        of slug: String, _ filter: CaseFilter, after place: CaseList.Place?, limit: Int, as principal: Principal
    ) async throws -> CasePage {
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            var question = try Self.question(filter, manufacturer, now: now, as: principal, reader)
            question.model = try filter.model.map { number in
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                return model.id
            }
            let part: CaseAccess.Part = question.owners == nil ? .desk : .customer
            let found = try CaseList.page(question, of: manufacturer.id, after: place, limit: limit, reader)
            var page = CasePage(cases: try Self.listed(found.map { ($0, part) }, now, reader))
            guard part == .desk else { return page }
            page.counts = try CaseList.counts(of: manufacturer.id, at: now, reader)
            page.ratings = try question.model.map {
                try CaseList.ratings(of: $0, since: now - 90 * 86_400_000_000, reader)
            }
            return page
        }
    }

    private static func listed(
        _ cases: [(known: ServiceCase, part: CaseAccess.Part)], _ now: Int64, _ reader: any SQLReader
    ) throws -> [ListedCase] {
        let models = try Models.byID(cases.map(\.known.unit.model), reader)
        return cases.map { known, part in
            ListedCase(
                model: models[known.unit.model], serviceCase: shown(known, to: part),
                isOverdue: part == .desk && known.isOverdue(at: now))
        }
    }

    private static func question(
        _ filter: CaseFilter, _ manufacturer: Manufacturer, now: Int64, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> CaseQuestion {
        var question = CaseQuestion()
        (question.isEnded, question.state, question.priority) = (filter.isEnded, filter.state, filter.priority)
        question.dueBefore = filter.overdueOnly ? now : nil
        if Access.allows(principal, .handleCases, of: manufacturer.id) {
            question.assignee = try assignee(filter.assignee, as: principal, reader)
        } else if !principal.parties.isEmpty, Access.allows(principal, .handleCases, .anything) {
            question.owners = principal.parties
        } else {
            try Access.require(principal, .handleCases, of: manufacturer.id)
        }
        return question
    }

    private static func assignee(
        _ wanted: CaseFilter.Assignee, as principal: Principal, _ reader: any SQLReader
    ) throws -> CaseQuestion.Assignee {
        switch wanted {
        case .anybody: return .anybody
        case .nobody: return .nobody
        case .account(let name): return .account(AccountName.fold(name))
        case .me:
            guard let account = try principal.account.flatMap({ try Accounts.find($0, reader) }) else {
                throw RegistryError(.valueInvalid, "Whoever has no account says whose cases.", field: "assignee")
            }
            return .account(account.name)
        }
    }

    /// The cases about a unit that are for the principal, the newest first.
    package func cases(aboutUnit unit: UnitAnswer, as principal: Principal) async throws -> [ListedCase] {
        let now = moment
        return try await database.read { reader in
            try Self.cases(aboutUnit: UnitKey(unit.model.id, unit.serial), now: now, as: principal, reader)
        }
    }

    static func cases(
        aboutUnit key: UnitKey, now: Int64, as principal: Principal, _ reader: any SQLReader
    ) throws -> [ListedCase] {
        guard Access.allows(principal, .handleCases, .anything) else { return [] }
        let own = try CaseList.all(of: key, reader).map { ($0, CaseAccess.part(of: principal, in: $0)) }
        return try listed(own.filter { $0.1 != .none }, now, reader)
    }

    /// As what the principal may open a case about a unit.
    package func caseOpening(_ unit: UnitAnswer, as principal: Principal) async throws -> CaseAccess.Part {
        guard Access.allows(principal, .handleCases, .anything) else { return .none }
        return try await database.read { reader in
            guard let row = try Units.find(UnitKey(unit.model.id, unit.serial), reader) else { return .none }
            return CaseAccess.opening(by: principal, about: row)
        }
    }

    // MARK: Files

    /// Receives a file of a case; then `body` attaches it.
    /// - Throws: as ``receivingFile(_:for:_:)`` does, `case.unknown`, `state.step`.
    package func receivingFile<T: Sendable>(
        _ pieces: some AsyncSequence<[UInt8], any Error>, ofCase number: String, as principal: Principal,
        _ body: (ReceivedFile) async throws -> T
    ) async throws -> T {
        try await receivingFile(
            pieces, for: { try Self.caseTakingFiles(number, as: principal, $0).manufacturer }, body)
    }

    static func caseTakingFiles(
        _ number: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> ServiceCase {
        let known = try serviceCase(number, as: principal, reader)
        guard known.state != .closed else {
            throw RegistryError(.stateStep, "This case is closed. Open it again, or open another one.", field: "file")
        }
        return known
    }

    /// Opens a file of a case.
    /// - Throws: `case.unknown`, `attachment.unknown`.
    package func caseFile(
        _ id: ID<AttachedFile>, of number: String, as principal: Principal
    ) async throws -> OpenedFile {
        let file = try await database.read { reader in
            try Attachments.require(
                id, of: try Self.serviceCase(number, as: principal, reader).attachments, reader)
        }
        return try await open(file)
    }

    /// Erases a file of a case.
    /// - Throws: `case.unknown`, `attachment.unknown`, `access.forbidden`.
    package func eraseCaseFile(
        _ id: ID<AttachedFile>, of number: String, as principal: Principal, from source: RequestSource = .local
    ) async throws {
        let digest = try await perform(as: principal, from: source) { try $0.eraseCaseFile(id, of: number) }
        try await removeUnused([digest])
    }

    /// Erases what people have said in a case, and its files. It cannot be undone.
    /// - Throws: `case.unknown`, `confirmation.missing`.
    package func eraseCase(
        _ number: String, isConfirmed: Bool, as principal: Principal, from source: RequestSource = .local
    ) async throws {
        guard isConfirmed else { throw Self.unconfirmed("An erasure cannot be undone.") }
        let digests = try await perform(as: principal, from: source) { try $0.eraseCase(number) }
        try await removeUnused(digests)
    }
}
