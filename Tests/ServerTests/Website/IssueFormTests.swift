import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// The page that issues serial numbers, as a browser without scripts uses it.
struct IssueFormTests {
    private static let path = "/manufacturers/acme/models/WDX-100%2F4/issue"
    private static let pattern = "TR{yy}{seq:5}{check:mod37-36}"

    private static func with(_ body: (World, FormBrowser) async throws -> Void) async throws {
        try await FormBrowser.with(path, body)
    }

    private static func entry(
        count: String = "5", pattern: String = pattern, batch: String = "", date: String = "2026-03-02"
    ) -> [(String, String)] {
        [("pattern", pattern), ("date", date), ("count", count), ("batch", batch)]
    }

    // MARK: Looking

    @Test func thePageProposesTheModelsFormatAndShowsWhereItGoesOn() async throws {
        try await Self.with { _, browser in
            let page = try await browser.send()
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
        try await Self.with { world, browser in
            let page = try await browser.send(
                .post, form: Self.entry(count: "1 000", pattern: "TR{yy}{foo}") + [("do", "preview")])
            #expect(page.status == 200)
            #expect(page.text.contains("TR{yy}<mark class=\"doubt\">{</mark>foo}"))
            #expect(page.text.contains("aria-invalid=\"true\""))
            #expect(page.text.contains("value=\"1 000\""), "what was typed stays")
            let plant = try await browser.send(
                .post, form: Self.entry(pattern: "{plant:2}{seq:5}") + [("do", "preview")])
            #expect(plant.text.contains("2 capital letters or digits"))
            #expect(!plant.text.contains("id=\"plant-field\" data-live=\"state\" hidden"))
            #expect(plant.text.contains("The plant in these is made up"))
            let used = try await browser.send(
                .post, form: Self.entry() + [("use", "X{seq:4}"), ("do", "issue")])
            #expect(used.text.contains("value=\"X{seq:4}\""))
            #expect(used.text.contains("does not have this format yet"))
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    // MARK: Issuing

    @Test func issuingLeadsToTheBatchAndTwiceIsOnce() async throws {
        try await Self.with { world, browser in
            let form = Self.entry(batch: "B 2") + [("token", try await browser.token()), ("do", "issue")]
            async let first = browser.send(.post, form: form)
            async let second = browser.send(.post, form: form)
            let answers = try await [first, second, browser.send(.post, form: form)]
            for answer in answers {
                #expect(answer.status == 303, "\(answer.text)")
                #expect(answer.location == "/manufacturers/acme/models/WDX-100%2F4/batches/B%202?issued=true")
            }
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 2)
            let page = try await browser.send(.get, try #require(answers[0].location))
            #expect(page.text.contains("5 serial numbers are issued."))
            for link in ["/serials\"", "/serials?as=csv\"", "/labels\"", "/issue\""] {
                #expect(page.text.contains(link), "\(link)")
            }
        }
    }

    @Test func aNewPatternBecomesTheModelsFormatWithItsFirstBatch() async throws {
        try await Self.with { world, browser in
            let token = try await browser.token()
            let issued = try await browser.send(
                .post,
                form: Self.entry(pattern: "N{seq:4}", date: "") + [("token", token), ("do", "issue")])
            #expect(issued.location == "/manufacturers/acme/models/WDX-100%2F4/batches/N-1?issued=true")
            #expect(try await world.send("GET", "\(World.model)/formats").text.contains("N{seq:4}"))
        }
    }

    @Test func anotherFormUnderTheSameTokenIsAskedForOnceMore() async throws {
        try await Self.with { world, browser in
            let token = try await browser.token()
            _ = try await browser.send(.post, form: Self.entry() + [("token", token), ("do", "issue")])
            let other = try await browser.send(
                .post, form: Self.entry(count: "6") + [("token", token), ("do", "issue")])
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
        try await Self.with { world, browser in
            let form = Self.entry(count: count) + [("token", try await browser.token()), ("do", "issue")]
            let page = try await browser.send(.post, form: form)
            #expect((400..<500).contains(page.status))
            let note = try #require(page.text.components(after: "id=\"\(field)-note\"").first)
            #expect(note.contains(sentence), "\(note.prefix(300))")
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    @Test func whatTheRegistryRefusesStandsBesideItsField() async throws {
        try await Self.with { _, browser in
            for (form, field, sentence) in [
                (Self.entry(batch: "B/1"), "batch", "already has a batch"),
                (Self.entry(pattern: "TR{yy}{seq:6}"), "pattern", "could print the same serial number"),
                (Self.entry(pattern: "{line:1}{seq:3}"), "line", "the line"),
                (Self.entry(date: ""), "date", "the date"),
                (Self.entry(date: "soon"), "date", "Give the day"), (Self.entry(pattern: ""), "pattern", "it is empty"),
                (Self.entry(batch: "\u{202E}"), "batch", "invisible character"),
            ] {
                let token = try await browser.token()
                let page = try await browser.send(.post, form: form + [("token", token), ("do", "issue")])
                #expect((400..<500).contains(page.status))
                let note = try #require(page.text.components(after: "id=\"\(field)-note\"").first)
                #expect(note.contains(sentence), "\(field): \(note.prefix(300))")
            }
        }
    }

    // MARK: Doors

    @Test func withoutATokenOfItsOwnNothingIsIssued() async throws {
        try await Self.with { world, browser in
            let good = try await browser.token()
            var forged = Array(good)
            forged[30] = forged[30] == "A" ? "B" : "A"
            let other = try Site(formKey: world.registry.formKey).tokens.token(
                for: Self.path, as: .staff(.maker, .everyManufacturer))
            for token in ["", "x", String(forged), String(good.dropLast(4)), other, String(repeating: "A", count: 500)]
            {
                let page = try await browser.send(
                    .post, form: Self.entry() + [("token", token), ("do", "issue")])
                #expect(page.status == 409)
                #expect(page.text.contains("Nothing is issued yet."))
                #expect(page.text.contains("value=\"5\""), "what was typed stays")
            }
            let none = try await browser.send(.post, form: Self.entry() + [("do", "issue")])
            #expect(none.status == 409)
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    @Test func pagesOfOtherSitesAndOtherKindsOfBodiesIssueNothing() async throws {
        try await Self.with { world, browser in
            let form = Self.entry() + [("token", try await browser.token()), ("do", "issue")]
            for origin in ["http://evil.example", "null", "https://127.0.0.1:8080"] {
                #expect(try await browser.send(.post, form: form, origin: origin).status == 403)
            }
            for type in ["application/json", "text/plain", "multipart/form-data"] {
                #expect(try await browser.send(.post, form: form, type: type).status == 415)
            }
            // The API takes no form, and no change for a cookie.
            let api = try await browser.send(.post, "\(World.model)/batches", form: form)
            #expect(api.status == 403)
            let batches = try await world.ask("GET", "\(World.model)/batches")
            #expect(batches.json["items"]?.elements.count == 1)
        }
    }

    @Test(arguments: ["public", "owner", "support", "technician"])
    func onlyEyesThatMayIssueSeeTheForm(_ eyes: String) async throws {
        try await Self.with { _, browser in
            #expect(try await browser.send(as: eyes).status == 403)
            let form = Self.entry() + [("token", try await browser.token()), ("do", "issue")]
            #expect(try await browser.send(.post, as: eyes, form: form).status == 403)
            let model = try await browser.send(.get, "/manufacturers/acme/models/WDX-100%2F4", as: eyes)
            #expect(!model.text.contains("/issue"))
        }
    }

    @Test func thePlateIsOfferedToWhoMayPrintIt() async throws {
        try await Self.with { world, browser in
            let unit = "/manufacturers/acme/models/WDX-100%2F4/units/\(try await world.serial(7))"
            for (eyes, sees) in [
                ("maker", true), ("support", true), ("technician", false), ("owner", false), ("public", false),
            ] {
                let page = try await browser.send(.get, unit, as: eyes)
                #expect(page.text.contains("/labels\"") == sees, "\(eyes)")
            }
        }
    }

    @Test func aTokenIsForOneAddressOneAskerAndTwelveHours() throws {
        let tokens = FormTokens(key: Array(repeating: 7, count: 32))
        let maker = Principal.staff(.maker, .everyManufacturer)
        let start: UInt64 = 1_780_000_000
        let token = tokens.token(for: "/a", as: maker, now: start)
        let key = tokens.requestKey(of: token, for: "/a", as: maker, now: start)
        #expect(key?.isEmpty == false)
        #expect(tokens.requestKey(of: token, for: "/a", as: maker, now: start + 43_199) == key)
        #expect(tokens.requestKey(of: token, for: "/a", as: maker, now: start + 43_202) == nil)
        #expect(tokens.requestKey(of: token, for: "/b", as: maker, now: start) == nil)
        #expect(tokens.requestKey(of: token, for: "/a", as: .administrator, now: start) == nil)
        let others = FormTokens(key: Array(repeating: 8, count: 32))
        #expect(others.requestKey(of: token, for: "/a", as: maker, now: start) == nil)
        #expect(tokens.requestKey(of: nil, for: "/a", as: maker, now: start) == nil)
        #expect(tokens.token(for: "/a", as: maker, now: start) != token)
    }

    @Test func hostileFormsGetAPage() async throws {
        try await Self.with { world, browser in
            for text in [
                "\0", "\u{202E}", "<script>alert(1)</script>", "{{7*7}}", String(repeating: "{", count: 9_000),
            ] {
                for field in ["pattern", "plant", "line", "date", "count", "batch", "token", "use", "do"] {
                    let form = [(field, text)] + Self.entry() + [("do", "issue")]
                    let page = try await browser.send(.post, form: form)
                    #expect(page.status < 500, "\(field)")
                    #expect(!page.text.contains("<script>alert"))
                    #expect(!page.text.unicodeScalars.contains("\u{202E}"))
                }
            }
            let huge = try await browser.send(
                .post, form: [("pattern", String(repeating: "x", count: 2_000_000))])
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
