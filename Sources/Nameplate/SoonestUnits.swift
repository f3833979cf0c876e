package import Identifiers
import Registry
import Storage

/// One unit, or many of a batch that nothing tells apart.
package enum UnitStretch: Hashable, Sendable {
    case one(SerialNumber)
    /// Units between the first and the last one that have a history of their own are not counted.
    case range(first: SerialNumber, last: SerialNumber, count: Int64)

    /// The serial number that it begins with.
    package var first: SerialNumber {
        switch self {
        case .one(let serial): serial
        case .range(let first, _, _): first
        }
    }
}

/// Of many units, each with a day and what is said of it, keeps those whose day comes first, and never many more than asked
/// for. Parts of a batch that follow one another and of which the same is said become one entry.
struct SoonestUnits<Words: Hashable & Sendable>: Sendable {
    struct Entry: Sendable {
        var units: UnitStretch
        var on: CivilDate
        var words: Words
    }
    private var kept: [Entry] = []
    /// Parts to which the next one may be added.
    private var open: [Stretch] = []
    private let limit: Int

    private struct Stretch {
        var batch: Batch
        /// Where the next part begins.
        var end: Int64
        var first: Int64
        var last: Int64
        var count: Int64
        var on: CivilDate
        var words: Words
    }

    init(limit: Int) { self.limit = max(0, limit) }

    mutating func take(_ serial: SerialNumber, on day: CivilDate, _ words: Words) {
        keep(Entry(units: .one(serial), on: day, words: words))
    }

    mutating func take(
        _ part: RowlessPart, on day: CivilDate, _ words: Words, _ reader: any SQLReader
    ) throws {
        let begin = part.sequences.lowerBound
        let (ended, going) = (
            open.filter { $0.batch.id != part.batch.id || $0.end < begin && begin - $0.end > 1 },
            open.filter { $0.batch.id == part.batch.id && !($0.end < begin && begin - $0.end > 1) }
        )
        open = going
        for stretch in ended { try close(stretch, reader) }
        let place = open.firstIndex { $0.on == day && $0.words == words && $0.end < begin }
        if let place {
            (open[place].end, open[place].last) = (part.sequences.upperBound, part.last)
            open[place].count += part.count
        } else {
            open.append(
                Stretch(
                    batch: part.batch, end: part.sequences.upperBound, first: part.first, last: part.last,
                    count: part.count, on: day, words: words))
        }
    }

    /// Keeps the last parts too.
    mutating func finish(_ reader: any SQLReader) throws {
        for stretch in open { try close(stretch, reader) }
        open = []
    }

    mutating func merge(_ other: SoonestUnits) { for entry in other.kept { keep(entry) } }

    /// The first to come first.
    var entries: [Entry] { Array(kept.sorted(by: Self.precedes).prefix(limit)) }

    private mutating func close(_ stretch: Stretch, _ reader: any SQLReader) throws {
        guard let writer = try RowlessSerials.writer(of: stretch.batch, reader) else { return }
        let first = try SerialNumber(parsing: writer.text(of: stretch.first))
        let last = try SerialNumber(parsing: writer.text(of: stretch.last))
        keep(
            Entry(
                units: stretch.count == 1 ? .one(first) : .range(first: first, last: last, count: stretch.count),
                on: stretch.on, words: stretch.words))
    }

    private mutating func keep(_ entry: Entry) {
        kept.append(entry)
        if kept.count >= limit * 2 + 1_000 { kept = entries }
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        (left.on, left.units.first.text) < (right.on, right.units.first.text)
    }
}
