import Registry
import Safeguards
import Testing

@Suite struct CampaignWorkflowTests {
    /// Every step that there is, written by hand beside the program's own table; all others are refused.
    private static let table = """
        draft      open      open
        draft      withdraw  withdrawn
        open       suspend   suspended
        open       close     closed
        open       withdraw  withdrawn
        suspended  resume    open
        suspended  close     closed
        suspended  withdraw  withdrawn
        closed     reopen    open
        """
    private static let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test(arguments: CampaignState.allCases, CampaignStep.allCases)
    func everyStepFromEveryState(_ state: CampaignState, _ step: CampaignStep) throws {
        let expected = Self.rows.first { $0[0] == state.rawValue && $0[1] == step.rawValue }?[2]
        if let expected {
            #expect(try CampaignWorkflow.machine.state(after: step, from: state).rawValue == expected)
        } else {
            let refusal = #expect(throws: RegistryError.self) {
                try CampaignWorkflow.machine.state(after: step, from: state)
            }
            #expect(refusal?.code == .stateStep)
            for row in Self.rows where row[0] == state.rawValue {
                #expect(refusal?.sentence.contains(row[1]) == true)
            }
        }
    }

    @Test func everyStateIsReachedAndOnlyTheWithdrawnIsAnEnd() {
        var reached: Set<CampaignState> = [CampaignWorkflow.machine.initial]
        for _ in CampaignState.allCases {
            for transition in CampaignWorkflow.machine.transitions where reached.contains(transition.from) {
                reached.insert(transition.to)
            }
        }
        #expect(reached == Set(CampaignState.allCases))
        for state in CampaignState.allCases {
            #expect(CampaignWorkflow.machine.steps(from: state).isEmpty == (state == .withdrawn))
        }
    }
}
