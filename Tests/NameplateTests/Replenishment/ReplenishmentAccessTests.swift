import Identifiers
import Nameplate
import Registry
import Statistics
import SupplyChain
import TestSupport
import Testing

/// Who is told what to order, and who sets rules.
@Suite struct ReplenishmentAccessTests {
    /// A shop that has sold most of what it had, and a warehouse with more than it needs.
    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await sample.registry.perform(as: .administrator) { commands in
                for (code, kind) in [("WH", LocationKind.warehouse), ("SHOP", .shop), ("WORKS", .plant)] {
                    var draft = LocationDraft()
                    draft.kind = kind
                    _ = try commands.addLocation(code, draft, of: "fjordlys")
                }
                _ = try commands.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "WF-2")), supersedes: nil, of: "fjordlys")
                func pieces(_ quantity: Int64, daysAgo: Int64, _ change: (inout PiecesReport) -> Void) throws {
                    var report = PiecesReport(quantity, of: "WF-2")
                    report.time = ZonedTime(
                        microseconds: SampleRegistry.now - daysAgo * SampleRegistry.day, offsetMinutes: 0)
                    change(&report)
                    _ = try commands.recordPieces(report, of: "fjordlys")
                }
                try pieces(500, daysAgo: 300) { $0.place = "WH" }
                try pieces(82, daysAgo: 300) { $0.place = "SHOP" }
                for week: Int64 in 1...20 {
                    try pieces(4, daysAgo: week * 7) { ($0.source, $0.disposition) = ("SHOP", .retailSold) }
                }
            }
            try await sample.registry.catchUp()
            try await body(sample)
            await sample.close()
        } catch {
            await sample.close()
            throw error
        }
    }

    private static func principal(
        _ role: Role, at site: String? = nil, _ sample: SampleRegistry
    ) async throws -> Principal {
        let maker = try await sample.registry.manufacturer("fjordlys", as: .administrator)
        return Principal(.account(ID(31)), grants: [Grant(role, manufacturer: maker.id, site: site)])
    }

    private static func lines(
        _ sample: SampleRegistry, as principal: Principal, _ change: (inout ReplenishmentQuestion) -> Void = { _ in }
    ) async throws -> [String] {
        var question = ReplenishmentQuestion()
        change(&question)
        let answer = try await sample.registry.replenishment(of: "fjordlys", question, as: principal)
        return answer.suggestions.filter { $0.model.number.text == "WF-2" }.map {
            "\($0.location.code) \($0.action.rawValue) \($0.source?.code ?? "-")"
        }
    }

    @Test func suggestionsTellOnlyOfPlacesThatTheAskerMaySee() async throws {
        try await Self.with { sample in
            #expect(
                try await Self.lines(sample, as: .administrator) == ["SHOP transfer WH", "WH slow -"])
            #expect(try await Self.lines(sample, as: .administrator) { $0.action = .slow } == ["WH slow -"])
            #expect(try await Self.lines(sample, as: .administrator) { $0.abc = .a } == ["SHOP transfer WH"])
            #expect(try await Self.lines(sample, as: .administrator) { $0.location = "WORKS" } == [])
            // That the warehouse has some is none of the shop's business.
            let shopkeeper = try await Self.principal(.warehouse, at: "SHOP", sample)
            #expect(try await Self.lines(sample, as: shopkeeper) == ["SHOP order -"])
            #expect(
                await ClaimStage.refusal { _ = try await Self.lines(sample, as: shopkeeper) { $0.location = "WH" } }
                    == .locationUnknown)
            #expect(
                await ClaimStage.refusal { _ = try await Self.lines(sample, as: .stranger) } == .forbidden)
        }
    }

    @Test func rulesAreForWhoeverHandlesStockThere() async throws {
        try await Self.with { sample in
            func set(_ principal: Principal, _ change: (inout ReplenishmentRuleDraft) -> Void) async throws {
                var draft = ReplenishmentRuleDraft()
                draft.terms.reviewWeeks = 2
                change(&draft)
                let said = draft
                _ = try await sample.registry.perform(as: principal) {
                    try $0.setReplenishmentRule(said, of: "fjordlys")
                }
            }
            let shopkeeper = try await Self.principal(.warehouse, at: "SHOP", sample)
            let production = try await Self.principal(.production, sample)
            let auditor = try await Self.principal(.auditor, sample)
            try await set(shopkeeper) { $0.location = "SHOP" }
            try await set(production) { $0.location = "WORKS" }
            for (who, place, code) in [
                (shopkeeper, nil, RegistryError.Code.forbidden), (shopkeeper, "WH", .locationUnknown),
                (production, "WH", .forbidden), (production, nil, .forbidden), (auditor, "SHOP", .forbidden),
                (.stranger, "SHOP", .forbidden),
            ] as [(Principal, String?, RegistryError.Code)] {
                #expect(await ClaimStage.refusal { try await set(who) { $0.location = place } } == code, "\(code)")
            }
            // A source that they may not see is none.
            #expect(
                await ClaimStage.refusal { try await set(shopkeeper) { ($0.location, $0.source) = ("SHOP", "WH") } }
                    == .locationUnknown)
            try await set(.administrator) { ($0.location, $0.source) = ("SHOP", "WH") }
            try await set(.administrator) { $0.model = "WF-2" }
            func rules(_ principal: Principal) async throws -> [String] {
                try await sample.registry.replenishmentRules(of: "fjordlys", as: principal).map {
                    "\($0.location?.code ?? "all") \($0.model ?? "all") \($0.source ?? "-")"
                }
            }
            #expect(try await rules(.administrator) == ["all WF-2 -", "SHOP all WH", "WORKS all -"])
            #expect(try await rules(shopkeeper) == ["all WF-2 -", "SHOP all -"])
            #expect(await ClaimStage.refusal { _ = try await rules(.stranger) } == .forbidden)
        }
    }
}
