import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards
import Testing

/// A report warns those who work on the unit, and stops nobody unless it is confirmed.
@Suite struct TheftWarningTests {
    private static func report(
        _ stage: ClaimStage, _ serial: String, isHearsay: Bool
    ) async throws -> TheftAnswer {
        let details = TheftDetails(.stolen, on: try CivilDate(parsing: "2025-12-01"))
        return try await stage.registry.reportTheft(
            TheftOrder("fjordlys", "CR-1", serial, details, isHearsay: isHearsay), as: stage.desk)
    }

    @Test func workIsWarnedAndGoesOnWhileNothingIsConfirmed() async throws {
        try await ClaimStage.with { stage in
            let told = try await Self.report(stage, "ROOM-1", isHearsay: true)
            let number = told.report.number
            #expect(try await stage.openOrder("ROOM-1").thefts.map(\.number) == [number])
            #expect(try await stage.open().thefts.map(\.number) == [number])
            #expect(try await stage.open(as: stage.ownerOfRoom).thefts.isEmpty)
            let claim = try await stage.file(try ClaimStage.details())
            #expect(!claim.findings.contains { $0.code == .unitReported }, "not for claimants")
            let desks = try await stage.registry.claim(claim.claim.number.text, as: stage.desk)
            #expect(desks.findings.first { $0.code == .unitReported }?.facts["report"] == number.text)
            #expect(!desks.findings.contains { $0.code == .unitStolen })
            let cover = try await stage.registry.unit(
                "ROOM-1", model: "CR-1", of: "fjordlys", as: stage.ownerOfRoom)
            #expect(cover.warnings.isEmpty && cover.thefts.map(\.number) == [number])
        }
    }

    @Test func aConfirmedOneSpeaksAgainstAClaimAndAWithdrawnOneNot() async throws {
        try await ClaimStage.with { stage in
            let told = try await Self.report(stage, "ROOM-1", isHearsay: false)
            let claim = try await stage.file(try ClaimStage.details())
            let number = claim.claim.number.text
            let findings = try await stage.registry.claimFindings(number, as: stage.desk)
            #expect(findings.contains { $0.code == .unitStolen } && !findings.contains { $0.code == .unitReported })
            _ = try await stage.registry.moveTheft(
                TheftMoveOrder(told.report.number.text, TheftMove(.withdraw, "It was in the other store")),
                as: stage.desk)
            let after = try await stage.registry.claimFindings(number, as: stage.desk)
            #expect(!after.contains { $0.code == .unitStolen })
        }
    }

    @Test func listsTellOfReportsToWhoMayKnow() async throws {
        try await ClaimStage.with { stage in
            func check(_ principal: Principal) async throws -> [[TheftNumber]] {
                var list = stage.registry.listLookup(model: "CR-1", as: principal)
                let entries = ["ROOM-1", "ROOM-2"].enumerated().map {
                    SerialListEntry(line: $0.offset + 1, text: $0.element)
                }
                return try await list.judge(entries).map { $0.thefts.map(\.number) }
            }
            #expect(try await check(stage.desk) == [[], []])
            let told = try await Self.report(stage, "ROOM-1", isHearsay: true)
            let number = told.report.number
            #expect(try await check(stage.desk) == [[number], []])
            #expect(try await check(stage.ownerOfRoom) == [[number], []])
            #expect(try await check(.stranger) == [[], []])
            #expect(try await check(stage.dealer("elsewhere", account: 40)) == [[], []])
        }
    }

    @Test func whoReceivesAStolenUnitIsWarnedAndTheFactIsKept() async throws {
        try await ClaimStage.with { stage in
            let told = try await Self.report(stage, "ROOM-2", isHearsay: true)
            func receive(_ serial: String) async throws -> [TheftWarning] {
                try await stage.registry.perform(as: stage.desk) { commands in
                    var draft = EventDraft(time: SampleRegistry.now)
                    draft.businessStep = .receiving
                    draft.units = [try ClaimStage.key("CR-1", serial, commands)]
                    return try commands.theftWarnings(of: try commands.record(draft, of: stage.maker))
                }
            }
            #expect(try await receive("ROOM-1").isEmpty)
            #expect(try await receive("ROOM-2").map(\.note?.number) == [told.report.number])
            try await stage.record("ROOM-1", daysAgo: 1) { $0.details.set = ["stolen"] }
            #expect(try await receive("ROOM-1").map(\.note) == [nil])
        }
    }
}
