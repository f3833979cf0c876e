import HTTPTypes
import Hummingbird
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Documents in a browser without scripts.
@Suite struct DocumentPageTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"
    private static let page = model + "/documents"

    @Test func aFileIsAddedAndShownWhereItBelongs() async throws {
        try await FormBrowser.with(Self.page) { world, browser in
            let page = try await browser.send().text
            #expect(page.contains("enctype=\"multipart/form-data\""))
            func send(
                _ file: [UInt8]?, _ fields: [(String, String)], token: String? = nil
            ) async throws -> (status: Int, location: String?, text: String) {
                var mark = token
                if mark == nil { mark = try await uploadToken(try await browser.send().text) }
                let bytes = UploadForm.bytes([("token", mark ?? "")] + fields, file: file)
                return try await browser.post(
                    Self.page, bytes, "multipart/form-data; boundary=----b", as: "maker")
            }
            let manual = [("kind", "manual"), ("title", "Use <b>it</b>"), ("language", "de"), ("replaces", "")]
            let token = try await uploadToken(page)
            // Whoever presses the button twice adds one document.
            #expect(try await send(SamplePictures.pdf, manual, token: token).status == 303)
            let added = try await send(SamplePictures.pdf, manual, token: token)
            let list = try await world.send("GET", "/api/v1\(Self.model)/documents").json
            #expect(list["items"]?.elements.count == 1)
            #expect(added.status == 303 && added.location == Self.page, "\(added.text)")
            let procedure = [("kind", "repairProcedure"), ("title", "Repair"), ("faultCodes", "leak\r\n fan \r\n")]
            #expect(try await send(SamplePictures.pdf, procedure).status == 303)
            let repair = try await world.send("GET", "/api/v1\(Self.model)/documents?fault=fan").json["items"]?.elements
            #expect(repair?.map { $0["faultCodes"]?.elements.compactMap(\.text) } == [["leak", "fan"]])
            #expect(try await browser.send().text.contains("for leak, fan"))
            let picture = [("kind", "platePosition"), ("title", "On the back"), ("audience", "everybody")]
            #expect(try await send(SamplePictures.png, picture).status == 303)
            let shown = try await browser.send(.get, Self.model, as: "public").text
            #expect(shown.contains("Use &lt;b&gt;it&lt;/b&gt;") && shown.contains("alt=\"On the back\""))
            #expect(shown.contains("Where the plate is") && !shown.contains("Add and change documents"))
            let lost = try await browser.send(.get, "/lookup?q=M/N%20WDX-100/4%20S/N%20NOSUCH99", as: "public").text
            #expect(lost.contains("alt=\"On the back\""))
            let unit = try await browser.send(
                .get, "\(Self.model)/units/\(try await world.serial(7))", as: "public"
            ).text
            #expect(unit.contains("The right documents for it") && unit.contains("Manual"))
            for (file, status) in [
                (Array("<html>".utf8), 415), (Array(SamplePictures.png.prefix(50)), 422), (nil, 422),
            ] as [([UInt8]?, Int)] {
                let refused = try await send(file, manual)
                #expect(refused.status == status, "\(refused.text)")
            }
            let untitled = try await send(SamplePictures.pdf, [("kind", "manual"), ("title", " ")])
            #expect(untitled.status == 422 && untitled.text.contains("title"))
            #expect(world.registry.files.digests().count == 2)
        }
    }

    @Test func whoeverMayNotAddsNothingAndNoOtherSiteDoes() async throws {
        try await FormBrowser.with(Self.page) { world, browser in
            let token = try await uploadToken(try await browser.send().text)
            let fields = [("token", token), ("kind", "manual"), ("title", "T")]
            func send(_ body: [UInt8], as eyes: String = "maker", origin: String? = World.origin) async throws -> Int {
                try await browser.post(
                    Self.page, body, "multipart/form-data; boundary=----b", as: eyes, origin: origin
                ).status
            }
            let body = UploadForm.bytes(fields, file: SamplePictures.pdf)
            for eyes in ["public", "owner", "support", "technician"] { #expect(try await send(body, as: eyes) == 403) }
            #expect(try await send(body, origin: "http://evil.example") == 403)
            #expect(try await send(body, origin: nil) == 403)
            #expect(try await send(UploadForm.bytes([("token", "x")], file: SamplePictures.pdf)) == 409)
            // The mark must stand before the file.
            #expect(try await send(Array(body.suffix(body.count - 75))) != 303)
            #expect(try await send(Array(body.dropLast(30))) == 400)
            #expect(world.registry.files.digests() == [])
            for eyes in ["public", "technician"] { #expect(try await browser.send(as: eyes).status == 403) }
        }
    }

    private func uploadToken(_ page: String) async throws -> String {
        let form = try #require(page.split(separator: "enctype=\"multipart/form-data\"", maxSplits: 1).last)
        return try #require(form.firstMatch(of: /name="token" value="([^"]*)"/).map { String($0.1) })
    }

    // MARK: The form

    @Test(arguments: [1, 2, 3, 7, 50, 10_000])
    func aFormReadsAlikeInWhateverPiecesItComes(_ size: Int) throws {
        let file = Array("a\r\n--b\r\n----\r\n----bx\r\r\n".utf8)
        let bytes = Array("preamble\r\n".utf8) + UploadForm.bytes([("one", "1\r\n2"), ("two", "")], file: file)
        var parser = MultipartParser(boundary: "----b")
        var events: [MultipartBody.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try parser.take(Array(bytes[start..<min(bytes.count, start + size)]))
        }
        #expect(parser.isAtEnd)
        #expect(
            events.prefix(3) == [
                .field(name: "one", value: "1\r\n2"), .field(name: "two", value: ""), .file(name: "file"),
            ])
        let pieces = events.dropFirst(3).flatMap { if case .piece(let bytes) = $0 { bytes } else { [UInt8]() } }
        #expect(pieces == file)
    }

    @Test(
        arguments: [
            "------bx\r\n", "------b\r\nContent-Type: text/plain\r\n\r\nx\r\n------b--",
            "------b\r\n" + String(repeating: "X: y\r\n", count: 3_000),
            "------b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + String(repeating: "x", count: 200_000),
            String(repeating: "------b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n", count: 200),
        ])
    func aFormThatIsNoneIsRefused(_ text: String) {
        #expect(throws: RequestError.self) {
            var parser = MultipartParser(boundary: "----b")
            _ = try parser.take(Array(text.utf8))
        }
    }

    @Test(
        arguments: [
            (nil, []), ("", []), ("de", ["de"]), ("en;q=0.5, de-AT, fr;q=0.9", ["de-AT", "fr", "en"]),
            ("*, de;q=0, <script>, nb;q=x", ["nb"]), ("a,b,c,de,en,fr,it,es,pt", ["de", "en", "fr", "it", "es"]),
        ] as [(String?, [String])])
    func theBrowserSaysWhatTheReaderReads(_ header: String?, _ expected: [String]) {
        #expect(LanguageTag.accepted(header).map(\.text) == expected)
    }
}
