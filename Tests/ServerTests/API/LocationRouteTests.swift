import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Places over HTTP.
struct LocationRouteTests {
    private static let all = "/api/v1/manufacturers/acme/locations"

    private func add(_ world: World, _ json: String) async throws -> JSONValue {
        try await world.ask("POST", Self.all, json: json).json
    }

    @Test func aPlaceIsAddedReadChangedAndRetired() async throws {
        try await World.stocked { world in
            let tried = try await world.send(
                "POST", "\(Self.all)?dryRun=true", json: #"{"code": "works", "kind": "plant"}"#)
            #expect(tried.status == 200 && tried.json["code"]?.text == "works")
            #expect(try await world.ask("GET", Self.all).json["items"]?.elements.isEmpty == true)
            let site = try await add(
                world, #"{"code": "works", "kind": "plant", "gln": "9520471000015", "country": "NO"}"#)
            #expect(site["level"]?.text == "site" && site["name"]?.text == "works")
            let bin = try await add(
                world, #"{"code": "A/1", "parent": "works", "level": "bin", "capacityVolume": 12000000}"#)
            #expect(bin["kind"]?.text == "plant" && bin["depth"]?.integer == 1)
            #expect(bin["path"]?.text == "\(Self.all)/A%2F1")
            let read = try await world.ask("GET", "\(Self.all)/A%2F1")
            #expect(read.json["above"]?.elements.compactMap { $0["code"]?.text } == ["works"])
            #expect(try await world.ask("GET", "\(Self.all)/9520471000015").json["code"]?.text == "works")
            let body = #"{"name": "Rack 1", "parent": "works", "level": "bin", "retired": true}"#
            let path = "\(Self.all)/A%2F1"
            #expect(try await world.send("PUT", path, json: body).status == 428)
            #expect(
                try await world.send("PUT", path, json: body, headers: ["If-Match": "\"7\""]).code
                    == "location.changed")
            let tag = try #require(read.headers[.eTag])
            let changed = try await world.send("PUT", path, json: body, headers: ["If-Match": tag])
            #expect(changed.status == 200 && changed.json["retired"]?.boolean == true)
            let listed = try await world.ask("GET", "\(Self.all)?within=works").json["items"]?.elements ?? []
            #expect(listed.compactMap { $0["code"]?.text } == ["works"])
            let shown = try await world.ask("GET", "\(Self.all)?retired=true&limit=1").json
            let next = try #require(shown["next"]?.text)
            let rest = try await world.ask("GET", "\(Self.all)?retired=true&after=\(next)").json["items"]?.elements
            #expect(rest?.compactMap { $0["code"]?.text } == ["A/1"])
        }
    }

    @Test func whatIsWrongIsToldWithItsField() async throws {
        try await World.stocked { world in
            for (json, code, field) in [
                (#"{"code": "x"}"#, "value.invalid", "kind"),
                (#"{"code": "x", "kind": "plant", "gln": "9520471000016"}"#, "value.invalid", "gln"),
                (#"{"code": "x", "kind": "plant", "glnExtension": "1"}"#, "value.invalid", "glnExtension"),
                (#"{"code": "x", "kind": "plant", "parent": "nowhere"}"#, "location.unknown", "parent"),
                (#"{"code": "x", "kind": "plant", "country": "Norway"}"#, "json.value", "country"),
                (#"{"code": "x", "kind": "moon"}"#, "json.value", "kind"),
                (#"{"code": "x", "kind": "plant", "capacityWeight": 0}"#, "json.value", "capacityWeight"),
            ] {
                let refused = try await world.send("POST", Self.all, json: json)
                #expect(refused.code == code && refused.json["field"]?.text == field, "\(json): \(refused.text)")
            }
            #expect(try await world.send("GET", "\(Self.all)?within=nowhere").code == "location.unknown")
            #expect(try await world.send("GET", "\(Self.all)/nowhere").status == 404)
        }
    }

    @Test func pagesAddAndChangeAPlace() async throws {
        try await FormBrowser.with("/") { world, browser in
            let page = "/edit/manufacturers/acme/locations"
            func press(
                _ button: String, _ typed: [String: String], on page: String
            ) async throws -> (status: Int, location: String?, text: String) {
                try await ClaimFormTests.press(button, typed, on: page, browser, as: "administrator")
            }
            let done = try await press("Add", ["code": "works", "kind": "plant"], on: page)
            #expect(done.location == "/manufacturers/acme/locations/works?done=locationChange#locationChange")
            let made = "/manufacturers/acme/locations/works"
            let changed = try await press("Save", ["name": "Works <1>"], on: made)
            #expect(changed.status == 303)
            let text = try await browser.send(.get, made, as: "administrator").text
            #expect(text.contains("Works &lt;1&gt;"))
            #expect(
                try await browser.send(.get, "/manufacturers/acme/locations", as: "administrator").text.contains(
                    "works"))
            let missing = "/manufacturers/acme/locations?within=nowhere"
            #expect(try await browser.send(.get, missing, as: "administrator").status == 404)
        }
    }
}
