import AfterSales
import Identifiers
import Registry
import Testing

@Suite struct ServiceWorkflowTests {
    /// Every step that there is, written by hand beside the program's own table; all others are refused.
    private static let table = """
        booked              receive          received
        booked              cancel           cancelled
        received            diagnose         inDiagnosis
        received            repair           inRepair
        received            cancel           cancelled
        inDiagnosis         repair           inRepair
        inDiagnosis         requestApproval  waitingForApproval
        inDiagnosis         orderParts       waitingForParts
        inDiagnosis         complete         completed
        inDiagnosis         cancel           cancelled
        waitingForApproval  approve          inRepair
        waitingForApproval  decline          completed
        waitingForParts     partsArrived     inRepair
        waitingForParts     cancel           cancelled
        inRepair            complete         completed
        inRepair            diagnose         inDiagnosis
        inRepair            orderParts       waitingForParts
        inRepair            requestApproval  waitingForApproval
        completed           handBack         handedBack
        completed           reopen           inRepair
        """
    private static let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test(arguments: ServiceState.allCases, ServiceStep.allCases)
    func everyStepFromEveryState(_ state: ServiceState, _ step: ServiceStep) throws {
        let expected = Self.rows.first { $0[0] == state.rawValue && $0[1] == step.rawValue }?[2]
        if let expected {
            #expect(try ServiceWorkflow.machine.state(after: step, from: state).rawValue == expected)
        } else {
            let refusal = #expect(throws: RegistryError.self) {
                try ServiceWorkflow.machine.state(after: step, from: state)
            }
            #expect(refusal?.code == .stateStep)
            for row in Self.rows where row[0] == state.rawValue {
                #expect(refusal?.sentence.contains(row[1]) == true)
            }
        }
    }

    @Test func everyStateIsReachedAndOnlyTheLastTwoAreEnds() {
        var reached: Set<ServiceState> = [ServiceWorkflow.machine.initial]
        for _ in ServiceState.allCases {
            for transition in ServiceWorkflow.machine.transitions where reached.contains(transition.from) {
                reached.insert(transition.to)
            }
        }
        #expect(reached == Set(ServiceState.allCases))
        for state in ServiceState.allCases {
            #expect(ServiceWorkflow.machine.steps(from: state).isEmpty == !state.isOpen)
        }
    }

    private static let maker = ID<Manufacturer>(1)

    @Test func aWorkshopSeesItsOwnOrders() throws {
        var order = try Self.order(down: nil, back: nil)
        order.site = "shop"
        func grant(_ role: Role, _ maker: ID<Manufacturer> = Self.maker, site: String? = nil) -> Principal {
            Principal(.account(ID(1)), grants: [Grant(role, manufacturer: maker, site: site)])
        }
        #expect(ServiceAccess.allows(grant(.service, site: "shop"), on: order))
        #expect(ServiceAccess.allows(grant(.warranty), on: order))
        for other in [
            grant(.service, site: "other"), grant(.service, ID(2)), grant(.quality), grant(.warehouse), .stranger,
            Principal(.account(ID(1)), parties: [ID(5)]),
        ] {
            #expect(!ServiceAccess.allows(other, on: order))
        }
        #expect(try ServiceAccess.workshop(of: grant(.service, site: "shop"), Self.maker) == "shop")
        #expect(try ServiceAccess.workshop(of: grant(.service), Self.maker) == nil)
        #expect(throws: RegistryError.self) {
            try ServiceAccess.workshop(of: grant(.service, site: "shop"), Self.maker, at: "other")
        }
        #expect(throws: RegistryError.self) { try ServiceAccess.workshop(of: grant(.quality), Self.maker) }
    }

    // MARK: Availability

    private static let day: Int64 = 86_400_000_000

    private static func order(
        down: Int64?, back: Int64?, _ state: ServiceState = .handedBack
    ) throws -> ServiceOrder {
        var details = ServiceDetails(.customer, complaint: nil, currency: "NOK")
        (details.downSince, details.backSince) = (down.map { $0 * day }, back.map { $0 * day })
        return ServiceOrder(
            number: ServiceOrderNumber(drawn: 1), manufacturer: maker,
            unit: UnitKey(ID(1), try SerialNumber(parsing: "A1")), state: state, details: details, openedBy: "x",
            openedAt: 0, recordedLines: 0, rowVersion: 1)
    }

    /// Each row: times down in days, since when the unit is in use, now; and the days down and looked at.
    @Test(
        arguments: [
            ([(10, 20)], 0, 100, 10, 100),
            // Two orders of one time count once, one within the other too.
            ([(10, 20), (15, 30), (16, 17)], 0, 100, 20, 100),
            // What was before the time that is looked at counts in part.
            ([(600, 640)], 0, 1_000, 5, 365),
            // Not back yet.
            ([(90, nil)], 50, 100, 10, 50),
            // Down before it was in use.
            ([(0, 60)], 50, 100, 10, 50),
        ] as [([(Int64, Int64?)], Int64, Int64, Int64, Int64)])
    func downTimeIsAddedUp(
        _ downs: [(Int64, Int64?)], _ inUse: Int64, _ now: Int64, _ down: Int64, _ all: Int64
    ) throws {
        let orders = try downs.map { try Self.order(down: $0.0, back: $0.1) }
        let found = try #require(
            UnitAvailability(of: orders, inUseSince: inUse * Self.day, now: now * Self.day))
        #expect(found.downMinutes == down * 1_440)
        #expect(found.times.upperBound - found.times.lowerBound == all * Self.day)
        #expect(abs(found.ratio - (1 - Double(down) / Double(all))) < 1e-9)
    }

    @Test func whatTellsNoTimeTellsNoAvailability() throws {
        let silent = [try Self.order(down: nil, back: nil), try Self.order(down: 5, back: nil, .cancelled)]
        #expect(UnitAvailability(of: silent, inUseSince: nil, now: 100 * Self.day) == nil)
        #expect(UnitAvailability(of: [], inUseSince: nil, now: 100) == nil)
        let future = [try Self.order(down: 1, back: 2)]
        #expect(UnitAvailability(of: future, inUseSince: 200 * Self.day, now: 100 * Self.day) == nil)
    }
}
