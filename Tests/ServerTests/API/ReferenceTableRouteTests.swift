import Foundation
import HTTPTypes
import Hummingbird
import IdentifierTables
import Identifiers
import NIOCore
import Nameplate
import Registry
import Testing

@testable import Server

/// Reference tables over HTTP.
struct ReferenceTableRouteTests {
    private static let path = "/api/v1/reference-tables"

    private func put(
        _ kind: String, _ file: [UInt8], _ world: World, query: String = "", type: String = "application/octet-stream"
    ) async throws -> World.Exchange {
        try await world.send("PUT", "\(Self.path)/\(kind)\(query)", headers: ["Content-Type": type], bytes: file)
    }

    private static func file(_ kind: ReferenceTables.Kind) -> [UInt8] {
        let bytes = ReferenceTables.builtInBytes(of: kind)
        return bytes[0..<bytes.count]
    }

    private static func dictionary(_ release: String) -> [UInt8] {
        let text = String(decoding: file(.dictionary), as: UTF8.self)
        return Array(text.replacing("# Release: 2026-01-27", with: "# Release: \(release)").utf8)
    }

    private func tables(_ world: World, as asker: World.Asker = .administrator) async throws -> [JSONValue] {
        try await world.ask("GET", Self.path, as: asker).json["items"]?.elements ?? []
    }

    @Test func everybodyMayListThemWithTheirLicences() async throws {
        try await World.with { world in
            let tables = try await tables(world, as: .stranger)
            #expect(tables.compactMap { $0["kind"]?.text } == ReferenceTables.Kind.allCases.map(\.rawValue))
            #expect(tables.allSatisfy { $0["origin"]?.text == "builtIn" && $0["replacedBy"] == nil })
            #expect(tables.last?["notice"]?.text?.contains("CC-BY-SA") == true)
            for kind in ReferenceTables.Kind.allCases {
                let exchange = try await world.send("GET", "\(Self.path)/\(kind.rawValue)", as: .stranger)
                #expect(exchange.status == 200 && exchange.body == Self.file(kind))
            }
        }
    }

    @Test func aNewerFileTakesItsPlaceAndIsTakenAwayAgain() async throws {
        try await World.with { world in
            let tried = try await put(
                "gs1-syntax-dictionary", Self.dictionary("2026-08-01"), world, query: "?dryRun=true")
            #expect(tried.json["changed"] == .boolean(true) && tried.json["dryRun"] == .boolean(true), "\(tried.text)")
            #expect(try await tables(world).first?["version"]?.text == "2026-01-27")
            let changed = try await put("gs1-syntax-dictionary", Self.dictionary("2026-08-01"), world)
            #expect(throws: Never.self) { try Schema.object(ReferenceTableChange.schema).check(changed.json) }
            let table = try await tables(world).first
            #expect(table?["version"]?.text == "2026-08-01" && table?["origin"]?.text == "replaced")
            #expect(table?["replacedBy"]?.text == "administrator")
            let file = try await world.send("GET", "\(Self.path)/gs1-syntax-dictionary", as: .stranger)
            #expect(file.body == Self.dictionary("2026-08-01"))
            let older = try await put("gs1-syntax-dictionary", Self.file(.dictionary), world)
            #expect(older.status == 409 && older.code == "reference.older")
            #expect(
                try await put("gs1-syntax-dictionary", Self.file(.dictionary), world, query: "?force=true").status
                    == 200)
            let reset = try await world.ask("DELETE", "\(Self.path)/gs1-syntax-dictionary")
            #expect(reset.json["changed"] == .boolean(true))
            #expect(try await tables(world).first?["origin"]?.text == "builtIn")
        }
    }

    @Test func whatIsNoTableIsRefused() async throws {
        try await World.with { world in
            for (kind, file, status, code) in [
                ("vehicles", [], 422, "reference.damaged"), ("gs1-syntax-dictionary", [], 422, "gs1.table"),
                ("vehicles", Self.file(.devices), 422, "reference.kind"),
                ("devices", [UInt8](repeating: 0xFF, count: 100), 422, "reference.damaged"),
                ("phones", Self.file(.devices), 404, "reference.unknown"),
            ] {
                let exchange = try await put(kind, file, world)
                #expect(exchange.status == status && exchange.code == code, "\(kind): \(exchange.text)")
            }
            let typed = try await put("devices", Self.file(.devices), world, type: "text/plain")
            #expect(typed.status == 415)
            let unknown = try await world.send("GET", "\(Self.path)/phones")
            #expect(unknown.status == 404 && unknown.code == "reference.unknown")
            let reset = try await world.send("DELETE", "\(Self.path)/phones")
            #expect(reset.status == 404)
            let line = Self.file(.dictionary).split(separator: 0x0A, omittingEmptySubsequences: false)
            let damaged = Array((line[..<16] + [Array("01 what".utf8)[...]] + line[17...]).joined(separator: [0x0A]))
            let exchange = try await put("gs1-syntax-dictionary", damaged, world)
            #expect(exchange.code == "gs1.table" && exchange.json["detail"]?.text?.contains("line 17") == true)
        }
    }

    /// A hundred megabytes are not read to their end: neither where their number is announced nor where it is not.
    @Test func aHugeFileIsRefusedBeforeItIsRead() async throws {
        try await World.with { world in
            let announced = try await world.send(
                "PUT", "\(Self.path)/vehicles",
                headers: ["Content-Type": "application/octet-stream", "Content-Length": "100000000"], bytes: [1])
            #expect(announced.status == 413 && announced.code == "body.tooLarge")
            let pieces = AsyncStream<ByteBuffer> { continuation in
                for _ in 0..<100 { continuation.yield(ByteBuffer(repeating: 0, count: 1_000_000)) }
                continuation.finish()
            }
            let head = HTTPRequest(
                method: .put, scheme: "http", authority: "127.0.0.1:8080", path: "\(Self.path)/vehicles",
                headerFields: [.contentType: "application/octet-stream"])
            let response = await world.responder.respond(
                to: Request(head: head, body: RequestBody(asyncSequence: pieces)), through: .inProcess)
            #expect(response.status.code == 413)
            #expect(try await tables(world)[2]["origin"]?.text == "builtIn")
        }
    }

    @Test func thePageShowsVersionsAndLicences() async throws {
        try await World.with { world in
            let site = try Site(formKey: world.registry.formKey)
            let responder = NameplateResponder(world.registry, site: site)
            let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1", path: "/reference-tables")
            let response = await responder.respond(
                to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .inProcess)
            let collector = PageCollector()
            try await response.body.write(collector)
            let page = String(decoding: collector.bytes, as: UTF8.self)
            #expect(response.status == .ok)
            for words in [
                "vPIC 3.45 (2024-03-16) and 2026-10", "CC-BY-SA 3.0", "Apache License", "2026-01-27", "Harald Welte",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(page.contains("href=\"/api/v1/reference-tables/devices\""))
        }
    }
}
