import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Testing

@testable import Server

/// The page that issues serial numbers, as a browser without scripts uses it.
struct IssueFormTests {
    private static let path = "/manufacturers/acme/models/WDX-100%2F4/issue"
    private static let pattern = "TR{yy}{seq:5}{check:mod37-36}"

    /// The stocked world behind the website.
    private static func with(_ body: (World, NameplateResponder) async throws -> Void) async throws {
        try await World.stocked { world in
            let responder = NameplateResponder(world.registry, site: try Site(demo: World.demo))
            responder.hosts.listen(on: World.port)
            try await body(world, responder)
        }
    }

    private static func send(
        _ responder: NameplateResponder, _ method: HTTPRequest.Method = .get, _ path: String = path,
        as eyes: String = "maker", form: [(String, String)] = [], origin: String? = "http://127.0.0.1:8080",
        type: String = "application/x-www-form-urlencoded"
    ) async throws -> (status: Int, location: String?, text: String) {
        var fields: HTTPFields = [.cookie: "\(Eyes.cookie)=\(eyes)"]
        if method == .post { (fields[.origin], fields[.contentType]) = (origin, type) }
        let body = form.map { "\(PercentCoding.encode($0))=\(PercentCoding.encode($1))" }.joined(separator: "&")
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: fields)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), through: .loopback)
        let collector = PageCollector()
        try await response.body.write(collector)
        return (response.status.code, response.headers[.location], String(decoding: collector.bytes, as: UTF8.self))
    }

    private static func token(_ responder: NameplateResponder, as eyes: String = "maker") async throws -> String {
        let page = try await send(responder, as: eyes)
        return try #require(page.text.firstMatch(of: /name="token" value="([^"]*)"/).map { String($0.1) })
    }

    private static func entry(
        count: String = "5", pattern: String = pattern, batch: String = "", date: String = "2026-03-02"
    ) -> [(String, String)] {
        [("pattern", pattern), ("date", date), ("count", count), ("batch", batch)]
    }

    // MARK: Looking

    @Test func thePageProposesTheModelsFormatAndShowsWhereItGoesOn() async throws {
        try await Self.with { _, responder in
            let page = try await Self.send(responder)
            #expect(page.status == 200)
            #expect(page.text.contains("value=\"\(Self.pattern)\""))
            #expect(page.text.contains("value=\"2026-06-01\""), "today")
            #expect(page.text.contains("batch B/1"))
            #expect(page.text.contains("\(Numbers.grouped(99_899)) can still be issued"))
            #expect(page.text.contains("id=\"plant-field\" data-live=\"state\" hidden"))
            #expect(!page.text.contains("id=\"date-field\" data-live=\"state\" hidden"))
            #expect(page.text.contains("src=\"/assets/live.js?v="))
        }
    }

    @Test func previewingShowsMistakesAtTheirPlaceAndIssuesNothing() async throws {
        try await Self.with { world, responder in
            let page = try await Self.send(
                responder, .post, form: Self.entry(count: "1 000", pattern: "TR{yy}{foo}") + [("do", "preview")])
            #expect(page.status == 200)
            #expect(page.text.contains("TR{yy}<mark class=\"doubt\">{</mark>foo}"))
            #expect(page.text.contains("aria-invalid=\"true\""))
            #expect(page.text.contains("value=\"1 000\""), "what was typed stays")
            let plant = try await Self.send(
                responder, .post, form: Self.entry(pattern: "{plant:2}{seq:5}") + [("do", "preview")])
            #expect(plant.text.contains("2 capital letters or digits"))
            #expect(!plant.text.contains("id=\"plant-field\" data-live=\"state\" hidden"))
            #expect(plant.text.contains("The plant in these is made up"))
            let used = try await Self.send(
                responder, .post, form: Self.entry() + [("use", "X{seq:4}"), ("do", "issue")])
            #expect(used.text.contains("value=\"X{seq:4}\""))
            #expect(used.text.contains("does not have this format yet"))
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    // MARK: Issuing

    @Test func issuingLeadsToTheBatchAndTwiceIsOnce() async throws {
        try await Self.with { world, responder in
            let form = Self.entry(batch: "B 2") + [("token", try await Self.token(responder)), ("do", "issue")]
            async let first = Self.send(responder, .post, form: form)
            async let second = Self.send(responder, .post, form: form)
            let answers = try await [first, second, Self.send(responder, .post, form: form)]
            for answer in answers {
                #expect(answer.status == 303, "\(answer.text)")
                #expect(answer.location == "/manufacturers/acme/models/WDX-100%2F4/batches/B%202?issued=true")
            }
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 2)
            let page = try await Self.send(responder, .get, try #require(answers[0].location))
            #expect(page.text.contains("5 serial numbers are issued."))
            for link in ["/serials\"", "/serials?as=csv\"", "/plate.svg\"", "/issue\""] {
                #expect(page.text.contains(link), "\(link)")
            }
        }
    }

    @Test func aNewPatternBecomesTheModelsFormatWithItsFirstBatch() async throws {
        try await Self.with { world, responder in
            let token = try await Self.token(responder)
            let issued = try await Self.send(
                responder, .post,
                form: Self.entry(pattern: "N{seq:4}", date: "") + [("token", token), ("do", "issue")])
            #expect(issued.location == "/manufacturers/acme/models/WDX-100%2F4/batches/N-1?issued=true")
            #expect(try await world.send("GET", "\(World.model)/formats").text.contains("N{seq:4}"))
        }
    }

    @Test func anotherFormUnderTheSameTokenIsAskedForOnceMore() async throws {
        try await Self.with { world, responder in
            let token = try await Self.token(responder)
            _ = try await Self.send(responder, .post, form: Self.entry() + [("token", token), ("do", "issue")])
            let other = try await Self.send(
                responder, .post, form: Self.entry(count: "6") + [("token", token), ("do", "issue")])
            #expect(other.status == 409)
            #expect(other.text.contains("Nothing more is issued yet."))
            #expect(!other.text.contains("value=\"\(token)\""), "it has a fresh token")
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 2)
        }
    }

    @Test(
        arguments: [
            ("", "count", "Say how many"), ("0", "count", "Say how many"), ("-5", "count", "Say how many"),
            ("many", "count", "Say how many"), ("9223372036854775808", "count", "Say how many"),
            ("9223372036854775807", "count", "A batch has 1 to"), ("99900", "count", "99899 are left"),
        ])
    func aCountThatCannotBeIsToldOfItsField(_ count: String, _ field: String, _ sentence: String) async throws {
        try await Self.with { world, responder in
            let form = Self.entry(count: count) + [("token", try await Self.token(responder)), ("do", "issue")]
            let page = try await Self.send(responder, .post, form: form)
            #expect((400..<500).contains(page.status))
            let note = try #require(page.text.components(after: "id=\"\(field)-note\"").first)
            #expect(note.contains(sentence), "\(note.prefix(300))")
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    @Test func whatTheRegistryRefusesStandsBesideItsField() async throws {
        try await Self.with { _, responder in
            for (form, field, sentence) in [
                (Self.entry(batch: "B/1"), "batch", "already has a batch"),
                (Self.entry(pattern: "TR{yy}{seq:6}"), "pattern", "could print the same serial number"),
                (Self.entry(pattern: "{line:1}{seq:3}"), "line", "the line"),
                (Self.entry(date: ""), "date", "the date"),
                (Self.entry(date: "soon"), "date", "Give the day"), (Self.entry(pattern: ""), "pattern", "it is empty"),
                (Self.entry(batch: "\u{202E}"), "batch", "invisible character"),
            ] {
                let token = try await Self.token(responder)
                let page = try await Self.send(responder, .post, form: form + [("token", token), ("do", "issue")])
                #expect((400..<500).contains(page.status))
                let note = try #require(page.text.components(after: "id=\"\(field)-note\"").first)
                #expect(note.contains(sentence), "\(field): \(note.prefix(300))")
            }
        }
    }

    // MARK: Doors

    @Test func withoutATokenOfItsOwnNothingIsIssued() async throws {
        try await Self.with { world, responder in
            let good = try await Self.token(responder)
            var forged = Array(good)
            forged[30] = forged[30] == "A" ? "B" : "A"
            let other = try Site().tokens.token(for: Self.path, as: .staff(.maker, .everyManufacturer))
            for token in ["", "x", String(forged), String(good.dropLast(4)), other, String(repeating: "A", count: 500)]
            {
                let page = try await Self.send(
                    responder, .post, form: Self.entry() + [("token", token), ("do", "issue")])
                #expect(page.status == 409)
                #expect(page.text.contains("Nothing is issued yet."))
                #expect(page.text.contains("value=\"5\""), "what was typed stays")
            }
            let none = try await Self.send(responder, .post, form: Self.entry() + [("do", "issue")])
            #expect(none.status == 409)
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    @Test func pagesOfOtherSitesAndOtherKindsOfBodiesIssueNothing() async throws {
        try await Self.with { world, responder in
            let form = Self.entry() + [("token", try await Self.token(responder)), ("do", "issue")]
            for origin in ["http://evil.example", "null", "https://127.0.0.1:8080"] {
                #expect(try await Self.send(responder, .post, form: form, origin: origin).status == 403)
            }
            for type in ["application/json", "text/plain", "multipart/form-data"] {
                #expect(try await Self.send(responder, .post, form: form, type: type).status == 415)
            }
            // The API takes no form, with a token or without.
            let api = try await Self.send(responder, .post, "\(World.model)/batches", form: form)
            #expect(api.status == 415)
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    @Test(arguments: ["public", "owner", "support", "technician"])
    func onlyEyesThatMayIssueSeeTheForm(_ eyes: String) async throws {
        try await Self.with { _, responder in
            #expect(try await Self.send(responder, as: eyes).status == 403)
            let form = Self.entry() + [("token", try await Self.token(responder)), ("do", "issue")]
            #expect(try await Self.send(responder, .post, as: eyes, form: form).status == 403)
            let model = try await Self.send(responder, .get, "/manufacturers/acme/models/WDX-100%2F4", as: eyes)
            #expect(!model.text.contains("/issue"))
        }
    }

    @Test func thePlateIsOfferedToWhoMayPrintIt() async throws {
        try await Self.with { world, responder in
            let unit = "/manufacturers/acme/models/WDX-100%2F4/units/\(try await world.serial(7))"
            for (eyes, sees) in [
                ("maker", true), ("support", true), ("technician", false), ("owner", false), ("public", false),
            ] {
                let page = try await Self.send(responder, .get, unit, as: eyes)
                #expect(page.text.contains("plate.svg") == sees, "\(eyes)")
            }
        }
    }

    @Test func aTokenIsForOneAddressOneAskerAndTwelveHours() throws {
        let tokens = FormTokens()
        let maker = Principal.staff(.maker, .everyManufacturer)
        let start = ContinuousClock.now
        let token = tokens.token(for: "/a", as: maker, now: start)
        let key = tokens.requestKey(of: token, for: "/a", as: maker, now: start)
        #expect(key?.isEmpty == false)
        #expect(tokens.requestKey(of: token, for: "/a", as: maker, now: start + .seconds(43_199)) == key)
        #expect(tokens.requestKey(of: token, for: "/a", as: maker, now: start + .seconds(43_202)) == nil)
        #expect(tokens.requestKey(of: token, for: "/b", as: maker) == nil)
        #expect(tokens.requestKey(of: token, for: "/a", as: .administrator) == nil)
        #expect(FormTokens().requestKey(of: token, for: "/a", as: maker) == nil)
        #expect(tokens.requestKey(of: nil, for: "/a", as: maker) == nil)
        #expect(tokens.token(for: "/a", as: maker) != token)
    }

    @Test func hostileFormsGetAPage() async throws {
        try await Self.with { world, responder in
            for text in [
                "\0", "\u{202E}", "<script>alert(1)</script>", "{{7*7}}", String(repeating: "{", count: 9_000),
            ] {
                for field in ["pattern", "plant", "line", "date", "count", "batch", "token", "use", "do"] {
                    let form = [(field, text)] + Self.entry() + [("do", "issue")]
                    let page = try await Self.send(responder, .post, form: form)
                    #expect(page.status < 500, "\(field)")
                    #expect(!page.text.contains("<script>alert"))
                    #expect(!page.text.unicodeScalars.contains("\u{202E}"))
                }
            }
            let huge = try await Self.send(
                responder, .post, form: [("pattern", String(repeating: "x", count: 2_000_000))])
            #expect(huge.status == 413)
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }
}

extension String {
    /// What follows each mark, up to the end of its element's line.
    fileprivate func components(after mark: String) -> [Substring] {
        ranges(of: mark).map { self[$0.upperBound...].prefix { $0 != "\n" } }
    }
}
