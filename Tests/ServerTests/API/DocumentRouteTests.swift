import HTTPTypes
import Hummingbird
import NIOCore
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Documents over HTTP, and what hostile hands make of them.
struct DocumentRouteTests {
    private static let path = "/api/v1/manufacturers/acme/documents"
    private static let model = "/api/v1/manufacturers/acme/models/WDX-100%2F4"

    private func add(
        _ world: World, _ bytes: [UInt8], kind: String = "manual", query: String = "",
        as asker: World.Asker = .administrator, headers: [String: String] = [:]
    ) async throws -> World.Exchange {
        let headers = headers.merging(["Content-Type": "application/octet-stream"]) { $1 }
        return try await world.send(
            "POST", "\(Self.path)?kind=\(kind)&title=T&model=WDX-100%2F4\(query)", as: asker, headers: headers,
            bytes: bytes)
    }

    private func file(_ exchange: World.Exchange) throws -> String {
        try #require(exchange.json["file"]?["path"]?.text, "\(exchange.text)")
    }

    @Test func aFileComesBackAsItsBytesSayAndRunsNowhere() async throws {
        try await World.stocked { world in
            for (bytes, kind, type, way) in [
                (SamplePictures.pdf, "manual", "application/pdf", "attachment"),
                (Array("alert(1)".utf8), "other", "text/plain; charset=utf-8", "attachment"),
                (SamplePictures.png, "picture", "image/png", "inline"),
                (SamplePictures.jpeg, "picture", "image/jpeg", "inline"),
                (SamplePictures.webp, "platePosition", "image/webp", "inline"),
            ] {
                let added = try await add(world, bytes, kind: kind, query: "&language=de&version=1%22%0d%0a../x")
                let refused = added.status == 422
                #expect(refused, "a version with an end of line: \(added.text)")
                let made = try await add(world, bytes, kind: kind, query: "&language=de&version=..%2F1%22x")
                #expect(made.status == 201, "\(made.text)")
                #expect(throws: Never.self) { try Schema.object(DocumentAnswer.schema).check(made.json) }
                let got = try await world.send("GET", try file(made), as: .stranger)
                #expect(got.status == 200 && got.headers[.contentType] == type)
                let disposition = try #require(got.headers[.contentDisposition])
                #expect(disposition.hasPrefix("\(way); filename=\"WDX-100-4-"))
                #expect(!disposition.dropFirst(way.count + 12).dropLast().contains { "\"/\\".contains($0) })
                #expect(got.headers[.xContentTypeOptions] == "nosniff")
                let policy = got.headers[.contentSecurityPolicy] ?? ""
                #expect(policy.contains("sandbox") && policy.contains("default-src 'none'"))
                #expect(!got.text.contains(SamplePictures.secret))
                let tag = try #require(got.headers[.eTag])
                let again = try await world.send(
                    "GET", try file(made), as: .stranger, headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again.body.isEmpty)
            }
        }
    }

    @Test func whatIsNotTakenIsRefusedWhateverItIsCalled() async throws {
        try await World.stocked { world in
            for (bytes, status, code) in [
                (Array("<!doctype html><script>alert(1)</script>".utf8), 415, "document.fileType"),
                (Array("<svg onload=alert(1)>".utf8), 415, "document.fileType"),
                (Array("GIF89a;".utf8) + [0, 1], 415, "document.fileType"), ([], 422, "document.fileDamaged"),
                (Array(SamplePictures.pdf.prefix(20)), 422, "document.fileDamaged"),
                (Array(SamplePictures.png.prefix(60)), 422, "document.fileDamaged"),
                ([0x7F, 0x45, 0x4C, 0x46, 0], 415, "document.fileType"),
            ] as [([UInt8], Int, String)] {
                let exchange = try await add(world, bytes)
                #expect(exchange.status == status && exchange.code == code, "\(exchange.text)")
            }
            let unsaid = try await world.send(
                "POST", "\(Self.path)?kind=manual&title=T", headers: ["Content-Type": "application/octet-stream"],
                bytes: SamplePictures.pdf)
            #expect(unsaid.status == 422 && unsaid.code == "value.invalid")
            for query in ["&language=..%2Fetc", "&kind=html", "&audience=all", "&appliesTo=%3B", "&replaces=x"] {
                let exchange = try await add(world, SamplePictures.pdf, query: query)
                #expect([400, 404, 422].contains(exchange.status), "\(query): \(exchange.text)")
            }
            #expect(world.registry.files.digests() == [])
        }
    }

    @Test func aHugeFileIsRefusedBeforeItIsRead() async throws {
        try await World.stocked { world in
            let read = Counter()
            let pieces = AsyncStream<ByteBuffer> {
                await read.next() < 200 ? ByteBuffer(repeating: 0x41, count: 1_000_000) : nil
            }
            let head = HTTPRequest(
                method: .post, scheme: "http", authority: "127.0.0.1:8080",
                path: "\(Self.path)?kind=manual&title=T&model=WDX-100%2F4",
                headerFields: [.contentType: "application/octet-stream"])
            let response = await world.responder.respond(
                to: Request(head: head, body: RequestBody(asyncSequence: pieces)), through: .inProcess)
            #expect(response.status.code == 413)
            #expect(await read.count <= 52)
            #expect(world.registry.files.digests() == [])
        }
    }

    @Test func nobodyWithoutTheRightSendsAByteAndNobodyLearnsOfOthersFiles() async throws {
        try await World.stocked { world in
            for asker in [World.Asker.stranger, .support, .technician] {
                let exchange = try await add(world, SamplePictures.pdf, as: asker)
                #expect(exchange.code == "access.forbidden" || exchange.status == 401, "\(exchange.text)")
            }
            let first = try await add(world, SamplePictures.pdf, query: "&audience=staff")
            let second = try await add(world, SamplePictures.pdf)
            #expect(first.status == 201 && second.status == 201 && world.registry.files.digests().count == 1)
            let hash = try #require(first.json["file"]?["sha256"]?.text)
            let hidden = try await world.send("GET", try file(first), as: .stranger)
            let none = try await world.send("GET", "\(Self.path)/4711/file", as: .stranger)
            let byHash = try await world.send("GET", "\(Self.path)/\(hash)/file", as: .stranger)
            #expect(hidden.status == 404 && none.status == 404 && byHash.status == 404)
            func plain(_ exchange: World.Exchange) -> JSONValue? { exchange.json["detail"] }
            #expect(plain(hidden) == plain(none) && plain(hidden) == plain(byHash))
            #expect(try await world.send("GET", try file(second), as: .stranger).status == 200)
        }
    }

    @Test func aDocumentIsChangedReplacedWithdrawnAndRemoved() async throws {
        try await World.stocked { world in
            let made = try await add(world, SamplePictures.pdf, headers: ["Idempotency-Key": "k1"])
            let again = try await add(world, SamplePictures.pdf, headers: ["Idempotency-Key": "k1"])
            #expect(again.json["id"] == made.json["id"])
            let other = try await add(world, Array("other".utf8), headers: ["Idempotency-Key": "k1"])
            #expect(other.code == "idempotency.mismatch" && world.registry.files.digests().count == 1)
            let path = try #require(made.json["path"]?.text)
            let body = #"{"kind":"manual","title":"New","models":["WDX-100/4"]}"#
            #expect(try await world.send("PUT", path, json: body).code == "ifMatch.missing")
            let changed = try await world.send("PUT", path, json: body, headers: ["If-Match": "\"1\""])
            #expect(changed.status == 200 && changed.json["title"]?.text == "New", "\(changed.text)")
            #expect(try await world.send("PUT", path, json: body, headers: ["If-Match": "\"1\""]).status == 412)
            let id = try #require(made.json["id"]?.text)
            let newer = try await add(world, Array("newer".utf8), query: "&replaces=\(id)")
            let list = try await world.send("GET", "\(Self.model)/documents", as: .stranger)
            #expect(list.json["items"]?.elements.map { $0["id"]?.text } == [newer.json["id"]?.text])
            let all = try await world.send("GET", "\(Self.model)/documents?all=true", as: .stranger)
            #expect(all.json["items"]?.elements.count == 2)
            let withdrawn = try await world.send("POST", "\(path)/withdrawal", json: #"{"reason":"Wrong"}"#)
            #expect(withdrawn.json["withdrawn"]?["reason"]?.text == "Wrong")
            let shown = try await world.send("GET", try #require(newer.json["path"]?.text), as: .stranger)
            #expect(shown.json["replaces"]?.elements.first?["id"]?.text == id)
            for exchange in [made, newer] {
                let removed = try await world.send("DELETE", try #require(exchange.json["path"]?.text))
                #expect(removed.status == 200, "\(removed.text)")
            }
            #expect(world.registry.files.digests() == [])
            #expect(try await world.send("GET", path).status == 404)
        }
    }

    @Test func aTableOfDocumentsComesBackAsItWent() async throws {
        try await World.stocked { world in
            _ = try await add(world, SamplePictures.pdf, query: "&language=de&number=UM-1&issuedOn=2026-03")
            let link = try await world.send(
                "POST", "\(Self.path)/links",
                json:
                    #"{"kind":"drawing","title":"=T","models":["WDX-100/4"],"link":"https://a.example/b","audience":"staff"}"#
            )
            func export(_ asker: World.Asker) async throws -> String {
                try await world.send("GET", "/api/v1/exports/documents?format=csv", as: asker).text
            }
            func importing(_ table: String) async throws -> String {
                try await world.send(
                    "POST", "/api/v1/imports/documents", headers: ["Content-Type": "text/csv"], bytes: Array(table.utf8)
                ).text
            }
            let table = try await export(.administrator)
            #expect(
                table.split(separator: "\n").count == 3 && table.contains("acme,WDX-100/4,manual,T,UM-1,de,no,,2026-03")
            )
            #expect(try await !export(.stranger).contains("a.example"))
            let path = try #require(link.json["path"]?.text)
            #expect(try await world.send("DELETE", path).status == 200)
            #expect(try await importing(table).contains(#""created":1,"updated":0,"unchanged":1"#))
            // The rows stand in the order of ids, which are drawn: the one that was made anew may stand elsewhere.
            let again = try await export(.administrator)
            #expect(again.split(separator: "\n").sorted() == table.split(separator: "\n").sorted())
            let changed = table.replacing("UM-1", with: "UM-2")
            #expect(try await importing(changed).contains(#""created":0,"updated":1,"unchanged":1"#))
            // The hash of another manufacturer's file is no right to it.
            _ = try await world.send("POST", "/api/v1/manufacturers", json: #"{"slug":"beta","name":"Beta"}"#)
            _ = try await world.send("POST", "/api/v1/manufacturers/beta/models", json: #"{"number":"WDX-100/4"}"#)
            let stolen = try await importing(table.replacing("acme,", with: "beta,"))
            #expect(stolen.contains("document.fileUnknown"), "\(stolen)")
        }
    }

    @Test func aDocumentIsForFaultsAndFoundByThem() async throws {
        try await World.stocked { world in
            for (code, parent) in [("cooling", "null"), ("leak", #""cooling""#), ("door", "null")] {
                let set = try await world.send(
                    "PUT", "/api/v1/manufacturers/acme/fault-codes/\(code)",
                    json: #"{"parent":\#(parent),"titles":{}}"#.replacing(#""parent":null,"#, with: ""))
                #expect(set.status == 200, "\(set.text)")
            }
            let made = try await add(
                world, SamplePictures.pdf, kind: "repairProcedure", query: "&faultCode=leak&faultCode=door")
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["faultCodes"]?.elements.compactMap(\.text) == ["leak", "door"])
            #expect(throws: Never.self) { try Schema.object(DocumentAnswer.schema).check(made.json) }
            let wide = try await world.send(
                "POST", "\(Self.path)/links",
                json:
                    #"{"kind":"manual","title":"M","models":["WDX-100/4"],"link":"https://a.example/b","faultCodes":["cooling"]}"#
            )
            #expect(wide.status == 201, "\(wide.text)")
            func ids(_ path: String) async throws -> [String] {
                try await world.send("GET", path).json["items"]?.elements.compactMap { $0["id"]?.text } ?? []
            }
            let (first, second) = (
                try #require(made.json["id"]?.text), try #require(wide.json["id"]?.text)
            )
            let unit = "\(World.model)/units/\(try await world.serial(7))/documents"
            for list in ["\(Self.model)/documents", unit] {
                #expect(try await ids("\(list)?fault=leak") == [first, second], "\(list)")
                #expect(try await ids("\(list)?fault=cooling") == [second])
                #expect(try await ids("\(list)?fault=leak&kind=manual") == [second])
                let unknown = try await world.send("GET", "\(list)?fault=nix")
                #expect(unknown.status == 422 && unknown.code == "fault.unknown", "\(unknown.text)")
                #expect(try await world.send("GET", "\(list)?fault=nix", as: .stranger).status == 200)
            }
            let path = try #require(made.json["path"]?.text)
            func change(_ faults: String, _ version: Int) async throws -> World.Exchange {
                try await world.send(
                    "PUT", path,
                    json: #"{"kind":"repairProcedure","title":"T","models":["WDX-100/4"],"faultCodes":\#(faults)}"#,
                    headers: ["If-Match": "\"\(version)\""])
            }
            #expect(try await change(#"["nix"]"#, 1).code == "fault.unknown")
            #expect(try await change(#"["door","door"]"#, 1).code == "value.invalid")
            #expect(try await change(#"[1]"#, 1).code == "json.value")
            let changed = try await change(#"["door"]"#, 1)
            #expect(changed.json["faultCodes"]?.elements.compactMap(\.text) == ["door"], "\(changed.text)")
            let refused = try await add(world, SamplePictures.png, query: "&faultCode=nix")
            #expect(refused.code == "fault.unknown" && world.registry.files.digests().count == 1)
            // Tables say it, too.
            let table = try await world.send("GET", "/api/v1/exports/documents?format=csv").text
            #expect(table.contains("fault_codes") && table.contains(",door,"))
            func importing(_ table: String) async throws -> String {
                try await world.send(
                    "POST", "/api/v1/imports/documents", headers: ["Content-Type": "text/csv"], bytes: Array(table.utf8)
                ).text
            }
            #expect(try await importing(table).contains(#""created":0,"updated":0,"unchanged":2"#))
            let both = try await importing(table.replacing(",door,", with: ",door;leak,"))
            #expect(both.contains(#""updated":1,"unchanged":1"#), "\(both)")
            #expect(try await ids("\(Self.model)/documents?fault=leak") == [first, second])
            #expect(try await importing(table.replacing(",door,", with: ",nix,")).contains("fault.unknown"))
        }
    }

    @Test func aLinkIsToldAndNeverFetched() async throws {
        try await World.stocked { world in
            func link(_ address: String) async throws -> World.Exchange {
                try await world.send(
                    "POST", "\(Self.path)/links",
                    json: #"{"kind":"manual","title":"T","models":["WDX-100/4"],"link":"\#(address)"}"#)
            }
            let made = try await link("https://192.0.2.1/manual.pdf")
            #expect(made.status == 201 && made.json["link"]?.text == "https://192.0.2.1/manual.pdf")
            let path = try #require(made.json["path"]?.text)
            #expect(try await world.send("GET", "\(path)/file").status == 404)
            for wrong in ["http://a.example", "file:///etc/passwd", "javascript:alert(1)"] {
                #expect(try await link(wrong).status == 422)
            }
        }
    }
}

private actor Counter {
    var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}
