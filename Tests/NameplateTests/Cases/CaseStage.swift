import AfterSales
import Identifiers
import Nameplate
import Registry
import Testing

/// Cases about the rooms of a ``ClaimStage``, whose desk is a support desk too.
extension ClaimStage {
    var neighbour: Principal { Principal(.account(ID(22)), parties: [ID(99)]) }
    var foreignDesk: Principal { Principal(.account(ID(21)), grants: [Grant(.warranty, manufacturer: ID(1))]) }

    func open(
        _ request: CaseRequest = CaseRequest(.repair, "It hums.\nAll night.", channel: .call),
        _ plan: CasePlan? = nil, _ serial: String = "ROOM-1", as principal: Principal? = nil
    ) async throws -> CaseAnswer {
        try await registry.perform(as: principal ?? desk) { commands in
            try commands.openCase(request, plan, aboutUnit: serial, model: "CR-1", of: "fjordlys")
        }
    }

    @discardableResult
    func step(
        _ known: CaseAnswer, _ step: CaseStep, _ text: String? = nil, outcome: CaseOutcome? = nil,
        as principal: Principal? = nil, expecting: Int64? = nil
    ) async throws -> CaseAnswer {
        let number = known.serviceCase.number.text
        return try await registry.perform(as: principal ?? (step.isDesks ? desk : ownerOfRoom)) { commands in
            try commands.moveCase(
                number, by: CaseMove(step, text ?? (step.needsText ? "As agreed" : nil), outcome: outcome),
                expecting: expecting)
        }
    }

    @discardableResult
    func say(
        _ text: String, in known: CaseAnswer, isInternal: Bool = false, as principal: Principal? = nil
    ) async throws -> CaseAnswer {
        let number = known.serviceCase.number.text
        return try await registry.perform(as: principal ?? desk) { commands in
            try commands.replyToCase(number, text, isInternal: isInternal)
        }
    }

    func rate(_ known: CaseAnswer, _ stars: Int64, _ words: String? = nil, as principal: Principal) async throws {
        let number = known.serviceCase.number.text
        _ = try await registry.perform(as: principal) { try $0.rateCase(number, CaseRating(stars, words: words)) }
    }

    func handle(
        _ known: CaseAnswer, _ plan: CasePlan, expecting: Int64? = nil, as principal: Principal? = nil
    ) async throws -> CaseAnswer {
        let number = known.serviceCase.number.text
        return try await registry.perform(as: principal ?? desk) { commands in
            try commands.handleCase(number, plan, expecting: expecting)
        }
    }
}
