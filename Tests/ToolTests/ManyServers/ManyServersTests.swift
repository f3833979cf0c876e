import Foundation
import TestSupport
import Testing

/// Two servers on one database, under many clients at once, while one server or PostgreSQL itself is killed again and again.
///
/// `NAMEPLATE_TRIAL=full` makes it the whole trial: 50 and 20 kills instead of a few.
@Suite(.serialized, .enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
struct ManyServersTests {
    private static let isWhole = ProcessInfo.processInfo.environment["NAMEPLATE_TRIAL"] == "full"
    private static let clients = 64

    @Test func whatWasAcknowledgedOutlivesServersThatAreKilled() throws {
        try trial(kills: Self.isWhole ? 50 : 4) { farm, round in
            farm.servers[round % 2].kill()
            try farm.servers[round % 2].start()
        }
    }

    @Test func whatWasAcknowledgedOutlivesADatabaseThatIsKilled() throws {
        try trial(kills: Self.isWhole ? 20 : 3) { farm, _ in
            farm.postgres.kill()
            try farm.postgres.start()
        }
    }

    private func trial(kills: Int, _ kill: (Farm, Int) throws -> Void) throws {
        let seed: UInt64 = 0x6E61_6D65
        let farm = try Farm(clients: Self.clients, seed: seed)
        defer { farm.stop() }
        for round in 0..<kills {
            #expect(farm.crowd.waitForMore(60), "seed \(seed), round \(round)")
            try kill(farm, round)
        }
        #expect(farm.crowd.waitForMore(200), "seed \(seed)")
        let answers = farm.crowd.end()
        for server in farm.servers { #expect(server.end() == 0) }
        try check(answers, farm)
        print(
            """
            \(kills) kills: \(answers.count) certain answers, of them \(answers.events.count) events and \
            \(answers.batches.count) batches kept, refused: \(answers.refusals.sorted { $0.key < $1.key })
            """)
    }

    private func check(_ answers: Crowd.Answers, _ farm: Farm) throws {
        // Exactly what was acknowledged is in the ledger.
        let reported = try farm.rows("SELECT id FROM events WHERE business_step IS DISTINCT FROM 'commissioning'").map {
            $0[0]
        }
        #expect(answers.events.subtracting(reported) == [], "lost")
        #expect(Set(reported).subtracting(answers.events) == [], "kept without a word")
        #expect(Set(reported).count == reported.count, "doubled")
        let batches = try farm.rows("SELECT first_sequence, last_sequence FROM batches ORDER BY first_sequence")
        let ranges = try batches.map { row in try #require(Int(row[0]))...(try #require(Int(row[1]))) }
        #expect(Set(ranges) == Set(answers.batches + [1...Crowd.units.count]))
        #expect(ranges.count == answers.batches.count + 1)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        #expect(answers.corrections.values.allSatisfy { $0 == 1 })
        // A unit was sold and taken back in turns, whoever asked for it.
        for unit in Crowd.units {
            let steps = try farm.rows(
                """
                SELECT business_step FROM unit_events
                 WHERE serial_key = '\(unit.replacing("O", with: "0"))'
                   AND business_step IN ('retail_selling', 'accepting')
                 ORDER BY event_time, position
                """)
            let turns = steps.map { $0[0] == "retail_selling" }
            #expect(turns == turns.indices.map { $0 % 2 == 0 }, "\(unit)")
        }
        let open = try farm.rows("SELECT count(*) FROM events WHERE position IS NULL")
        #expect(open == [["0"]])
        let audit = try farm.run("audit")
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }
}
