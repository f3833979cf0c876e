import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage
import Testing

/// Recalls from the first draft to their end, on cold rooms and their compressors.
@Suite struct CampaignTests {
    @Test func nobodyIsToldOfADraft() async throws {
        try await CampaignStage.with { stage in
            let draft = try await stage.add()
            let number = draft.campaign.number.text
            #expect(draft.campaign.state == .draft && !draft.campaign.isPublic && draft.versions.isEmpty)
            #expect(draft.inside?.possible == [.open, .withdraw])
            for principal in [Principal.stranger, stage.stage.desk, stage.stage.ownerOfRoom] {
                let refusal = await ClaimStage.refusal { _ = try await stage.registry.campaign(number, as: principal) }
                #expect(refusal == .campaignUnknown)
                let list = try await stage.registry.campaigns(
                    of: "fjordlys", CampaignFilter(), limit: 10, as: principal)
                #expect(list.isEmpty)
            }
            #expect(try await stage.told(of: "ROOM-1", as: stage.manager).isEmpty)
            let withdrawn = try await stage.move(draft, .withdraw)
            #expect(withdrawn.campaign.state == .withdrawn && !withdrawn.campaign.isPublic)
        }
    }

    @Test func whoeverAsksForAUnitIsToldOfItsOpenRecalls() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened()
            #expect(campaign.versions.map(\.version) == [1])
            #expect(campaign.inside?.snapshots.map(\.funnel.total) == [1])
            let told = try await stage.told(of: "ROOM-1")
            #expect(told.map(\.number) == [campaign.campaign.number])
            #expect(told.first?.instructions == "Switch it off and call us." && told.first?.state == nil)
            #expect(try await stage.told(of: "ROOM-1", as: stage.stage.ownerOfRoom).first?.state == .notNotified)
            #expect(try await stage.told(of: "ROOM-2").isEmpty)
            #expect(try await stage.told(of: "C-1", model: "CU-9").isEmpty)
            let answer = try await stage.registry.lookup("CR-1 ROOM-1", as: .stranger)
            guard case .unit(let found) = answer.outcome else {
                Issue.record("\(answer)")
                return
            }
            #expect(try await stage.registry.dossier(of: found, as: .stranger).campaigns == told)
            let dossier = try await stage.registry.dossier(
                ofUnit: "ROOM-1", model: "CR-1", of: "fjordlys", as: .stranger)
            #expect(dossier.unit.campaigns == told)
            var list = stage.registry.listLookup(model: "CR-1", as: .stranger)
            let verdicts = try await list.judge([
                SerialListEntry(line: 1, text: "ROOM-1"), SerialListEntry(line: 2, text: "ROOM-2"),
            ])
            #expect(verdicts.map { $0.campaigns.count } == [1, 0])
            // As things were before, nothing is told of today's recalls.
            let past = try await stage.registry.unit(
                "ROOM-1", model: "CR-1", of: "fjordlys", asOf: SampleRegistry.now - 1, as: .stranger)
            #expect(past.campaigns.isEmpty)
            try await stage.move(campaign, .suspend)
            #expect(try await stage.told(of: "ROOM-1").isEmpty)
            try await stage.move(campaign, .resume)
            #expect(try await stage.told(of: "ROOM-1").count == 1)
            try await stage.move(campaign, .close)
            #expect(try await stage.told(of: "ROOM-1").isEmpty)
            let read = try await stage.registry.campaign(campaign.campaign.number.text.lowercased(), as: .stranger)
            #expect(read.campaign.state == .closed && read.inside == nil && read.campaign.closedAt != nil)
        }
    }

    @Test func aUnitThatGetsTheBadPartLaterJoins() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened(CampaignStage.details("contains (model = CU-9 and not serial = C-1)"))
            #expect(try await stage.told(of: "ROOM-3").isEmpty)
            #expect(try await stage.told(of: "ROOM-2").count == 1)
            _ = try await stage.registry.perform(as: .administrator) { commands in
                var event = EventDraft(time: SampleRegistry.now - 20 * SampleRegistry.day)
                event.businessStep = .commissioning
                _ = try commands.register(
                    try SerialNumber(parsing: "C-3"), of: "fjordlys", model: "CU-9", event: event)
                let request = ComponentRequest(
                    manufacturer: "fjordlys",
                    assembly: UnitName(model: "CR-1", serial: try SerialNumber(parsing: "ROOM-3")))
                return try commands.install(
                    NewComponent(UnitName(model: "CU-9", serial: try SerialNumber(parsing: "C-3"))), request)
            }
            #expect(try await stage.told(of: "ROOM-3").count == 1)
            let funnel = try await stage.funnel(campaign)
            #expect(funnel.total == 2 && funnel[.notNotified] == 1 && funnel[.neverSold] == 1)
            #expect(funnel[at: .inStock] == 1 && funnel[at: .sold] == 1 && funnel.ownersKnown == 1)
            // What was counted at the opening stays as it was.
            let read = try await stage.registry.campaign(campaign.campaign.number.text, as: stage.manager)
            #expect(read.inside?.snapshots.map(\.funnel.total) == [1])
        }
    }

    @Test func issuedUnitsAreCountedWithoutRows() async throws {
        try await CampaignStage.with { stage in
            let campaign = try await stage.opened(CampaignStage.details("model = FJ-320"))
            let funnel = try await stage.funnel(campaign)
            #expect(funnel.total == 500 && funnel.untouched == 500 && funnel[.neverSold] == 500)
            #expect(try await stage.told(of: stage.stage.sample.issuedSerial, model: "FJ-320").count == 1)
            let glance = try await stage.registry.glance(
                atCampaign: campaign.campaign.number.text, as: stage.manager)
            #expect(glance?.counted.funnel == funnel)
        }
    }

    @Test func anAmendmentKeepsWhatWasSaidBefore() async throws {
        try await CampaignStage.with { stage in
            let draft = try await stage.add()
            // A draft is changed without ado.
            try await stage.change(draft, note: nil) { $0.title = "Another title" }
            let opened = try await stage.move(draft, .open)
            #expect(opened.versions.map(\.details.title) == ["Another title"])
            let silent = await ClaimStage.refusal {
                try await stage.change(draft, note: nil) { $0.scope = "model = CR-1" }
            }
            #expect(silent == .reasonInvalid)
            let amended = try await stage.change(draft, note: "More of them leak") { $0.scope = "model = CR-1" }
            #expect(amended.versions.map(\.version) == [1, 2] && amended.versions.last?.note == "More of them leak")
            #expect(amended.versions.last?.details.differences(from: amended.versions[0].details) == ["scope"])
            #expect(amended.inside?.snapshots.map(\.funnel.total) == [1, 3])
            #expect(amended.inside?.snapshots.map(\.occasion) == [.opening, .amendment])
            #expect(try await stage.told(of: "ROOM-3").count == 1)
            let stale = await ClaimStage.refusal {
                try await stage.change(draft, expecting: opened.campaign.rowVersion) { $0.title = "Late" }
            }
            #expect(stale == .campaignChanged)
            try await stage.move(draft, .close)
            let locked = await ClaimStage.refusal { try await stage.change(draft) { $0.title = "Too late" } }
            #expect(locked == .campaignLocked)
        }
    }

    @Test func aMistakeInTheScopeIsShownWhereItIs() async throws {
        try await CampaignStage.with { stage in
            do {
                _ = try await stage.add(CampaignStage.details("model = CR 1"))
                Issue.record("It was taken.")
            } catch let error as RegistryError {
                #expect(error.code == .populationSyntax && error.field == "scope" && error.position != nil)
            }
            let unknown = try await stage.add(CampaignStage.details("model = NONE"))
            let read = try await stage.registry.campaign(unknown.campaign.number.text, as: stage.manager)
            #expect(read.inside?.unknownModels == ["NONE"])
        }
    }

    @Test func onlyWhoManagesRecallsWritesThem() async throws {
        try await CampaignStage.with { stage in
            for principal in [Principal.stranger, stage.stage.desk, stage.stage.shop, stage.stage.ownerOfRoom] {
                let refusal = await ClaimStage.refusal {
                    _ = try await stage.registry.perform(as: principal) {
                        try $0.addCampaign(CampaignStage.details(), of: "fjordlys")
                    }
                }
                #expect(refusal == .forbidden)
            }
            let elsewhere = await ClaimStage.refusal {
                _ = try await stage.registry.perform(as: stage.manager) {
                    try $0.addCampaign(CampaignStage.details(), of: "hgst")
                }
            }
            #expect(elsewhere == .forbidden)
            let campaign = try await stage.opened()
            let counted = await ClaimStage.refusal {
                _ = try await stage.registry.count(
                    ofCampaign: campaign.campaign.number.text, as: stage.stage.ownerOfRoom)
            }
            #expect(counted == .forbidden)
        }
    }

    @Test func listsAreNarrowedByModel() async throws {
        try await CampaignStage.with { stage in
            let rooms = try await stage.opened(CampaignStage.details("model = CR-1"))
            let parts = try await stage.opened(CampaignStage.details("contains (serial = C-1) and model like CR-*"))
            let drives = try await stage.opened(CampaignStage.details("model = FJ-320"))
            var filter = CampaignFilter()
            filter.model = "CR-1"
            let found = try await stage.registry.campaigns(of: "fjordlys", filter, limit: 10, as: .stranger)
            #expect(Set(found.map(\.number)) == [rooms.campaign.number, parts.campaign.number])
            filter.model = "FJ-320"
            #expect(
                try await stage.registry.campaigns(of: "fjordlys", filter, limit: 10, as: .stranger).map(\.number)
                    == [drives.campaign.number])
            let first = try await stage.registry.campaigns(of: "fjordlys", CampaignFilter(), limit: 2, as: .stranger)
            let rest = try await stage.registry.campaigns(
                of: "fjordlys", CampaignFilter(), after: first.last.map { CampaignList.Place($0) }, limit: 2,
                as: .stranger)
            #expect(first.count == 2 && rest.count == 1 && Set((first + rest).map(\.number)).count == 3)
        }
    }

    @Test(
        arguments: [
            { $0.title = " " }, { $0.countries = ["no"] }, { $0.countries = ["NO", "NO"] }, { $0.hazard = "\u{7}" },
            { $0.parts = [.init("", quantity: 1)] }, { $0.parts = [.init("CU-9", quantity: 0)] },
            { $0.ownNumber = String(repeating: "x", count: 81) }, { $0.title = "a\nb" },
        ] as [@Sendable (inout CampaignDetails) -> Void])
    func nonsenseIsRefused(_ change: @Sendable (inout CampaignDetails) -> Void) async throws {
        try await CampaignStage.with { stage in
            let refusal = await ClaimStage.refusal {
                _ = try await stage.add(CampaignStage.details("everything", change))
            }
            #expect(refusal == .valueInvalid)
        }
    }
}
