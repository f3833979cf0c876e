import AfterSales
import Identifiers
import Nameplate
import Quality
import Registry
import Statistics
import Synchronization
import Testing

/// From a decision about a claim to what warranty costs.
struct WarrantyCostStoryTests {
    private final class SteppingClock: Sendable {
        private let time = Mutex<Int64>(SampleRegistry.now)

        var now: Int64 { time.withLock(\.self) }

        func pass(days: Int64) { time.withLock { $0 += days * SampleRegistry.day } }
    }

    private static func reader(_ stage: ClaimStage) -> Principal {
        Principal(.account(ID(73)), grants: [Grant(.auditor, manufacturer: stage.maker)])
    }

    private static func inquiry(model: String? = "CR-1") -> WarrantyCostInquiry {
        var inquiry = WarrantyCostInquiry()
        inquiry.fleet.model = model
        return inquiry
    }

    @Test func anApprovedClaimCostsUntilItIsRejected() async throws {
        try await ClaimStage.with { stage in
            let (registry, reader) = (stage.registry, Self.reader(stage))
            let claim = try await stage.file(try ClaimStage.details())
            try await stage.move(claim, .review)
            try await stage.move(claim, .approve)
            try await registry.catchUp()
            let answer = try await registry.warrantyCosts(of: "fjordlys", Self.inquiry(), as: reader)
            #expect(answer.table.total.units == 2 && answer.table.total.claims == 1)
            #expect(answer.table.total.cost == 600_000 && answer.table.currency == "NOK")
            #expect(answer.table.rows.map(\.label) == [.named("2025-03")])
            // Sold 200 days before the registry's now, it failed on the day that the claim tells.
            let sale = (SampleRegistry.now - 200 * SampleRegistry.day) / 86_400_000_000
            let age = Int64(try CivilDate(parsing: "2025-12-20").dayNumber) - sale
            let month = Int(Double(age - 1) / AgeMonth.days)
            #expect(answer.table.total.cells.indices.filter { answer.table.total.cells[$0].claims > 0 } == [month])
            try await stage.move(claim, .reopen)
            try await stage.move(claim, .reject)
            try await registry.catchUp()
            let after = try await registry.warrantyCosts(of: "fjordlys", Self.inquiry(), as: reader)
            #expect(after.table.total.claims == 0 && after.table.total.cost == 0 && after.table.currency == nil)
        }
    }

    @Test func whatItCostsIsInNoAnswerAboutTheEvent() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            try await stage.move(claim, .review)
            try await stage.move(claim, .approve)
            for asker in [Principal.administrator, stage.desk, stage.ownerOfRoom] {
                let unit = try await stage.registry.unit("ROOM-1", model: "CR-1", of: "fjordlys", as: asker)
                let decision = try #require(unit.history?.last { $0.entry.details.decision != nil })
                #expect(decision.entry.details.cost == nil && decision.entry.details.failedOn == "2025-12-20")
            }
            let unit = try await stage.registry.unit("ROOM-1", model: "CR-1", of: "fjordlys", as: .administrator)
            let id = try #require(unit.history?.last { $0.entry.details.decision != nil }).entry.event
            let event = try await stage.registry.event(id, as: .administrator)
            #expect(event.details.decision == "approved" && event.details.cost == nil)
        }
    }

    @Test func outlookTakesTheLengthOfTheTerm() async throws {
        try await ClaimStage.with { stage in
            let reader = Self.reader(stage)
            var inquiry = OutlookInquiry()
            inquiry.warranty = Self.inquiry()
            inquiry.months = 3
            try await stage.registry.catchUp()
            let answer = try await stage.registry.warrantyOutlook(of: "fjordlys", inquiry, as: reader)
            #expect(answer.length?.months == 24 && answer.length?.source == .term("room 1"))
            #expect(answer.outlook.inField == 2 && answer.outlook.underWarranty == 2)
            let months = try answer.outlook.months.get()
            #expect(months.map(\.month) == [1, 2, 3] && months.allSatisfy { $0.claims.events == 0 && $0.cost == nil })
            #expect((try answer.outlook.reserve.get().claims.limits.upper ?? 0) > 0)
            inquiry.warrantyMonths = 1
            let over = try await stage.registry.warrantyOutlook(of: "fjordlys", inquiry, as: reader)
            #expect(over.length?.source == .asked && over.outlook.underWarranty == 0)
            inquiry.warrantyMonths = nil
            inquiry.warranty.fleet.model = nil
            let open = try await stage.registry.warrantyOutlook(of: "fjordlys", inquiry, as: reader)
            #expect(open.length == nil)
            #expect(throws: NoAnswer.noData) { try open.outlook.reserve.get() }
        }
    }

    @Test func claimsThatWaitAreCountedByAgeAndState() async throws {
        let clock = SteppingClock()
        try await ClaimStage.with(now: { clock.now }) { stage in
            let reader = Self.reader(stage)
            let first = try await stage.file(try ClaimStage.details())
            clock.pass(days: 40)
            let second = try await stage.file(try ClaimStage.details { $0.currency = "EUR" })
            _ = try await stage.file(try ClaimStage.details(), submits: false)
            try await stage.move(first, .review)
            clock.pass(days: 7)
            let sums = try await stage.registry.claimsAgeing(of: "fjordlys", as: reader).sums
            #expect(sums.map(\.state) == [.submitted, .underReview])
            #expect(sums.map(\.bucket) == [.upTo7, .upTo60] && sums.map(\.currency) == ["EUR", "NOK"])
            #expect(sums.map(\.count) == [1, 1] && sums.map(\.amount) == [600_000, 600_000])
            try await stage.move(first, .approvePartly) { $0.adjustments = [0: .init(100_000)] }
            clock.pass(days: 50)
            let later = try await stage.registry.claimsAgeing(of: "fjordlys", as: reader).sums
            #expect(later.map(\.state) == [.submitted, .partlyApproved] && later.map(\.bucket) == [.upTo60, .older])
            #expect(later.last?.amount == 250_000)
            try await stage.move(first, .pay)
            try await stage.move(second, .withdraw)
            #expect(try await stage.registry.claimsAgeing(of: "fjordlys", as: reader).sums.isEmpty)
        }
    }

    @Test func onlyWhoeverMayReadQualityIsTold() async throws {
        try await ClaimStage.with { stage in
            let registry = stage.registry
            for asker in [stage.shop, stage.ownerOfRoom, Principal.stranger] {
                let codes = await [
                    ClaimStage.refusal {
                        _ = try await registry.warrantyCosts(of: "fjordlys", Self.inquiry(), as: asker)
                    },
                    ClaimStage.refusal {
                        _ = try await registry.warrantyOutlook(of: "fjordlys", OutlookInquiry(), as: asker)
                    },
                    ClaimStage.refusal { _ = try await registry.claimsAgeing(of: "fjordlys", as: asker) },
                ]
                #expect(codes == [.forbidden, .forbidden, .forbidden])
            }
            // Whoever may take events away as a table may read what they cost.
            for role in Role.allCases where role.permissions.contains(.readProduction) {
                #expect(role.permissions.contains(.readQuality), "\(role)")
            }
        }
    }

    @Test func badQuestionsAreRefused() async throws {
        try await ClaimStage.with { stage in
            let (registry, reader) = (stage.registry, Self.reader(stage))
            var inquiry = OutlookInquiry()
            func refusal() async -> RegistryError.Code? {
                let asked = inquiry
                return await ClaimStage.refusal {
                    _ = try await registry.warrantyOutlook(of: "fjordlys", asked, as: reader)
                }
            }
            inquiry.months = 0
            #expect(await refusal() == .valueInvalid)
            inquiry.months = 12
            for sales in [-1.0, .nan, .infinity] {
                inquiry.plannedSales = sales
                #expect(await refusal() == .valueInvalid)
            }
            inquiry.plannedSales = 0
            inquiry.warrantyMonths = .nan
            #expect(await refusal() == .valueInvalid)
            inquiry.warrantyMonths = nil
            inquiry.warranty.currency = "nok"
            #expect(await refusal() == .valueInvalid)
            inquiry.warranty.currency = nil
            inquiry.warranty.fleet.model = "NONE"
            #expect(await refusal() == .modelUnknown)
        }
    }
}
