import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Sales and returns over HTTP.
struct ReturnRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"

    @Test func aUnitIsSoldComesBackAndGoesToStock() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "\(Self.maker)/locations", json: #"{"code": "shop", "kind": "shop"}"#)
            let serial = try await world.serial(8)
            let sale = #"{"items": ["\#(serial)"], "location": "shop", "invoice": "4711"}"#
            let tried = try await world.send("POST", "\(Self.maker)/sales?dryRun=true", json: sale)
            #expect(tried.status == 200, "\(tried.text)")
            try await world.ask("POST", "\(Self.maker)/sales", json: sale)
            let twice = try await world.send("POST", "\(Self.maker)/sales", json: sale)
            #expect(twice.code == "unit.state", "\(twice.text)")
            let promise = #"{"unit": "\#(serial)", "reason": "unwanted", "reference": "4711-R"}"#
            let made = try await world.ask("POST", "\(Self.maker)/returns", json: promise).json
            let steps = "\(Self.maker)/returns/\(made["number"]?.text ?? "")/steps"
            #expect(made["possible"]?.elements.map(\.text).contains("receive") == true, "\(made)")
            let bare = try await world.send("POST", steps, json: #"{"step": "receive", "location": "shop"}"#)
            #expect(bare.status == 428, "\(bare.text)")
            try await world.ask(
                "POST", steps, json: #"{"step": "receive", "location": "shop"}"#, headers: ["If-Match": "*"])
            let early = try await world.send(
                "POST", steps, json: #"{"step": "receive", "location": "shop"}"#, headers: ["If-Match": "*"])
            #expect(early.status == 409, "\(early.text)")
            try await world.ask(
                "POST", steps, json: #"{"step": "restock", "location": "shop", "note": "Sealed"}"#,
                headers: ["If-Match": "*"])
            #expect(try await world.ask("GET", "\(Self.maker)/returns").json["items"]?.elements.isEmpty == true)
            // It can be sold again.
            try await world.ask("POST", "\(Self.maker)/sales", json: sale)
        }
    }
}
