import Identifiers
import Registry
import Safeguards
import Storage
import TestSupport
import Testing

@testable import Nameplate

/// Whoever guesses at numbers waits longer and longer, and the maker is told.
@Suite struct GuessingTests {
    private static func stranger(_ network: String) -> Principal {
        var principal = Principal.stranger
        principal.asker = .network(network)
        return principal
    }

    /// A million tries within an hour from one network.
    @Test func aMillionTriesGetFewerThanAHundredAnswers() {
        let guesses = VerificationGuesses()
        var answered = 0
        for number in 0..<1_000_000 {
            let now = SampleRegistry.now + Int64(number) * 3_600
            guard (try? guesses.admit(.network("192.0.2.1"), at: now)) != nil else { continue }
            answered += 1
            guesses.countMiss(by: .network("192.0.2.1"), of: ID(1), at: now)
        }
        #expect(answered > VerificationGuesses.free && answered < 100, "\(answered)")
    }

    /// Most tries of one network are refused, and its maker must hear of it all the same.
    @Test func whatIsRefusedIsToldToTheMakerToo() throws {
        let guesses = VerificationGuesses()
        for _ in 0..<10 { guesses.countMiss(by: .network("192.0.2.1"), of: ID(1), at: SampleRegistry.now) }
        for _ in 0..<200 {
            #expect(throws: RegistryError.self) {
                try guesses.admit(.network("192.0.2.1"), at: SampleRegistry.now)
            }
        }
        #expect(guesses.takeAlarms() == [VerificationGuesses.Alarm(model: ID(1), count: 100)])
        #expect(guesses.takeAlarms() == [])
    }

    @Test func theWaitDoublesUpToAnHour() {
        let second: Int64 = 1_000_000
        #expect(VerificationGuesses.wait(after: 9) == 0)
        #expect((10...13).map { VerificationGuesses.wait(after: $0) } == [1, 2, 4, 8].map { $0 * second })
        #expect(VerificationGuesses.wait(after: 22) == 3_600 * second)
        #expect(VerificationGuesses.wait(after: .max) == 3_600 * second)
    }

    @Test func aGuesserIsRefusedAndSomebodyElseIsNot() async throws {
        try await VerificationStage.with { stage in
            let guesser = Self.stranger("192.0.2.1")
            for number in 0..<10 {
                let told = try await stage.ask("TR25100099\(number)0", model: "FJ-320", as: guesser)
                #expect(told.verdict == .notIssued)
            }
            await #expect {
                try await stage.ask(as: guesser)
            } throws: { error in
                let error = error as? RegistryError
                return error?.code == .budgetExhausted && error?.retryAfter == 1
            }
            #expect(try await stage.ask(as: Self.stranger("192.0.2.2")).verdict.isIssued)
            stage.clock.wait(1)
            #expect(try await stage.ask(as: guesser).verdict.isIssued)
        }
    }

    @Test func theMakerIsToldOnceADay() async throws {
        try await VerificationStage.with { stage in
            for network in 0..<12 {
                for number in 0..<9 {
                    try await stage.ask(
                        "TR25100099\(number)0", model: "FJ-320", as: Self.stranger("198.51.100.\(network)"))
                }
            }
            let notices = try await stage.registry.database.read { reader in
                try reader.all(Statement("SELECT topic, facts FROM notices ORDER BY id")) { ($0.text(0), $0.text(1)) }
            }
            #expect(notices.map(\.0) == ["verification.guessed"])
            #expect(notices.first?.1.contains("FJ-320") == true)
        }
    }
}
