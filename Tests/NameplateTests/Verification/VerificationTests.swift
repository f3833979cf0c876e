import Identifiers
import Registry
import Safeguards
import Storage
import TestSupport
import Testing

@testable import Nameplate

/// What somebody is told who asks whether a unit is real.
@Suite struct VerificationTests {
    @Test func anIssuedNumberIsFirstSeenAndThenSeenBefore() async throws {
        try await VerificationStage.with { stage in
            let first = try await stage.ask()
            #expect(first.verdict == .issuedFirstSeen && first.findings == [Finding(.firstSeen)])
            #expect(first.serial == stage.serial && first.model?.number.text == "FJ-320" && first.signals == nil)
            // The same asker within ten minutes is one scan.
            #expect(try await stage.ask().verdict == .issuedFirstSeen)
            let second = try await stage.ask(from: "192.0.2.2")
            #expect(second.verdict == .issuedSeenBefore)
            #expect(second.findings == [Finding(.seenBefore, ["times": "1", "since": "2026-01"])])
            stage.clock.wait(1)
            try await stage.registry.scans.flush()
            let third = try await stage.ask()
            #expect(third.findings == [Finding(.seenBefore, ["times": "2", "since": "2026-01"])])
        }
    }

    @Test func codesAreComparedAndWrongOnesAreCounted() async throws {
        try await VerificationStage.with { stage in
            #expect(try await stage.ask(code: stage.label.lowercased()).findings.first == Finding(.labelCodeRight))
            #expect(try await stage.ask(code: stage.owner).findings.first == Finding(.ownerCodeRight))
            let wrong = try await stage.ask(code: "000000")
            #expect(wrong.verdict == .wrongCode && wrong.findings.first == Finding(.codeWrong))
            for _ in 0..<9 { try await stage.ask(code: "999999") }
            await #expect { try await stage.ask(code: stage.label) } throws: { error in
                let error = error as? RegistryError
                return error?.code == .budgetExhausted && (error?.retryAfter ?? 0) > 0
            }
            // Who gives no code is told as before.
            #expect(try await stage.ask().verdict == .issuedFirstSeen)
        }
    }

    @Test func whatWasNeverIssuedIsNot() async throws {
        try await VerificationStage.with { stage in
            let never = try await stage.ask("TR2510009999", model: "FJ-320")
            #expect([.notIssued].contains(never.verdict), "\(never)")
            #expect(try await stage.ask("Y", model: "ST4000DM000").verdict == .notIssued)
            #expect(try await stage.ask("Z300ABCD").verdict == .issuedFirstSeen)
            #expect(try await stage.ask("SHARED-77").findings == [Finding(.sharedNumber)])
            #expect(try await stage.ask("SHARED-77", model: "ST4000DM000").verdict == .issuedFirstSeen)
            #expect(try await stage.ask("FJ-320").findings == [Finding(.serialMissing)])
            let unknown = try await stage.ask("Q-1", model: "NOPE-1")
            #expect(unknown.verdict == .unknownModel && unknown.model == nil)
        }
    }

    /// A model of which the registry knows no unit says nothing of numbers.
    @Test func whatCannotBeJudgedIsNeverAccused() async throws {
        try await VerificationStage.with { stage in
            let answer = try await stage.ask("S2ZYJ9BD000000", model: "ST500LM012 HN")
            #expect(answer.verdict == .notIssued)
            try await stage.registry.perform(as: .administrator) { desk in
                _ = try desk.createModel(
                    ModelDetails(number: try ModelNumber(parsing: "EMPTY-1")), supersedes: nil, of: "seagate")
            }
            let empty = try await stage.ask("Z1", model: "EMPTY-1")
            #expect(empty.verdict == .cannotTell && empty.findings == [Finding(.noRecords)])
        }
    }

    /// A model that is not released is like none, whatever is asked of it.
    @Test func privateAndUnknownLookAlike() async throws {
        try await VerificationStage.with { stage in
            for serial in ["SECRET-1", "SECRET-2"] {
                let secret = try await stage.ask(serial, model: "FJ-900S", code: "ABC")
                let unknown = try await stage.ask(serial, model: "XY-900S", code: "ABC")
                #expect(secret.verdict == .unknownModel)
                #expect("\(secret)" == "\(unknown)")
            }
            let alone = try await stage.ask("SECRET-1")
            #expect("\(alone)" == "\(try await stage.ask("SECRET-7"))")
            #expect(try await stage.ask("SECRET-1", model: "FJ-900S", as: VerificationStage.quality).verdict.isIssued)
            // Nobody's scan tells of it either.
            try await stage.registry.scans.flush()
            #expect(
                try await stage.registry.database.read {
                    try $0.exists(Statement("SELECT 1 FROM scans WHERE is_trusted = 0"))
                } == false)
        }
    }

    @Test func anotherModelIsNamedToStaffAndToWhoHasTheCode() async throws {
        try await VerificationStage.with { stage in
            let stranger = try await stage.ask(stage.serial, model: "ST4000DM000")
            #expect(stranger.verdict == .notIssued && stranger.model?.number.text == "ST4000DM000")
            #expect(try await stage.ask(stage.serial, model: "ST4000DM000", code: "000000").verdict == .notIssued)
            for answer in [
                try await stage.ask(stage.serial, model: "ST4000DM000", code: stage.label),
                try await stage.ask(stage.serial, model: "ST4000DM000", as: VerificationStage.quality),
            ] {
                #expect(answer.verdict == .otherModel && answer.model?.number.text == "FJ-320")
            }
        }
    }

    @Test func aUnitOfAnOpenCampaignIsRecalled() async throws {
        try await VerificationStage.with { stage in
            let details = CampaignDetails(
                .safetyRecall, title: "It may leak", scope: "batch = 2025-W10", remedy: .repair)
            let number = try await stage.registry.perform(as: .administrator) {
                try $0.addCampaign(details, of: "fjordlys").campaign.number.text
            }
            #expect(try await stage.ask().verdict == .issuedFirstSeen)
            let move = CampaignMove(.open)
            let counted = try await stage.registry.count(before: move, ofCampaign: number, as: .administrator)
            try await stage.registry.perform(as: .administrator) {
                _ = try $0.moveCampaign(number, by: move, counted: counted, expecting: nil)
            }
            #expect(try await stage.ask().verdict == .recalled)
        }
    }

    @Test func whatTheLedgerMarksComesFirst() async throws {
        try await VerificationStage.with { stage in
            try await stage.record { $0.details.set = ["recalled"] }
            #expect(try await stage.ask().verdict == .recalled)
            try await stage.record { $0.details.set = ["stolen"] }
            let stolen = try await stage.ask()
            #expect(stolen.verdict == .reportedStolen)
            #expect(stolen.findings.prefix(2) == [Finding(.stolen), Finding(.recalled)])
            try await stage.record { event in
                event.details.unset = ["stolen"]
                event.businessStep = .destroying
                event.disposition = .destroyed
            }
            #expect(try await stage.ask().verdict == .withdrawn)
            #expect(try await stage.ask(code: "000000").verdict == .wrongCode)
        }
    }

    @Test func whatWasExportedIsToldUntilItIsBack() async throws {
        try await VerificationStage.with { stage in
            try await stage.record {
                ($0.businessStep, $0.disposition, $0.details.market) = (.departing, .exported, "CH")
            }
            let gone = try await stage.ask()
            #expect(gone.verdict == .exported && gone.findings.first == Finding(.exported))
            #expect(gone.verdict.isIssued)
            #expect(!"\(gone)".contains("CH"), "nobody learns where to")
            // Whatever is reported of it elsewhere, and whatever weighs more.
            try await stage.record { $0.disposition = .active }
            #expect(try await stage.ask().verdict == .exported)
            try await stage.record { $0.details.set = ["recalled"] }
            #expect(try await stage.ask().verdict == .recalled)
            try await stage.record { $0.details.unset = ["recalled"] }
            #expect(try await stage.ask(code: "000000").verdict == .wrongCode)
            try await stage.record { ($0.businessStep, $0.disposition) = (.receiving, .returned) }
            #expect(try await stage.ask().verdict == .issuedFirstSeen)
        }
    }

    @Test func whatIsSeenIsComparedWithTheRecord() async throws {
        try await VerificationStage.with { stage in
            try await stage.registry.perform(as: .administrator) { desk in
                var model = try Models.require(
                    "FJ-320", of: Manufacturers.require("fjordlys", desk.transaction), desk.transaction)
                model.details.specifications = [
                    Specification(name: "Colour", value: .text("White")),
                    Specification(name: "Authentication element", value: .text("Hologram beside the hinge")),
                ]
                _ = try desk.updateModel(
                    model.details, supersedes: nil, expecting: model.rowVersion, of: "fjordlys")
            }
            func ask(_ features: [SeenParts.Feature], _ components: [String] = []) async throws -> VerificationAnswer {
                try await stage.ask(seen: SeenParts(components: components, features: features))
            }
            let right = try await ask([.init("colour", "WHITE")])
            #expect(right.verdict == .issuedFirstSeen && right.findings.first == Finding(.partsAgree))
            #expect(right.authentication == ["Hologram beside the hinge"])
            let wrong = try await ask([.init("colour", "black")])
            #expect(wrong.verdict == .notAsBuilt && wrong.findings.first == Finding(.partsDiffer))
            #expect(try await ask([.init("smell", "none")]).findings.first == Finding(.partsUnknown))
            #expect(try await ask([], ["C-1"]).findings.first == Finding(.partsUnknown))
            let known = try await stage.ask(
                code: stage.label, seen: SeenParts(features: [.init("colour", "black")]))
            #expect(known.findings.contains(Finding(.partsDiffer, ["parts": "colour"])))
        }
    }

    /// Nothing in an answer tells of registration, owner, place, sale or how many there are.
    @Test func ownersPlacesAndSalesAreNobodysBusiness() async throws {
        try await VerificationStage.with { stage in
            let before = "\(try await stage.ask())"
            let (now, serial) = (stage.clock.moment, stage.serial)
            try await stage.registry.perform(as: .administrator) { desk in
                let maker = try Manufacturers.require("fjordlys", desk.transaction)
                let model = try Models.require("FJ-320", of: maker, desk.transaction)
                var sale = EventDraft(time: now)
                sale.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
                sale.businessStep = .retailSelling
                sale.disposition = .retailSold
                sale.businessLocation = "shop"
                sale.details.owningParty = try desk.party("owner-1", of: maker.id).id
                _ = try desk.record(sale, of: maker.id)
            }
            #expect("\(try await stage.ask())" == before)
        }
    }

    @Test func anotherMomentIsForWhoLooksIntoCopies() async throws {
        try await VerificationStage.with { stage in
            await #expect(throws: RegistryError.self) { try await stage.ask(asOf: SampleRegistry.now) }
            let before = SampleRegistry.now + 1
            stage.clock.wait(1)
            try await stage.ask()
            try await stage.registry.scans.flush()
            let then = try await stage.ask(as: VerificationStage.quality, asOf: before)
            #expect(then.verdict == .issuedFirstSeen)
            let now = try await stage.ask(as: VerificationStage.quality, asOf: stage.clock.moment)
            #expect(now.verdict == .issuedSeenBefore)
        }
    }

    @Test(arguments: [
        ("", nil, "text"), (" \u{200B}", nil, nil), ("X", "NOR", "region"), ("X", "ÄÖ", "region"),
        (String(repeating: "A", count: 100_000), nil, "text"), ("A\u{0}B", nil, nil), ("\u{202E}evil", nil, nil),
        ("https://id.example/01/09520471003207/21/%FF?x=%", nil, nil), ("=cmd|' /C calc'!A0", nil, nil),
    ]) func hostileInputIsRefusedOrUnknown(_ text: String, _ region: String?, _ field: String?) async throws {
        try await VerificationStage.with { stage in
            do {
                let answer = try await stage.ask(text, in: region)
                #expect(field == nil && !answer.verdict.isIssued)
            } catch let error as RegistryError {
                #expect(error.field == field ?? error.field)
            }
        }
    }
}
