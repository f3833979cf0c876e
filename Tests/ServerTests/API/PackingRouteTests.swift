import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Packing over HTTP and by forms.
struct PackingRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"

    private static func prepare(_ world: World) async throws -> String {
        try await world.ask("POST", "\(maker)/locations", json: #"{"code": "works", "kind": "plant"}"#)
        return try await world.serial(7)
    }

    @Test func aPalletIsPackedMovedAndUnpacked() async throws {
        try await World.stocked { world in
            let serial = try await Self.prepare(world)
            let said = #"{"container": "395204710000000122", "items": ["\#(serial)"], "location": "works"}"#
            let tried = try await world.send("POST", "\(Self.maker)/packings?dryRun=true", json: said)
            #expect(tried.status == 200 && tried.json["count"]?.integer == 1, "\(tried.text)")
            let packed = try await world.ask("POST", "\(Self.maker)/packings", json: said).json
            #expect(packed["sscc"]?.text == "395204710000000122")
            #expect(packed["location"]?["code"]?.text == "works")
            let again = try await world.send("POST", "\(Self.maker)/packings", json: said)
            #expect(again.code == "unit.state" && again.json["field"]?.text == "items[0]")
            let move = #"{"items": ["(00)395204710000000122"], "location": "works"}"#
            try await world.ask("POST", "\(Self.maker)/moves", json: move)
            let unpacked = try await world.ask(
                "POST", "\(Self.maker)/unpackings", json: #"{"container": "395204710000000122"}"#
            ).json
            #expect(unpacked["count"]?.integer == 1)
            let many = (0..<1_001).map { "\"\($0)\"" }.joined(separator: ",")
            let tooMany = try await world.send(
                "POST", "\(Self.maker)/moves", json: #"{"items": [\#(many)], "location": "works"}"#)
            #expect(tooMany.code == "json.value" && tooMany.json["field"]?.text == "items")
        }
    }

    @Test func aFormPacksWhatWasScanned() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await Self.prepare(world)
            let page = "/edit/manufacturers/acme/packing"
            let typed = ["container": "395204710000000122", "items": serial, "location": "works"]
            let packed = try await ClaimFormTests.press("Pack", typed, on: page, browser, as: "administrator")
            #expect(packed.status == 200 && packed.text.contains("395204710000000122"))
            let again = try await ClaimFormTests.press("Pack", typed, on: page, browser, as: "administrator")
            #expect(again.status == 409 && again.text.contains(serial))
        }
    }
}
