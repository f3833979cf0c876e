extension LifeTable {
    /// From one row for each unit or group of like units.
    ///
    /// - Parameters:
    ///   - exits: the ages at which units failed or were seen last.
    ///   - failed: whether they failed then.
    ///   - entries: the ages from which they were under observation, each less than the exit; nil: from the beginning.
    ///   - counts: how many units each row stands for, 0 or more; nil: one.
    /// - Throws: ``NoAnswer/noData`` of no unit, ``NoAnswer/unequalLengths``, ``NoAnswer/outOfRange`` of an age or a count
    ///   beyond its range, ``NoAnswer/emptyInterval`` where an entry is not less than its exit, ``NoAnswer/tooLarge`` of
    ///   more than ``greatestUnits``.
    public init(exits: [Double], failed: [Bool], entries: [Double]? = nil, counts: [Int]? = nil) throws(NoAnswer) {
        guard exits.count == failed.count, entries.map({ $0.count == exits.count }) ?? true,
            counts.map({ $0.count == exits.count }) ?? true
        else { throw .unequalLengths }
        // Twice the number of a row for its exit, and one more for its entry.
        var places: [AgeOrder.Place] = []
        places.reserveCapacity(exits.count * (entries == nil ? 1 : 2))
        var units = 0
        for index in exits.indices {
            let exit = try exits[index].checked(in: Double.amounts)
            let count = try (counts?[index] ?? 1).checked(in: 0...greatestCount)
            if let entry = try entries?[index].checked(in: Double.amounts) {
                guard entry < exit else { throw .emptyInterval }
                if entry > 0, count > 0 { places.append(AgeOrder.Place(age: entry, index: 2 * index + 1)) }
            }
            units += count
            guard units <= greatestCount else { throw .tooLarge }
            if count > 0 { places.append(AgeOrder.Place(age: exit, index: 2 * index)) }
        }
        guard units > 0 else { throw .noData }
        var rows: [Row] = []
        for place in AgeOrder.sorted(places) {
            if rows.last?.age != place.age { rows.append(Row(age: place.age)) }
            let count = counts?[place.index / 2] ?? 1
            if place.index % 2 == 1 {
                rows[rows.count - 1].entries += count
            } else if failed[place.index / 2] {
                rows[rows.count - 1].failures += count
            } else {
                rows[rows.count - 1].censored += count
            }
        }
        self.init(rows: rows, units: units)
    }

    /// From whole days, one for each unit: a count by age in one pass, for many millions.
    ///
    /// - Parameters:
    ///   - exits: the ages in days at which units failed or were seen last, 0...``greatestDay``.
    ///   - failed: whether they failed then.
    ///   - entries: the ages from which they were under observation, each less than the exit; nil: from the beginning.
    /// - Throws: As the other initialiser.
    public init(wholeDays exits: [Int32], failed: [Bool], entries: [Int32]? = nil) throws(NoAnswer) {
        guard exits.count == failed.count, entries.map({ $0.count == exits.count }) ?? true else {
            throw .unequalLengths
        }
        guard let last = exits.max(), let first = exits.min() else { throw .noData }
        guard first >= 0, last <= Self.greatestDay else { throw .outOfRange }
        // The censored of a day and the failed of it lie side by side.
        var exited = Array(repeating: 0, count: 2 * (Int(last) + 1))
        exited.withUnsafeMutableBufferPointer { exited in
            for (exit, failed) in zip(exits, failed) { exited[Int(exit) * 2 + (failed ? 1 : 0)] += 1 }
        }
        var entered = Array(repeating: 0, count: Int(last) + 1)
        if let entries {
            guard (entries.min() ?? 0) >= 0, !zip(entries, exits).contains(where: { $0 >= $1 }) else {
                throw entries.contains(where: { $0 < 0 }) ? .outOfRange : .emptyInterval
            }
            entered.withUnsafeMutableBufferPointer { entered in
                for entry in entries { entered[Int(entry)] += 1 }
            }
            entered[0] = 0
        }
        let rows = entered.indices.map { day in
            Row(age: Double(day), failures: exited[day * 2 + 1], censored: exited[day * 2], entries: entered[day])
        }
        self.init(rows: rows.filter { $0.failures + $0.censored + $0.entries > 0 }, units: exits.count)
    }

    /// The greatest age in whole days: some 2,700 years.
    public static let greatestDay: Int32 = 1_000_000
}
