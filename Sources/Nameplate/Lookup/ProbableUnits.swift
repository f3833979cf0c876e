package import Identifiers
package import Registry
import Storage

/// A unit that was probably meant by a serial number that is not known.
package struct ProbableUnit: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    /// How what was typed differs from its serial number.
    package var misreading: Misreading
}

/// Looks for the units of which a serial number may be a misread copy: those that have a row, and those that batches
/// imply.
struct ProbableUnits {
    /// Units that are shown.
    static let most = 5
    /// Serial numbers that are decoded for one text, and questions that are asked of batches, over all formats.
    private static let mostSerials = 2_000
    private static let mostQuestions = 250

    private let text: String
    private let key: String
    private let search: LookupSearch
    /// Units for whoever asks, with the slip, and whether a check character confirms the serial number.
    private var found: [UnitKey: (misreading: Misreading, isChecked: Bool)] = [:]
    private var isComplete = true

    /// The units that were probably meant, the likeliest first.
    struct Result: Sendable {
        var units: [ProbableUnit] = []
        /// More units are as likely than can be told apart: of slips of one kind all are shown or none.
        var isDense = false
    }

    /// Units that `text` may mean, of models where those are known, for whoever may see them.
    static func find(_ text: String, of models: [FoundModel], in search: LookupSearch) throws -> Result {
        guard Access.seesNeighbours(as: search.principal), Placeholder.recognise(text) == nil,
            let typed = try? SerialNumber(parsing: text)
        else { return Result() }
        var named = ProbableUnits(typed, search)
        for model in models { try named.look(in: model) }
        if !models.isEmpty, !named.found.isEmpty || !named.isComplete { return try named.ranked() }
        var any = ProbableUnits(typed, search)
        try any.lookEverywhere()
        return try any.ranked()
    }

    private init(_ typed: SerialNumber, _ search: LookupSearch) {
        text = typed.text
        key = typed.key
        self.search = search
    }

    // MARK: Looking

    private mutating func look(in found: FoundModel) throws {
        let model = found.model
        guard Access.seesNeighbours(of: model.manufacturer, as: search.principal) else { return }
        try lookAtRows(of: model.id)
        let formats = try search.catalogue.formats(of: model.id, search.reader)
        try lookAtBatches(of: formats.map { FormatIndex.Group($0.format, [$0]) })
    }

    private mutating func lookEverywhere() throws {
        try lookAtRows(of: nil)
        let groups = try search.catalogue.formatIndex(search.reader).near(text)
        // What a check character confirms first, as long as the search may go on.
        try lookAtBatches(of: groups.filter { $0.format.check != nil } + groups.filter { $0.format.check == nil })
    }

    private mutating func lookAtRows(of model: ID<Model>?) throws {
        let (units, isComplete) = try NearUnits.find(key, of: model, search.reader)
        self.isComplete = self.isComplete && isComplete
        for unit in units {
            guard let model = try search.catalogue.model(unit.model, search.reader) else { continue }
            add(unit, of: model.manufacturer, isChecked: false)
        }
    }

    private mutating func lookAtBatches(of groups: [FormatIndex.Group]) throws {
        var serials = Self.mostSerials
        var issued = IssuedSerials(questions: Self.mostQuestions)
        for group in groups {
            let originals = group.format.originals(ofMisread: text, limit: serials)
            serials -= originals.serials.count
            for unit in try issued.among(originals.serials, of: group.ids, search.reader) {
                guard let format = group.byID[unit.format] else { continue }
                let key = UnitKey(format.model, try SerialNumber(parsing: unit.serial.text))
                add(key, of: format.manufacturer, isChecked: group.format.check != nil)
            }
            guard originals.isComplete, issued.isComplete else {
                isComplete = false
                return
            }
        }
    }

    private mutating func add(_ unit: UnitKey, of manufacturer: ID<Manufacturer>, isChecked: Bool) {
        guard Access.seesNeighbours(of: manufacturer, as: search.principal),
            let misreading = Misreading(of: text, from: unit.serial.text)
        else { return }
        found[unit] = (misreading, isChecked || found[unit]?.isChecked == true)
    }

    // MARK: Ranking

    /// By the kind of slip, what a check character confirms first; of equally likely ones all or none, so that nobody
    /// takes one stranger's unit of many for his own.
    private func ranked() throws -> Result {
        var result = Result(isDense: !isComplete)
        for kind in Misreading.Kind.allCases {
            for isChecked in [true, false] {
                let group = found.filter { $0.value.misreading.kind == kind && $0.value.isChecked == isChecked }
                guard result.units.count + group.count <= Self.most else {
                    result.isDense = true
                    return result
                }
                result.units += try group.compactMap { try unit($0.key, $0.value.misreading) }.sorted(by: Self.precedes)
            }
        }
        return result
    }

    private func unit(_ key: UnitKey, _ misreading: Misreading) throws -> ProbableUnit? {
        guard let model = try search.catalogue.model(key.model, search.reader),
            let maker = try search.catalogue.manufacturer(model.manufacturer, search.reader)
        else { return nil }
        return ProbableUnit(manufacturer: maker, model: model, serial: key.serial, misreading: misreading)
    }

    private static func precedes(_ left: ProbableUnit, _ right: ProbableUnit) -> Bool {
        func order(_ unit: ProbableUnit) -> (Int, Int, String, String, String) {
            (
                unit.misreading.places.count, unit.misreading.places.first?.position ?? 0, unit.manufacturer.slug,
                unit.model.number.text, unit.serial.text
            )
        }
        return order(left) < order(right)
    }
}
