import Identifiers
import Storage

/// The documents that are to be read now, manufacturer by manufacturer: what is said of each, with the hash of its file or
/// its link.
struct DocumentRows: ExportRows {
    private var walk: ManufacturerWalk
    private let today: CivilDate
    /// The only model whose documents are wanted.
    private let only: Model?
    private var waiting: ArraySlice<Manufacturer> = []
    /// After which document the first manufacturer that waits goes on.
    private var last: ID<Document>?
    private static let page = 200

    /// - Throws: `model.unknown`, also where the principal may not know of it.
    init(_ walk: ManufacturerWalk, on today: CivilDate, _ reader: any SQLReader) throws {
        self.walk = walk
        self.today = today
        only = try walk.question.model.map { number in
            let manufacturer = try Manufacturers.require(walk.question.manufacturer ?? "", reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.isShown(model, on: today, as: walk.principal) else { throw Models.unknown(of: manufacturer) }
            return model
        }
    }

    private static func isShown(_ model: Model, on today: CivilDate, as principal: Principal) -> Bool {
        model.isReleased(on: today) || Access.seesProduction(of: model.manufacturer, as: principal)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        guard let manufacturer = waiting.first else {
            guard let more = try walk.next(reader) else { return nil }
            waiting = more[...]
            return []
        }
        let page = try Documents.list(of: manufacturer.id, after: last, limit: Self.page, reader)
        last = page.count == Self.page ? page.last?.id : nil
        if last == nil { waiting = waiting.dropFirst() }
        return try page.compactMap { try row($0, manufacturer, reader) }
    }

    /// Nil for what the principal may not have, and for what is not asked for.
    private func row(_ document: Document, _ manufacturer: Manufacturer, _ reader: any SQLReader) throws -> ExportRow? {
        let principal = walk.principal
        guard document.isCurrent, only.map({ document.models.contains($0.id) }) ?? true,
            Access.allows(principal, documentsFor: document.details.audience, of: manufacturer.id)
        else { return nil }
        let models = try document.models.compactMap { try Models.find($0, reader) }.filter {
            Self.isShown($0, on: today, as: principal)
        }
        guard !models.isEmpty else { return nil }
        let details = document.details
        var (hash, link): (String?, String?) = (nil, nil)
        switch document.content {
        case .file(let file): hash = file.digest.text
        case .link(let address): link = address
        }
        let seesUnits = Access.seesProduction(of: manufacturer.id, as: principal)
        return ExportRow([
            .text(manufacturer.slug), .list(models.map(\.number.text).sorted()), .text(details.kind.rawValue),
            .text(details.title), .init(details.number), .init(details.language?.text),
            .text(details.isOriginal ? "yes" : "no"), .init(details.version), .init(details.issuedOn?.isoText),
            .init(seesUnits ? details.population : nil), .text(details.audience.rawValue),
            details.faultCodes.isEmpty ? .init(nil as String?) : .list(details.faultCodes), .init(hash), .init(link),
        ])
    }
}
