import Registry
import Statistics
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct ReplenishmentFiguresTests {
    /// Whatever is asked, nothing traps and nothing is infinite.
    @Test(arguments: 0..<40)
    func figuresHoldForAnyDemand(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 1...104, using: &random)
        let sizes: [Double] = [1, 3, 1e6, 9e18]
        let most = sizes[Int.random(in: 0..<sizes.count, using: &random)]
        let weeks = (0..<count).map { _ in
            Int.random(in: 0...2, using: &random) == 0 ? Double.random(in: 0...most, using: &random).rounded() : 0
        }
        var terms = ReplenishmentTerms()
        terms.serviceLevel = Int64.random(in: 5_000...9_999, using: &random)
        terms.reviewWeeks = Int64.random(in: 0...52, using: &random)
        terms.multiple = Int64.random(in: 1...1_000_000_000, using: &random)
        let policy = ReplenishmentPolicy(
            of: ID(1), at: [],
            by: [ReplenishmentRule(manufacturer: ID(1), location: nil, model: nil, terms: terms, rowVersion: 1)])
        let lead = LeadTime(days: Double.random(in: 0...730, using: &random), deviation: 5, .place, receipts: 3)
        guard weeks.contains(where: { $0 > 0 }) else {
            #expect(throws: NoAnswer.noDemand) { try ReplenishmentFigures(weeks, policy, lead) }
            return
        }
        let figures = try ReplenishmentFigures(weeks, policy, lead)
        #expect(figures.reorderPoint <= figures.orderUpTo && figures.orderUpTo.isFinite && figures.perWeek >= 0)
        for available: Int64 in [.min, -5, 0, 100, .max] {
            for incoming: Int64 in [.min, 0, 7, .max] {
                let quantity = try figures.quantity(available: available, incoming: incoming, policy)
                #expect(quantity >= 0)
            }
        }
    }
}
