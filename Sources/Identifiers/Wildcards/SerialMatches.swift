/// Which serial numbers of a printed space have some patterns, or lie in some ranges of VINs: counted and found by their digits, never one by one.
///
/// The printed places are read from left to right by an automaton that knows how far each pattern has come and, where a
/// pattern asks for a check character, the state of the check. For each of its states in each place it is worked out
/// how many ways lead from there to a serial number that is wanted; a count is then one walk along the digits of its
/// bounds.
///
/// The order of scrambled sequence numbers says nothing of their digits: a part of them is gone through one by one.
public struct SerialMatches: Sendable {
    /// States of the automaton past this number are refused: patterns that make more are not meant for people.
    public static let mostStates = 100_000

    /// How many sequence numbers the printed space has.
    public let room: Int64
    /// How many states the automaton has: what it cost to work out.
    public let stateCount: Int
    /// By digit and state: the state after each value of the digit.
    private let steps: [[Int32]]
    /// By digit, and once more behind the last: how many ways lead from each state to a wanted serial number.
    private let ways: [[Int64]]
    private let base: Int
    /// The states before the first digit: several where a check character that is printed before it is not known yet.
    private let starts: [Int]
    /// What scrambles sequence numbers before they are printed.
    private let permutation: SequencePermutation?

    /// Works out which serial numbers are wanted.
    ///
    /// - Parameters:
    ///   - format: What prints them.
    ///   - serial: Any serial number of the printed space.
    ///   - patterns: At most eight.
    ///   - isWanted: Says of a serial number, by whether it has each of the patterns, whether it is wanted.
    /// - Returns: Nil where the automaton would have too many states, or the format lacks its key.
    public init?(
        of format: SerialFormat, printing serial: String, _ patterns: [SerialShape],
        where isWanted: ([Bool]) -> Bool
    ) {
        let layout = format.layout
        let printedKey: String = format.printedKey(of: Array(serial.utf8))
        guard patterns.count <= 8, serial.utf8.count == layout.allowed.count, !format.lacksKey else { return nil }
        permutation = try? format.permutation(printedKey: printedKey)
        var graph = SerialMatchGraph(layout, printing: Array(serial.utf8), patterns)
        guard let levels = graph.levels(most: Self.mostStates) else { return nil }
        room = format.room
        base = layout.alphabet.base
        var ways: [[Int64]] = [graph.wantedEnds(isWanted)]
        for level in levels.reversed() {
            guard let after = ways.last else { return nil }
            ways.append(level.ways(to: after))
        }
        ways.reverse()
        let digits: Range<Int> = layout.sequence
        self.steps = digits.map { levels[$0].steps }
        self.ways = Array(ways[digits.lowerBound...digits.upperBound])
        self.starts = Array(ways[digits.lowerBound].indices)
        self.stateCount = ways.reduce(0) { $0 + $1.count }
    }

    /// Whether all of them are wanted, or none; nil where some are.
    public var isAll: Bool? {
        let count: Int64 = count(through: room - 1)
        return count == 0 ? false : count == room ? true : nil
    }

    /// How many of the sequence numbers in a range are wanted.
    public func count(in range: ClosedRange<Int64>) -> Int64 {
        guard range.upperBound >= 0 else { return 0 }
        if permutation != nil {
            if let isAll { return isAll ? Int64(range.clamped(to: 0...(room - 1)).count) : 0 }
            return range.clamped(to: 0...(room - 1)).reduce(0) { $0 + (contains($1) ? 1 : 0) }
        }
        return count(through: range.upperBound) - (range.lowerBound > 0 ? count(through: range.lowerBound - 1) : 0)
    }

    /// The first wanted sequence number in a range; nil where there is none.
    public func first(in range: ClosedRange<Int64>) -> Int64? {
        if permutation != nil {
            if let isAll { return isAll ? range.lowerBound : nil }
            return range.first { contains($0) }
        }
        let before: Int64 = range.lowerBound > 0 ? count(through: range.lowerBound - 1) : 0
        guard let found = wanted(at: before), found <= range.upperBound else { return nil }
        return found
    }

    /// Whether a sequence number is wanted.
    public func contains(_ sequence: Int64) -> Bool {
        guard (0..<room).contains(sequence) else { return false }
        let printed: Int64 = permutation.map { Int64($0.encrypt(UInt64(sequence))) } ?? sequence
        return count(through: printed) - (printed > 0 ? count(through: printed - 1) : 0) == 1
    }

    private func count(through last: Int64) -> Int64 {
        let last: Int64 = min(last, room - 1)
        var digits: [Int] = []
        var rest: Int64 = last
        for _ in steps {
            digits.append(Int(rest % Int64(base)))
            rest /= Int64(base)
        }
        digits.reverse()
        var sum: Int64 = 0
        for start in starts {
            var state: Int = start
            for (place, digit) in digits.enumerated() {
                for value in 0..<digit { sum += ways[place + 1][next(state, place, value)] }
                state = next(state, place, digit)
            }
            sum += ways[digits.count][state]
        }
        return sum
    }

    /// The wanted sequence number with so many wanted ones before it; nil where there are not as many.
    private func wanted(at ordinal: Int64) -> Int64? {
        var left: Int64 = ordinal
        var states: [Int] = starts
        guard left < states.reduce(0, { $0 + ways[0][$1] }) else { return nil }
        var sequence: Int64 = 0
        for place in steps.indices {
            for value in 0..<base {
                let after: [Int] = states.map { next($0, place, value) }
                let count: Int64 = after.reduce(0) { $0 + ways[place + 1][$1] }
                guard left >= count else {
                    sequence = sequence * Int64(base) + Int64(value)
                    states = after
                    break
                }
                left -= count
            }
        }
        return sequence
    }

    @inline(__always)
    private func next(_ state: Int, _ place: Int, _ value: Int) -> Int { Int(steps[place][state * base + value]) }
}
