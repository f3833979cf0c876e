/// Serial numbers that exist already, as a batch to be issued, so that a registry knows them.
public struct ExistingBatch: Hashable, Sendable {
    /// What they print beside their sequence numbers.
    public let fields: SerialFormat.Fields
    /// The first sequence number.
    public let first: Int64
    /// How many there are; numbers that the list lacks in between are counted.
    public let count: Int64

    /// Serial numbers that exist: so many from a sequence number on.
    public init(fields: SerialFormat.Fields, first: Int64, count: Int64) {
        self.fields = fields
        self.first = first
        self.count = count
    }

    /// The batch number of the one at a place, from 0: `existing-1`, `existing-2`.
    public static func number(_ place: Int) -> String { "existing-\(place + 1)" }
}

extension FormatProposal {
    /// The ranges of the printed spaces as batches.
    ///
    /// - Parameter day: Printed years that recur are the latest ones that are not after this day, on which the list
    ///   was made, and no more than a hundred years before.
    /// - Returns: The batches by their printed fields, and how many ranges are left out because a date without a year
    ///   cannot be told.
    public func existingBatches(asOf day: CivilDate) -> (batches: [ExistingBatch], leftOut: Int) {
        var batches: [ExistingBatch] = []
        var leftOut = 0
        for space in spaces {
            guard let fields = fields(of: space, asOf: day) else {
                leftOut += space.ranges.count
                continue
            }
            for range in space.ranges {
                batches.append(
                    ExistingBatch(
                        fields: fields, first: range.lowerBound, count: range.upperBound - range.lowerBound + 1))
            }
        }
        return (batches, leftOut)
    }

    /// The serial number that follows the highest one seen with the latest printed date, with the most frequent plant
    /// and line of that date; nil where there is no room for one, or a printed date cannot be told.
    public func next(asOf day: CivilDate) -> String? {
        let candidates = spaces.compactMap { space in fields(of: space, asOf: day).map { (space: space, fields: $0) } }
        func order(_ one: (space: ObservedSpace, fields: SerialFormat.Fields)) -> (String, Int) {
            (one.fields.date?.isoText ?? "", one.space.seen)
        }
        guard let latest = candidates.max(by: { order($0) < order($1) }),
            let last = latest.space.ranges.last?.upperBound, last < format.room - 1
        else { return nil }
        return try? format.writer(for: latest.fields).text(of: last + 1)
    }

    private func fields(of space: ObservedSpace, asOf day: CivilDate) -> SerialFormat.Fields? {
        let dates: [CivilDate] = space.sample.dates(inYears: max(1, day.year - 99)...day.year)
            .filter { $0.firstDay <= day }
        guard format.needs.date == nil || !dates.isEmpty else { return nil }
        return SerialFormat.Fields(plant: space.sample.plant, line: space.sample.line, date: dates.last)
    }
}
