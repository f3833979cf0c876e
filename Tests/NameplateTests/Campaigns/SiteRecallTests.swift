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

    /// What an event says of a part of a batch is true of each unit in it.
    @Test func whatOnlyEventsOfRangesTellOfIsListed() async throws {
        try await CampaignStage.with { stage in
            try await stage.opened(CampaignStage.details("model = FJ-320"))
            let (maker, now, day) = (stage.stage.maker, SampleRegistry.now, SampleRegistry.day)
            let serials = try await stage.registry.perform(as: .administrator) { commands in
                let manufacturer = try Manufacturers.require("fjordlys", commands.transaction)
                let model = try Models.require("FJ-320", of: manufacturer, commands.transaction)
                let batch = try Batches.require("2025-W10", of: model, commands.transaction)
                func tell(
                    _ sequences: ClosedRange<Int64>, daysAgo: Int64, _ change: (inout EventDraft) throws -> Void
                ) throws -> ID<Event> {
                    var draft = EventDraft(time: now - daysAgo * day)
                    draft.ranges = [.init(batch: batch.id, sequences: sequences)]
                    try change(&draft)
                    return try commands.record(draft, of: maker).id
                }
                let pallet = try commands.container("001234560000000018", of: manufacturer)
                _ = try tell(1...4, daysAgo: 9) { ($0.businessStep, $0.businessLocation) = (.receiving, "shop") }
                _ = try tell(5...6, daysAgo: 9) {
                    ($0.type, $0.action, $0.businessStep, $0.parent) = (.aggregation, .add, .packing, pallet)
                }
                var arrival = EventDraft(time: now - 8 * day)
                (arrival.businessStep, arrival.businessLocation) = (.receiving, "shop")
                arrival.units = [pallet]
                _ = try commands.record(arrival, of: maker)
                _ = try tell(3...4, daysAgo: 7) { ($0.businessStep, $0.readPoint) = (.retailSelling, "shop") }
                _ = try tell(4...4, daysAgo: 6) { ($0.businessStep, $0.businessLocation) = (.receiving, "elsewhere") }
                _ = try tell(7...7, daysAgo: 5) { ($0.businessStep, $0.businessLocation) = (.receiving, "shop") }
                let wrong = try tell(8...9, daysAgo: 5) {
                    ($0.businessStep, $0.businessLocation) = (.retailSelling, "shop")
                }
                _ = try tell(8...9, daysAgo: 5) {
                    ($0.businessStep, $0.businessLocation) = (.retailSelling, "shop")
                    ($0.corrects, $0.errorReason) = (wrong, .didNotOccur)
                }
                let writer = try RowlessSerials.writer(of: batch, commands.transaction)
                let serials = try (1...9).map { try writer?.text(of: $0) ?? "" }
                // Of some something was recorded alone: one has gone elsewhere, one was looked at.
                var alone = EventDraft(time: now - 4 * day)
                (alone.businessStep, alone.businessLocation) = (.receiving, "elsewhere")
                alone.units = [UnitKey(model.id, try SerialNumber(parsing: serials[6]))]
                _ = try commands.record(alone, of: maker)
                alone.units = [UnitKey(model.id, try SerialNumber(parsing: serials[2]))]
                (alone.businessStep, alone.businessLocation) = (.inspecting, nil)
                _ = try commands.record(alone, of: maker)
                return serials
            }
            let expected = [
                "here neverSold", "here neverSold", "sold notNotified", "sold", "here neverSold", "here neverSold",
            ]
            #expect(try await Self.lines(stage) == zip(serials, expected).map { "\($0): \($1)" }.sorted())
            #expect(try await Self.lines(stage, at: "elsewhere", as: stage.manager).count == 2)
            #expect(try await Self.lines(stage, at: "nowhere", as: stage.manager) == [])
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
