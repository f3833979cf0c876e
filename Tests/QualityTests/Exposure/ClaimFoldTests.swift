import Identifiers
import Quality
import Registry
import Storage
import Testing

/// What decisions about claims make of a unit's life.
@Suite struct ClaimFoldTests {
    private static let day: Int64 = 86_400_000_000

    /// A decision: on which day, about which claim, and what it says.
    struct Decision: Sendable {
        var day: Int64
        var claim: String? = "C-1"
        var isAccepted = true
        var failedOn: String?
        var code: String? = "E1"
        var cost: Int64? = 100
    }

    struct Story: Sendable, CustomTestStringConvertible {
        var name: String
        var found: [Int64] = []
        var decisions: [Decision]
        /// Days of failures.
        var failures: [Int64] = []
        /// The claim, the day of its failure and its cost.
        var claims: [String] = []
        var testDescription: String { name }
    }

    static let stories: [Story] = [
        Story(
            name: "accepted, on the day of the decision", decisions: [Decision(day: 30)], failures: [30],
            claims: ["C-1 30 100"]),
        Story(
            name: "accepted, on the day that it tells", decisions: [Decision(day: 30, failedOn: "1970-01-21")],
            failures: [20], claims: ["C-1 20 100"]),
        Story(
            name: "told to have failed before it was in service",
            decisions: [Decision(day: 30, failedOn: "1970-01-01")],
            failures: [30], claims: ["C-1 30 100"]),
        Story(
            name: "told to fail after the decision", decisions: [Decision(day: 30, failedOn: "1970-03-01")],
            failures: [30], claims: ["C-1 30 100"]),
        Story(name: "rejected", decisions: [Decision(day: 30, isAccepted: false)]),
        Story(
            name: "reopened and decided anew",
            decisions: [Decision(day: 30, cost: 100), Decision(day: 40, cost: 70)], failures: [40],
            claims: ["C-1 40 70"]),
        Story(
            name: "reopened and rejected", decisions: [Decision(day: 30), Decision(day: 40, isAccepted: false)]),
        Story(
            name: "rejected, reopened and accepted",
            decisions: [Decision(day: 30, isAccepted: false), Decision(day: 40)],
            failures: [40], claims: ["C-1 40 100"]),
        Story(
            name: "two claims for one fault, one of which was reported", found: [10],
            decisions: [Decision(day: 30), Decision(day: 60, claim: "C-2", cost: 5)], failures: [10, 60],
            claims: ["C-1 30 100", "C-2 60 5"]),
        Story(
            name: "the claim for a reported fault is rejected at last, and another takes its place", found: [10],
            decisions: [
                Decision(day: 30), Decision(day: 35, isAccepted: false), Decision(day: 60, claim: "C-2"),
            ], failures: [10], claims: ["C-2 60 100"]),
        Story(
            name: "a claim without a fault code is no failure, and costs", decisions: [Decision(day: 30, code: nil)],
            claims: ["C-1 30 100"]),
        Story(
            name: "decisions from before costs were told", decisions: [Decision(day: 30, cost: nil)], failures: [30],
            claims: ["C-1 30 -"]),
    ]

    @Test(arguments: Engine.available, stories)
    func theLastDecisionOnAClaimCounts(_ engine: Engine, _ story: Story) async throws {
        try await engine.withRegistry { registry in
            let (key, maker) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let key = try desk.register("S1", of: try desk.model(of: maker), at: 0)
                var sale = EventDraft(time: Self.day + 1)
                (sale.businessStep, sale.units) = (.retailSelling, [key])
                try desk.record(sale, of: maker.id)
                for found in story.found {
                    var draft = EventDraft(time: found * Self.day)
                    (draft.businessStep, draft.units, draft.details.faultCode) = (.repairing, [key], "E1")
                    try desk.record(draft, of: maker.id)
                }
                return (key, maker.id)
            }
            for decision in story.decisions {
                try await registry.write { desk in
                    try desk.record(Self.draft(decision, key), of: maker)
                }
                // Folded again with each.
                try await registry.advance(QualityFollower())
            }
            let life = try #require(try await registry.read { try ServiceLifeRows.find(key, $0) })
            #expect(life.failures.map { $0.time / Self.day } == story.failures)
            let claims = life.claims.map { claim in
                "\(claim.claim) \(claim.failedAt / Self.day) \(claim.cost.map { String($0.amount) } ?? "-")"
            }
            #expect(claims == story.claims)
        }
    }

    private static func draft(_ decision: Decision, _ key: UnitKey) -> EventDraft {
        var draft = EventDraft(time: decision.day * day)
        (draft.type, draft.units) = (.transaction, [key])
        draft.details.decision = decision.isAccepted ? "approved" : "rejected"
        draft.details.remedy = decision.isAccepted ? "repair" : nil
        draft.details.faultCode = decision.code
        draft.details.failedOn = decision.failedOn
        draft.details.cost = decision.cost.map { EventDetails.Cost(decision.isAccepted ? $0 : 0, "EUR") }
        if let claim = decision.claim { draft.details.transactions = [.init(type: "claim", id: claim)] }
        return draft
    }
}
