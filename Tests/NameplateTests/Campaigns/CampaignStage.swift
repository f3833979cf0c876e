import Identifiers
import Nameplate
import Registry
import Safeguards
import Storage

/// Recalls of the cold rooms of ``ClaimStage``, whose compressors `C-1` and `C-2` are in `ROOM-1` and `ROOM-2`.
struct CampaignStage {
    let stage: ClaimStage

    var registry: NameplateRegistry { stage.registry }
    /// Somebody with the role of recalls at the maker.
    var manager: Principal { Principal(.account(ID(21)), grants: [Grant(.recall, manufacturer: stage.maker)]) }

    static func with(_ body: (CampaignStage) async throws -> Void) async throws {
        try await ClaimStage.with { try await body(CampaignStage(stage: $0)) }
    }

    static func details(
        _ scope: String = "contains (serial = C-1)", _ change: (inout CampaignDetails) -> Void = { _ in }
    ) -> CampaignDetails {
        var details = CampaignDetails(
            .safetyRecall, title: "The compressor may leak", scope: scope, remedy: .replace, priority: .high)
        details.instructions = "Switch it off and call us."
        change(&details)
        return details
    }

    func add(_ details: CampaignDetails = details()) async throws -> CampaignAnswer {
        try await registry.perform(as: manager) { try $0.addCampaign(details, of: "fjordlys") }
    }

    @discardableResult
    func move(
        _ campaign: CampaignAnswer, _ step: CampaignStep, note: String? = "As agreed", expecting: Int64? = nil,
        as principal: Principal? = nil
    ) async throws -> CampaignAnswer {
        let (number, move) = (campaign.campaign.number.text, CampaignMove(step, note: note))
        let asker = principal ?? manager
        let counted = try await registry.count(before: move, ofCampaign: number, as: asker)
        return try await registry.perform(as: asker) {
            try $0.moveCampaign(number, by: move, counted: counted, expecting: expecting)
        }
    }

    @discardableResult
    func change(
        _ campaign: CampaignAnswer, note: String? = "As agreed", expecting: Int64? = nil,
        _ change: (inout CampaignDetails) -> Void
    ) async throws -> CampaignAnswer {
        let number = campaign.campaign.number.text
        var details = try await registry.campaign(number, as: manager).campaign.details
        change(&details)
        let changed = details
        let counted = try await registry.count(amending: number, to: changed, as: manager)
        return try await registry.perform(as: manager) {
            try $0.updateCampaign(number, changed, note: note, counted: counted, expecting: expecting)
        }
    }

    func opened(_ details: CampaignDetails = details()) async throws -> CampaignAnswer {
        try await move(add(details), .open)
    }

    func funnel(_ campaign: CampaignAnswer) async throws -> CampaignFunnel {
        try await registry.count(ofCampaign: campaign.campaign.number.text, as: manager).counted.funnel
    }

    /// The campaigns that somebody is told of who asks for a unit.
    func told(of serial: String, model: String = "CR-1", as principal: Principal = .stranger) async throws
        -> [UnitCampaign]
    {
        try await registry.unit(serial, model: model, of: "fjordlys", as: principal).campaigns
    }
}
