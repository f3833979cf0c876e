import AfterSales
import Foundation
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Claims from their filing to their end.
@Suite struct ClaimTests {
    @Test func aClaimGoesFromADraftToItsPayment() async throws {
        try await ClaimStage.with { stage in
            var claim = try await stage.file(try ClaimStage.details(), submits: false)
            #expect(claim.claim.state == .draft && claim.claim.claimed == 600_000)
            #expect(claim.claim.filing.site == "shop" && claim.claim.filing.owner == stage.owner)
            #expect(claim.possible == [.submit, .withdraw])
            claim = try await stage.move(claim, .submit)
            #expect(claim.claim.state == .submitted && claim.claim.findings == [])
            claim = try await stage.move(claim, .ask) { $0.note = "Smells of oil" }
            #expect(claim.steps.last?.note == "Smells of oil" && claim.steps.last?.reason == "As agreed")
            claim = try await stage.move(claim, .answer) { $0.reason = "No oil" }
            // Who has filed it does not read what is said within the manufacturer.
            #expect(claim.part == .claimant && claim.steps.allSatisfy { $0.note == nil })
            claim = try await stage.move(claim, .review)
            claim = try await stage.move(claim, .approvePartly) { move in
                move.adjustments = [1: .init(100_000, remark: "The standard is one hour")]
                move.remedy = .exchange
            }
            #expect(claim.claim.state == .partlyApproved && claim.claim.approved == 550_000)
            #expect(claim.claim.details.lines.map(\.approved) == [450_000, 100_000])
            #expect(claim.claim.remedy == .exchange)
            claim = try await stage.move(claim, .pay)
            claim = try await stage.move(claim, .close)
            #expect(claim.possible.isEmpty)
            let read = try await stage.registry.claim(claim.claim.number.text.lowercased(), as: stage.desk)
            #expect(read.claim == claim.claim && read.steps == claim.steps)
        }
    }

    @Test func aDecisionIsAnnouncedToTheOwnerAndNothingElseIs() async throws {
        try await ClaimStage.with { stage in
            var claim = try await stage.file(try ClaimStage.details())
            claim = try await stage.move(claim, .review)
            func announced() async throws -> [Notice] {
                let made = try await stage.registry.deliveries(of: "fjordlys", in: nil, limit: 10, as: .administrator)
                return try await stage.registry.database.read { reader in
                    try made.compactMap { try Notices.find($0.delivery.notice, reader) }
                }
            }
            #expect(try await announced().isEmpty)
            claim = try await stage.move(claim, .reject) { $0.reason = "Wear and tear" }
            let notice = try #require(try await announced().first)
            #expect(notice.topic == .claimDecided && notice.party == stage.owner && notice.unit == claim.claim.unit)
            #expect(notice.facts["claim"] == claim.claim.number.text && notice.facts["decision"] == "rejected")
            #expect(notice.facts["reason"] == "Wear and tear")
            _ = try await stage.move(claim, .close)
            #expect(try await announced().count == 1)
        }
    }

    @Test func aDecisionIsAnEventOfTheUnitThatCountsNoFailure() async throws {
        try await ClaimStage.with { stage in
            try await stage.record("ROOM-1", daysAgo: 12) { $0.details.faultCode = "C1" }
            let claim = try await stage.file(
                try ClaimStage.details {
                    $0.faultCode = "C1"
                    $0.lines[0] = try .part("CU-9", price: 1, removed: "C-1", fitted: "C-7")
                })
            try await stage.record("ROOM-1", daysAgo: 10) { $0.businessStep = .repairing }
            try await stage.move(claim, .review)
            try await stage.move(claim, .reject) { $0.reason = "Wear and tear" }
            let (failures, event) = try await stage.registry.database.read { reader in
                let maker = try Manufacturers.require("fjordlys", reader)
                let model = try Models.require("CR-1", of: maker, reader)
                let key = UnitKey(model.id, try SerialNumber(parsing: "ROOM-1"))
                guard let row = try Units.find(key, reader) else { return (Int64(0), HistoryEntry?.none) }
                let last = try Units.history(of: row, reader).effective().last { $0.type == .transaction }
                return (Int64(row.state.failures), last)
            }
            #expect(failures == 1)
            let details = try #require(event?.details)
            #expect(details.transactions == [.init(type: "claim", id: claim.claim.number.text)])
            #expect(details.decision == "rejected" && details.remedy == nil && details.faultCode == "C1")
            #expect(details.removed == [.init(part: "CU-9", serial: "C-1")])
            #expect(details.fitted == [.init(part: "CU-9", serial: "C-7")])
            #expect(try await stage.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func aDecisionThatIsTakenUpAgainIsOpen() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            try await stage.move(claim, .review)
            let approved = try await stage.move(claim, .approve)
            #expect(approved.claim.approved == approved.claim.claimed && approved.claim.remedy == .repair)
            let open = try await stage.move(claim, .reopen)
            #expect(open.claim.approved == nil && open.claim.details.lines.allSatisfy { $0.approved == nil })
            let rejected = try await stage.move(claim, .reject)
            #expect(rejected.claim.approved == 0 && rejected.claim.remedy == nil)
        }
    }

    @Test func whatIsNotForSomebodyIsAsWhatIsNotThere() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            let number = claim.claim.number.text
            let elsewhere = stage.dealer("elsewhere", account: 20)
            let foreign = Principal(.account(ID(21)), grants: [Grant(.warranty, manufacturer: ID(1))])
            let neighbour = Principal(.account(ID(22)), parties: [ID(99)])
            for principal in [elsewhere, foreign, neighbour, .stranger] {
                for wanted in [number, "C-0000-0011", "nonsense"] {
                    let told = await ClaimStage.refusal { _ = try await stage.registry.claim(wanted, as: principal) }
                    #expect(told == .claimUnknown)
                }
                #expect(
                    await ClaimStage.refusal { try await stage.move(claim, .review, as: principal) } == .claimUnknown)
            }
            let owners = try await stage.registry.claim(number, as: stage.ownerOfRoom)
            #expect(owners.part == .owner && owners.possible.isEmpty)
            #expect(
                await ClaimStage.refusal { try await stage.move(claim, .withdraw, as: stage.ownerOfRoom) } == .forbidden
            )
            let shops = try await stage.registry.claims(
                of: "fjordlys", .init(), after: nil, limit: 9, as: stage.shop)
            #expect(shops.map(\.claim.number.text) == [number])
            let others = try await stage.registry.claims(of: "fjordlys", .init(), after: nil, limit: 9, as: elsewhere)
            #expect(others.isEmpty)
            let mine = try await stage.registry.claims(
                of: "fjordlys", .init(), after: nil, limit: 9, as: stage.ownerOfRoom)
            #expect(mine.count == 1)
            let list = await ClaimStage.refusal {
                _ = try await stage.registry.claims(of: "fjordlys", .init(), after: nil, limit: 9, as: foreign)
            }
            #expect(list == .forbidden)
        }
    }

    @Test func anOwnerFilesAboutTheirOwnUnitsOnly() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(
                try ClaimStage.details { $0.lines = [] }, as: stage.ownerOfRoom, submits: false)
            #expect(claim.claim.filing.site == nil && claim.part == .claimant)
            let submitted = try await stage.move(claim, .submit, as: stage.ownerOfRoom)
            #expect(submitted.claim.state == .submitted)
            #expect(
                await ClaimStage.refusal {
                    _ = try await stage.file(try ClaimStage.details(), "ROOM-3", as: stage.ownerOfRoom)
                } == .unitUnknown)
            #expect(
                await ClaimStage.refusal {
                    _ = try await stage.file(try ClaimStage.details(), as: .stranger)
                } == .unitUnknown)
            let two = Principal(
                .account(ID(30)),
                grants: [
                    Grant(.service, manufacturer: stage.maker, site: "a"),
                    Grant(.service, manufacturer: stage.maker, site: "b"),
                ])
            #expect(
                await ClaimStage.refusal { _ = try await stage.file(try ClaimStage.details(), as: two) } == .forbidden)
            #expect(try await stage.file(try ClaimStage.details(), as: two, site: "b").claim.filing.site == "b")
        }
    }

    @Test func nobodyDecidesAboutAClaimOfTheirOwn() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details(), as: stage.desk)
            #expect(await ClaimStage.refusal { try await stage.move(claim, .review) } == .claimOwn)
            let other = Principal(.account(ID(40)), grants: [Grant(.warranty, manufacturer: stage.maker)])
            try await stage.move(claim, .review, as: other)
            #expect(await ClaimStage.refusal { try await stage.move(claim, .approve) } == .claimOwn)
        }
    }

    /// Whose a token is counts, not which it is.
    @Test func byWhichTokenSomebodyHasFiledMakesNoDifference() async throws {
        try await ClaimStage.with { stage in
            let one = try await stage.decider("desk-1")
            let other = try await stage.decider("desk-2")
            for (filer, sameAccount) in [
                (one.person, one.programs[0]), (one.programs[0], one.person), (one.programs[0], one.programs[1]),
            ] {
                let claim = try await stage.file(try ClaimStage.details(), as: filer)
                let number = claim.claim.number.text
                #expect(
                    await ClaimStage.refusal { try await stage.move(claim, .review, as: sameAccount) } == .claimOwn)
                #expect(
                    try await stage.registry.claim(number, as: sameAccount).possible.allSatisfy {
                        $0.actor == .claimant
                    })
                let theirs = try await stage.registry.claim(number, as: other.programs[0])
                #expect(theirs.possible.contains(.review))
                try await stage.move(claim, .review, as: other.programs[0])
            }
        }
    }

    /// Whoever writes into another one's claim what is asked for, or hands it over, has filed it as well.
    @Test func nobodyDecidesAboutWhatTheyHaveSaidInAClaimOfSomebodyElse() async throws {
        try await ClaimStage.with { stage in
            let one = try await stage.decider("desk-1")
            let other = try await stage.decider("desk-2")
            func isRefused(_ claim: ClaimAnswer) async throws {
                for principal in [one.person] + one.programs {
                    #expect(
                        await ClaimStage.refusal { try await stage.move(claim, .review, as: principal) } == .claimOwn)
                }
                try await stage.move(claim, .review, as: other.person)
            }
            let changed = try await stage.file(try ClaimStage.details(), submits: false)
            _ = try await stage.change(
                changed, try ClaimStage.details { $0.lines = [try .expense("Travel", amount: 1)] }, as: one.programs[0])
            try await stage.move(changed, .submit)
            try await isRefused(changed)
            let submitted = try await stage.file(try ClaimStage.details(), submits: false)
            try await stage.move(submitted, .submit, as: one.person)
            try await isRefused(submitted)
            let answered = try await stage.file(try ClaimStage.details())
            try await stage.move(answered, .ask, as: other.person)
            try await stage.move(answered, .answer, as: one.programs[1])
            try await isRefused(answered)
        }
    }

    @Test func aUnitOfTheirOwnIsForOthersAndTheRegistrysMachineIsNobodys() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            let owner = Principal(
                .account(ID(41)), grants: [Grant(.warranty, manufacturer: stage.maker)], parties: [stage.owner])
            #expect(await ClaimStage.refusal { try await stage.move(claim, .review, as: owner) } == .claimOwn)
            let machines = try await stage.file(try ClaimStage.details(), as: .administrator)
            try await stage.move(machines, .review, as: .administrator)
        }
    }

    private static func refusal(
        _ stage: ClaimStage, _ claim: ClaimAnswer, _ move: ClaimMove
    ) async -> RegistryError.Code? {
        do {
            try await stage.move(claim, move.step) { $0 = move }
            return nil
        } catch {
            return (error as? RegistryError)?.code
        }
    }

    private static let wrongMoves: [(ClaimMove, RegistryError.Code)] = {
        let wrong: [[Int: ClaimMove.Adjustment]] = [
            [:], [0: .init(450_001)], [0: .init(-1)], [7: .init(0)], [-1: .init(0)], [0: .init(0), 1: .init(0)],
        ]
        func move(_ step: ClaimStep, _ adjustments: [Int: ClaimMove.Adjustment], _ reason: String?) -> ClaimMove {
            var move = ClaimMove(step, reason: reason)
            move.adjustments = adjustments
            return move
        }
        return wrong.map { (move(.approvePartly, $0, "x"), .claimAmount) } + [
            (move(.approve, [0: .init(0)], "x"), .claimAmount), (move(.reject, [:], nil), .reasonInvalid),
            (move(.ask, [:], " "), .valueInvalid), (move(.pay, [:], nil), .stateStep),
        ]
    }()

    @Test func wrongAmountsReasonsAndStepsAreRefused() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            #expect(await Self.refusal(stage, claim, ClaimMove(.approve, reason: "x")) == .stateStep)
            try await stage.move(claim, .review)
            for (move, code) in Self.wrongMoves {
                #expect(await Self.refusal(stage, claim, move) == code, "\(move)")
            }
            let state = try await stage.registry.claim(claim.claim.number.text, as: stage.desk).claim.state
            #expect(state == .underReview)
        }
    }

    @Test func whatAClaimSaysIsChangedAsLongAsItIsADraftOrAskedAbout() async throws {
        try await ClaimStage.with { stage in
            let draft = try await stage.file(
                try ClaimStage.details { $0.complaint = nil }, submits: false)
            #expect(await ClaimStage.refusal { try await stage.move(draft, .submit) } == .claimIncomplete)
            let number = draft.claim.number.text
            func update(_ version: Int64?) async throws {
                let details = try ClaimStage.details { $0.reference = "W-\(version ?? 0)" }
                _ = try await stage.registry.perform(as: stage.shop) { commands in
                    try commands.updateClaim(number, details, expecting: version)
                }
            }
            try await update(1)
            #expect(await ClaimStage.refusal { try await update(1) } == .claimChanged)
            try await stage.move(draft, .submit)
            #expect(await ClaimStage.refusal { try await update(nil) } == .claimLocked)
            try await stage.move(draft, .ask)
            try await update(nil)
        }
    }

    /// Of two who decide at once, one does.
    @Test func twoDecideAtOnce() async throws {
        try await ClaimStage.with { stage in
            let claim = try await stage.file(try ClaimStage.details())
            let open = try await stage.move(claim, .review)
            let other = Principal(.account(ID(50)), grants: [Grant(.warranty, manufacturer: stage.maker)])
            let outcomes = await withTaskGroup(of: RegistryError.Code?.self) { group in
                for (principal, step) in [(stage.desk, ClaimStep.approve), (other, .reject)] {
                    group.addTask {
                        await ClaimStage.refusal {
                            try await stage.move(open, step, as: principal, expecting: open.claim.rowVersion)
                        }
                    }
                }
                return await group.reduce(into: [RegistryError.Code?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.compactMap(\.self).allSatisfy { $0 == .claimChanged })
            let steps = try await stage.registry.claim(claim.claim.number.text, as: stage.desk).steps
            #expect(steps.count == 3)
        }
    }

    @Test func aClaimsFilesAreForWhomTheClaimIsForAndGoWithItsWords() async throws {
        try await ClaimStage.with { stage in
            let (registry, claim) = (stage.registry, try await stage.file(try ClaimStage.details()))
            let number = claim.claim.number.text
            func add(as principal: Principal) async throws -> ID<AttachedFile> {
                try await registry.receivingFile(
                    OneFile(bytes: Array("receipt".utf8)), ofClaim: number, as: principal
                ) { file in
                    try await registry.perform(as: principal) { commands in
                        try commands.attach(file, named: "r.txt", toClaim: number, registry.files.limits).id
                    }
                }
            }
            let id = try await add(as: stage.shop)
            #expect(await ClaimStage.refusal { _ = try await add(as: stage.ownerOfRoom) } == .forbidden)
            #expect(await ClaimStage.refusal { _ = try await add(as: .stranger) } == .claimUnknown)
            for principal in [stage.shop, stage.desk, stage.ownerOfRoom] {
                let file = try await registry.claimFile(id, of: number, as: principal)
                #expect(try await file.piece(at: 0) == Array("receipt".utf8))
            }
            #expect(
                await ClaimStage.refusal {
                    _ = try await registry.claimFile(id, of: number, as: .stranger)
                } == .claimUnknown)
            try await stage.move(claim, .review)
            try await stage.move(claim, .reject) { $0.note = "within" }
            for (principal, isConfirmed) in [(stage.desk, true), (.administrator, false)] {
                #expect(
                    await ClaimStage.refusal {
                        try await registry.eraseClaim(number, isConfirmed: isConfirmed, as: principal)
                    } != nil)
            }
            try await registry.eraseClaim(number, isConfirmed: true, as: .administrator)
            let erased = try await registry.claim(number, as: stage.desk)
            #expect(erased.claim.details.complaint == nil && erased.files.isEmpty && erased.claim.claimed == 600_000)
            #expect(erased.steps.allSatisfy { $0.reason == nil && $0.note == nil } && erased.steps.count == 3)
            #expect(registry.files.digests() == [])
        }
    }

    /// What was handed over with a claim stays with it, and nothing comes to one that is closed.
    @Test func filesAreAddedUntilAClaimIsClosedAndTakenBackBeforeItIsHandedOver() async throws {
        try await ClaimStage.with { stage in
            let (registry, claim) = (stage.registry, try await stage.file(try ClaimStage.details(), submits: false))
            let number = claim.claim.number.text
            func add(as principal: Principal) async throws -> ID<AttachedFile> {
                try await registry.receivingFile(
                    OneFile(bytes: Array("receipt".utf8)), ofClaim: number, as: principal
                ) { file in
                    try await registry.perform(as: principal) { commands in
                        try commands.attach(file, named: "r.txt", toClaim: number, registry.files.limits).id
                    }
                }
            }
            func erasure(_ id: ID<AttachedFile>, as principal: Principal) async -> RegistryError.Code? {
                await ClaimStage.refusal { try await registry.eraseClaimFile(id, of: number, as: principal) }
            }
            func may(_ principal: Principal) async throws -> [Bool] {
                let files = try await registry.claim(number, as: principal).mayFiles
                return [files.adds, files.erases]
            }
            let files = [try await add(as: stage.shop), try await add(as: stage.shop), try await add(as: stage.shop)]
            #expect(await erasure(files[0], as: stage.shop) == nil)
            #expect(await erasure(files[1], as: stage.ownerOfRoom) == .forbidden)
            try await stage.move(claim, .submit)
            #expect(await erasure(files[1], as: stage.shop) == .claimLocked)
            #expect(try await may(stage.shop) == [true, false])
            _ = try await add(as: stage.shop)
            try await stage.move(claim, .ask)
            #expect(await erasure(files[1], as: stage.shop) == nil)
            try await stage.move(claim, .answer)
            #expect(await erasure(files[2], as: stage.desk) == nil)
            try await stage.move(claim, .review)
            for step in [ClaimStep.reject, .close] { try await stage.move(claim, step) }
            for principal in [stage.shop, stage.desk] {
                #expect(await ClaimStage.refusal { _ = try await add(as: principal) } == .claimLocked)
            }
            #expect(try await may(stage.shop) == [false, false])
            #expect(try await may(stage.ownerOfRoom) == [false, false])
            #expect(try await may(stage.desk) == [false, true])
        }
    }

    /// Bytes as they come over a connection.
    private struct OneFile: AsyncSequence, Sendable {
        typealias Failure = any Error
        let bytes: [UInt8]

        func makeAsyncIterator() -> Iterator { Iterator(rest: [bytes]) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: [[UInt8]]
            mutating func next() async throws -> [UInt8]? { rest.popLast() }
        }
    }
}
