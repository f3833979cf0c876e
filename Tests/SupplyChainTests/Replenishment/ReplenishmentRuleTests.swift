import Registry
import Storage
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct ReplenishmentRuleTests {
    @Test func theMostSpecialRuleThatSaysSomethingHolds() {
        func rule(
            _ location: Int64?, _ model: Int64?, _ change: (inout ReplenishmentTerms) -> Void
        ) -> ReplenishmentRule {
            var terms = ReplenishmentTerms()
            change(&terms)
            return ReplenishmentRule(
                manufacturer: ID(1), location: location.map { ID($0) }, model: model.map { ID($0) }, terms: terms,
                rowVersion: 1)
        }
        let rules = [
            rule(nil, nil) { ($0.serviceLevel, $0.reviewWeeks, $0.leadDays, $0.smallest) = (9_000, 4, 40, 2) },
            rule(10, nil) { ($0.serviceLevel, $0.reviewWeeks) = (9_100, 3) },
            rule(11, nil) { $0.serviceLevel = 9_200 },
            rule(nil, 7) { ($0.serviceLevel, $0.leadDays) = (9_300, 30) },
            rule(11, 7) { $0.multiple = 6 },
            rule(12, 7) { $0.serviceLevel = 9_999 },
            rule(11, 8) { $0.serviceLevel = 9_998 },
        ]
        let policy = ReplenishmentPolicy(of: ID(7), at: [ID(10), ID(11)], by: rules)
        #expect(policy.serviceLevel == 0.93 && policy.reviewWeeks == 3 && policy.leadDays == 30)
        #expect(policy.smallest == 2 && policy.multiple == 6 && policy.source == nil)
        #expect(ReplenishmentPolicy(of: ID(9), at: [ID(10), ID(11)], by: rules).serviceLevel == 0.92)
        #expect(ReplenishmentPolicy(of: ID(9), at: [ID(10)], by: rules).serviceLevel == 0.91)
        #expect(ReplenishmentPolicy(of: ID(9), at: [ID(13)], by: rules).serviceLevel == 0.9)
        let usual = ReplenishmentPolicy(of: ID(9), at: [ID(13)], by: [])
        #expect(usual.serviceLevel == 0.95 && usual.reviewWeeks == 1 && usual.smallest == 1 && usual.multiple == 1)
        #expect(ReplenishmentPolicy(of: ID(7), at: [ID(10)], by: rules, serviceLevel: 6_000).serviceLevel == 0.6)
        let own = rule(nil, nil) { $0.source = ID(10) }
        #expect(ReplenishmentPolicy(of: ID(7), at: [ID(10)], by: [own]).source == nil)
        #expect(ReplenishmentPolicy(of: ID(7), at: [ID(13)], by: [own]).source == ID(10))
    }

    @Test(arguments: Engine.available)
    func rulesAreSetChangedAndTakenAway(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            @Sendable func set(_ level: Int64?, _ version: Int64?) async throws -> Int64? {
                try await registry.write { desk in
                    var terms = ReplenishmentTerms()
                    terms.serviceLevel = level
                    return try ReplenishmentRuleBook.set(
                        terms, of: maker, nil, nil, expecting: version, as: .administrator, from: .local,
                        desk.transaction)?.rowVersion
                }
            }
            #expect(try await refusal { try await set(9_000, 1) } == .replenishmentChanged)
            #expect(try await set(9_000, 0) == 1)
            #expect(try await set(9_100, 1) == 2)
            #expect(try await set(9_100, nil) == 2)
            #expect(try await refusal { try await set(9_200, 1) } == .replenishmentChanged)
            for wrong: Int64 in [0, 4_999, 10_000, .max, .min] {
                #expect(try await refusal { try await set(wrong, nil) } == .valueInvalid)
            }
            #expect(try await set(nil, 2) == nil)
            #expect(try await registry.read { try ReplenishmentRuleBook.list(of: maker.id, $0) } == [])
        }
    }
}
