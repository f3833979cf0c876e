import AfterSales
import Identifiers
import Registry
import Testing

@Suite struct ClaimWorkflowTests {
    /// Every step that there is, written by hand beside the program's own table; all others are refused.
    private static let table = """
        draft              submit         submitted
        draft              withdraw       closed
        submitted          review         underReview
        submitted          ask            needsInformation
        submitted          withdraw       closed
        needsInformation   answer         submitted
        needsInformation   reject         rejected
        needsInformation   withdraw       closed
        underReview        approve        approved
        underReview        approvePartly  partlyApproved
        underReview        reject         rejected
        underReview        ask            needsInformation
        approved           pay            paid
        approved           close          closed
        approved           reopen         underReview
        partlyApproved     pay            paid
        partlyApproved     close          closed
        partlyApproved     reopen         underReview
        rejected           close          closed
        rejected           reopen         underReview
        paid               close          closed
        """
    private static let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test(arguments: ClaimState.allCases, ClaimStep.allCases)
    func everyStepFromEveryState(_ state: ClaimState, _ step: ClaimStep) throws {
        let expected = Self.rows.first { $0[0] == state.rawValue && $0[1] == step.rawValue }?[2]
        if let expected {
            #expect(try ClaimWorkflow.machine.state(after: step, from: state).rawValue == expected)
        } else {
            let refusal = #expect(throws: RegistryError.self) {
                try ClaimWorkflow.machine.state(after: step, from: state)
            }
            #expect(refusal?.code == .stateStep)
        }
    }

    @Test func everyStateIsReachedAndLeadsToTheEnd() {
        var reached: Set<ClaimState> = [ClaimWorkflow.machine.initial]
        for _ in ClaimState.allCases {
            for transition in ClaimWorkflow.machine.transitions where reached.contains(transition.from) {
                reached.insert(transition.to)
            }
        }
        #expect(reached == Set(ClaimState.allCases))
        #expect(ClaimWorkflow.machine.steps(from: .closed).isEmpty)
        for state in ClaimState.allCases where state != .closed {
            #expect(!ClaimWorkflow.machine.steps(from: state).isEmpty)
        }
    }

    private static let maker = ID<Manufacturer>(1)

    private static func claim(site: String? = nil, owner: ID<Party>? = nil, by: String = "account:9") throws
        -> WarrantyClaim
    {
        WarrantyClaim(
            number: ClaimNumber(drawn: 1), manufacturer: maker,
            unit: UnitKey(ID(1), try .init(parsing: "A1")), details: ClaimDetails(complaint: "x", currency: "NOK"),
            state: .draft, filing: .init(by: by, site: site, owner: owner), claimed: 0, createdAt: 0, rowVersion: 1)
    }

    /// Who may do what, by who they are to the claim.
    @Test(arguments: ClaimStep.allCases)
    func everyStepIsForOneSide(_ step: ClaimStep) throws {
        let claim = try Self.claim(site: "shop", owner: ID(5))
        let shop = Principal(.account(ID(1)), grants: [Grant(.service, manufacturer: Self.maker, site: "shop")])
        let elsewhere = Principal(.account(ID(2)), grants: [Grant(.service, manufacturer: Self.maker, site: "other")])
        let desk = Principal(.account(ID(3)), grants: [Grant(.warranty, manufacturer: Self.maker)])
        let foreign = Principal(.account(ID(4)), grants: [Grant(.warranty, manufacturer: ID(2))])
        let owner = Principal(.account(ID(5)), parties: [ID(5)])
        let neighbour = Principal(.account(ID(6)), parties: [ID(6)])
        #expect(ClaimAccess.allows(shop, step, on: claim) == (step.actor == .claimant))
        #expect(ClaimAccess.allows(desk, step, on: claim))
        for principal in [elsewhere, foreign, owner, neighbour, .stranger] {
            #expect(!ClaimAccess.allows(principal, step, on: claim))
        }
        let own = try Self.claim(owner: ID(5))
        #expect(ClaimAccess.allows(owner, step, on: own) == (step.actor == .claimant))
        #expect(!ClaimAccess.allows(neighbour, step, on: own))
        #expect(ClaimAccess.part(of: owner, in: claim) == .owner && ClaimAccess.part(of: neighbour, in: claim) == .none)
    }

    /// A token that may only look does not become a claimant by whose it is.
    @Test func whatAnOwnersTokenIsHeldBackFromItMayNot() throws {
        let token = Principal(.token(ID(1)), parties: [ID(5)], limit: [.readUnits])
        let claim = try Self.claim(owner: ID(5))
        #expect(ClaimAccess.part(of: token, in: claim) == .none)
    }
}
