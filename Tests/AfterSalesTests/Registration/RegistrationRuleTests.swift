import Registry
import Testing

@testable import AfterSales

/// In which state a registration begins, where it may go from there, and what its party is told.
@Suite struct RegistrationRuleTests {
    typealias State = Registration.State
    typealias Step = Registration.Step

    /// Every pair of a state and a step; what is not in this table is refused.
    private static let table: [State: [Step: State]] = [
        .pending: [
            .approve: .valid, .refuse: .refused, .dispute: .disputed, .withdraw: .withdrawn, .expire: .expired,
        ],
        .disputed: [
            .approve: .valid, .refuse: .refused, .takeUp: .disputed, .withdraw: .withdrawn, .expire: .expired,
        ],
        .valid: [.expire: .expired],
        .refused: [:], .withdrawn: [:], .expired: [:],
    ]

    @Test(arguments: State.allCases, Step.allCases)
    func everyStepIsListedOrRefused(_ state: State, _ step: Step) {
        if let next = Self.table[state]?[step] {
            #expect((try? Registration.machine.state(after: step, from: state)) == next)
        } else {
            let error = #expect(throws: RegistryError.self) { try Registration.machine.state(after: step, from: state) }
            #expect(error?.code == .stateStep)
        }
    }

    @Test(arguments: Handover.State.allCases, Handover.Step.allCases)
    func aHandoverEndsOnce(_ state: Handover.State, _ step: Handover.Step) {
        let ends: [Handover.Step: Handover.State] = [.accept: .accepted, .cancel: .cancelled, .expire: .expired]
        let next = try? Handover.machine.state(after: step, from: state)
        #expect(next == (state == .open ? ends[step] : nil))
    }

    private static let bits = Array(0..<64)

    /// Of all situations, a unit with an owner is never anything but a dispute, and nobody without the code or staff gets one.
    @Test(arguments: bits)
    func noUnitIsTakenFromItsOwnerAndNoneGivenWithoutProof(_ bits: Int) {
        var rules = RegistrationRules()
        rules.needsApproval = bits & 1 != 0
        rules.sellers = bits & 2 != 0 ? ["Hagen Elektro"] : []
        var situation = RegistrationRules.Situation()
        situation.hasCode = bits & 4 != 0
        situation.isByStaff = bits & 8 != 0
        situation.isOwned = bits & 16 != 0
        situation.isSound = bits & 32 != 0
        for seller in [nil, "hagen  ELEKTRO", "Somebody"] {
            situation.seller = seller
            let state = rules.beginning(situation)
            let counts = rules.sellers.isEmpty || seller == "hagen  ELEKTRO"
            if situation.isOwned {
                #expect(state == .disputed)
            } else if situation.isByStaff {
                #expect(state == .valid)
            } else {
                let passes = situation.hasCode && situation.isSound && !rules.needsApproval && counts
                #expect(state == (passes ? .valid : .pending))
            }
        }
    }

    @Test(arguments: State.allCases, Registration.Evidence.allCases)
    func aDisputeIsToldToNobodyWhoHasShownNothing(_ state: State, _ evidence: Registration.Evidence) {
        let told = Registration.told(state, evidence)
        #expect(told == (state == .disputed && evidence == .none ? .pending : state))
    }

    @Test func rulesThatCannotBeAreRefused() throws {
        func refused(_ change: (inout RegistrationRules) -> Void) -> Bool {
            var rules = RegistrationRules()
            change(&rules)
            return (try? rules.check()) == nil
        }
        #expect(!refused { _ in })
        #expect(refused { $0.pendingDays = 0 } && refused { $0.pendingDays = 3_651 })
        #expect(refused { $0.sellers = [" "] } && refused { $0.sellers = Array(repeating: "x", count: 201) })
        for (name, title, months) in [("Big", "A", 1), ("", "A", 1), ("a b", "A", 1), ("a", "", 1), ("a", "A", 0)] {
            #expect(refused { $0.entitlements = [Entitlement(name: name, title: title, months: months)] })
        }
        let twice = Entitlement(name: "a", title: "A")
        #expect(refused { $0.entitlements = [twice, twice] })
    }
}
