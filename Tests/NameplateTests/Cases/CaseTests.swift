import AfterSales
import Foundation
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Cases from their opening to their end.
@Suite struct CaseTests {
    @Test func aRepairGoesFromTheOwnersQuestionToTheirRating() async throws {
        try await ClaimStage.with { stage in
            var asked = try await stage.open(as: stage.ownerOfRoom)
            #expect(asked.part == .customer && asked.serviceCase.party == stage.owner)
            #expect(asked.serviceCase.request.channel == .ownersPage, "whatever was said")
            #expect(asked.possible == [.withdraw])
            #expect(asked.serviceCase.dueAt == SampleRegistry.now + CasePriority.normal.term)
            asked = try await stage.step(asked, .ask, "Since when?")
            #expect(asked.serviceCase.state == .waitingForCustomer)
            asked = try await stage.say("Since Monday", in: asked, as: stage.ownerOfRoom)
            #expect(asked.serviceCase.state == .open && asked.replies.last?.step == .answer)
            asked = try await stage.step(asked, .approveReturn, "Send it to the works.")
            #expect(asked.serviceCase.returnState == .approved && asked.returnInstructions == "Send it to the works.")
            asked = try await stage.step(asked, .receive)
            #expect(asked.serviceCase.returnState == .received)
            asked = try await stage.step(asked, .solve, outcome: .repair)
            #expect(asked.serviceCase.outcome == .repair && asked.serviceCase.solvedAt == SampleRegistry.now)
            await expect(.stateStep) { try await stage.rate(asked, 5, as: stage.ownerOfRoom) }
            asked = try await stage.step(asked, .close)
            await expect(.forbidden) { try await stage.rate(asked, 5, as: stage.desk) }
            await expect(.valueInvalid) { try await stage.rate(asked, 6, as: stage.ownerOfRoom) }
            try await stage.rate(asked, 4, "Quick", as: stage.ownerOfRoom)
            await expect(.caseRated) { try await stage.rate(asked, 1, as: stage.ownerOfRoom) }
            let read = try await stage.registry.serviceCase(
                asked.serviceCase.number.text.lowercased(), as: stage.desk)
            #expect(read.serviceCase.rating == CaseRating(4, words: "Quick") && !read.mayRate)
            #expect(read.replies.compactMap(\.step) == [.ask, .answer, .approveReturn, .receive, .solve, .close])
            #expect(read.serviceCase.outcome == .repair)
        }
    }

    @Test func whatTheDeskSaysWithinStaysThere() async throws {
        try await ClaimStage.with { stage in
            let asked = try await stage.open(as: stage.ownerOfRoom)
            try await stage.say("Third time already", in: asked, isInternal: true)
            try await stage.say("We call you", in: asked)
            let number = asked.serviceCase.number.text
            let (desks, owners) = (
                try await stage.registry.serviceCase(number, as: stage.desk),
                try await stage.registry.serviceCase(number, as: stage.ownerOfRoom)
            )
            #expect(desks.replies.map(\.text) == ["Third time already", "We call you"])
            #expect(owners.replies.map(\.text) == ["We call you"])
            await expect(.forbidden) {
                try await stage.say("x", in: asked, isInternal: true, as: stage.ownerOfRoom)
            }
        }
    }

    @Test func toStrangersACaseIsAsNoneAtAll() async throws {
        try await ClaimStage.with { stage in
            let asked = try await stage.open(as: stage.ownerOfRoom)
            let number = asked.serviceCase.number.text
            for principal in [stage.shop, stage.foreignDesk, stage.neighbour, .stranger] {
                for wanted in [number, "S-0000-0011", "nonsense", ""] {
                    await expect(.caseUnknown) {
                        _ = try await stage.registry.serviceCase(wanted, as: principal)
                    }
                }
                await expect(.caseUnknown) { try await stage.say("x", in: asked, as: principal) }
                await expect(.caseUnknown) { try await stage.step(asked, .resume, as: principal) }
                await expect(.caseUnknown) { try await stage.rate(asked, 1, as: principal) }
                await expect(.caseUnknown) { _ = try await stage.handle(asked, CasePlan(), as: principal) }
                for serial in ["ROOM-1", "ROOM-3", "NONE-1"] {
                    await expect(.unitUnknown) {
                        _ = try await stage.open(CaseRequest(.fault, "x"), nil, serial, as: principal)
                    }
                }
            }
            await expect(.forbidden) { try await stage.step(asked, .solve, outcome: .solved, as: stage.ownerOfRoom) }
            await expect(.forbidden) { try await stage.step(asked, .withdraw, as: stage.desk) }
            await expect(.forbidden) { _ = try await stage.handle(asked, CasePlan(), as: stage.ownerOfRoom) }
            await expect(.forbidden) {
                _ = try await stage.open(
                    CaseRequest(.fault, "x"), CasePlan(CaseHandling(.urgent)), as: stage.ownerOfRoom)
            }
            await expect(.forbidden) {
                _ = try await stage.registry.cases(
                    of: "fjordlys", CaseFilter(), after: nil, limit: 9, as: stage.foreignDesk)
            }
        }
    }

    @Test func aDeskOpensForTheOwnerOrForWhoeverCalls() async throws {
        try await ClaimStage.with { stage in
            let owners = try await stage.open()
            #expect(owners.serviceCase.party == stage.owner && owners.part == .desk)
            let callers = try await stage.open(
                CaseRequest(.question, "How old is it?", channel: .call, contact: "owner-2, 555 0100"))
            #expect(callers.serviceCase.party == nil)
            await expect(.caseUnknown) {
                _ = try await stage.registry.serviceCase(callers.serviceCase.number.text, as: stage.ownerOfRoom)
            }
            let stock = try await stage.open(CaseRequest(.fault, "Dead on arrival", channel: .visit), nil, "ROOM-3")
            #expect(stock.serviceCase.party == nil)
        }
    }

    @Test func anOwnerHasSoManyOpenCasesAboutOneUnit() async throws {
        try await ClaimStage.with { stage in
            for _ in 0..<Cases.mostOpen { _ = try await stage.open(as: stage.ownerOfRoom) }
            await expect(.valueInvalid) { _ = try await stage.open(as: stage.ownerOfRoom) }
            _ = try await stage.open()
        }
    }

    @Test func whatIsWrongIsRefused() async throws {
        try await ClaimStage.with { stage in
            for request in [
                CaseRequest(.fault, nil), CaseRequest(.fault, " \n"), CaseRequest(.fault, "a\u{0}"),
                CaseRequest(.fault, String(repeating: "x", count: 4_001)), CaseRequest(.fault, "x", contact: ""),
                CaseRequest(.fault, "x", contact: String(repeating: "x", count: 301)),
            ] {
                await expect(.valueInvalid) { _ = try await stage.open(request) }
            }
            for plan in [
                CasePlan(dueAt: 0), CasePlan(dueAt: .max), CasePlan(CaseHandling(assignee: "nobody-here")),
            ] {
                await expect(.valueInvalid) { _ = try await stage.open(CaseRequest(.fault, "x"), plan) }
            }
            let known = try await stage.open()
            await expect(.reasonInvalid) {
                _ = try await stage.registry.perform(as: stage.desk) { commands in
                    try commands.moveCase(known.serviceCase.number.text, by: CaseMove(.ask), expecting: nil)
                }
            }
            await expect(.valueInvalid) { try await stage.step(known, .solve) }
            await expect(.valueInvalid) { try await stage.step(known, .close) }
            await expect(.valueInvalid) { try await stage.step(known, .awaitParts, outcome: .solved) }
            await expect(.valueInvalid) { try await stage.say("", in: known) }
            await expect(.stateStep) { try await stage.step(known, .receive) }
            try await stage.step(known, .close, outcome: .noAnswer)
            await expect(.stateStep) { try await stage.say("x", in: known) }
        }
    }

    @Test func itIsLookedAfterAndLinkedByTheDesk() async throws {
        try await ClaimStage.with { stage in
            _ = try await stage.registry.createAccount(
                "desk-1", grants: [NamedGrant(.warranty, manufacturer: "fjordlys")], as: .administrator)
            _ = try await stage.registry.createAccount(
                "shop-1", grants: [NamedGrant(.service, manufacturer: "fjordlys")], as: .administrator)
            let known = try await stage.open()
            let claim = try await stage.file(try ClaimStage.details()).claim.number
            let other = try await stage.file(try ClaimStage.details(), "ROOM-2").claim.number
            let order = try await stage.openOrder("ROOM-1").order.number
            let otherOrder = try await stage.openOrder("ROOM-2").order.number
            let due = SampleRegistry.now + SampleRegistry.day
            let plan = CasePlan(CaseHandling(.high, assignee: "desk-1", claim: claim, order: order), dueAt: due)
            let handled = try await stage.handle(known, plan, expecting: 1)
            #expect(handled.serviceCase.handling == plan.handling && handled.serviceCase.dueAt == due)
            await expect(.caseChanged) { _ = try await stage.handle(known, plan, expecting: 1) }
            await expect(.caseChanged) { try await stage.step(known, .awaitParts, expecting: 1) }
            await expect(.valueInvalid) {
                _ = try await stage.handle(known, CasePlan(CaseHandling(assignee: "shop-1")))
            }
            await expect(.orderUnknown) { _ = try await stage.handle(known, CasePlan(CaseHandling(order: otherOrder))) }
            await expect(.claimUnknown) { _ = try await stage.handle(known, CasePlan(CaseHandling(claim: other))) }
            let owners = try await stage.registry.serviceCase(known.serviceCase.number.text, as: stage.ownerOfRoom)
            #expect(owners.serviceCase.handling.assignee == nil, "who works there is not for customers")
            let byDefault = try await stage.handle(known, CasePlan(CaseHandling(.urgent)))
            #expect(byDefault.serviceCase.dueAt == SampleRegistry.now + CasePriority.urgent.term)
        }
    }

    @Test func whatTheDeskDoesIsAnnouncedToItsCustomerWithoutItsWords() async throws {
        try await ClaimStage.with { stage in
            func announced() async throws -> [Notice] {
                let made = try await stage.registry.deliveries(of: "fjordlys", in: nil, limit: 99, as: .administrator)
                return try await stage.registry.database.read { reader in
                    try made.compactMap { try Notices.find($0.delivery.notice, reader) }
                }
            }
            let asked = try await stage.open(as: stage.ownerOfRoom)
            try await stage.say("And it smells", in: asked, as: stage.ownerOfRoom)
            try await stage.say("Careful", in: asked, isInternal: true)
            #expect(try await announced().isEmpty, "nobody is told what they said, or what is not for them")
            try await stage.say("We call you", in: asked)
            try await stage.step(asked, .approveReturn, "To the works")
            let notices = try await announced()
            #expect(Set(notices.compactMap { $0.facts["change"] }) == ["reply", "approveReturn"])
            for notice in notices {
                #expect(notice.topic == .caseChanged && notice.party == stage.owner)
                #expect(notice.facts["case"] == asked.serviceCase.number.text && notice.facts.count == 3)
            }
        }
    }
}

/// That something is refused with this code.
func expect(
    _ code: RegistryError.Code, _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async {
    #expect(await ClaimStage.refusal(body) == code, sourceLocation: sourceLocation)
}
