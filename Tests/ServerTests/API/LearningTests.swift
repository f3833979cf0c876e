import Testing

@testable import Server

/// Learning a format through the API and the page.
struct LearningTests {
    private static let list = (1...80).map { "K\(2_400 + $0 % 3 * 100)\(1_000 + $0)" }.joined(separator: "\n")

    @Test func aStrangerLearnsAFormatAndNothingIsKept() async throws {
        try await World.stocked { world in
            let answer = try await world.send(
                "POST", "/api/v1/formats/learn", as: .stranger, headers: ["Content-Type": "text/csv"],
                bytes: Array((Self.list).utf8))
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text.contains("\"finding\":\"formats\""))
            #expect(answer.text.contains("{seq:"))
            let value = try JSONParser.parse(Array(answer.text.utf8))
            #expect(throws: Never.self) { try Schema.object(LearntDocument.schema).check(value) }
        }
    }

    @Test func whatCannotBeLearntFromIsRefused() async throws {
        try await World.stocked { world in
            let short = try await world.send(
                "POST", "/api/v1/formats/learn", as: .stranger, headers: ["Content-Type": "text/csv"],
                bytes: Array(("A1\nA2").utf8))
            #expect(short.status == 422 && short.text.contains("format.tooFewSerials"))
            let foreign = try await world.send(
                "POST", "/api/v1/formats/learn", as: .stranger, headers: ["Content-Type": "application/json"],
                bytes: Array(("{}").utf8))
            #expect(foreign.status == 415)
            let large = try await world.send(
                "POST", "/api/v1/formats/learn", as: .stranger,
                headers: ["Content-Type": "text/csv"],
                bytes: Array((String(repeating: "A1234567\n", count: 500_000)).utf8))
            #expect(large.status == 413)
        }
    }
}
