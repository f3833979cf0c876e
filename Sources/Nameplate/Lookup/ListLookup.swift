import Identifiers
package import Registry
import Storage

/// Looks up the serial numbers of a list, part by part and in order.
package struct ListLookup: Sendable {
    private let registry: NameplateRegistry
    private let principal: Principal
    /// The model of entries that name none.
    private let model: String?
    /// The line on which each number stood first.
    private var lines: [String: Int] = [:]
    package private(set) var counts = ListCounts()

    init(_ registry: NameplateRegistry, model: String?, as principal: Principal) {
        self.registry = registry
        self.model = model
        self.principal = principal
    }

    /// Entries that are looked up in one read transaction.
    private static let portion = 1_000
    /// Of an asker who has a budget: what they may cost is taken before, and meanwhile nobody else can spend it.
    private static let chargedPortion = 20

    /// The verdicts on the next entries of the list.
    /// - Throws: `list.tooLong` after ``SerialListLimit/entries``.
    package mutating func judge(_ entries: [SerialListEntry]) async throws -> [ListVerdict] {
        var verdicts: [ListVerdict] = []
        var rest = entries[...]
        let most = Access.isCharged(principal, for: nil) ? Self.chargedPortion : Self.portion
        while !rest.isEmpty {
            let portion = Array(rest.prefix(most))
            rest = rest.dropFirst(portion.count)
            guard counts.entries + portion.count <= SerialListLimit.entries else {
                throw RegistryError(
                    .listTooLong,
                    "A list has at most \(SerialListLimit.entries) entries; look up the rest as another list.",
                    field: "list", position: SerialListLimit.entries)
            }
            verdicts += try await look(portion).map { mark($0) }
        }
        return verdicts
    }

    private struct Finding: Sendable {
        var verdict: ListVerdict
        /// What makes another entry its duplicate; empty for what is no number.
        var identity = ""
        var unknownPlate: UnknownPlate?
        /// What looking it up has cost, where that is charged.
        var cost: Int64 = 0
    }

    private func look(_ entries: [SerialListEntry]) async throws -> [Finding] {
        let numbers = entries.reduce(0) { $0 + VainNumbers.most(in: $1.text) }
        do {
            let taken = try await registry.takeBudget(for: principal, numbers: numbers)
            return try await look(entries, spending: taken)
        } catch let refusal as RegistryError where refusal.code == .budgetExhausted {
            // Who has no role anywhere has none for a model that an entry names either: nobody asks the database.
            guard !principal.grants.isEmpty else { return entries.map { Self.notLookedUp($0, refusal) } }
            return try await look(entries, spending: nil, refusal)
        }
    }

    /// - Parameter refusal: Why what is charged is not looked up.
    private func look(
        _ entries: [SerialListEntry], spending taken: Budgets.Taken?, _ refusal: RegistryError? = nil
    ) async throws -> [Finding] {
        let (registry, references, today) = (registry, registry.referenceSnapshot, registry.today)
        let (principal, model, moment) = (principal, model, registry.moment)
        do {
            let findings = try await registry.database.read { reader in
                var left = taken?.points ?? (refusal == nil ? nil : 0)
                return try entries.map { entry in
                    let vain = VainNumbers(most: left.map { Int(max(0, $0) / LookupBudget.miss) })
                    let search = LookupSearch(
                        catalogue: registry.catalogue, references: references, today: today, principal: principal,
                        reader, proposes: false, vain: vain)
                    let name = entry.model ?? model
                    let isFree = try left == nil || search.isFree(model: name)
                    if isFree { vain.most = nil }
                    let finding = try Self.finding(entry, model: name, search, registry)
                    let isAnswered = isFree || !vain.isStopped || finding.verdict.verdict == .found
                    if !isFree { left? -= finding.cost }
                    if isAnswered { return finding }
                    let reason = refusal ?? taken.map { registry.budgets.refusal(of: $0, at: moment) }
                    return Self.notLookedUp(entry, reason, cost: finding.cost)
                }
            }
            if let taken { registry.budgets.settle(taken, cost: findings.reduce(0) { $0 + $1.cost }) }
            return findings
        } catch {
            if let taken { registry.budgets.settle(taken, cost: 0) }
            throw error
        }
    }

    private static func notLookedUp(
        _ entry: SerialListEntry, _ reason: RegistryError?, cost: Int64 = 0
    ) -> Finding {
        var verdict = ListVerdict(entry, .notLookedUp)
        verdict.reason = reason?.sentence
        return Finding(verdict: verdict, cost: cost)
    }

    /// Counts a verdict, after an earlier entry's like it has made it a duplicate.
    private mutating func mark(_ finding: Finding) -> ListVerdict {
        var verdict = finding.verdict
        if !finding.identity.isEmpty {
            if let first = lines[finding.identity] {
                verdict.duplicateOf = first
                verdict.verdict = .duplicate
            } else {
                lines[finding.identity] = verdict.line
                if let plate = finding.unknownPlate { registry.unknownPlates.add(plate, on: registry.today) }
            }
        }
        counts.add(verdict.verdict)
        return verdict
    }

    private static func finding(
        _ entry: SerialListEntry, model: String?, _ search: LookupSearch, _ registry: NameplateRegistry
    ) throws -> Finding {
        guard !entry.isTooLong else {
            var verdict = ListVerdict(entry, .malformed)
            verdict.reason = "The line has more than \(SerialListLimit.line) bytes, far more than a plate says."
            verdict.position = ListVerdict.longestText
            return Finding(verdict: verdict)
        }
        let text = CleanText(entry.text, limit: SerialListLimit.line).text
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            return Finding(verdict: ListVerdict(entry, .empty))
        }
        var search = search
        let answer = try search.answer(listed: text, typed: entry.text, model: model)
        var verdict = ListVerdict(entry, .unknown)
        var identity = "\(model ?? "")\n\(FindKey.fold(text))"
        switch answer.outcome {
        case .unit(let found):
            verdict.verdict = .found
            try verdict.take(found, search)
            identity = "\(found.model.id)/\(found.unit.key.serial.text)"
        case .choice(let units, _) where !units.isEmpty:
            verdict.verdict = .several
            let names = units.prefix(3).map { "\($0.manufacturer.name) \($0.model.number.text)" }
            verdict.reason = "Several products carry this number: \(names.joined(separator: ", ")); say the model."
        case .model(let found):
            verdict.manufacturer = found.manufacturer
            verdict.model = found.model
            verdict.explain(answer.notes)
            if answer.notes.allSatisfy({ !$0.code.isAboutSerial }) { verdict.verdict = .modelOnly }
        case .choice:
            verdict.verdict = .modelOnly
            verdict.explain(answer.notes)
        case .unknown:
            verdict.explain(answer.notes)
        }
        return Finding(
            verdict: verdict, identity: identity, unknownPlate: answer.unknownPlate,
            cost: registry.cost(of: answer, vain: search.vain.count, as: search.principal))
    }
}

extension LookupSearch {
    /// Whether looking up units of the models with this number is charged to nobody.
    fileprivate func isFree(model number: String?) throws -> Bool {
        guard let number, !principal.grants.isEmpty else { return !Access.isCharged(principal, for: nil) }
        let named = try visibleModels(number)
        var search = self
        let models = try named.isEmpty ? search.modelsCalled(number) : named
        return !models.isEmpty && models.allSatisfy { !Access.isCharged(principal, for: $0.manufacturer.id) }
    }
}

extension NameplateRegistry {
    /// Looks up a list of serial numbers, or of texts from plates, an entry at a time.
    /// - Parameter model: The model of entries that name none; nil looks among all.
    package func listLookup(model: String? = nil, as principal: Principal) -> ListLookup {
        ListLookup(self, model: model, as: principal)
    }
}

extension ListVerdict {
    fileprivate mutating func take(_ found: FoundUnit, _ search: LookupSearch) throws {
        manufacturer = found.manufacturer
        model = found.model
        serial = found.unit.key.serial
        warnings = NameplateRegistry.warnings(found.unit.state)
        campaigns = try NameplateRegistry.campaigns(
            of: found, search.catalogue, on: search.today, tellsRemedies: false, search.reader)
        let view = try NameplateRegistry.view(of: found, as: search.principal, search.reader)
        if view.history { state = found.unit.state.disposition }
    }

    /// Why nothing was found: the remark that says most.
    fileprivate mutating func explain(_ notes: [LookupNote]) {
        let telling = notes.filter { $0.code != .cleaned }
        let note =
            telling.first { $0.code == .cannotTell } ?? telling.first { $0.code == .serialMalformed } ?? telling.first {
                $0.code == .serialNotIssued
            }
            ?? telling.first
        reason = note?.sentence
        switch note?.code {
        case .serialMalformed:
            verdict = .malformed
            position = note?.position
        case .serialNotIssued: verdict = .notIssued
        case .cannotTell: verdict = .cannotTell
        default: break
        }
    }
}

extension LookupNote.Code {
    /// Whether it says why there is no unit with the serial number that was given.
    var isAboutSerial: Bool {
        switch self {
        case .serialUnknown, .serialNotIssued, .serialMalformed, .otherModel, .manySimilar, .placeholder, .cannotTell:
            true
        case .swapped, .spelling, .sharedSerial, .sharedModel, .modelUnknown, .serialMissing, .otherNumber, .looksLike,
            .cleaned, .codeMended, .scanner, .empty, .formerNumber, .variantNumber, .familyNumber, .packaging,
            .severalUnits:
            false
        }
    }
}
