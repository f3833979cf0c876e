import AfterSales
import Identifiers
import Registry
import Testing

@Suite struct CaseWorkflowTests {
    /// Each step that there is, written by hand beside the program's own table; all others are refused.
    private static let table = """
        open                ask            waitingForCustomer
        open                awaitParts     waitingForParts
        open                approveReturn  returnApproved
        open                solve          solved
        open                close          closed
        open                withdraw       closed
        waitingForCustomer  answer         open
        waitingForCustomer  resume         open
        waitingForCustomer  approveReturn  returnApproved
        waitingForCustomer  solve          solved
        waitingForCustomer  close          closed
        waitingForCustomer  withdraw       closed
        waitingForParts     resume         open
        waitingForParts     approveReturn  returnApproved
        waitingForParts     solve          solved
        waitingForParts     withdraw       closed
        returnApproved      receive        returned
        returnApproved      resume         open
        returnApproved      solve          solved
        returnApproved      close          closed
        returnApproved      withdraw       closed
        returned            ask            waitingForCustomer
        returned            awaitParts     waitingForParts
        returned            resume         open
        returned            solve          solved
        solved              close          closed
        solved              reopen         open
        closed              reopen         open
        """
    private static let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test(arguments: CaseState.allCases, CaseStep.allCases)
    func everyStepFromEveryState(_ state: CaseState, _ step: CaseStep) throws {
        let expected = Self.rows.first { $0[0] == state.rawValue && $0[1] == step.rawValue }?[2]
        if let expected {
            #expect(try CaseWorkflow.machine.state(after: step, from: state).rawValue == expected)
        } else {
            let refusal = #expect(throws: RegistryError.self) {
                try CaseWorkflow.machine.state(after: step, from: state)
            }
            #expect(refusal?.code == .stateStep)
        }
    }

    @Test func everyStateIsReachedAndLeadsToTheEnd() {
        var reached: Set<CaseState> = [CaseWorkflow.machine.initial]
        for _ in CaseState.allCases {
            for transition in CaseWorkflow.machine.transitions where reached.contains(transition.from) {
                reached.insert(transition.to)
            }
        }
        #expect(reached == Set(CaseState.allCases))
        for state in CaseState.allCases where state.isOpen {
            #expect(CaseWorkflow.machine.transitions.contains { $0.from == state && $0.to == .solved })
        }
    }

    private static let maker = ID<Manufacturer>(1)

    private static func serviceCase(_ party: ID<Party>? = ID(5), solvedAt: Int64? = nil) throws -> ServiceCase {
        var made = ServiceCase(
            number: CaseNumber(drawn: 1), manufacturer: maker, unit: UnitKey(ID(1), try .init(parsing: "A1")),
            request: CaseRequest(.fault, "x"), handling: CaseHandling(), party: party, openedBy: "account:9",
            createdAt: 0, dueAt: 0)
        made.solvedAt = solvedAt
        return made
    }

    private static let desk = Principal(.account(ID(3)), grants: [Grant(.warranty, manufacturer: maker)])
    private static let owner = Principal(.account(ID(5)), parties: [ID(5)])

    /// Who may do what, by who they are to the case.
    @Test(arguments: CaseStep.allCases)
    func everyStepIsForItsSide(_ step: CaseStep) throws {
        let made = try Self.serviceCase(solvedAt: 0)
        func may(_ principal: Principal) -> Bool { CaseAccess.allows(principal, step, on: made, at: 0) }
        #expect(may(Self.desk) == ![.answer, .withdraw].contains(step))
        #expect(may(Self.owner) == [.answer, .withdraw, .reopen].contains(step))
        let foreign = Principal(.account(ID(4)), grants: [Grant(.warranty, manufacturer: ID(2))])
        let placed = Principal(.account(ID(4)), grants: [Grant(.warranty, manufacturer: Self.maker, site: "shop")])
        let workshop = Principal(.account(ID(7)), grants: [Grant(.service, manufacturer: Self.maker)])
        let neighbour = Principal(.account(ID(6)), parties: [ID(6)])
        let token = Principal(.token(ID(1)), parties: [ID(5)], limit: [.readUnits])
        for principal in [foreign, placed, workshop, neighbour, token, .stranger] {
            #expect(!may(principal))
            #expect(CaseAccess.part(of: principal, in: made) == .none)
        }
    }

    @Test func nobodyIsTheCustomerOfACaseWithoutOwner() throws {
        #expect(CaseAccess.part(of: Self.owner, in: try Self.serviceCase(nil)) == .none)
        #expect(CaseAccess.part(of: Self.owner, in: try Self.serviceCase()) == .customer)
        #expect(CaseAccess.part(of: Self.desk, in: try Self.serviceCase(nil)) == .desk)
    }

    @Test func theCustomerOpensItAgainForFourteenDays() throws {
        let (day, solved) = (Int64(86_400_000_000), try Self.serviceCase(solvedAt: 1))
        func may(_ principal: Principal, _ made: ServiceCase, days: Int64) -> Bool {
            CaseAccess.allows(principal, .reopen, on: made, at: 1 + days * day)
        }
        #expect(may(Self.owner, solved, days: 14) && !may(Self.owner, solved, days: 15))
        #expect(may(Self.desk, solved, days: 1_000))
        #expect(!may(Self.owner, try Self.serviceCase(), days: 0), "one that was withdrawn")
    }

    @Test func termsAreByPriority() {
        let hours = CasePriority.allCases.map { $0.term / 3_600_000_000 }
        #expect(hours == [120, 48, 24, 4])
    }

    @Test(arguments: ["S-7K3M-9TQ4", "s7k3m 9tq4"])
    func aCaseIsNoClaim(_ text: String) { #expect(ClaimNumber(parsing: text) == nil) }
}
