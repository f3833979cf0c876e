/// Ages at failure that are known to lie between two looks, and the ages of units that still run.
public struct IntervalLifeData: Hashable, Sendable {
    /// Units that failed after one age and not after another.
    public struct Failures: Hashable, Sendable {
        /// They had not failed at this age, 0 or more.
        public let after: Double
        /// They had failed by this age, greater than ``after``.
        public let until: Double
        /// How many.
        public let count: Int

        /// Units that failed after one age and not after another.
        public init(after: Double, until: Double, count: Int) {
            (self.after, self.until, self.count) = (after, until, count)
        }
    }

    /// Units that have not failed.
    public struct Suspensions: Hashable, Sendable {
        /// Their age.
        public let age: Double
        /// How many.
        public let count: Int

        /// Units that have not failed.
        public init(age: Double, count: Int) { (self.age, self.count) = (age, count) }
    }

    /// By age, without groups of none.
    public let failures: [Failures]
    /// By age, without groups of none.
    public let suspensions: [Suspensions]

    /// How many failed.
    public var totalFailures: Int { failures.reduce(0) { $0 + $1.count } }

    /// - Throws: ``NoAnswer/outOfRange`` of a negative count or age, ``NoAnswer/emptyInterval``, ``NoAnswer/tooLarge`` of
    ///   more than 10¹² units.
    public init(failures: [Failures], suspensions: [Suspensions]) throws(NoAnswer) {
        var units = 0
        for group in failures {
            _ = try (group.after.checked(in: Double.amounts), group.until.checked(in: Double.amounts))
            guard group.after < group.until else { throw .emptyInterval }
            units += try group.count.checked(in: 0...greatestCount)
            guard units <= greatestCount else { throw .tooLarge }
        }
        for group in suspensions {
            _ = try group.age.checked(in: Double.amounts)
            units += try group.count.checked(in: 0...greatestCount)
            guard units <= greatestCount else { throw .tooLarge }
        }
        self.failures = failures.filter { $0.count > 0 }.sorted { ($0.after, $0.until) < ($1.after, $1.until) }
        self.suspensions = suspensions.filter { $0.count > 0 }.sorted { $0.age < $1.age }
    }

    /// From a Nevada table: what was shipped in each period, and how much of it came back in which.
    ///
    /// A unit that was shipped in period a and came back in period j failed after the age j − a and by j − a + 1; what did
    /// not come back has the age n − a after n periods, counted from 0.
    ///
    /// - Parameters:
    ///   - shipments: units of each period, oldest first.
    ///   - returns: for each shipment the returns of each period, as many as shipments; 0 before it was shipped.
    /// - Throws: ``NoAnswer/unequalLengths``, and ``NoAnswer/outOfRange`` of a negative number, of returns before the
    ///   shipment and of more returns than were shipped.
    public init(shipments: [Int], returns: [[Int]]) throws(NoAnswer) {
        let periods = shipments.count
        guard returns.count == periods, returns.allSatisfy({ $0.count == periods }) else { throw .unequalLengths }
        var failures = Array(repeating: 0, count: periods)
        var suspensions = Array(repeating: 0, count: periods + 1)
        for (shipped, row) in returns.enumerated() {
            var left = try shipments[shipped].checked(in: 0...greatestCount)
            for (period, count) in row.enumerated() where count != 0 {
                guard period >= shipped, count > 0, count <= left else { throw .outOfRange }
                left -= count
                failures[period - shipped] += count
                guard failures[period - shipped] <= greatestCount else { throw .tooLarge }
            }
            suspensions[periods - shipped] += left
            guard suspensions[periods - shipped] <= greatestCount else { throw .tooLarge }
        }
        try self.init(
            failures: failures.enumerated().map {
                Failures(after: Double($0.offset), until: Double($0.offset + 1), count: $0.element)
            },
            suspensions: suspensions.enumerated().map { Suspensions(age: Double($0.offset), count: $0.element) })
    }
}
