import Identifiers
import Registry
import Storage

/// One look-up: takes a text apart, finds what it names, and explains what it does not find.
struct LookupSearch {
    /// Units shown where several share a number.
    static let mostChoices = 20
    /// Models of a long text that are tried with each of its numbers, and those numbers.
    private static let mostModels = 4
    private static let mostSerials = 300
    /// Questions that are asked of batches for one number, where many models number alike.
    static let mostQuestions = 1_000
    /// A shorter number in a long text is not taken for a unit's serial number by itself.
    private static let shortestAlone = 5

    let catalogue: CatalogueCache
    private let references: ReferenceTableCache.Snapshot
    let today: CivilDate
    let principal: Principal
    let reader: any SQLReader
    /// Whether units that were probably meant are looked for.
    let proposes: Bool
    var vain: VainNumbers
    var notes: [LookupNote] = []
    var suggestions: [String] = []
    var candidates: [ProbableUnit] = []
    /// The formats in which a number that is not known is written.
    var recognised: FormatIndex.Group?
    var unknownPlate: UnknownPlate?

    init(
        catalogue: CatalogueCache, references: ReferenceTableCache.Snapshot, today: CivilDate, principal: Principal,
        _ reader: any SQLReader, proposes: Bool = true, vain: VainNumbers
    ) {
        self.catalogue = catalogue
        self.references = references
        self.today = today
        self.principal = principal
        self.reader = reader
        self.proposes = proposes
        self.vain = vain
    }

    /// What numbers are read by.
    var tables: ReferenceTables { references.tables }

    mutating func answer(_ text: String) throws -> LookupAnswer {
        if let answer = try readCode(text) { return answer }
        let untouched = self
        let answer = try readClean(text)
        guard !answer.isFound, answer.candidates.isEmpty else { return answer }
        return try untouched.readMended(text) ?? answer
    }

    private mutating func readClean(_ text: String) throws -> LookupAnswer {
        let clean = CleanText(text, limit: NameplateRegistry.longestLookup)
        if !clean.changes.isDisjoint(with: [.control, .invisible, .undecodable]) {
            notes.append(LookupNote(.cleaned, "Invisible characters in the text were left out."))
        }
        return try attempt(clean.text)
    }

    /// As ``read(_:)``; but a bar stands between numbers, or was read where a 1 is.
    private mutating func attempt(_ text: String) throws -> LookupAnswer {
        var barless = self
        let answer = try read(text)
        guard !answer.isFound, let text = Self.withoutBars(text) else { return answer }
        barless.vain = vain.anew
        let other = try barless.read(text)
        return other.isFound || !other.candidates.isEmpty ? other : answer
    }

    /// Answers for an entry of a list: a serial number alone in most, of a model that is known otherwise, a code as a scanner
    /// delivers it, or any text.
    /// - Parameter typed: The text with the control characters that separate what a code says.
    mutating func answer(listed text: String, typed: String, model: String?) throws -> LookupAnswer {
        if let model {
            var models = try visibleModels(model)
            if models.isEmpty { models = try modelsCalled(model) }
            let outcome = try unitAmong([text], of: models) ?? unknownUnit(text, of: models)
            if models.isEmpty {
                notes.append(LookupNote(.modelUnknown, "No model here has the number '\(model)'.", text: model))
                unknownPlate = PlateShape(of: model).map {
                    UnknownPlate($0, .modelUnknown, manufacturer: nil, model: nil)
                }
            }
            return told(outcome)
        }
        if !text.utf8.contains(UInt8(ascii: " ")) {
            let units = try unitsOfAnyModel(text)
            if !units.isEmpty {
                return told(choose(units, serial: text))
            }
        }
        if let answer = try readCode(typed) { return answer }
        return try attempt(text)
    }

    private mutating func read(_ text: String) throws -> LookupAnswer { try read(PlateParts(text)) }

    mutating func read(_ parts: PlateParts) throws -> LookupAnswer {
        let outcome = try outcome(of: parts)
        if case .unknown = outcome {
            LookupExplanation.explain(parts, in: &self)
            unknownPlate = try unknownPlate(in: parts)
            for serial in parts.likelySerials where try propose(unitsLike: serial, of: []) { break }
        }
        return told(outcome)
    }

    private func told(_ outcome: LookupAnswer.Outcome) -> LookupAnswer {
        LookupAnswer(
            outcome: outcome, notes: notes, candidates: candidates, suggestions: suggestions, unknownPlate: unknownPlate
        )
    }

    /// The text with a 1 for each bar within a word; nil where there is none.
    private static func withoutBars(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "|")) else { return nil }
        var scalars = Array(text.unicodeScalars)
        var hasChanged = false
        for index in scalars.indices.dropFirst().dropLast() where scalars[index] == "|" {
            guard !scalars[index - 1].properties.isWhitespace, !scalars[index + 1].properties.isWhitespace else {
                continue
            }
            scalars[index] = "1"
            hasChanged = true
        }
        return hasChanged ? String(String.UnicodeScalarView(scalars)) : nil
    }

    private mutating func outcome(of parts: PlateParts) throws -> LookupAnswer.Outcome {
        // In a mail many words look like numbers: the two that belong together are surest.
        if parts.isLong, let pair = try pair(in: parts) { return pair }
        if let found = try byLabels(parts) { return found }
        return try byWords(parts) ?? .unknown
    }

    /// A model's number and the serial number of one of its units, wherever they stand.
    private mutating func pair(in parts: PlateParts) throws -> LookupAnswer.Outcome? {
        let serials = Array((parts.serials + parts.words.numbers).prefix(Self.mostSerials))
        var tried: Set<ID<Model>> = []
        for text in parts.models + parts.codes + serials {
            let found = try visibleModels(text) + modelWithGTIN(text)
            let fresh = found.filter { tried.insert($0.model.id).inserted }
            if !fresh.isEmpty, let outcome = try unitAmong(serials, of: fresh) { return outcome }
            guard tried.count < Self.mostModels else { return nil }
        }
        return nil
    }

    // MARK: What labels say

    private mutating func byLabels(_ parts: PlateParts) throws -> LookupAnswer.Outcome? {
        var found: [FoundModel] = []
        for text in parts.models where found.isEmpty { found = try visibleModels(text) }
        for text in parts.codes where found.isEmpty { found = try modelWithGTIN(text) }
        for text in parts.models where found.isEmpty { found = try modelsCalled(text) }
        guard !parts.serials.isEmpty else {
            guard !found.isEmpty else { return nil }
            return try unitAmong(parts.unlabelled, of: found) ?? choose(found)
        }
        if !found.isEmpty {
            if let outcome = try unitAmong(parts.serials + parts.words.numbers, of: found) { return outcome }
            // What stands in one word beside a label is what was meant.
            guard parts.isLong || parts.serials[0].contains(" ") else {
                return try unknownUnit(parts.serials[0], of: found)
            }
            let serial = try likelySerial(of: found, labelled: parts.serials, in: parts.words)
            return try unknownUnit(serial ?? parts.serials[0], of: found)
        }
        if let swapped = try swapped(parts) { return swapped }
        if let model = parts.models.first(where: { $0.utf8.contains { 0x30...0x39 ~= $0 } }) {
            notes.append(LookupNote(.modelUnknown, "No model here has the number '\(model)'.", text: model))
        }
        for serial in parts.serials {
            let units = try unitsOfAnyModel(serial)
            if !units.isEmpty { return choose(units, serial: serial) }
        }
        return nil
    }

    /// The two numbers in each other's place.
    private mutating func swapped(_ parts: PlateParts) throws -> LookupAnswer.Outcome? {
        for serial in parts.serials {
            let found = try visibleModels(serial)
            guard !found.isEmpty else { continue }
            notes.append(
                LookupNote(
                    .swapped, "The two numbers stand in each other's place: '\(serial)' is the model number.",
                    text: serial))
            guard let first = parts.models.first else { return choose(found) }
            return try unitAmong(parts.models, of: found) ?? unknownUnit(first, of: found)
        }
        return nil
    }

    // MARK: What words say

    /// A text without labels: a model number, a serial number, or both in any order among other words.
    private mutating func byWords(_ parts: PlateParts) throws -> LookupAnswer.Outcome? {
        for isGTIN in [false, true] {
            for run in parts.words.runs {
                let found = try isGTIN ? modelWithGTIN(run.text) : visibleModels(run.text)
                if !found.isEmpty { return try among(found, run, parts) }
            }
        }
        if let outcome = try unitAlone(parts) { return outcome }
        // In a long text some word or other would look like a number of some family.
        for run in parts.words.runs where run.hasDigit && !parts.isLong {
            let found = try modelsCalled(run.text)
            if !found.isEmpty { return try among(found, run, parts) }
        }
        return nil
    }

    /// What a text says in which some words name models.
    private mutating func among(
        _ found: [FoundModel], _ run: PlateWords.Run, _ parts: PlateParts
    ) throws -> LookupAnswer.Outcome {
        let rest = parts.words.without(run)
        if rest.isEmpty { return choose(found) }
        if let outcome = try unitAmong(rest.runs.map(\.text), of: found) { return outcome }
        if parts.isLong, let outcome = try unitAlone(parts) { return outcome }
        // The other words may be the maker's name; what has digits was meant as the serial number.
        guard let serial = try likelySerial(of: found, labelled: parts.serials, in: rest) else {
            return choose(found)
        }
        return try unknownUnit(serial, of: found)
    }

    /// The unit whose serial number one of the words is.
    private mutating func unitAlone(_ parts: PlateParts) throws -> LookupAnswer.Outcome? {
        for run in parts.words.runs where run.hasDigit || parts.words.isSingle {
            if parts.isLong, run.text.utf8.count < Self.shortestAlone { continue }
            let units = try unitsOfAnyModel(run.text)
            if !units.isEmpty { return choose(units, serial: run.text) }
        }
        return nil
    }

    /// The unit that one of the texts names, without a word where none does.
    private mutating func unitAmong(
        _ texts: [String], of models: [FoundModel]
    ) throws -> LookupAnswer.Outcome? {
        for text in texts {
            let found = try models.flatMap { try units(text, of: $0) }
            if !found.isEmpty { return choose(found, serial: text) }
        }
        return nil
    }
}
