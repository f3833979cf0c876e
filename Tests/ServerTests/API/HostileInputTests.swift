import HTTPTypes
import TestSupport
import Testing

@testable import Server

/// Whatever strangers send gets an answer that says what is wrong; the server never fails and never reflects it raw.
struct HostileInputTests {
    private static let texts = [
        "", " ", "\0", "a\0b", "\u{1B}[31m", "\u{202E}gnp.exe", "\u{FEFF}", "０１２３ＡＢ", "'; DROP TABLE units; --",
        "<script>alert(1)</script>", "../../etc/passwd", "%2e%2e%2f", "\u{0301}", "😀",
        String(repeating: "A", count: 5_000),
        "{{7*7}}", "\n", "-1", "9223372036854775808", "null", "\u{FFFF}", "1e999",
    ]
    private static let values =
        texts.map { text in String(decoding: JSONWriter.bytes { $0.value(text) }, as: UTF8.self) }
        + [
            "null", "true", "0", "-1", "1e999", "-0.0000000000000000000000001", "9223372036854775808", "[]", "{}",
            "[[]]",
            #"{"a":1}"#, "[null]", "[\"<script>\"]", "123456789012345678901234567890",
        ]

    @Test func everyFieldOfEveryRouteTakesAnyText() async throws {
        try await World.stocked { world in
            for route in world.routes {
                guard case .json(let schema) = route.request else { continue }
                let path = Self.example(route.path.text)
                for property in schema.properties + [.optional("constructor", .text(), "")] {
                    for value in Self.values {
                        var fields = Self.wellFormed(schema)
                        fields[property.name] = value
                        let json = "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
                        let exchange = try await world.send(
                            route.method.rawValue, path, json: json, headers: ["If-Match": "\"1\""])
                        let comment: Comment =
                            "\(route.method) \(path) \(json.prefix(300)): \(exchange.text.prefix(300))"
                        #expect(exchange.status < 500, comment)
                        // Backups and exports hold what the registry holds, as files that no browser takes for a page.
                        let type = exchange.headers[.contentType] ?? ""
                        let isFile = type == ContentType.octets || type.hasPrefix("text/csv")
                        #expect(isFile || !exchange.text.contains("<script"), comment)
                        if exchange.status >= 400 { #expect(exchange.code != nil, comment) }
                    }
                }
            }
            let audit = try await world.send("POST", "/api/v1/audit")
            #expect(audit.text.contains(#""findings":[]"#), "\(audit.text)")
        }
    }

    @Test func everySegmentAndQueryTakesAnyText() async throws {
        try await World.stocked { world in
            for route in world.routes where route.method == .get {
                for text in Self.texts.map({ $0.prefix(300) }) where !text.isEmpty {
                    let encoded = PercentCoding.encode(String(text))
                    for parameter in route.path.parameters {
                        let path = Self.example(route.path.text.replacing("{\(parameter)}", with: encoded))
                        let exchange = try await world.send("GET", path)
                        #expect(
                            exchange.status < 500 && !exchange.text.contains("<script"), "\(path): \(exchange.text)")
                    }
                    for parameter in route.query {
                        let path = Self.example(route.path.text) + "?\(parameter.name)=\(encoded)"
                        let exchange = try await world.send("GET", path)
                        #expect(
                            exchange.status < 500 && !exchange.text.contains("<script"), "\(path): \(exchange.text)")
                    }
                }
            }
        }
    }

    @Test func hugeBodiesAreRefusedBeforeTheyAreRead() async throws {
        try await World.with { world in
            let huge = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000)
            for headers in [[:], ["Content-Length": "10000000"], ["Content-Length": "99999999999999999999"]] {
                let exchange = try await world.send(
                    "POST", "/api/v1/lookup", headers: headers.merging(["Content-Type": "application/json"]) { $1 },
                    bytes: huge)
                #expect(exchange.status == 413)
                #expect(exchange.code == "body.tooLarge")
            }
            let long = try await world.send(
                "POST", "/api/v1/lookup", json: "{\"text\":\"\(String(repeating: "x ", count: 15_000))\"}")
            #expect(long.status == 422)
        }
    }

    @Test func randomBytesAreNoJSON() async throws {
        var random = SplitMix64(seed: 2)
        try await World.with { world in
            for _ in 0..<200 {
                let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                let exchange = try await world.send(
                    "POST", "/api/v1/events", headers: ["Content-Type": "application/json"], bytes: bytes)
                #expect(exchange.status == 400 || exchange.status == 422, "\(bytes)")
            }
        }
    }

    /// Values of all required fields that have the right type.
    private static func wellFormed(_ schema: ObjectSchema) -> [String: String] {
        var fields: [String: String] = [:]
        for property in schema.properties where property.isRequired {
            fields[property.name] =
                switch property.schema {
                case .integer: "1"
                default: property.name == "manufacturer" ? "\"acme\"" : "\"X1\""
                }
        }
        return fields
    }

    private static func example(_ path: String) -> String {
        path.replacing("{manufacturer}", with: "acme").replacing("{model}", with: "WDX-100%2F4")
            .replacing("{batch}", with: "B%2F1").replacing("{id}", with: "1").replacing("{serial}", with: "X1")
            .replacing("{kind}", with: "units")
    }
}
