import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage
import Testing

/// Dealers see the recalled units that stand at their place or were sold there, and nothing of another's.
@Suite struct SiteRecallTests {
    private static func lines(
        _ stage: CampaignStage, at site: String? = nil, only number: String? = nil, as principal: Principal? = nil
    ) async throws -> [String] {
        try await stage.registry.recalledUnits(
            at: site, of: "fjordlys", only: number, as: principal ?? stage.stage.shop
        ).lines.map { line in
            let words = [line.isHere ? "here" : nil, line.soldAt == nil ? nil : "sold", line.state?.rawValue]
            return "\(line.unit.key.serial.text): " + words.compactMap(\.self).joined(separator: " ")
        }
    }

    @Test func whatStandsThereAndWhatWasSoldThereIsListed() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened(CampaignStage.details("model = CR-1"))
            #expect(try await Self.lines(stage) == [])
            // One stands in the shop, one is sold there and goes on living elsewhere, one was sold by nobody known.
            try await stage.stage.record("ROOM-3", daysAgo: 20) {
                ($0.businessStep, $0.businessLocation) = (.receiving, "shop")
            }
            try await stage.stage.record("ROOM-1", daysAgo: 180) {
                ($0.businessStep, $0.disposition, $0.businessLocation) = (.retailSelling, .retailSold, "shop")
            }
            #expect(try await Self.lines(stage) == ["ROOM-1: sold notNotified", "ROOM-3: here neverSold"])
            try await stage.stage.record("ROOM-1", daysAgo: 5) {
                ($0.businessStep, $0.businessLocation) = (.receiving, "elsewhere")
            }
            // Where it is now is not the shop's to know, but whether anything is left to do.
            #expect(try await Self.lines(stage) == ["ROOM-1: sold", "ROOM-3: here neverSold"])
            let number = campaign.campaign.number.text
            _ = try await stage.registry.perform(as: stage.manager) {
                try $0.reportRemedy(RemedyReport(.remedied), ofUnit: "ROOM-1", model: "CR-1", in: number)
            }
            #expect(try await Self.lines(stage) == ["ROOM-1: sold remedied", "ROOM-3: here neverSold"])
            #expect(try await Self.lines(stage, only: number).count == 2)
            let other = try await stage.opened(CampaignStage.details("serial = ROOM-3"))
            #expect(try await Self.lines(stage).count == 3)
            #expect(try await Self.lines(stage, only: other.campaign.number.text) == ["ROOM-3: here neverSold"])
            try await stage.move(other, .suspend)
            try await stage.move(campaign, .close)
            #expect(try await Self.lines(stage) == [])
        }
    }

    @Test func aSaleThatDidNotOccurIsNone() async throws {
        try await CampaignStage.with { stage in
            try await stage.opened(CampaignStage.details("model = CR-1"))
            let maker = stage.stage.maker
            let sale = try await stage.registry.perform(as: .administrator) { commands in
                var draft = EventDraft(time: SampleRegistry.now - 10 * SampleRegistry.day)
                (draft.businessStep, draft.businessLocation) = (.retailSelling, "shop")
                draft.units = [try ClaimStage.key("CR-1", "ROOM-3", commands)]
                return try commands.record(draft, of: maker).id
            }
            #expect(try await Self.lines(stage).count == 1)
            _ = try await stage.registry.perform(as: .administrator) { commands in
                var draft = EventDraft(time: SampleRegistry.now - 10 * SampleRegistry.day)
                (draft.businessStep, draft.businessLocation) = (.retailSelling, "shop")
                draft.units = [try ClaimStage.key("CR-1", "ROOM-3", commands)]
                (draft.corrects, draft.errorReason) = (sale, .didNotOccur)
                return try commands.record(draft, of: maker)
            }
            #expect(try await Self.lines(stage) == [])
        }
    }

    @Test func whatIsInAPalletStandsWhereThatStands() async throws {
        try await CampaignStage.with { stage in
            try await stage.opened(CampaignStage.details("model = CR-1"))
            let maker = stage.stage.maker
            try await stage.registry.perform(as: .administrator) { commands in
                let manufacturer = try Manufacturers.require("fjordlys", commands.transaction)
                var packing = EventReport(manufacturer: "fjordlys")
                (packing.model, packing.container) = ("CR-1", "001234560000000018")
                packing.serials = [try SerialNumber(parsing: "ROOM-3")]
                packing.time = ZonedTime(
                    microseconds: SampleRegistry.now - 30 * SampleRegistry.day, offsetMinutes: 0)
                (packing.draft.businessStep, packing.draft.action) = (.packing, .add)
                packing.draft.businessLocation = "plant"
                _ = try commands.record(packing)
                let pallet = try commands.container("001234560000000018", of: manufacturer)
                var arrival = EventDraft(time: SampleRegistry.now - 20 * SampleRegistry.day)
                (arrival.businessStep, arrival.businessLocation) = (.receiving, "shop")
                arrival.units = [pallet]
                _ = try commands.record(arrival, of: maker)
            }
            #expect(try await Self.lines(stage) == ["ROOM-3: here neverSold"])
            #expect(try await Self.lines(stage, at: "plant", as: stage.manager) == [])
        }
    }

    @Test func nobodySeesAnothersPlace() async throws {
        try await CampaignStage.with { stage in
            try await stage.opened(CampaignStage.details("model = CR-1"))
            try await stage.stage.record("ROOM-3", daysAgo: 20) {
                ($0.businessStep, $0.businessLocation) = (.receiving, "shop")
            }
            func refusal(_ site: String?, _ principal: Principal) async -> RegistryError.Code? {
                await ClaimStage.refusal { _ = try await Self.lines(stage, at: site, as: principal) }
            }
            let other = stage.stage.dealer("other", account: 30)
            #expect(try await Self.lines(stage, as: other) == [])
            #expect(await refusal("shop", other) == .forbidden)
            #expect(await refusal("shop", .stranger) == .forbidden)
            #expect(await refusal(nil, stage.stage.ownerOfRoom) == .forbidden)
            // Who may look everywhere says where.
            #expect(await refusal(nil, stage.manager) == .valueInvalid)
            #expect(try await Self.lines(stage, at: "shop", as: stage.manager).count == 1)
            let both = Principal(
                .account(ID(31)),
                grants: ["shop", "other"].map { Grant(.service, manufacturer: stage.stage.maker, site: $0) }.asSet)
            #expect(await refusal(nil, both) == .valueInvalid)
            #expect(try await Self.lines(stage, at: "shop", as: both).count == 1)
            #expect(await refusal("shop", stage.stage.desk) == nil)
        }
    }
}

extension Array where Element: Hashable {
    fileprivate var asSet: Set<Element> { Set(self) }
}
