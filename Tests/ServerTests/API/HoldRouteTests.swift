import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Holds over HTTP: what is held does not leave until quality decides.
struct HoldRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"

    @Test func whatIsHeldIsReleasedOnceAndWithAVersion() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(8)
            let said = #"{"reason": "quality", "note": "Noise at start", "items": ["\#(serial)"]}"#
            let held = try await world.ask("POST", "\(Self.maker)/holds", json: said).json
            let path = "\(Self.maker)/holds/\(held["number"]?.text ?? "")"
            let clearance = "\(World.model)/units/\(serial)/clearance"
            let refused = try await world.ask("GET", clearance).json
            #expect(refused["mayLeave"]?.boolean == false, "\(refused)")
            let list = try await world.ask("GET", "\(Self.maker)/holds").json["items"]?.elements
            #expect(list?.map { $0["number"]?.text } == [held["number"]?.text])
            let decision = #"{"decision": "released", "note": "Within limits"}"#
            let bare = try await world.send("POST", "\(path)/decisions", json: decision)
            #expect(bare.status == 428, "\(bare.text)")
            let stale = try await world.send(
                "POST", "\(path)/decisions", json: decision, headers: ["If-Match": #""9""#])
            #expect(stale.status == 412, "\(stale.text)")
            try await world.ask("POST", "\(path)/decisions", json: decision, headers: ["If-Match": "*"])
            let again = try await world.send(
                "POST", "\(path)/decisions", json: decision, headers: ["If-Match": "*"])
            #expect(again.status == 409, "\(again.text)")
            #expect(try await world.ask("GET", "\(Self.maker)/holds").json["items"]?.elements.isEmpty == true)
        }
    }

    @Test func whatIsWrongIsTold() async throws {
        try await World.stocked { world in
            for (json, status) in [
                (#"{"reason": "quality", "items": ["X"]}"#, 422), (#"{"reason": "mood", "note": "x"}"#, 422),
                (#"{"reason": "quality", "note": "x", "items": ["nothing"]}"#, 404),
            ] {
                let answer = try await world.send("POST", "\(Self.maker)/holds", json: json)
                #expect(answer.status == status, "\(json): \(answer.text)")
            }
            let unknown = try await world.send("GET", "\(Self.maker)/holds/H-0000-0000")
            #expect(unknown.status == 404, "\(unknown.text)")
        }
    }
}
