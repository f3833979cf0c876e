import Identifiers
import Storage

/// Models by number, each with its specifications.
struct ModelRows: ExportRows {
    private var walk: ModelWalk

    init(_ walk: ModelWalk) {
        self.walk = walk
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        guard let (manufacturer, models) = try walk.next(reader) else { return nil }
        return try models.map {
            try ExportRow($0, of: manufacturer, as: walk.manufacturers.principal, reader)
        }
    }
}

extension ExportRow {
    init(_ model: Model, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader) throws {
        // What a maker calls its models elsewhere is for its own people.
        let seesExternalID = Access.allows(principal, .readModels, of: manufacturer.id)
        self.init(
            model, of: manufacturer, superseding: try model.supersedes.flatMap { try Models.find($0, reader) },
            externalID: seesExternalID ? try ExternalIDs.of(model.id, reader) : nil)
    }

    init(_ model: Model, of manufacturer: Manufacturer, superseding older: Model?, externalID: String?) {
        let details = model.details
        self.init([
            .text(manufacturer.slug), .text(model.number.text), .init(details.name), .init(details.line),
            .init(details.brand), .init(details.version), .init(details.category), .init(details.gtins),
            .init(details.announcedOn?.isoText), .init(details.releasedOn?.isoText), .init(details.salesEndOn?.isoText),
            .init(details.supportEndOn?.isoText), .init(older?.number.text),
            .text(details.fleetPublished ? "yes" : "no"), .init(externalID),
        ])
        specifications = details.specifications.map { Specification(heading: $0.heading, text: $0.cell) }
    }
}

extension Specification {
    /// The header under which an import reads this specification back.
    var heading: String {
        switch value {
        case .number, .range, .dimensions: "spec:\(name) [\(value.unit ?? "number")]"
        case .yesNo: "spec:\(name) [yes/no]"
        case .list: "spec:\(name) [list]"
        // Else the name's own bracket would be taken for a unit.
        case .text: name.last == "]" ? "spec:\(name) [text]" : "spec:\(name)"
        }
    }

    /// The value as an import reads it back.
    package var cell: String {
        switch value {
        case .number(let number, _): number
        case .yesNo(let isYes): isYes ? "yes" : "no"
        case .text(let text): text
        case .range(let from, let to, _): "\(from) to \(to)"
        case .list(let elements): joinedList(elements)
        case .dimensions(let numbers, _): numbers.joined(separator: " x ")
        }
    }
}
