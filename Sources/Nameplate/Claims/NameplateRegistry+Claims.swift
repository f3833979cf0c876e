package import AfterSales
package import Identifiers
package import Registry
import Safeguards
import Storage

extension NameplateRegistry {
    /// A claim by its number, however it is typed.
    /// - Throws: `claim.unknown`, also where it is not for the principal.
    package func claim(_ number: String, as principal: Principal) async throws -> ClaimAnswer {
        let today = self.today
        return try await database.read {
            try Self.answer(try Self.claim(number, as: principal, $0), on: today, as: principal, $0)
        }
    }

    static func claim(_ number: String, as principal: Principal, _ reader: any SQLReader) throws -> WarrantyClaim {
        guard let number = ClaimNumber(parsing: number) else { throw Claims.unknown }
        return try Claims.require(number, as: principal, reader)
    }

    static func answer(
        _ claim: WarrantyClaim, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> ClaimAnswer {
        guard let manufacturer = try Manufacturers.find(claim.manufacturer, reader),
            let model = try Models.find(claim.unit.model, reader)
        else { throw Claims.unknown }
        let part = ClaimAccess.part(of: principal, in: claim)
        var steps = try ClaimSteps.list(of: claim.number.id, reader)
        var findings = claim.findings ?? []
        if part != .decider {
            for index in steps.indices { steps[index].note = nil }
            findings = findings.compactMap(\.forClaimants)
        } else {
            findings += try reportFindings(on: claim, on: today, reader)
        }
        return ClaimAnswer(
            manufacturer: manufacturer, model: model, claim: claim, part: part, steps: steps,
            files: try Attachments.list(of: claim.attachments, reader),
            mayFiles: try ClaimAccess.files(for: principal, of: claim, reader),
            possible: try ClaimAccess.possible(for: principal, on: claim, reader), findings: findings)
    }

    /// That the unit is reported stolen or lost and nothing is confirmed; what is confirmed, the rules find.
    private static func reportFindings(
        on claim: WarrantyClaim, on today: CivilDate, _ reader: any SQLReader
    ) throws -> [ClaimFinding] {
        try thefts(of: claim.unit, on: today, reader).filter { $0.state != .confirmed }.map { note in
            ClaimFinding(.unitReported, .note, ["report": note.number.text, "day": note.happenedOn.isoText])
        }
    }

    /// What the rules find in a claim as things are known now.
    /// - Throws: `claim.unknown`, `access.forbidden`.
    package func claimFindings(_ number: String, as principal: Principal) async throws -> [ClaimFinding] {
        let today = self.today
        return try await database.read { reader in
            let claim = try Self.claim(number, as: principal, reader)
            try Access.require(principal, .decideClaims, of: claim.manufacturer)
            guard let model = try Models.find(claim.unit.model, reader) else { throw Claims.unknown }
            return try ClaimRules.findings(on: claim, of: model, on: today, reader)
                + Self.reportFindings(on: claim, on: today, reader)
        }
    }

    /// Which claims somebody wants to see, in the words of a request.
    package struct ClaimFilter: Sendable {
        package var state: ClaimState?
        package var model: String?
        package var faultCode: String?
        package var site: String?
        /// Only those that were made so many days ago, or earlier.
        package var olderThanDays: Int64?
        package var oldestFirst = false

        package init() {}
    }

    /// The claims of a manufacturer that are for the principal: all, or those of their sites and about units of theirs.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func claims(
        of slug: String, _ filter: ClaimFilter, after place: ClaimList.Place?, limit: Int, as principal: Principal
    ) async throws -> [ListedClaim] {
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            var question = try Self.question(filter, manufacturer, now: now, as: principal)
            // Only who may ask at all learns whether there is such a model.
            question.model = try filter.model.map { number in
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                return model.id
            }
            let found = try ClaimList.page(question, of: manufacturer.id, after: place, limit: limit, reader)
            let models = try Models.find(Array(Set(found.map(\.unit.model))), reader)
            let known = Dictionary(models.map { ($0.id, $0) }) { first, _ in first }
            return found.map { ListedClaim(model: known[$0.unit.model], claim: $0) }
        }
    }

    private static func question(
        _ filter: ClaimFilter, _ manufacturer: Manufacturer, now: Int64, as principal: Principal
    ) throws -> ClaimQuestion {
        var question = ClaimQuestion()
        question.state = filter.state
        (question.faultCode, question.site) = (filter.faultCode, filter.site)
        question.oldestFirst = filter.oldestFirst
        question.madeBy = filter.olderThanDays.map { now - min(max(0, $0), 36_500) * 86_400_000_000 }
        let seesAll = [Permission.decideClaims, .submitClaims].contains {
            Access.allows(principal, $0, of: manufacturer.id)
        }
        guard !seesAll else { return question }
        let sites = ClaimAccess.sites(of: principal, manufacturer.id).filter { filter.site ?? $0 == $0 }
        let owns = Access.allows(principal, .submitClaims, .anything)
        let reach = Set(sites.map(ClaimReach.site) + (owns ? principal.parties.map(ClaimReach.owner) : []))
        if reach.isEmpty { try Access.require(principal, .submitClaims, of: manufacturer.id) }
        question.reach = reach
        return question
    }

    /// The claims about a unit that are for the principal, the newest first.
    package func claims(aboutUnit unit: UnitAnswer, as principal: Principal) async throws -> [WarrantyClaim] {
        try await database.read { reader in
            try Self.claims(aboutUnit: UnitKey(unit.model.id, unit.serial), as: principal, reader)
        }
    }

    static func claims(
        aboutUnit key: UnitKey, as principal: Principal, _ reader: any SQLReader
    ) throws -> [WarrantyClaim] {
        guard Access.allows(principal, .submitClaims, .anything) else { return [] }
        return try ClaimList.all(of: key, reader).filter { ClaimAccess.part(of: principal, in: $0) != .none }
    }

    /// Whether the principal may file a claim about a unit.
    package func mayClaim(_ unit: UnitAnswer, as principal: Principal) async throws -> Bool {
        guard Access.allows(principal, .submitClaims, .anything) else { return false }
        return try await database.read { reader in
            guard let row = try Units.find(UnitKey(unit.model.id, unit.serial), reader) else { return false }
            let sites = ClaimAccess.sites(of: principal, unit.manufacturer.id)
            return try !sites.isEmpty || ClaimAccess.filing(by: principal, about: row) != nil
        }
    }

    /// What claims cost that were submitted within some days: the dearest first, months in their order.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func claimCosts(
        of slug: String, by key: ClaimCosts.Key, from: CivilDate? = nil, until: CivilDate? = nil,
        as principal: Principal
    ) async throws -> [NamedCosts] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let (first, last) = (from?.firstMicrosecond ?? .min, until?.lastMicrosecond ?? .max)
            guard first <= last else { return [] }
            return try ClaimCosts.sums(by: key, of: manufacturer.id, submitted: first...last, reader).map { sum in
                NamedCosts(name: try Self.name(of: sum.key, key, reader), sum: sum)
            }
        }
    }

    private static func name(
        of text: String?, _ key: ClaimCosts.Key, _ reader: any SQLReader
    ) throws -> String? {
        guard let text else { return nil }
        switch key {
        case .fault, .part, .month: return text
        case .model: return try Int64(text).flatMap { try Models.find(ID($0), reader) }?.number.text ?? text
        case .batch:
            guard let batch = try Int64(text).flatMap({ try Batches.find(ID($0), reader) }) else { return text }
            return [try Models.find(batch.model, reader)?.number.text ?? "", batch.number].joined(separator: " ")
        }
    }

    // MARK: Files

    /// Receives a file of a claim; then `body` attaches it.
    /// - Throws: as ``receivingFile(_:for:_:)`` does, `claim.unknown`, `claim.locked`.
    package func receivingFile<T: Sendable>(
        _ pieces: some AsyncSequence<[UInt8], any Error>, ofClaim number: String, as principal: Principal,
        _ body: (ReceivedFile) async throws -> T
    ) async throws -> T {
        try await receivingFile(
            pieces, for: { try Self.claim(number, where: \.adds, as: principal, $0).manufacturer }, body)
    }

    /// A claim of which the principal may add or erase files.
    /// - Throws: `claim.unknown`, `access.forbidden`, `claim.locked`.
    static func claim(
        _ number: String, where wanted: KeyPath<ClaimAccess.Files, Bool>, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> WarrantyClaim {
        let claim = try claim(number, as: principal, reader)
        try ClaimAccess.require(wanted, for: principal, of: claim, reader)
        return claim
    }

    /// Opens a file of a claim.
    /// - Throws: `claim.unknown`, `attachment.unknown`.
    package func claimFile(
        _ id: ID<AttachedFile>, of number: String, as principal: Principal
    ) async throws -> OpenedFile {
        let file = try await database.read { reader in
            try Attachments.require(id, of: try Self.claim(number, as: principal, reader).attachments, reader)
        }
        return try await open(file)
    }

    /// Erases a file of a claim.
    /// - Throws: `claim.unknown`, `attachment.unknown`, `access.forbidden`, `claim.locked`.
    package func eraseClaimFile(
        _ id: ID<AttachedFile>, of number: String, as principal: Principal, from source: RequestSource = .local
    ) async throws {
        let digest = try await perform(as: principal, from: source) { try $0.eraseClaimFile(id, of: number) }
        try await removeUnused([digest])
    }

    /// Erases what people have said in a claim, and its files. It cannot be undone.
    /// - Throws: `claim.unknown`, `access.forbidden`, `confirmation.missing`.
    package func eraseClaim(
        _ number: String, isConfirmed: Bool, as principal: Principal, from source: RequestSource = .local
    ) async throws {
        guard isConfirmed else { throw Self.unconfirmed("An erasure cannot be undone.") }
        let digests = try await perform(as: principal, from: source) { try $0.eraseClaim(number) }
        try await removeUnused(digests)
    }

    // MARK: Fault codes and labour times

    /// The fault codes of a manufacturer: all, or those that units of a model may have.
    /// - Throws: `manufacturer.unknown`, `model.unknown` also for models that are not for everybody yet, `access.forbidden`.
    package func faultCodes(
        of slug: String, model number: String? = nil, as principal: Principal
    ) async throws -> [FaultCode] {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Self.partner(slug, principal, reader)
            guard let number else { return try FaultCodes.list(of: manufacturer.id, reader) }
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            return try FaultCodes.list(for: model, reader)
        }
    }

    /// Those of a model only where the principal may know of it.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func labourTimes(of slug: String, as principal: Principal) async throws -> [LabourTime] {
        let today = self.today
        return try await database.read { reader in
            try LabourTimes.list(
                of: try Self.partner(slug, principal, reader).id,
                where: { Self.visible($0, on: today, as: principal) }, reader)
        }
    }

    /// Whoever works for a manufacturer anywhere, or with its units.
    private static func partner(
        _ slug: String, _ principal: Principal, _ reader: any SQLReader
    ) throws -> Manufacturer {
        let manufacturer = try Manufacturers.require(slug, reader)
        try Access.require(principal, .readModels, .somewhere(manufacturer.id))
        return manufacturer
    }
}
