import AfterSales
import Identifiers
import Registry
import Storage

/// Keeps those of many covers that end first, and never many more than asked for.
struct SoonestCovers: Sendable {
    private var kept: [ExpiringCover] = []
    /// A part of a batch to which the next one may be added.
    private var open: Stretch?
    private let limit: Int
    private let last: CivilDate

    /// Parts of a batch that follow one another and have the same cover.
    private struct Stretch {
        var batch: Batch
        /// Where the next part begins.
        var end: Int64
        var first: Int64
        var last: Int64
        var count: Int64
        var until: CivilDate
        var sources: [String]
    }

    /// - Parameter last: The last day on which a cover that is wanted ends.
    init(until last: CivilDate, limit: Int) {
        self.last = last
        self.limit = max(0, limit)
    }

    mutating func take(_ serial: SerialNumber, _ verdict: CoverVerdict) {
        guard let (until, sources) = ending(verdict) else { return }
        keep(ExpiringCover(units: .one(serial), until: until, sources: sources))
    }

    mutating func take(_ part: RowlessPart, _ verdict: CoverVerdict, _ reader: any SQLReader) throws {
        guard let (until, sources) = ending(verdict) else { return }
        if var stretch = open, stretch.batch.id == part.batch.id, stretch.until == until, stretch.sources == sources,
            stretch.end < part.sequences.lowerBound, part.sequences.lowerBound - stretch.end == 1
        {
            (stretch.end, stretch.last) = (part.sequences.upperBound, part.last)
            stretch.count += part.count
            open = stretch
            return
        }
        try finish(reader)
        open = Stretch(
            batch: part.batch, end: part.sequences.upperBound, first: part.first, last: part.last, count: part.count,
            until: until, sources: sources)
    }

    /// Keeps the last part too.
    mutating func finish(_ reader: any SQLReader) throws {
        guard let stretch = open else { return }
        open = nil
        guard let writer = try RowlessSerials.writer(of: stretch.batch, reader) else { return }
        let first = try SerialNumber(parsing: writer.text(of: stretch.first))
        let last = try SerialNumber(parsing: writer.text(of: stretch.last))
        keep(
            ExpiringCover(
                units: stretch.count == 1 ? .one(first) : .range(first: first, last: last, count: stretch.count),
                until: stretch.until, sources: stretch.sources))
    }

    mutating func merge(_ other: SoonestCovers) { for cover in other.kept { keep(cover) } }

    /// The first to end first.
    var covers: [ExpiringCover] { Array(kept.sorted(by: Self.precedes).prefix(limit)) }

    private mutating func keep(_ cover: ExpiringCover) {
        kept.append(cover)
        if kept.count >= limit * 2 + 1_000 { kept = covers }
    }

    private func ending(_ verdict: CoverVerdict) -> (until: CivilDate, sources: [String])? {
        guard verdict.state == .covered, let until = verdict.until, until <= last else { return nil }
        let sources = verdict.lines.filter { $0.state == .covered }.map(\.source.label)
        return (until, sources.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }

    private static func precedes(_ left: ExpiringCover, _ right: ExpiringCover) -> Bool {
        (left.until, left.first.text) < (right.until, right.first.text)
    }
}
