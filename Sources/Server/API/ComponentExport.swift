import Hummingbird
import Nameplate
import Registry

/// Components as tables: what a unit contains with the columns of `nameplate import components`, and where the parts of a
/// batch are.
enum ComponentExport {
    private static let importColumns: [ImportColumn] = [
        .manufacturer, .assemblyModel, .assemblySerial, .model, .serial, .slot, .eventTime, .zone, .businessStep,
        .batch,
    ]
    private static let useColumns = [
        "manufacturer", "model", "serial", "assembly_model", "assembly_serial", "unit_model", "unit_serial",
        "container",
    ]

    /// Components of components of one page; a table leaves nothing out.
    private static let mostNested = 100_000

    /// All pages of a unit's components, from the one that the call asks for.
    /// - Throws: `value.invalid` where a page would hold more than ``mostNested`` components of components.
    static func components(_ call: Call) async throws -> Response {
        let page: @Sendable (Contents.Place?) async throws -> ([ComponentLine], Contents.Place?) = { place in
            let page = try await call.components(from: place, nested: mostNested)
            guard !page.isCut else {
                throw RegistryError(
                    .valueInvalid,
                    "There is too much within these components; ask for smaller pages, or for one of them.",
                    field: "limit")
            }
            return (page.components ?? [], page.next)
        }
        let (lines, next) = try await page(try call.componentPlace())
        let parts = PartRows(lines, from: next, call.registry, page: page)
        return CSVStream.response(columns: importColumns.map(\.name)) {
            try await parts.next(\.part, row)
        }
    }

    /// All pages of where the parts of a batch are, from the one that the call asks for.
    static func uses(_ call: Call) async throws -> Response {
        let first = try await call.uses(after: try call.usePlace(), limit: Limits.largestPage)
        let parts = PartRows(first.items, from: first.next, call.registry) { place in
            let page = try await call.uses(after: place, limit: Limits.largestPage)
            return (page.items, page.next)
        }
        return CSVStream.response(columns: useColumns) { try await parts.next(\.part, row) }
    }

    private static func row(_ line: ComponentLine, model: String, serial: String) -> [String] {
        // Whatever put it in, an import of the table says that it is there.
        let step = line.businessStep.flatMap { Components.installing.contains($0) ? $0 : nil } ?? .installing
        return [
            line.assembly.manufacturer, line.assembly.model, line.assembly.serial, model, serial, line.slot ?? "",
            TimeText.text(line.since), Moment(microseconds: line.since, offsetMinutes: line.zoneOffset).zoneText,
            step.rawValue, line.batch ?? "",
        ]
    }

    private static func row(_ line: PartUseLine, model: String, serial: String) -> [String] {
        let (direct, unit) = (line.holders.first, line.holders.last { !$0.isContainer })
        let container = line.holders.last.flatMap { $0.isContainer ? $0.serial : nil }
        return [
            direct?.manufacturer ?? "", model, serial, direct?.model ?? "", direct?.serial ?? "", unit?.model ?? "",
            unit?.serial ?? "", container ?? "",
        ]
    }
}

/// Rows of a table of parts, some at a time: page after page, and units that a page names together one by one.
private actor PartRows<Line: Sendable, Place: Sendable> {
    private var lines: ArraySlice<Line>
    private var place: Place?
    /// The first line's next sequence number, where the line stands for units of a batch.
    private var sequence: Int64?
    private let registry: NameplateRegistry
    private let page: @Sendable (Place) async throws -> ([Line], Place?)

    init(
        _ lines: [Line], from place: Place?, _ registry: NameplateRegistry,
        page: @escaping @Sendable (Place) async throws -> ([Line], Place?)
    ) {
        self.lines = lines[...]
        self.place = place
        self.registry = registry
        self.page = page
    }

    /// Sequence numbers taken at a time.
    private static var most: Int64 { 1_000 }

    /// The next rows; nil at the end.
    func next(
        _ part: @Sendable (Line) -> PartReference,
        _ row: @Sendable (Line, _ model: String, _ serial: String) -> [String]
    ) async throws -> CSVStream.Rows? {
        while lines.isEmpty {
            guard let place else { return nil }
            let (lines, next) = try await page(place)
            (self.lines, self.place) = (lines[...], next)
        }
        var rows: CSVStream.Rows = []
        while let line = lines.first {
            switch part(line) {
            case .unit(let unit):
                rows.append(row(line, unit.model, unit.serial))
                lines = lines.dropFirst()
            case .units(let units):
                guard rows.isEmpty else { return rows }
                let (serials, next) = try await registry.serials(of: units, from: sequence, limit: Self.most)
                sequence = next
                if next == nil { lines = lines.dropFirst() }
                return serials.map { row(line, units.model, $0) }
            }
        }
        return rows
    }
}
