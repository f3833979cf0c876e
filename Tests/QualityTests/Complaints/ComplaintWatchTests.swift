import Quality
import Statistics
import TestSupport
import Testing

/// When a watch over complaints raises its hand.
@Suite struct ComplaintWatchTests {
    typealias Entry = ComplaintWatch.Entry

    /// A watch that has taken complaints, told as day, model and codes.
    private static func watch(
        _ told: [(day: Int, model: Int64, codes: Set<String>)], _ rule: ComplaintWatch.Rule = .init()
    ) throws -> ComplaintWatch {
        var watch = ComplaintWatch(rule)
        for (day, complaints) in Dictionary(grouping: told, by: \.day).sorted(by: { $0.key < $1.key }) {
            try watch.take(complaints.map { Entry(about: $0.model, $0.codes) }, on: day)
        }
        return watch
    }

    /// Thirty complaints about other things, six a model, of the days 1 to 30.
    private static let others: [(day: Int, model: Int64, codes: Set<String>)] = (1...30).map { day in
        (day, Int64(day % 5 + 1), day % 2 == 0 ? ["noise"] : ["paint"])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var more: [(day: Int, model: Int64, codes: Set<String>)]
        var raised: [String]
    }

    static let cases: [Case] = [
        Case(testDescription: "nothing more", more: [], raised: []),
        Case(
            testDescription: "two of a kind are too few", more: [(40, 1, ["door"]), (41, 1, ["door"])], raised: []),
        Case(
            testDescription: "the third one shows it", more: (40...42).map { ($0, 1, ["door"]) },
            raised: ["1 door 42"]),
        Case(
            testDescription: "all in one day", more: (0...4).map { _ in (40, 1, ["door"]) }, raised: ["1 door 40"]),
        Case(
            testDescription: "one of each model", more: (1...5).map { (40, $0, ["door"]) }, raised: []),
        Case(
            testDescription: "twice as much of everything",
            more: (1...60).map { (40 + $0, 1, $0 % 2 == 0 ? ["noise"] : ["paint"]) },
            raised: []),
        Case(
            testDescription: "a code and a wider one", more: (40...42).map { ($0, 1, ["door", "body"]) },
            raised: ["1 body 42", "1 door 42"]),
        Case(
            testDescription: "spread over more than the window", more: [0, 500, 1_000].map { (40 + $0, 1, ["door"]) },
            raised: []),
        Case(
            testDescription: "what goes on is the same hand", more: (40...60).map { ($0, 1, ["door"]) },
            raised: ["1 door 42"]),
    ]

    @Test(arguments: cases)
    func aHandGoesUp(_ told: Case) throws {
        let watch = try Self.watch(Self.others + told.more)
        #expect(watch.hands.map { "\($0.cell.model) \($0.cell.code) \($0.raisedOn)" } == told.raised)
    }

    @Test func figuresAreThoseOfTheDay() throws {
        let watch = try Self.watch(Self.others + (40...42).map { ($0, 1, ["door"]) })
        let hand = try #require(watch.hands.first)
        #expect(hand.figures.complaints == 3 && hand.figures.ofModel == 9 && hand.figures.ofCode == 3)
        #expect(hand.figures.total == 33 && hand.figures.cells == 15)
        #expect(abs(hand.figures.expected - 9 * 3 / 33) < 1e-12)
        // 9 of 33 choose 3: (9·8·7)/(33·32·31).
        #expect(abs(hand.figures.pValue - 504.0 / 32_736) < 1e-12)
        let comparison = try #require(hand.figures.comparison)
        #expect(comparison.ratio == nil && comparison.limits.upper == nil && comparison.limits.lower > 1)
    }

    @Test func aHandGoesDownAndUpAgain() throws {
        var watch = try Self.watch(Self.others + (40...42).map { ($0, 1, ["door"]) })
        try watch.advance(to: 42 + 365)
        #expect(watch.raised.count == 1)
        try watch.advance(to: 42 + 366)
        #expect(watch.raised.isEmpty && watch.hands.count == 1)
        for day in 1_000...1_030 {
            try watch.take([Entry(about: Int64(day % 5 + 1), day % 2 == 0 ? ["noise"] : ["paint"])], on: day)
        }
        for day in 1_040...1_042 { try watch.take([Entry(about: 1, ["door"])], on: day) }
        #expect(watch.hands.map(\.raisedOn) == [42, 1_042] && watch.raised.map(\.raisedOn) == [1_042])
        try watch.advance(to: 100_000)
        #expect(watch.complaints == 0 && watch.cells == 0)
        #expect(watch.figures(of: .init(1, "door")) == nil)
    }

    @Test func harmIsCounted() throws {
        var watch = ComplaintWatch()
        try watch.take(
            [Entry(about: 1, ["door"], complaints: 4, harmful: 3), Entry(about: 2, [], complaints: 60)], on: 7)
        #expect(watch.hands.first?.figures.harmful == 3)
        try watch.advance(to: 7 + 730)
        #expect(watch.complaints == 0)
    }

    @Test func oneModelAloneIsComparedWithNothing() throws {
        let watch = try Self.watch((1...200).map { ($0, 1, $0 < 150 ? ["door"] : ["noise"]) })
        #expect(watch.hands.isEmpty)
    }

    @Test func badInputHasNoAnswer() throws {
        var watch = ComplaintWatch()
        try watch.take([Entry(about: 1, ["door"])], on: 10)
        #expect(throws: NoAnswer.outOfRange) { try watch.take([], on: 10) }
        #expect(throws: NoAnswer.outOfRange) { try watch.take([], on: 9) }
        #expect(throws: NoAnswer.outOfRange) { try watch.take([], on: .max) }
        #expect(throws: NoAnswer.outOfRange) { try watch.advance(to: .min) }
        #expect(throws: NoAnswer.outOfRange) { try watch.take([Entry(about: 1, [], complaints: 0)], on: 11) }
        #expect(throws: NoAnswer.outOfRange) { try watch.take([Entry(about: 1, [], harmful: 2)], on: 11) }
        #expect(throws: NoAnswer.outOfRange) { try watch.take([Entry(about: 1, [], harmful: -1)], on: 11) }
        #expect(throws: NoAnswer.tooLarge) { try watch.take([Entry(about: 1, [], complaints: .max)], on: 11) }
    }

    // MARK: Simulated complaints

    /// Ten years of complaints in which model and code have nothing to do with each other: 24 models that come and go, 10 codes of
    /// unequal frequency, about 120 complaints a year, with one code or two.
    /// - Parameter drifts: whether other codes become frequent every thousand days. Then models that come or go with them are
    ///   complained of for other things, which no comparison within two years can tell from a fault.
    private static func chance(
        _ random: inout SplitMix64, drifts: Bool = false
    ) -> [(day: Int, model: Int64, codes: Set<String>)] {
        var told: [(day: Int, model: Int64, codes: Set<String>)] = []
        for day in 0..<3_650 where Double.random(in: 0..<1, using: &random) < 120.0 / 365 {
            let model = Int64(Double(day) / 365 * 1.4) + Int64(skewed(&random))
            var codes: Set<String> = []
            for _ in 0...(Int.random(in: 0..<4, using: &random) == 0 ? 1 : 0) {
                let code = (Int(skewed(&random)) + (drifts ? day / 1_000 : 0)) % 10
                codes.insert("c\(code)")
            }
            told.append((day, model, codes))
        }
        return told
    }

    /// 0 to 9, the small ones more often.
    private static func skewed(_ random: inout SplitMix64) -> Int {
        min(9, Int(Double.random(in: 0..<1, using: &random) * Double.random(in: 0..<1, using: &random) * 10))
    }

    @Test(arguments: [false, true])
    func byChanceAloneThereIsLessThanOneFalseHandInAYear(_ drifts: Bool) throws {
        let seed: UInt64 = 20_240_213
        var random = SplitMix64(seed: seed)
        var (hands, years) = (0, 0)
        for _ in 0..<40 {
            hands += try Self.watch(Self.chance(&random, drifts: drifts)).hands.count
            years += 10
        }
        let rate = Double(hands) / Double(years)
        print(
            "By chance, drift \(drifts), seed \(seed): \(hands) hands in \(years) years of a manufacturer, \(rate) a year"
        )
        #expect(rate < (drifts ? 1 : 0.5), "seed \(seed)")
    }

    @Test(arguments: 0..<10)
    func aFaultIsFoundSoon(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var told = Self.chance(&random)
        // From day 2,000 on a model that is complained of about once in a month for it, besides.
        for day in stride(from: 2_000, to: 2_600, by: 30) {
            told.append((day + Int.random(in: 0..<30, using: &random), 12, ["door"]))
        }
        let watch = try Self.watch(told)
        let hand = try #require(watch.hands.first { $0.cell == .init(12, "door") }, "seed \(seed)")
        #expect((2_000...2_200).contains(hand.raisedOn), "seed \(seed)")
        #expect(hand.figures.complaints < 8, "seed \(seed)")
    }

    @Test(arguments: 0..<5)
    func whatComesLaterNeverMovesAHand(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var told = Self.chance(&random) + (0..<20).map { (800 + $0 * 40, 5, ["door"]) }
        told.sort { $0.day < $1.day }
        let whole = try Self.watch(told)
        #expect(!whole.hands.isEmpty)
        for cut in [500, 900, 1_300, 2_500] {
            let part = try Self.watch(told.filter { $0.day <= cut })
            let known = whole.hands.filter { $0.raisedOn <= cut }
            #expect(part.hands.map(\.cell) == known.map(\.cell), "seed \(seed)")
            #expect(part.hands.map(\.figures) == known.map(\.figures), "seed \(seed)")
            #expect(part.hands.map(\.raisedOn) == known.map(\.raisedOn), "seed \(seed)")
        }
    }
}
