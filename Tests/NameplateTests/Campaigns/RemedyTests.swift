import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage
import TestSupport
import Testing

/// What becomes of units in a campaign: who was told, what was done, and that the states of all add up to all.
@Suite struct RemedyTests {
    @discardableResult
    private static func report(
        _ stage: CampaignStage, _ campaign: CampaignAnswer, _ serial: String, _ state: RemedyState,
        note: String? = nil, as principal: Principal? = nil
    ) async throws -> RemedyAnswer {
        let number = campaign.campaign.number.text
        return try await stage.registry.perform(as: principal ?? stage.manager) { commands in
            try commands.reportRemedy(
                RemedyReport(state, evidence: "slip 7", note: note), ofUnit: serial, model: "CR-1", in: number)
        }
    }

    @Test func aUnitGetsOneRemedyAndAnEventThatNamesTheCampaign() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened(CampaignStage.details("model = CR-1"))
            let done = try await Self.report(stage, campaign, "ROOM-1", .remedied)
            #expect(done.state == .remedied && done.entry.event != nil && done.entry.evidence == "slip 7")
            let number = campaign.campaign.number.text
            let history = try await stage.registry.unit(
                "ROOM-1", model: "CR-1", of: "fjordlys", as: stage.manager
            ).history
            let named = history?.flatMap { $0.entry.details.transactions ?? [] }.filter { $0.type == "recall" }
            #expect(named?.map(\.id) == [number])
            let twice = await ClaimStage.refusal { try await Self.report(stage, campaign, "ROOM-1", .remedied) }
            #expect(twice == .campaignRemedied)
            let silent = await ClaimStage.refusal { try await Self.report(stage, campaign, "ROOM-1", .appointment) }
            #expect(silent == .reasonInvalid)
            try await Self.report(stage, campaign, "ROOM-1", .appointment, note: "It was another room")
            try await Self.report(stage, campaign, "ROOM-1", .remedied)
            let funnel = try await stage.funnel(campaign)
            #expect(funnel[.remedied] == 1 && funnel[.notNotified] == 1 && funnel[.neverSold] == 1 && funnel.total == 3)
            #expect(try await stage.told(of: "ROOM-1", as: stage.stage.ownerOfRoom).first?.state == .remedied)
            #expect(try await stage.told(of: "ROOM-1").first?.state == nil)
        }
    }

    @Test func nothingIsSaidOfOtherUnitsOrOfDrafts() async throws {
        try await CampaignStage.with { stage in
            let draft = try await stage.add()
            #expect(
                await ClaimStage.refusal { try await Self.report(stage, draft, "ROOM-1", .refused) } == .campaignLocked)
            let campaign = try await stage.move(draft, .open)
            #expect(
                await ClaimStage.refusal { try await Self.report(stage, campaign, "ROOM-2", .refused) } == .unitUnknown)
            #expect(
                await ClaimStage.refusal { try await Self.report(stage, campaign, "ROOM-9", .refused) } == .unitUnknown)
            for state in [RemedyState.stolen, .scrapped, .neverSold, .notNotified] {
                #expect(
                    await ClaimStage.refusal { try await Self.report(stage, campaign, "ROOM-1", state) }
                        == .valueInvalid)
            }
            let stranger = await ClaimStage.refusal {
                try await Self.report(stage, campaign, "ROOM-1", .remedied, as: stage.stage.shop)
            }
            #expect(stranger == .forbidden)
            try await stage.stage.record("ROOM-1", daysAgo: 1) {
                ($0.businessStep, $0.disposition) = (.destroying, .destroyed)
            }
            #expect(
                await ClaimStage.refusal { try await Self.report(stage, campaign, "ROOM-1", .remedied) }
                    == .valueInvalid)
            #expect(try await stage.funnel(campaign)[.scrapped] == 1)
        }
    }

    @Test func aCompletedServiceOrderKeepsTheRemedy() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened()
            let number = campaign.campaign.number.text
            for serial in ["ROOM-1", "ROOM-2"] {
                let order = try await stage.registry.perform(as: stage.stage.shop) { commands in
                    var details = ServiceDetails(.campaign, complaint: "Recalled.", currency: "NOK")
                    (details.campaign, details.workDone) = (number.lowercased(), "Another compressor")
                    details.lines = [try .labour("R-10", minutes: 90, rate: 100_000)]
                    return try commands.openServiceOrder(
                        details, aboutUnit: serial, model: "CR-1", of: "fjordlys", receives: true
                    ).order.number.text
                }
                try await stage.registry.perform(as: stage.stage.shop) { commands in
                    _ = try commands.moveServiceOrder(order, by: ServiceMove(.diagnose), expecting: nil)
                    _ = try commands.moveServiceOrder(
                        order, by: ServiceMove(.complete, outcome: .noTroubleFound), expecting: nil)
                }
            }
            let funnel = try await stage.funnel(campaign)
            #expect(funnel[.inspectedFine] == 1 && funnel.total == 1)
            let entry = try await stage.registry.campaignUnits(of: number, limit: 10, as: stage.manager).lines
            #expect(entry.count == 1 && entry[0].entry?.evidence?.hasPrefix("W-") == true)
        }
    }

    @Test func eachKnownOwnerIsToldOnce() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened(CampaignStage.details("model = CR-1"))
            let number = campaign.campaign.number.text
            func tell(_ days: Int? = nil, dry: Bool = false) async throws -> CampaignNoticeRun {
                try await stage.registry.tellOwners(
                    ofCampaign: number, remindingAfter: days, isDryRun: dry, as: stage.manager)
            }
            let tried = try await tell(dry: true)
            #expect(tried.due == 2 && tried.posted == 2)
            let told = try await tell()
            #expect(told.due == 2 && told.posted == 2 && !told.isCut)
            #expect(try await tell().due == 0)
            // Nothing was sent yet.
            #expect(try await stage.funnel(campaign)[.notNotified] == 2)
            let read = try await stage.registry.campaign(number, as: stage.manager)
            #expect(read.inside?.snapshots.map(\.occasion) == [.opening, .notice])
            // Somebody else has it now: they were told nothing.
            let maker = stage.stage.maker
            let buyer = try await stage.registry.perform(as: .administrator) { try $0.party("o-2", of: maker).id }
            try await stage.stage.record("ROOM-1", daysAgo: 0) { $0.details.owningParty = buyer }
            #expect(try await tell(dry: true).due == 1)
            let forbidden = await ClaimStage.refusal {
                _ = try await stage.registry.tellOwners(ofCampaign: number, isDryRun: true, as: stage.stage.shop)
            }
            #expect(forbidden == .forbidden)
            try await stage.move(campaign, .suspend)
            #expect(await ClaimStage.refusal { _ = try await tell() } == .campaignLocked)
        }
    }

    @Test func whatWasSaidIsErasedWithTheOwner() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened(CampaignStage.details("model = CR-1"))
            try await Self.report(stage, campaign, "ROOM-1", .appointment, note: "She is home on Thursdays")
            try await Self.report(stage, campaign, "ROOM-3", .appointment, note: "The shop opens at nine")
            let owner = stage.stage.owner
            try await stage.registry.database.write { transaction in
                try CampaignUnits.eraseTexts(of: owner, transaction)
            }
            let lines = try await stage.registry.campaignUnits(
                of: campaign.campaign.number.text, limit: 10, as: stage.manager
            ).lines
            let said = lines.filter { $0.state == .appointment }
            #expect(said.count == 2 && said.compactMap(\.entry?.note) == ["The shop opens at nine"])
        }
    }

    /// Random things happen to rooms: whatever it is, each room is in exactly one state, and all of them are told.
    @Test(arguments: 0..<12 as Range<UInt64>)
    func theFunnelAddsUpWhateverHappens(seed: UInt64) async throws {
        try await CampaignStage.with { stage in
            var random = SplitMix64(seed: seed)
            let campaign = try await stage.opened(
                CampaignStage.details("model = CR-1") { $0.countries = seed.isMultiple(of: 2) ? ["NO"] : [] })
            let number = campaign.campaign.number.text
            for _ in 0..<12 {
                let room = ["ROOM-1", "ROOM-2", "ROOM-3"].randomElement(using: &random) ?? "ROOM-1"
                switch Int.random(in: 0..<8, using: &random) {
                case 0: try await stage.stage.record(room, daysAgo: 0) { $0.details.set = ["stolen"] }
                case 1: try await stage.stage.record(room, daysAgo: 0) { $0.details.unset = ["stolen"] }
                case 2:
                    try await stage.stage.record(room, daysAgo: 0) {
                        ($0.businessStep, $0.disposition) = (.destroying, .destroyed)
                    }
                case 3: try await stage.stage.record(room, daysAgo: 0) { $0.details.market = "SE" }
                case 4: try await stage.stage.record(room, daysAgo: 0) { $0.disposition = .exported }
                case 5: try await stage.stage.record(room, daysAgo: 0) { $0.disposition = .returned }
                case 6:
                    _ = try await stage.registry.tellOwners(ofCampaign: number, isDryRun: false, as: stage.manager)
                default:
                    let state = RemedyState.allCases.filter(\.isRecorded).randomElement(using: &random) ?? .refused
                    // Some are refused: a second remedy, a unit that is gone.
                    _ = await ClaimStage.refusal {
                        try await Self.report(stage, campaign, room, state, note: "As it happens")
                    }
                }
                let funnel = try await stage.funnel(campaign)
                #expect(funnel.total == 3, "seed \(seed)")
                #expect(CampaignFunnel.Whereabouts.allCases.reduce(0) { $0 + funnel[at: $1] } == 3, "seed \(seed)")
                let lines = try await stage.registry.campaignUnits(of: number, limit: 10, as: stage.manager).lines
                for state in RemedyState.allCases {
                    #expect(lines.count { $0.state == state } == Int(funnel[state]), "seed \(seed) \(state)")
                }
                for line in lines {
                    let told = try await stage.told(of: line.unit.serial.text, as: stage.manager)
                    #expect(told.map(\.state) == [line.state], "seed \(seed)")
                }
            }
        }
    }
}
