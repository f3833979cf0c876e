import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Storage
import Synchronization
import Testing

@testable import Server

/// Somebody guesses at serial numbers, for an hour and from one network, as fast as answers come.
struct GuessingStoryTests {
    /// Of a million an hour, one in two hundred and fifty: the others come between, and are refused alike.
    private static let tries = 4_000
    private static let atOnce = 40
    private static let hour: Int64 = 3_600_000_000

    @Test func fewerThanAHundredTriesAnHourAreAnsweredAndTheMakerIsTold() async throws {
        let clock = Clock()
        try await World.stocked(now: { clock.now.withLock(\.self) }) { world in
            var statuses: [Int: Int] = [:]
            for round in 0..<(Self.tries / Self.atOnce) {
                clock.now.withLock { $0 += Self.hour / Int64(Self.tries / Self.atOnce) }
                for (status, count) in try await Self.guess(round, in: world) { statuses[status, default: 0] += count }
            }
            let answered = statuses[200] ?? 0
            #expect(answered >= 10 && answered < 100, "\(statuses)")
            #expect(statuses[429] == Self.tries - answered, "\(statuses)")
            // Somebody elsewhere is answered meanwhile.
            let told = try await Self.ask(try await world.serial(8), in: world, from: "198.51.100.1")
            #expect(told.json["verdict"]?.text == "issuedFirstSeen", "\(told.text)")
            let notices = try await world.registry.database.read { reader in
                try reader.all(Statement("SELECT topic, facts FROM notices")) { ($0.text(0), $0.text(1)) }
            }
            let guessed = notices.filter { $0.0 == "verification.guessed" }
            #expect(guessed.count == 1 && guessed.first?.1.contains("WDX-100/4") == true, "\(notices)")
        }
    }

    private final class Clock: Sendable {
        let now = Mutex<Int64>(World.now)
    }

    private static func guess(_ round: Int, in world: World) async throws -> [Int: Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<atOnce {
                group.addTask {
                    try await ask("NOPE\(round * atOnce + number)", in: world, from: "192.0.2.1").status
                }
            }
            var statuses: [Int: Int] = [:]
            for try await status in group { statuses[status, default: 0] += 1 }
            return statuses
        }
    }

    private static func ask(_ serial: String, in world: World, from network: String) async throws -> World.Exchange {
        try await world.send(
            "POST", "/api/v1/verify", through: .network, [.contentType: "application/json"],
            from: Server.Asker(network: network, isSecure: true),
            bytes: Array(#"{"text":"\#(serial)","model":"WDX-100/4"}"#.utf8))
    }
}
