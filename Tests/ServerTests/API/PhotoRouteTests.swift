import Foundation
import TestSupport
import Testing

@testable import Server

struct PhotoRouteTests {
    static func fixture(_ name: String) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.appendingPathComponent("BarcodeReadingTests/Fixtures/\(name)")))
    }

    @Test func thecodesOnAPhotoAreToldAndWhatTheyNameTogether() async throws {
        try await World.stocked { world in
            let exchange = try await world.send(
                "POST", "/api/v1/read", as: .stranger, headers: ["content-type": "image/png"],
                bytes: Self.fixture("ean-and-serial.png"))
            #expect(exchange.status == 200, "\(exchange.text)")
            #expect(throws: Never.self) { try Schema.object(PhotoDocument.schema).check(exchange.json) }
            #expect(exchange.json["codes"]?.elements.map { $0["symbology"]?.text } == ["EAN-13", "Code128"])
            #expect(exchange.json["lookup"]?["outcome"]?.text == "unknown")
        }
    }

    @Test(
        arguments: [
            ("image/jpeg", "gs1-qr.png", 200, nil), ("application/json", "gs1-qr.png", 415, "body.mediaType"),
            ("image/png", "NOTICE.md", 415, "photo.notPicture"),
        ] as [(String, String, Int, String?)])
    func whatIsNoPhotoIsRefused(_ type: String, _ file: String, _ status: Int, _ code: String?) async throws {
        try await World.stocked { world in
            let exchange = try await world.send(
                "POST", "/api/v1/read", as: .stranger, headers: ["content-type": type], bytes: Self.fixture(file))
            #expect(exchange.status == status, "\(exchange.text)")
            #expect(exchange.code == code)
        }
    }
}
