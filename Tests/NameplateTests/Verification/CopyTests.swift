import Identifiers
import Registry
import Safeguards
import Storage
import TestSupport
import Testing

@testable import Nameplate

/// Units of which there may be copies: found, listed, cleared, and derived once more as of then.
@Suite struct CopyTests {
    private func open(_ stage: VerificationStage, _ state: CopyReview.State = .open) async throws -> [String] {
        try await stage.registry.copyReviews(
            of: "fjordlys", in: state, limit: 10, as: VerificationStage.quality
        ).map(\.review.unit.serial.text)
    }

    private func clear(
        _ stage: VerificationStage, as principal: Principal = VerificationStage.quality, _ reason: String? = "At a fair"
    ) async throws {
        let serial = stage.serial
        _ = try await stage.registry.perform(as: principal) {
            try $0.clearCopies(ofUnit: serial, model: "FJ-320", of: "fjordlys", because: reason)
        }
    }

    @Test func twoSignsPutAUnitOnTheListAndClearingTakesItOff() async throws {
        try await VerificationStage.with { stage in
            #expect(try await open(stage) == [])
            try await stage.copy()
            #expect(try await open(stage) == [stage.serial])
            let told = try await stage.ask(from: "203.0.113.9")
            #expect(told.verdict == .possibleCopy && told.signals == nil)
            #expect(told.findings.first == Finding(.copySigns, ["signs": "2"]))
            let file = try await stage.registry.copyFile(
                of: stage.serial, model: "FJ-320", of: "fjordlys", as: VerificationStage.quality)
            #expect(file.signals.map(\.kind) == [.impossibleTravel, .otherMarket] && file.scans.count == 4)
            #expect(file.signals.first?.evidence["from"] == "NO" && file.verdict == .possibleCopy)
            let suspectAt = stage.clock.moment
            stage.clock.wait(1)
            try await clear(stage)
            #expect(try await open(stage) == [])
            #expect(try await open(stage, .cleared) == [stage.serial])
            stage.clock.wait(48)
            #expect(try await stage.ask().verdict == .issuedSeenBefore)
            // What was known then is derived again.
            let then = try await stage.ask(as: VerificationStage.quality, asOf: suspectAt)
            #expect(then.verdict == .possibleCopy && then.signals?.count == 2)
            try await stage.copy()
            #expect(try await open(stage) == [stage.serial])
        }
    }

    /// The conclusions are events; the scans are none, and make no row.
    @Test func onlyConclusionsStandInTheLedger() async throws {
        try await VerificationStage.with { stage in
            let key = try await stage.ask().model.map { UnitKey($0.id, try SerialNumber(parsing: stage.serial)) }
            let unit = try #require(key)
            try await stage.registry.scans.flush()
            #expect(try await stage.registry.database.read { try UnitRows.find(unit, $0) } == nil)
            try await stage.copy()
            stage.clock.wait(1)
            try await clear(stage)
            let history = try await stage.registry.database.read { reader in
                try Units.history(of: #require(try Units.find(unit, reader)), reader).effective()
            }
            let words = history.filter(\.isConclusion).compactMap { $0.details.transactions?.first?.id }
            #expect(words == ["possibleCopy", "cleared"])
            let state = try #require(try await stage.registry.database.read { try Units.find(unit, $0) }).state
            // They say nothing of the unit's life.
            #expect(state.lastTime == SampleRegistry.now + 3_600_000_000 || state.lastTime == SampleRegistry.now)
            let report = try await stage.registry.audit(as: .administrator)
            #expect(report.findings.isEmpty, "\(report.findings)")
        }
    }

    @Test func clearingNeedsARightAReasonAndSomethingToClear() async throws {
        try await VerificationStage.with { stage in
            func code(_ body: () async throws -> Void) async throws -> RegistryError.Code? {
                do {
                    try await body()
                    return nil
                } catch let error as RegistryError { return error.code }
            }
            #expect(try await code { try await clear(stage) } == .stateStep)
            try await stage.copy()
            #expect(try await code { try await clear(stage, nil) } == .reasonInvalid)
            let others = [Principal.stranger, Principal(.account(ID(5)), grants: [Grant(.service)])]
            for principal in others {
                #expect(try await code { try await clear(stage, as: principal) } == .forbidden)
                #expect(
                    try await code {
                        _ = try await stage.registry.copyReviews(of: "fjordlys", limit: 1, as: principal)
                    } == .forbidden)
                #expect(
                    try await code {
                        _ = try await stage.registry.copyFile(
                            of: stage.serial, model: "FJ-320", of: "fjordlys", as: principal)
                    } == .forbidden)
            }
            #expect(try await code { try await clear(stage) } == nil)
        }
    }

    @Test func staffWhoLookAreNoSign() async throws {
        try await VerificationStage.with { stage in
            for _ in 0..<5 {
                try await stage.ask(in: "JP", as: VerificationStage.quality)
                stage.clock.wait(1)
            }
            try await stage.registry.scans.flush()
            #expect(try await stage.ask().verdict == .issuedFirstSeen)
        }
    }

    @Test func oldScansAreForgottenAndTheirNumberStays() async throws {
        try await VerificationStage.with { stage in
            try await stage.ask()
            try await stage.ask(from: "192.0.2.2")
            try await stage.registry.scans.flush()
            stage.clock.wait(24 * 731)
            let runs = try await stage.registry.runRetention(["scans"], isConfirmed: true, as: .administrator)
            #expect(runs.map(\.count) == [2])
            #expect(try await stage.registry.database.read { try $0.exists(Statement("SELECT 1 FROM scans")) } == false)
            let told = try await stage.ask()
            #expect(told.findings == [Finding(.seenBefore, ["times": "2", "since": "2026-01"])])
        }
    }
}
