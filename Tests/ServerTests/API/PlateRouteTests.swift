import HTTPTypes
import Hummingbird
import Labels
import TestSupport
import Testing

@testable import Server

struct PlateRouteTests {
    @Test func aPlateIsAPictureThatABrowserDoesNothingElseWith() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let plate = try await world.ask("GET", "\(World.model)/units/\(serial)/plate.svg", as: .support)
            #expect(plate.headers[.contentType] == "image/svg+xml; charset=utf-8")
            #expect(
                plate.headers[.contentSecurityPolicy]
                    == "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
            #expect(plate.text.contains("width=\"80mm\" height=\"40mm\""))
            #expect(plate.text.contains("The code says: M/N WDX-100/4 S/N \(serial)"))
            let large = try await world.ask("GET", "\(World.model)/units/\(serial)/plate.svg?size=105x74")
            #expect(large.text.contains("width=\"105mm\" height=\"74mm\""))
        }
    }

    @Test(
        arguments: [
            ("size=", "label.size"), ("size=0x0", "label.size"), ("size=80", "label.size"),
            ("size=80x40x2", "label.size"), ("size=80x400000000", "query.invalid"), ("size=9999999x1", "label.size"),
            ("size=15x15", "label.tooSmall"),
            ("size=80x40&size=80x40", "query.invalid"), ("x=1", "query.unknown"),
        ])
    func wrongSizesAreRefused(_ query: String, _ code: String) async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let exchange = try await world.send("GET", "\(World.model)/units/\(serial)/plate.svg?\(query)")
            #expect(exchange.code == code, "\(exchange.text)")
        }
    }

    @Test func whereThePublicFindsTheWebsiteTheCodeLeadsThere() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let responder = NameplateResponder(
                world.registry, publicAddress: try PublicAddress(parsing: "https://id.example.com/"))
            let caller = InProcessCaller(responder)
            let (head, body) = try await caller.send("GET", "\(World.model)/units/\(serial)/plate.svg", body: [])
            #expect(head.status == 200)
            let address = "https://id.example.com/manufacturers/acme/models/WDX-100%2F4/units/\(serial)"
            let svg = String(decoding: body, as: UTF8.self)
            #expect(svg.contains("The code says: \(address)"))
            // What a scanner types into the search box leads back to the unit.
            let found = try await world.ask("POST", "/api/v1/lookup", json: #"{"text":"\#(address)"}"#)
            #expect(found.json["outcome"]?.text == "unit")
            #expect(found.json["unit"]?["serial"]?.text == serial)
        }
    }

    @Test(
        arguments: [
            "", "id.example.com", "ftp://id.example.com", "https://", "https://a b", "https://id.example.com/path",
            "https://id.example.com?x", "https://user@id.example.com", "https://id.example.com:", "https://x:70000",
            "https://x:0", "https://x:1:2", "https://é.example", "https://" + String(repeating: "a", count: 100),
            "javascript:alert(1)", "HTTPS://id.example.com", "https://id.example.com//", "https://x:٣",
        ])
    func whatIsNoPublicAddressIsRefused(_ text: String) {
        let error = #expect(throws: ServerError.self) { try PublicAddress(parsing: text) }
        #expect(error?.code == .publicAddress)
    }

    @Test(arguments: ["https://id.example.com", "http://127.0.0.1:8080", "https://x:443", "https://X-1.example/"])
    func publicAddressesAreRead(_ text: String) throws {
        #expect(try PublicAddress(parsing: text).text == (text.hasSuffix("/") ? String(text.dropLast()) : text))
    }
}
