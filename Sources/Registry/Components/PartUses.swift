package import Identifiers
package import Storage

/// Where parts of a batch are built in: units of the batch, and what they are in.
package struct PartUse: Hashable, Sendable {
    package var part: Content.Subject
    /// What contains them, from what they are directly part of to the outermost.
    package var holders: [UnitKey]
}

/// Which units contain parts of a batch, at any depth.
///
/// Units of the batch are looked through in the order of their sequence numbers, or of their serial numbers where these
/// were issued elsewhere. For now only those that are in something are read; for another day all that have a row, no more
/// than ``mostExamined`` a page.
package enum PartUses {
    /// A place in the list: after this sequence number, or after this serial number.
    package enum Place: Hashable, Sendable {
        case sequence(Int64)
        case serial(SerialNumber)

        /// The number behind a letter.
        package var text: String {
            switch self {
            case .sequence(let sequence): "n\(sequence)"
            case .serial(let serial): "s" + serial.text
            }
        }

        package init?(_ text: String) {
            if text.hasPrefix("n"), let sequence = Int64(text.dropFirst()) {
                self = .sequence(sequence)
            } else if text.hasPrefix("s"), let serial = try? SerialNumber(parsing: text.dropFirst()) {
                self = .serial(serial)
            } else {
                return nil
            }
        }
    }

    package struct Page: Sendable {
        package var items: [PartUse] = []
        /// Where the next page begins; nil where there is none. A page may be short and yet have a next one.
        package var next: Place?
    }

    /// How many units one page looks at, in order to find those that are in something.
    package static let mostExamined = 5_000

    package static func page(
        of batch: Batch, at view: Viewpoint, after place: Place? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> Page {
        var search = PartUseSearch(view, limit: limit, reader)
        if let issued = batch.issue?.sequences {
            let first: Int64
            switch place {
            case nil: first = issued.lowerBound
            case .sequence(let last): first = last.addingSaturated(1)
            case .serial: return Page()
            }
            return try search.run(through: EventDraft.SequenceRange(batch: batch.id, sequences: issued), from: first)
        }
        switch place {
        case nil: return try search.run(through: batch, after: nil)
        case .serial(let last): return try search.run(through: batch, after: last)
        case .sequence: return Page()
        }
    }
}

/// Collects one page of uses.
private struct PartUseSearch {
    let view: Viewpoint
    let limit: Int
    let reader: any SQLReader
    let chains: HolderChains
    var page = PartUses.Page()
    var examined = 0

    init(_ view: Viewpoint, limit: Int, _ reader: any SQLReader) {
        (self.view, self.limit, self.reader) = (view, limit, reader)
        chains = HolderChains(at: view, tellingJoinings: false, reader)
    }

    private var room: Int { min(limit - page.items.count, PartUses.mostExamined - examined) }

    /// Units of an issued batch.
    mutating func run(through range: EventDraft.SequenceRange, from first: Int64) throws -> PartUses.Page {
        var portions = try BatchPortions(of: range, from: first, reader)
        var last = first
        while room > 0 {
            let view = view
            let portion = try portions.next(limit: room) { segment in
                view.isLatest && UnitHistory(segment.entries).state(at: view).parent == nil
            }
            guard let portion else { return page }
            last = portion.sequences.upperBound
            examined += 1
            if portion.rowless > 0 {
                let part = EventDraft.SequenceRange(batch: range.batch, sequences: portion.sequences)
                let state = UnitHistory(portion.entries).state(at: view)
                add(.range(part, count: portion.rowless), try chains.chain(of: nil, in: state))
            }
            for row in portion.rows { try take(row) }
        }
        page.next = last < range.sequences.upperBound ? .sequence(last) : nil
        return page
    }

    /// Units of a batch that were numbered elsewhere.
    mutating func run(through batch: Batch, after first: SerialNumber?) throws -> PartUses.Page {
        var last = first
        while room > 0 {
            let asked = room
            let rows = try BatchUnits.list(
                in: batch, after: last, areContained: view.isLatest, limit: asked, reader)
            for row in rows { try take(row) }
            guard rows.count == asked, let end = rows.last else { return page }
            last = end.key.serial
        }
        page.next = last.map { .serial($0) }
        return page
    }

    private mutating func take(_ row: UnitRow) throws {
        examined += 1
        add(.unit(row.key), try chains.chain(of: row.key, in: try chains.state(of: row)))
    }

    private mutating func add(_ part: Content.Subject, _ holders: [Whereabouts.Holder]) {
        guard !holders.isEmpty else { return }
        page.items.append(PartUse(part: part, holders: holders.map(\.key)))
    }
}
