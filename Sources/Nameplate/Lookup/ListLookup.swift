import Identifiers
package import Registry
import Safeguards
import Storage

/// Looks up the serial numbers of a list, part by part and in order.
package struct ListLookup: Sendable {
    private let reading: ListReading
    /// The line on which each number stood first.
    private var lines: [String: Int] = [:]
    package private(set) var counts = ListCounts()

    init(_ registry: NameplateRegistry, model: String?, as principal: Principal) {
        reading = ListReading(registry: registry, principal: principal, model: model)
    }

    /// The verdicts on the next entries of the list.
    /// - Throws: `list.tooLong` after ``SerialListLimit/entries``.
    package mutating func judge(_ entries: [SerialListEntry]) async throws -> [ListVerdict] {
        var verdicts: [ListVerdict] = []
        var rest = entries[...]
        while !rest.isEmpty {
            let portion = try reading.portion(of: &rest, after: counts.entries)
            verdicts += try await look(portion).map { mark($0) }
        }
        return verdicts
    }

    private struct Finding: Sendable {
        var verdict: ListVerdict
        /// What makes another entry its duplicate; empty for what is no number.
        var identity = ""
        var unknownPlate: UnknownPlate?
    }

    private func look(_ entries: [SerialListEntry]) async throws -> [Finding] {
        let registry = reading.registry
        let (principal, today) = (reading.principal, registry.today)
        return try await reading.read(entries, refused: Self.notLookedUp) { reader in
            var reports = ReportedUnits(on: today, as: principal, reader)
            return { entry, model, search in try Self.finding(entry, model: model, search, registry, &reports) }
        }
    }

    @Sendable private static func notLookedUp(_ entry: SerialListEntry, _ reason: RegistryError?) -> Finding {
        var verdict = ListVerdict(entry, .notLookedUp)
        verdict.reason = reason?.sentence
        return Finding(verdict: verdict)
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
                if let plate = finding.unknownPlate {
                    reading.registry.unknownPlates.add(plate, on: reading.registry.today)
                }
            }
        }
        counts.add(verdict.verdict)
        return verdict
    }

    private static func finding(
        _ entry: SerialListEntry, model: String?, _ search: LookupSearch, _ registry: NameplateRegistry,
        _ reports: inout ReportedUnits
    ) throws -> ListReading.Outcome<Finding> {
        guard !entry.isTooLong else {
            var verdict = ListVerdict(entry, .malformed)
            verdict.reason = "The line has more than \(SerialListLimit.line) bytes, far more than a plate says."
            verdict.position = ListVerdict.longestText
            return ListReading.Outcome(value: Finding(verdict: verdict))
        }
        let text = CleanText(entry.text, limit: SerialListLimit.line).text
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            return ListReading.Outcome(value: Finding(verdict: ListVerdict(entry, .empty)))
        }
        var search = search
        let answer = try search.answer(listed: text, typed: entry.text, model: model)
        var verdict = ListVerdict(entry, .unknown)
        var identity = "\(model ?? "")\n\(FindKey.fold(text))"
        switch answer.outcome {
        case .unit(let found):
            verdict.verdict = .found
            try verdict.take(found, search, &reports)
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
        return ListReading.Outcome(
            value: Finding(verdict: verdict, identity: identity, unknownPlate: answer.unknownPlate),
            cost: registry.cost(of: answer, vain: search.vain.count, as: search.principal),
            isFound: verdict.verdict == .found)
    }
}

/// Says which units of a list are reported stolen or lost, and asks of none whose manufacturer has no open report.
private struct ReportedUnits {
    private let today: CivilDate
    private let principal: Principal
    private let reader: any SQLReader
    private var haveReports: [ID<Manufacturer>: Bool] = [:]

    init(on today: CivilDate, as principal: Principal, _ reader: any SQLReader) {
        (self.today, self.principal, self.reader) = (today, principal, reader)
    }

    mutating func notes(about found: FoundUnit, _ view: UnitView) throws -> [TheftNote] {
        guard view.history || !principal.parties.isEmpty, try hasReports(found.manufacturer.id) else { return [] }
        return try NameplateRegistry.thefts(of: found, view, on: today, as: principal, reader)
    }

    private mutating func hasReports(_ manufacturer: ID<Manufacturer>) throws -> Bool {
        if let known = haveReports[manufacturer] { return known }
        let some = try !TheftList.page(
            TheftQuestion(), of: manufacturer, at: today.firstMicrosecond, after: nil, limit: 1, reader
        ).isEmpty
        haveReports[manufacturer] = some
        return some
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
    fileprivate mutating func take(
        _ found: FoundUnit, _ search: LookupSearch, _ reports: inout ReportedUnits
    ) throws {
        manufacturer = found.manufacturer
        model = found.model
        serial = found.unit.key.serial
        warnings = NameplateRegistry.warnings(found.unit.state)
        campaigns = try NameplateRegistry.campaigns(
            of: found, search.catalogue, on: search.today, tellsRemedies: false, search.reader)
        let view = try NameplateRegistry.view(of: found, as: search.principal, search.reader)
        if view.history { state = found.unit.state.disposition }
        thefts = try reports.notes(about: found, view)
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
