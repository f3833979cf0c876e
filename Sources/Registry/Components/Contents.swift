private import Identifiers
package import Storage

/// Something that a container or an assembly contains.
package struct Content: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case unit(UnitKey)
        /// Units of a batch without a history of their own: `count` of those within `sequences`.
        case range(EventDraft.SequenceRange, count: Int64)
    }
    package var subject: Subject
    package var batch: ID<Batch>?
    /// Since when and by which event.
    package var joining: UnitState.Joining
}

/// What containers and assemblies contain.
///
/// A container's own entries say what ever was put into it; each of these units' own history says whether it is there at
/// the moment in question, so both always tell the same. Things stand in the order in which they came in.
package enum Contents {
    /// An event that put something in; events go by time, then by their place in the ledger.
    struct Joining: Hashable {
        var event: ID<Event>
        var time: Int64
        /// Events that have no position yet come last, by record time: it counts from ``unnumbered`` on.
        var position: Int64

        /// Past all positions.
        static let unnumbered: Int64 = 1 << 62
    }

    /// A place in the contents: the event that put something in, the place of that in the event, and within a range the
    /// next sequence number.
    package struct Place: Hashable, Sendable {
        var joining: Joining
        var ordinal = 0
        var sequence: Int64 = .min

        static let start = Place(Joining(event: ID(0), time: .min, position: 0))

        /// Five numbers with points between.
        package var text: String {
            "\(joining.time).\(joining.position).\(joining.event).\(ordinal).\(sequence)"
        }

        package init?(_ text: String) {
            let numbers = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int64($0) }
            guard numbers.count == 5, text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 4, numbers[3] >= 0,
                let ordinal = Int(exactly: numbers[3])
            else { return nil }
            self.init(Joining(event: ID(numbers[2]), time: numbers[0], position: numbers[1]))
            (self.ordinal, sequence) = (ordinal, numbers[4])
        }

        init(_ joining: Joining) { self.joining = joining }
    }

    package struct Page: Sendable {
        package var items: [Content] = []
        /// Where the next page begins; nil where there is none. A page may be short and yet have a next one: no more than
        /// ``mostExamined`` units are looked at.
        package var next: Place?
    }

    /// How many units one page looks at, in order to find those that are there.
    package static let mostExamined = 10_000

    /// What `assembly` contains, from `place` on.
    package static func page(
        of assembly: UnitKey, at view: Viewpoint, from place: Place? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> Page {
        var search = ContentSearch(assembly, view, limit: limit, reader)
        return try search.run(from: place ?? .start)
    }

    /// The entries of a unit that put something into it, in the order of event time.
    fileprivate static func joinings(
        of assembly: UnitKey, from first: Joining, until time: Int64?, limit: Int, _ reader: any SQLReader
    ) throws -> [Joining] {
        try reader.all(
            ContentsSQL.joinings,
            [
                .integer(assembly.model.value), .text(assembly.serial.key), .text(assembly.storedSerial),
                .integer(first.time), .integer(first.position), .integer(first.event.value),
                .integer(time ?? .max), .integer(Int64(limit)),
            ]
        ) { Joining(event: ID($0.integer(0)), time: $0.integer(1), position: $0.integer(2)) }
    }
}

/// Collects one page of contents.
private struct ContentSearch {
    let assembly: UnitKey
    let view: Viewpoint
    let limit: Int
    let reader: any SQLReader
    var page = Contents.Page()
    var examined = 0

    init(_ assembly: UnitKey, _ view: Viewpoint, limit: Int, _ reader: any SQLReader) {
        (self.assembly, self.view, self.limit, self.reader) = (assembly, view, limit, reader)
    }

    private static let eventsAtATime = 100
    private var isFull: Bool { page.items.count >= limit || examined >= Contents.mostExamined }

    mutating func run(from start: Contents.Place) throws -> Contents.Page {
        var place = start
        // It may have got its position since the page before.
        if place.joining.position >= Contents.Joining.unnumbered,
            let position = try EventRows.find(place.joining.event, reader)?.position
        {
            place.joining.position = position
        }
        while true {
            let joinings = try Contents.joinings(
                of: assembly, from: place.joining, until: view.asOf, limit: Self.eventsAtATime, reader)
            for joining in joinings {
                if joining != place.joining { place = Contents.Place(joining) }
                if let known = view.knownAt, joining.position > known { continue }
                guard try take(joining.event, &place) else {
                    page.next = place
                    return page
                }
            }
            guard joinings.count == Self.eventsAtATime, var next = joinings.last else { return page }
            next.event = ID(next.event.value.addingSaturated(1))
            place = Contents.Place(next)
        }
    }

    /// Takes what an event put in and is there, from `place` on; false where the page is full before the event's end.
    private mutating func take(_ event: ID<Event>, _ place: inout Contents.Place) throws -> Bool {
        let mentions = try EventRows.mentions(of: event, reader)
        while place.ordinal < mentions.units.count {
            guard !isFull else { return false }
            try take(mentions.units[place.ordinal], joinedBy: event)
            place.ordinal += 1
        }
        while place.ordinal - mentions.units.count < mentions.ranges.count {
            let range = mentions.ranges[place.ordinal - mentions.units.count]
            guard try take(range, joinedBy: event, &place) else { return false }
            (place.ordinal, place.sequence) = (place.ordinal + 1, .min)
        }
        return true
    }

    private mutating func take(_ key: UnitKey, joinedBy event: ID<Event>) throws {
        if let row = try UnitRows.find(key, reader) { try take(row, joinedBy: event) }
    }

    private mutating func take(_ row: UnitRow, joinedBy event: ID<Event>) throws {
        examined += 1
        // The row holds the latest state: its history need not be read for what is elsewhere.
        if view.isLatest, row.state.parent != assembly { return }
        let state = try Units.history(of: row, reader).state(at: view)
        guard state.parent == assembly, let joining = state.joining, joining.event == event else { return }
        page.items.append(Content(subject: .unit(row.key), batch: row.batch, joining: joining))
    }

    private mutating func take(
        _ range: EventDraft.SequenceRange, joinedBy event: ID<Event>, _ place: inout Contents.Place
    ) throws -> Bool {
        var portions = try BatchPortions(of: range, from: place.sequence, reader)
        while true {
            guard !isFull else { return false }
            let room = min(limit - page.items.count, Contents.mostExamined - examined)
            guard let portion = try portions.next(limit: room, skipping: { _ in false }) else { return true }
            examined += 1
            if portion.rowless > 0 {
                let state = UnitHistory(portion.entries).state(at: view)
                if state.parent == assembly, let joining = state.joining, joining.event == event {
                    let part = EventDraft.SequenceRange(batch: range.batch, sequences: portion.sequences)
                    page.items.append(
                        Content(
                            subject: .range(part, count: portion.rowless), batch: range.batch, joining: joining))
                }
            }
            for row in portion.rows { try take(row, joinedBy: event) }
            place.sequence = portion.sequences.upperBound.addingSaturated(1)
        }
    }
}

private enum ContentsSQL {
    static let joinings = Statement(
        """
        SELECT event_id, event_time, coalesce(position, 4611686018427387904 + record_time) AS place
          FROM unit_events
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND role = 'parent'
           AND action = 'ADD'
           AND event_time >= $4
           AND (event_time, coalesce(position, 4611686018427387904 + record_time), event_id) >= ($4, $5, $6)
           AND event_time <= $7
         ORDER BY event_time, place, event_id
         LIMIT $8
        """)
}
