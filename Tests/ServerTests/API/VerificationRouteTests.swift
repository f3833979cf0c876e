import HTTPTypes
import Nameplate
import Registry
import Safeguards
import Testing

@testable import Server

/// Whether a unit is real, over the API and in a browser without scripts.
struct VerificationRouteTests {
    private static let path = "/api/v1/verify"

    private func body(_ text: String, _ more: String = "") -> String { #"{"text":"\#(text)"\#(more)}"# }

    @Test func everybodyIsToldWhatANumberCanTell() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let told = try await world.ask("POST", Self.path, as: .stranger, json: body(serial))
            #expect(told.status == 200 && told.json["verdict"]?.text == "issuedFirstSeen")
            #expect(throws: Never.self) { try Schema.object(VerificationAnswer.schema).check(told.json) }
            #expect(!told.text.lowercased().contains("genuine") && told.json["signals"] == nil)
            #expect(told.json["advice"]?.elements.isEmpty == false)
            for (more, verdict) in [
                (#","code":"000000""#, "wrongCode"), (#","model":"NOPE""#, "unknownModel"),
                (#","model":"WDX-100/4","channel":"app","region":"NO""#, "issuedFirstSeen"),
            ] {
                let told = try await world.ask("POST", Self.path, as: .stranger, json: body(serial, more))
                #expect(told.json["verdict"]?.text == verdict, "\(more): \(told.text)")
            }
        }
    }

    @Test(arguments: [
        (#"{}"#, 422), (#"{"text":""}"#, 422), (#"{"text":"A","region":"NOR"}"#, 422),
        (#"{"text":"A","region":"1A"}"#, 422), (#"{"text":"A","channel":"fax"}"#, 422),
        (#"{"text":"A","asOf":"2026-01-01T00:00:00Z"}"#, 403), (#"{"text":1}"#, 422), (#"[]"#, 422),
        (#"{"text":"A","features":[{"name":"a"}]}"#, 422),
    ]) func whatIsAskedWrongIsRefused(_ json: String, _ status: Int) async throws {
        try await World.stocked { world in
            try await world.ask("POST", Self.path, as: .stranger, json: json, status: status)
        }
    }

    /// A model that is not released answers as none does: the same bytes but for what was asked.
    @Test func privateAndUnknownHaveTheSameSize() async throws {
        try await World.stocked { world in
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"SEC-1","releasedOn":"2099-01-01"}"#)
            let secret = try await world.ask("POST", Self.path, as: .stranger, json: body("Q1", #","model":"SEC-1""#))
            let unknown = try await world.ask("POST", Self.path, as: .stranger, json: body("Q1", #","model":"SEC-2""#))
            #expect(secret.json["verdict"]?.text == "unknownModel" && secret.text == unknown.text)
        }
    }

    @Test func thePageAsksWithoutAScriptAndInBothLanguages() async throws {
        try await FormBrowser.with("/verify") { world, browser in
            let serial = try await world.serial(7)
            let page = try await browser.send(.get, "/verify?text=\(serial)", as: "stranger")
            #expect(page.status == 200 && page.text.contains(serial) && page.text.contains("Is it real?"))
        }
    }

    @Test func rulesAreReadAndSet() async throws {
        try await World.stocked { world in
            for path in ["", "/models/WDX-100%2F4"] {
                let rules = "/api/v1/manufacturers/acme\(path)/verification-rules"
                let set = try await world.ask("POST", rules, json: #"{"askers":30}"#)
                #expect(set.status == 200, "\(set.text)")
                #expect(try await world.ask("GET", rules).json["askers"]?.integer == 30)
                try await world.ask("POST", rules, json: #"{"askers":1}"#, status: 422)
            }
        }
    }

    @Test func theListAndAUnitsFileAreForReviewers() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            _ = try await world.ask("POST", Self.path, as: .stranger, json: body(serial, #","region":"NO""#))
            let list = try await world.ask("GET", "/api/v1/manufacturers/acme/copies")
            #expect(list.status == 200 && list.json["items"]?.elements.isEmpty == true)
            let file = try await world.ask("GET", "\(World.model)/units/\(serial)/copies")
            #expect(throws: Never.self) { try Schema.object(CopyFile.schema).check(file.json) }
            #expect(file.json["scans"]?.elements.first?["region"]?.text == "NO", "\(file.text)")
            try await world.ask(
                "POST", "\(World.model)/units/\(serial)/copies/clearance", json: #"{"reason":"At a fair"}"#,
                status: 409)
        }
    }

    /// A hundred entries here; as many as 200,000 go the same way.
    @Test func aListIsToldWhileItIsRead() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let lines = [serial, "NOPE-1", "", serial]
            let told = try await world.send(
                "POST", "/api/v1/verify/list?model=WDX-100/4", as: .stranger, headers: ["Content-Type": "text/plain"],
                bytes: Array(lines.joined(separator: "\n").utf8))
            #expect(told.status == 200, "\(told.text)")
            let answers = told.text.split(separator: "\n")
            #expect(answers.count == 5, "\(told.text)")
            #expect(answers.first?.contains("\"verdict\":\"issuedFirstSeen\"") == true, "\(told.text)")
            #expect(answers.last?.contains("\"issuedFirstSeen\":2") == true, "\(told.text)")
        }
    }

    @Test func keysAreForEverybodyAtTwoAddresses() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers/acme/keys", json: #"{"purpose":"signing"}"#)
            let keys = try await world.ask("GET", "/api/v1/manufacturers/acme/signing-keys", as: .stranger)
            #expect(keys.json["items"]?.elements.first?["publicKey"]?.text?.count == 44)
            #expect(!keys.text.contains("sealed"))
            for link in ["", "https://x.example/01/1/21/A?sig=1", "javascript:alert(1)"] {
                try await world.ask(
                    "POST", "\(Self.path)/signature", as: .stranger, json: #"{"link":"\#(link)"}"#, status: 422)
            }
            let link = "https://x.example/01/09506000134352/21/A?sig=" + String(repeating: "A", count: 91)
            let bad = try await world.ask(
                "POST", "\(Self.path)/signature", as: .stranger, json: #"{"link":"\#(link)"}"#)
            #expect(bad.json["valid"]?.boolean == false)
        }
    }
}
