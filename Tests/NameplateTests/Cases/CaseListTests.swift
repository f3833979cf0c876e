import AfterSales
import Nameplate
import Registry
import Synchronization
import Testing

/// Lists of cases: whose, in which order, page by page.
@Suite struct CaseListTests {
    private final class Clock: Sendable {
        let now = Mutex<Int64>(SampleRegistry.now)
        func wait(days: Int64) { now.withLock { $0 += days * SampleRegistry.day } }
    }

    private static func with(_ body: (ClaimStage, Clock) async throws -> Void) async throws {
        let clock = Clock()
        try await ClaimStage.with(now: { clock.now.withLock(\.self) }) { try await body($0, clock) }
    }

    private static func numbers(
        _ stage: ClaimStage, limit: Int = 100, as principal: Principal? = nil,
        _ change: (inout CaseFilter) -> Void = { _ in }
    ) async throws -> [String] {
        var filter = CaseFilter()
        change(&filter)
        var (found, place): ([String], CaseList.Place?) = ([], nil)
        while true {
            let page = try await stage.registry.cases(
                of: "fjordlys", filter, after: place, limit: limit, as: principal ?? stage.desk
            ).cases
            guard let last = page.last else { return found }
            found += page.map(\.serviceCase.number.text)
            place = CaseList.Place(last.serviceCase)
        }
    }

    @Test func whatIsDueFirstComesFirstPageByPage() async throws {
        try await Self.with { stage, clock in
            _ = try await stage.registry.createAccount(
                "desk-1", grants: [NamedGrant(.warranty, manufacturer: "fjordlys")], as: .administrator)
            var opened: [CasePriority: String] = [:]
            for priority in CasePriority.allCases {
                let assignee = priority == .high ? "desk-1" : nil
                opened[priority] = try await stage.open(
                    CaseRequest(.fault, "x"), CasePlan(CaseHandling(priority, assignee: assignee))
                ).serviceCase.number.text
            }
            let expected = [CasePriority.urgent, .high, .normal, .low].compactMap { opened[$0] }
            for limit in [1, 2, 3, 100] {
                #expect(try await Self.numbers(stage, limit: limit) == expected)
                #expect(try await Self.numbers(stage, limit: limit) { $0.state = .open } == expected)
                #expect(try await Self.numbers(stage, limit: limit) { $0.model = "CR-1" } == expected)
                let owner = stage.ownerOfRoom
                #expect(try await Self.numbers(stage, limit: limit, as: owner) == expected)
                #expect(try await Self.numbers(stage, limit: limit, as: owner) { $0.model = "CR-1" } == expected)
                #expect(try await Self.numbers(stage, limit: limit, as: owner) { $0.model = "CU-9" } == [])
                #expect(try await Self.numbers(stage, limit: limit, as: owner) { $0.state = .closed } == [])
                #expect(try await Self.numbers(stage, limit: limit, as: owner) { $0.priority = .low } == [expected[3]])
            }
            #expect(try await Self.numbers(stage) { $0.assignee = .account("Desk-1") } == [expected[1]])
            #expect(try await Self.numbers(stage) { $0.assignee = .nobody }.count == 3)
            #expect(try await Self.numbers(stage) { $0.priority = .low } == [expected[3]])
            #expect(try await Self.numbers(stage) { $0.model = "CU-9" } == [])
            #expect(try await Self.numbers(stage) { $0.overdueOnly = true } == [])
            clock.wait(days: 1)
            #expect(try await Self.numbers(stage) { $0.overdueOnly = true } == [expected[0]])
            clock.wait(days: 1)
            let page = try await stage.registry.cases(
                of: "fjordlys", CaseFilter(), after: nil, limit: 9, as: stage.desk)
            #expect(page.counts == CaseList.Counts(open: 4, overdue: 2))
            #expect(page.cases.map(\.isOverdue) == [true, true, false, false])
            #expect(try await Self.numbers(stage, as: stage.neighbour) == [])
        }
    }

    @Test func thoseAtAnEndComeLatestFirstWithTheMeanOfTheirRatings() async throws {
        try await Self.with { stage, clock in
            var ended: [String] = []
            for stars in [2, 5] as [Int64] {
                let known = try await stage.open()
                try await stage.step(known, .close, outcome: .advised)
                try await stage.rate(known, stars, as: stage.ownerOfRoom)
                ended.append(known.serviceCase.number.text)
                clock.wait(days: 1)
            }
            let open = try await stage.open()
            #expect(try await Self.numbers(stage, limit: 1) { $0.isEnded = true } == ended.reversed())
            #expect(try await Self.numbers(stage) { $0.state = .closed } == ended.reversed())
            #expect(try await Self.numbers(stage) == [open.serviceCase.number.text])
            func ratings() async throws -> CaseList.Ratings? {
                var filter = CaseFilter()
                filter.model = "CR-1"
                return try await stage.registry.cases(
                    of: "fjordlys", filter, after: nil, limit: 9, as: stage.desk
                ).ratings
            }
            #expect(try await ratings() == CaseList.Ratings(count: 2, mean: 3.5))
            clock.wait(days: 89)
            #expect(try await ratings() == CaseList.Ratings(count: 1, mean: 5))
        }
    }

    @Test func aProgramSaysWhoseByName() async throws {
        try await ClaimStage.with { stage in
            await expect(.valueInvalid) { _ = try await Self.numbers(stage, as: .administrator) { $0.assignee = .me } }
        }
    }
}
