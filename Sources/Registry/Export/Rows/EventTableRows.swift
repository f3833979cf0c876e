import Identifiers
import Storage

/// Events in the order of the ledger, a row for each unit, range or container that an event speaks of. Events that issued a
/// batch are left out: the batch's own row says the same.
struct EventTableRows: ExportRows {
    private let walk: ManufacturerWalk
    private var position: Int64 = 0
    /// The last position when the export began.
    private let head: Int64
    private let only: Manufacturer?
    private let model: ID<Model>?
    /// Events that later ones correct, with the rows that speak of each of their units: as the rows of the corrections
    /// name them.
    private var corrected: [ID<Event>: [Int]] = [:]
    /// How many rows there were, with the header's.
    private var rowCount = 1
    private var manufacturers: [ID<Manufacturer>: Manufacturer] = [:]
    private var models = KnownModels()
    private var batches = KnownBatches()

    init(_ walk: ManufacturerWalk, _ reader: any SQLReader) throws {
        self.walk = walk
        head = try Positions.head(reader)
        only = try walk.question.manufacturer.map { try Manufacturers.require($0, reader) }
        model = try only.flatMap { manufacturer in
            try walk.question.model.map { try Models.require($0, of: manufacturer, reader).id }
        }
        try reader.forEachRow(EventTableSQL.corrected, []) { row in
            corrected[ID(row.integer(0))] = []
            return true
        }
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        guard position < head else { return nil }
        let events: [EventRows.Stored]
        if let only {
            let end = min(position + Int64(ExportLimit.rows) * 4, head)
            events = try EventRows.page(after: position, through: end, of: only.id, reader)
            position = end
        } else {
            events = try EventRows.page(after: position, limit: ExportLimit.rows / 2, reader)
            position = events.last?.position ?? head
        }
        return try events.flatMap { try rows(of: $0, reader) }
    }

    private mutating func rows(of event: EventRows.Stored, _ reader: any SQLReader) throws -> [ExportRow] {
        let header = event.header
        guard walk.allows(header.manufacturer), let slug = try slug(of: header.manufacturer, reader) else { return [] }
        let mentions = try EventRows.mentions(of: header.id, reader)
        if let range = mentions.ranges.first, try batches.find(range.batch, reader)?.event == header.id { return [] }
        let details = try EventDetails(text: header.detailsText)
        let said = try said(header, details, reader)
        let targets = header.corrects.flatMap { corrected[$0] } ?? []
        let isCorrected = corrected[header.id] != nil
        var labels: [Int] = []
        var rows: [ExportRow] = []
        for (index, subject) in try subjects(of: mentions, reader).enumerated() {
            guard model == nil || subject.model == model || mentions.parent?.model == model else {
                labels.append(0)
                continue
            }
            rowCount += 1
            labels.append(rowCount)
            let target = header.corrects == nil ? nil : index < targets.count ? targets[index] : targets.last
            var row = said
            row[.manufacturer] = .text(slug)
            subject.fill(&row)
            row[.corrects] = .init(target.map { "row \($0)" })
            if isCorrected { row[.reference] = .text("row \(rowCount)") }
            var exported = ExportRow(ImportTable.events.columns.map { row[$0] ?? .blank })
            exported.owner = walk.question.showsOwners ? details.owningParty : nil
            rows.append(exported)
        }
        if isCorrected { corrected[header.id] = labels }
        return rows
    }

    private mutating func slug(of id: ID<Manufacturer>, _ reader: any SQLReader) throws -> String? {
        if let known = manufacturers[id] { return known.slug }
        manufacturers[id] = try Manufacturers.find(id, reader)
        return manufacturers[id]?.slug
    }

    // MARK: What an event speaks of

    private struct Subject {
        var model: ID<Model>?
        var cells: [ImportColumn: ExportRow.Cell] = [:]

        func fill(_ row: inout [ImportColumn: ExportRow.Cell]) {
            row.merge(cells) { _, new in new }
        }
    }

    private mutating func subjects(of mentions: EventRows.Mentions, _ reader: any SQLReader) throws -> [Subject] {
        var holder: [ImportColumn: ExportRow.Cell] = [:]
        if let parent = mentions.parent, let known = try models.find(parent.model, reader) {
            if known.kind == .container {
                holder[.parent] = .text(parent.serial.text)
                holder[.model] = .text(known.number)
            } else {
                holder[.assemblyModel] = .text(known.number)
                holder[.assemblySerial] = .text(parent.serial.text)
                holder[.model] = .text(known.number)
            }
        }
        var subjects: [Subject] = []
        for unit in mentions.units {
            var cells = holder
            cells[.model] = .init(try models.find(unit.model, reader)?.number)
            cells[.serial] = .text(unit.serial.text)
            subjects.append(Subject(model: unit.model, cells: cells))
        }
        for range in mentions.ranges {
            let batch = try batches.find(range.batch, reader)
            var cells = holder
            cells[.model] = .init(try batch.flatMap { try models.find($0.model, reader)?.number })
            cells[.batch] = .init(batch?.number)
            cells[.firstSequence] = .init(range.sequences.lowerBound)
            cells[.lastSequence] = .init(range.sequences.upperBound)
            subjects.append(Subject(model: batch?.model, cells: cells))
        }
        if subjects.isEmpty, let parent = mentions.parent {
            subjects.append(Subject(model: parent.model, cells: holder))
        }
        return subjects
    }

    // MARK: What it says

    private func said(
        _ header: EventHeader, _ details: EventDetails, _ reader: any SQLReader
    ) throws -> [ImportColumn: ExportRow.Cell] {
        let time = ZonedTime(microseconds: header.time, offsetMinutes: header.zoneOffset)
        let notes = try EventRows.texts(of: header.id, reader).compactMap(\.text)
        var said: [ImportColumn: ExportRow.Cell] = [
            .eventTime: .text(time.text), .type: .text(header.type.rawValue), .action: .text(header.action.rawValue),
        ]
        said[.businessStep] = .init(header.businessStep?.rawValue)
        said[.disposition] = .init(header.disposition?.rawValue)
        said[.location] = .init(header.businessLocation)
        said[.readPoint] = .init(header.readPoint)
        said[.errorReason] = .init(header.errorReason?.rawValue)
        said[.note] = notes.isEmpty ? .blank : .text(notes.joined(separator: "\n"))
        said[.faultCode] = .init(details.faultCode)
        said[.decision] = .init(details.decision)
        said[.remedy] = .init(details.remedy)
        if let cost = details.cost, Access.allows(walk.principal, .readQuality, of: header.manufacturer) {
            said[.cost] = .init(cost.amount)
            said[.currency] = .text(cost.currency)
        }
        said[.failedOn] = .init(details.failedOn)
        said[.market] = .init(details.market)
        said[.slot] = .init(details.slot)
        said[.readings] = .init(
            (details.readings ?? []).map { "\($0.type)=\($0.value)\($0.unit.map { " " + $0 } ?? "")" })
        said[.fitted] = .init((details.fitted ?? []).map(Self.cell))
        said[.removed] = .init((details.removed ?? []).map(Self.cell))
        said[.transactions] = .init((details.transactions ?? []).map { "\($0.type)=\($0.id)" })
        said[.set] = .init(details.set ?? [])
        said[.unset] = .init(details.unset ?? [])
        if let owner = details.owningParty { said[.owner] = .text(try self.owner(owner, reader)) }
        return said
    }

    private static func cell(_ part: EventDetails.PartNote) -> String {
        part.part + (part.serial.map { "=" + $0 } ?? "")
    }

    private func owner(_ id: ID<Party>, _ reader: any SQLReader) throws -> String {
        guard walk.question.showsOwners, let reference = try Parties.find(id, reader)?.reference else {
            return EventRow.withheldOwner
        }
        return reference
    }
}

private enum EventTableSQL {
    static let corrected = Statement(
        """
        SELECT DISTINCT corrects_event_id
          FROM events
         WHERE corrects_event_id IS NOT NULL
        """)
}
