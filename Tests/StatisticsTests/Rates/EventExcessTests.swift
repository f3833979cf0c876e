import Foundation
import Statistics
import Testing

@Suite struct EventExcessTests {
    /// Binomial tails counted by hand: of n events, k or more on the side with the share p.
    private static let tails: [(Int, Double, Int, Double, Double)] = [
        (0, 1, 0, 1, 1), (1, 1, 0, 1, 0.5), (2, 1, 0, 3, 0.0625), (1, 1, 1, 1, 0.75), (2, 1, 2, 1, 11.0 / 16),
        (3, 1, 1, 1, 5.0 / 16),
    ]

    @Test(arguments: tails)
    func probabilityIsTheBinomialTail(
        _ observed: Int, _ exposure: Double, _ reference: Int, _ referenceExposure: Double, _ probability: Double
    ) throws {
        let found = try #require(
            EventExcess(
                observed: observed, exposure: exposure, reference: reference, referenceExposure: referenceExposure))
        #expect(abs(found.probability - probability) < 1e-12)
    }

    /// Where a million events stand behind the expected number, it is as good as known.
    @Test(arguments: [(1, 0.4), (2, 0.4), (3, 1.7)])
    func itIsPoissonOfMuchReference(_ observed: Int, _ expected: Double) throws {
        let many = 1_000_000
        let found = try #require(
            EventExcess(
                observed: observed, exposure: expected, reference: many, referenceExposure: Double(many)))
        var (term, below) = (exp(-expected), 0.0)
        for count in 0..<observed {
            below += term
            term *= expected / Double(count + 1)
        }
        #expect(abs(found.probability - (1 - below)) < 1e-5)
    }

    @Test func nonsenseHasNoAnswer() {
        for exposure in [0, -1, Double.nan, .infinity] {
            #expect(EventExcess(observed: 1, exposure: exposure, reference: 1, referenceExposure: 1) == nil)
            #expect(EventExcess(observed: 1, exposure: 1, reference: 1, referenceExposure: exposure) == nil)
        }
        #expect(EventExcess(observed: -1, exposure: 1, reference: 1, referenceExposure: 1) == nil)
        #expect(EventExcess(observed: 1, exposure: 1, reference: -1, referenceExposure: 1) == nil)
    }

    @Test func holmNeverFallsAndStaysBelowOne() {
        #expect(Holm.adjusted([]) == [])
        #expect(Holm.adjusted([0.04]) == [0.04])
        #expect(Holm.adjusted([0.25, 0.5, 0.125]) == [0.5, 0.5, 0.375])
        #expect(Holm.adjusted([0.9, 0.8]) == [1, 1])
    }
}
