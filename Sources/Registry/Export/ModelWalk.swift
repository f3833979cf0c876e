import Identifiers
import Storage

/// Goes through the models of the manufacturers whose rows somebody may take away, by short name and number.
struct ModelWalk: Sendable {
    private(set) var manufacturers: ManufacturerWalk
    private let today: CivilDate
    private var waiting: ArraySlice<Manufacturer> = []
    /// The number after which the models of the first manufacturer that waits go on.
    private var after = ""
    private var only: Model?

    /// - Throws: `model.unknown` for the one model that is asked for, also where the principal may not know of it.
    init(_ manufacturers: ManufacturerWalk, on today: CivilDate, _ reader: any SQLReader) throws {
        self.manufacturers = manufacturers
        self.today = today
        guard let slug = manufacturers.question.manufacturer, let number = manufacturers.question.model else { return }
        let manufacturer = try Manufacturers.require(slug, reader)
        let model = try Models.require(number, of: manufacturer, reader)
        guard isShown(model), model.kind == .product else { throw Models.unknown(of: manufacturer) }
        only = model
    }

    private func isShown(_ model: Model) -> Bool {
        model.isReleased(on: today) || Access.seesProduction(of: model.manufacturer, as: manufacturers.principal)
    }

    /// The next models of one manufacturer, perhaps none; nil at the end.
    mutating func next(
        limit: Int = ExportLimit.models, _ reader: any SQLReader
    ) throws -> (manufacturer: Manufacturer, models: [Model])? {
        while waiting.isEmpty {
            guard let more = try manufacturers.next(reader) else { return nil }
            (waiting, after) = (more[...], "")
        }
        let manufacturer = waiting[waiting.startIndex]
        if let only {
            waiting = []
            return (manufacturer, [only])
        }
        let page = try Models.list(of: manufacturer.id, after: after, limit: limit, reader)
        guard let last = page.last else {
            (waiting, after) = (waiting.dropFirst(), "")
            return (manufacturer, [])
        }
        after = last.number.text
        return (manufacturer, page.filter(isShown))
    }
}

/// Rows that belong to models: goes through the models, and through the rows of each, a page at a time.
struct RowsOfModels<Place: Sendable>: Sendable {
    private(set) var walk: ModelWalk
    private var manufacturer: Manufacturer?
    private var models: ArraySlice<Model> = []
    /// Where the rows of the first of ``models`` go on; nil at their beginning.
    private var place: Place?

    init(_ walk: ModelWalk) {
        self.walk = walk
    }

    /// The next rows, perhaps none; nil at the end.
    /// - Parameter page: The rows of a model from a place on, and where they go on; nil where they end.
    mutating func next(
        _ reader: any SQLReader,
        _ page: (Manufacturer, Model, Place?) throws -> (rows: [ExportRow], next: Place?)
    ) throws -> [ExportRow]? {
        var rows: [ExportRow] = []
        var looked = 0
        while rows.count < ExportLimit.rows, looked < ExportLimit.models {
            guard let manufacturer, let model = models.first else {
                guard let more = try walk.next(reader) else { return rows.isEmpty ? nil : rows }
                (manufacturer, models) = (more.manufacturer, more.models[...])
                looked += 1
                continue
            }
            let (more, next) = try page(manufacturer, model, place)
            rows += more
            place = next
            if next == nil { models = models.dropFirst() }
            looked += 1
        }
        return rows
    }
}
