import Nameplate
import Registry
import Storage
import Testing

@testable import Server

/// A long list is verified in one request; as many as 200,000 entries go the same way.
struct VerificationListTests {
    private static let known = 18_000
    private static let entries = 20_000

    @Test func twentyThousandAreAnsweredInOrderAndAreScans() async throws {
        try await World.stocked { world in
            try await world.ask(
                "POST", "\(World.model)/batches", json: #"{"batch":"L","count":\#(Self.known),"date":"2026-03-02"}"#)
            let serials = try await world.send("GET", "\(World.model)/batches/L/serials").text.split(separator: "\n")
            #expect(serials.count == Self.known)
            var lines = serials.map(String.init)
            for number in Self.known..<Self.entries { lines.append("NOPE-\(number)") }
            let told = try await world.send(
                "POST", "/api/v1/verify/list?model=WDX-100/4", as: .stranger,
                headers: ["Content-Type": "text/plain"], bytes: Array(lines.joined(separator: "\n").utf8))
            #expect(told.status == 200)
            let answers = told.text.split(separator: "\n")
            #expect(answers.count == Self.entries + 1)
            for place in stride(from: 0, to: Self.known, by: 997) {
                #expect(answers[place].contains("\"line\":\(place + 1),"), "\(answers[place])")
                #expect(answers[place].contains("\"serial\":\"\(lines[place])\""), "\(answers[place])")
            }
            let report = try JSONParser.parse(Array((answers.last ?? "").utf8))["report"]
            #expect(report?["issuedFirstSeen"]?.integer == Int64(Self.known))
            #expect(report?["notIssued"]?.integer == Int64(Self.entries - Self.known))
            // Whoever looks into copies sees what was just asked: all of it is written first.
            try await world.ask("GET", "\(World.model)/units/\(lines[0])/copies")
            let scans = try await world.registry.database.read { reader in
                try reader.first(Statement("SELECT COUNT(*) FROM scans")) { $0.integer(0) }
            }
            #expect(scans == Int64(Self.known))
        }
    }
}
