import Registry
import Storage
import Testing

/// What look-ups cost, and what is left of a budget.
struct LookupBudgetTests {
    private static let network = LookupBudget.Asker.network("192.0.2.7")
    private static let hour: Int64 = 3_600_000_000

    @Test(
        arguments: [
            (true, 0, 1), (true, 1, 11), (true, 199, 1_991), (false, 0, 10), (false, 1, 10), (false, 2, 20),
            (false, 200, 2_000),
        ] as [(Bool, Int, Int64)])
    func aHitCostsATenthOfAMissAndGuessesBesideItTheirOwn(_ isHit: Bool, _ vain: Int, _ cost: Int64) {
        #expect(LookupBudget.cost(isHit: isHit, vain: vain) == cost)
    }

    /// What is taken, what it cost, and what is left.
    @Test(
        arguments: [
            (10, 1, 989), (10, 10, 980), (10, 100, 890), (60, 0, 990), (990, 990, 0), (10, 1_000, -10),
        ] as [(Int64, Int64, Int64)])
    func whatIsNotSpentComesBack(_ taken: Int64, _ cost: Int64, _ left: Int64) {
        var window = BudgetWindow(of: Self.network, since: 0, isLeased: false)
        #expect(window.take(least: 10, most: taken) == taken)
        #expect(window.left == 990 - taken)
        window.settle(taken: taken, cost: cost)
        #expect(window.left == left && window.remaining == max(0, left))
        #expect((window.take(least: 10, most: 10) != nil) == (left >= 10))
    }

    @Test func whatIsLeftIsTakenDownToTheCheapestMiss() {
        var window = BudgetWindow(of: Self.network, since: 0, isLeased: false)
        #expect(window.take(least: 10, most: 975) == 975)
        #expect(window.take(least: 10, most: 200) == 15)
        #expect(window.take(least: 10, most: 10) == nil)
        window.settle(taken: 15, cost: 6)
        #expect(window.take(least: 10, most: 10) == nil)
    }

    @Test(arguments: [(0, false), (3_599_999_999, false), (3_600_000_000, true), (-1, false)] as [(Int64, Bool)])
    func aWindowIsAnHour(_ now: Int64, _ hasEnded: Bool) {
        #expect(BudgetWindow(of: Self.network, since: 0, isLeased: false).hasEnded(at: now) == hasEnded)
    }

    @Test func aLeaseOfAnotherWindowBeginsAnew() {
        var window = BudgetWindow(of: Self.network, since: 5, isLeased: true)
        #expect(window.left == 0 && window.remaining == 990)
        window.add(BudgetLease(since: 3, points: 99, unleased: 700))
        #expect(window.since == 3 && window.left == 99 && window.remaining == 799)
        window.add(BudgetLease(since: 3, points: 99, unleased: 601))
        #expect(window.left == 198)
        window.add(BudgetLease(since: 9, points: 99, unleased: 891))
        #expect(window.left == 99 && window.end == 9 + Self.hour)
    }

    /// Whoever's role covers the model pays nothing.
    @Test func onlyWhoHasNoRoleThereIsCharged() {
        let (mine, other) = (ID<Manufacturer>(1), ID<Manufacturer>(2))
        func isCharged(_ grants: Set<Grant>, limit: Set<Permission>? = nil, _ maker: ID<Manufacturer>?) -> Bool {
            var principal = Principal(.account(ID(1)), grants: grants, parties: [ID(9)], limit: limit)
            #expect(!Access.isCharged(principal, for: maker), "not without an asker")
            principal.asker = .account("anna")
            return Access.isCharged(principal, for: maker)
        }
        #expect(isCharged([], mine) && isCharged([], nil))
        for role in Role.allCases {
            #expect(!isCharged([Grant(role)], nil) && !isCharged([Grant(role)], mine))
            #expect(!isCharged([Grant(role, manufacturer: mine)], mine))
            #expect(isCharged([Grant(role, manufacturer: mine)], other))
            #expect(isCharged([Grant(role, manufacturer: mine)], nil))
            #expect(!isCharged([Grant(role, manufacturer: mine, site: "shop")], mine))
            #expect(isCharged([Grant(role)], limit: [.look], mine), "a token that may only look")
        }
    }

    @Test(arguments: Engine.available)
    func allServersTogetherGetTheBudgetOnce(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            func take(_ asker: LookupBudget.Asker = Self.network) async throws -> BudgetLease {
                try await registry.database.write { try BudgetLeases.take(asker, $0) }
            }
            let start = registry.clock.now
            var leases: [BudgetLease] = []
            for _ in 0..<12 {
                leases.append(try await take())
                registry.clock.advance(by: Self.hour / 20)
            }
            #expect(leases.reduce(0) { $0 + $1.points } == 990)
            #expect(leases.map(\.points) == Array(repeating: 99, count: 10) + [0, 0])
            #expect(leases.map(\.unleased).first == 891 && leases.map(\.unleased).last == 0)
            #expect(leases.allSatisfy { $0.since <= start + 1_000 && $0.since >= start })
            #expect(try await take(.account("192.0.2.7")).points == 990)
            #expect(try await take(.network("192.0.2.8")).points == 99)

            registry.clock.advance(by: start + Self.hour + 1_000 - registry.clock.now)
            let next = try await take()
            #expect(next.points == 99 && next.unleased == 891 && next.since > start + Self.hour)
            try await registry.database.write { try BudgetLeases.forgetOld($0) }
            #expect(try await take().unleased == 792)
        }
    }
}
