import HTTPTypes
import Hummingbird
import Nameplate
import Testing

@testable import Server

@Suite("Languages of the pages")
struct LanguageTests {
    /// Pages of the stocked world, asked for by whoever looks after all of it.
    private static func pages(_ world: World) async throws -> [String] {
        let (unit, model) = (try await world.serial(7), "/manufacturers/acme/models/WDX-100%2F4")
        return [
            "/", "/lookup?q=nothing+of+ours+471147114711", "/lookup/list",
            "/explain?text=CSQU3045383", "/manufacturers", "/manufacturers/acme",
            "/manufacturers/acme/unknown-plates", "/manufacturers/acme/population?q=model+%3D+WDX-100%2F4",
            "/manufacturers/acme/audit-trail", "/manufacturers/acme/persons", "/manufacturers/acme/audience",
            "/manufacturers/acme/gaps", model,
            "\(model)/data-sheet", "\(model)/units/\(unit)", "\(model)/units/\(unit)?asOf=2026-05-01",
            "\(model)/batches/B%2F1", "\(model)/issue", "\(model)/formats/learn", "\(model)/documents", "/models",
            "/models?q=fridge", "/compare", "/categories", "/retention", "/audit-trail", "/formats/learn", "/import",
            "/registry", "/edit/imports", "/edit/reference-tables", "/edit/manufacturers",
            "/edit/manufacturers/acme/warranty-terms", "/edit/manufacturers/acme",
            "/edit/manufacturers/acme/events", "/manufacturers/acme/claims", "/manufacturers/acme/claims/costs",
            "/manufacturers/acme/service-orders", "/manufacturers/acme/repair-figures", "\(model)/cures",
            "/edit\(model)/units/\(unit)/service-orders", "/edit/manufacturers/acme/fault-codes",
            "/edit/manufacturers/acme/claims", "/manufacturers/acme/campaigns", "/edit/manufacturers/acme/campaigns",
            "/manufacturers/acme/locations", "/edit/manufacturers/acme/locations", "/manufacturers/acme/stock",
            "/manufacturers/acme/stock/units",
            "/manufacturers/acme/stock/storage", "/manufacturers/acme/quality", "/manufacturers/acme/quality/failures",
            "/manufacturers/acme/quality/warranty",
            "/manufacturers/acme/quality/watched", "/manufacturers/acme/quality/watch-proposals",
            "\(model)/units/\(unit)/health",
            "/manufacturers/acme/complaints", "/edit/manufacturers/acme/complaints", "/manufacturers/acme/problems",
            "/manufacturers/acme/quality/issues",
            "/edit/manufacturers/acme/stock", "/manufacturers/acme/campaigns/site", "/edit/recalls",
            "/manufacturers/acme/counts", "/edit/manufacturers/acme/counts",
            "/manufacturers/acme/picks", "/edit/manufacturers/acme/picks",
            "/edit/manufacturers/acme/persons/maintenance", "/edit/manufacturers/acme/packing",
            "/manufacturers/acme/holds", "/manufacturers/acme/shipments", "/manufacturers/acme/discrepancies",
            "/manufacturers/acme/returns", "/edit/manufacturers/acme/tests",
            "/manufacturers/acme/replenishment", "/edit/manufacturers/acme/replenishment",
            "/recalls", "/recalls?q=WDX-100%2F4+\(unit)",
            "/verify", "/verify/signature", "/edit/manufacturers/acme/copies",
            "/edit/manufacturers/acme/verification-rules", "/edit\(model)/units/\(unit)/copies",
            "/edit\(model)/units/\(unit)/claims", "/manufacturers/acme/cases", "/edit\(model)/units/\(unit)/cases",
            "/manufacturers/acme/thefts", "/found", "/edit/manufacturers/acme/theft-feed",
            "/edit\(model)/units/\(unit)/thefts",
            "/home", "/jobs", "/export", "/account", "/accounts", "/accounts/maker", "/sign-in", "/welcome",
            "/reference-tables", "/nowhere",
        ]
    }

    private static func get(
        _ path: String, _ world: World, _ responder: NameplateResponder, language: String, cookie: String = ""
    ) async throws -> String {
        let session = try await world.cookie(of: .administrator)
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "127.0.0.1:8080", path: path,
            headerFields: [.cookie: cookie.isEmpty ? session : "\(session); \(cookie)", .acceptLanguage: language])
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .loopback)
        let collector = PageCollector()
        try await response.body.write(collector)
        #expect(response.headers[.vary] != nil || response.status != .ok, "\(path)")
        return String(decoding: collector.bytes, as: UTF8.self)
    }

    private static func with(
        _ site: Site? = nil, _ body: (World, NameplateResponder) async throws -> Void
    ) async throws {
        try await World.stocked { world in
            let site = try site ?? Site(demo: World.demo, formKey: world.registry.formKey)
            let responder = NameplateResponder(world.registry, site: site)
            responder.hosts.listen(on: World.port)
            try await body(world, responder)
        }
    }

    @Test("What a page says comes from the catalogue: with marked texts, nothing is left unmarked but data")
    func allTextsAreInTheCatalogue() async throws {
        var site = try Site(demo: World.demo, formKey: [UInt8](repeating: 7, count: 32))
        site.website = try Website(files: EmbeddedFile.all() + [Self.marked])
        try await Self.with(site) { world, responder in
            var left: Set<String> = []
            for path in try await Self.pages(world) {
                let page = try await Self.get(path, world, responder, language: "qps")
                #expect(page.contains("<html lang=\"⟦qps⟧\">") || page.contains("<html lang=\"qps\">"), "\(path)")
                left.formUnion(Self.unmarked(page).filter { !Self.isData($0) }.map { "\(path): \($0)" })
            }
            #expect(left.sorted() == [])
        }
    }

    @Test("The browser's languages count by their weight, and a choice in the footer before them")
    func languageIsChosen() async throws {
        try await Self.with { world, responder in
            for (asked, cookie, tag) in [
                ("de", "", "de"), ("de-AT, en;q=0.5", "", "de"), ("en, de;q=0.9", "", "en"), ("fr, de;q=0.1", "", "de"),
                ("fr", "", "en"), ("", "", "en"), ("*", "", "en"), ("en", "nameplate-language=de", "de"),
                ("de", "nameplate-language=en", "en"), ("de", "nameplate-language=<script>", "de"),
            ] {
                let page = try await Self.get("/", world, responder, language: asked, cookie: cookie)
                #expect(page.contains("<html lang=\"\(tag)\">"), "\(asked) \(cookie)")
                #expect(page.contains("value=\"\(tag)\" lang=\"\(tag)\" aria-pressed=\"true\""))
            }
        }
    }

    @Test("The form in the footer remembers a language and leads back, to this site alone")
    func choiceIsRemembered() async throws {
        try await FormBrowser.with("/") { _, browser in
            let chosen = try await browser.send(
                .post, "/language", form: [("language", "de"), ("back", "/manufacturers/acme")])
            #expect(chosen.status == 303)
            #expect(chosen.location == "/manufacturers/acme")
            let elsewhere = try await browser.send(
                .post, "/language", form: [("language", "de"), ("back", "//evil.example")])
            #expect(elsewhere.location == "/")
            #expect(try await browser.send(.post, "/language", form: [("language", "xx")]).status == 422)
            let foreign = try await browser.send(
                .post, "/language", form: [("language", "de")], origin: "http://evil.example")
            #expect(foreign.status == 403)
        }
    }

    @Test("Dates and numbers are written as the language writes them")
    func datesAndNumbers() throws {
        let german = try #require(try Website().words.first { $0.language == "de" })
        Words.$current.withValue(german) {
            #expect(Moment(microseconds: World.now).dateText == "1. Juni 2026")
            #expect(Numbers.fixed(1234.5, places: 1) == "1\u{202F}234,5")
            #expect(Words.text("count.unit", count: 1) == "1 Stück")
            #expect(Words.text("count.unit", count: 2) == "2 Stücke")
        }
        #expect(Moment(microseconds: World.now).dateText == "1 June 2026")
    }

    // MARK: Marked texts

    /// The English catalogue with each text in ⟦ and ⟧, as a language of its own.
    private static var marked: EmbeddedFile {
        let lines = EmbeddedFile.all().filter { $0.name == "Words/en.tsv" }.flatMap {
            String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n")
        }
        let table = lines.filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t")
            let isText = !["tone.", "number."].contains { fields[0].hasPrefix($0) } && fields[0] != "language.tag"
            return fields[0] + "\t" + (isText ? "⟦\(fields[1])⟧" : fields[0] == "language.tag" ? "qps" : fields[1])
        }
        return EmbeddedFile(name: "Words/qps.tsv", bytes: Array(table.joined(separator: "\n").utf8))
    }

    /// What of a page's texts, and of the attributes that are read out, lies outside all marks.
    private static func unmarked(_ page: String) -> [String] {
        let attributes = page.matches(of: /\s(?:aria-label|placeholder|title|alt)="([^"]*)"/).map { String($0.1) }
        let body = page.replacing(/<(textarea|script|code|pre)[^>]*>[^<]*<\/[a-z]+>/, with: "")
        let texts = body.replacing(/<[^>]*>/, with: "\u{1}").split(separator: "\u{1}").map(String.init)
        return (texts + attributes).flatMap { text in
            var depth = 0
            var outside = ""
            for character in text {
                if character == "⟦" { depth += 1 }
                if depth == 0 { outside.append(character) }
                if character == "⟧" {
                    depth -= 1
                    outside.append("\u{1}")
                }
            }
            return outside.split(separator: "\u{1}").map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
        }.filter { $0.contains(/[A-Za-z]{2}/) }
    }

    /// Data of the world, names, and words that are typed or sent as they stand.
    private static func isData(_ text: String) -> Bool {
        let names = [
            "Nameplate", "API", "CSV", "JSON", "Acme", "acme", "Fridge", "Volume", "WDX-100", "B/1", "Sample Owner",
            "NO",
            "TR26", "TR{", "EPCIS", "UTC", "English", "Deutsch", "230 V~ 50 Hz", "AB-1200 X", "nothing of ours", "test",
            "path.unknown", "CSQU30", "WX-", "{", "utf-", "windows-1252", "codes",
        ]
        let accounts = ["administrator", "maker", "owner", "support", "technician"]
        return accounts.contains(text) || names.contains { text.contains($0) } || isSyntax(text)
            || isSaidByTheRegistry(text)
    }

    /// Conditions on units as they are typed, and the names of tables and mappings of files.
    private static func isSyntax(_ text: String) -> Bool {
        let populations = [
            "=", " like ", " in (", "serial from ", "produced from ", "product line, category", "production line",
            "batch, work order",
        ]
        let words: Set<String> = [
            "age", "contains", "disposition", "mark", "market", "model", "produced", "serial", "vin", "approvals",
            "batches", "components", "documents", "drive-stats", "energy-star", "energy-star-refrigerators",
            "energy-star-washers", "events", "formats", "gudid", "inventree", "manufacturers", "marketing", "models",
            "locations", "packaging", "parts", "prices", "snipe-it", "supersessions", "units", "versions",
            "age &lt; 2 years",
        ]
        return words.contains(text) || populations.contains { text.contains($0) }
    }

    /// Sentences of the registry itself, which answer programs too and are English: of readings and errors, of
    /// reference tables and the audit trail.
    private static func isSaidByTheRegistry(_ text: String) -> Bool {
        [
            "serial numbers", "Container number", "The 11th character", "The 7th and 8th characters",
            "12 digits, as long",
            "Look for the plate", "Type both numbers", "The model has no category", "There is nothing at this address",
            "Welte", "BWIPP", "GS1", "NHTSA", "Osmocom", "vPIC",
        ].contains { text.contains($0) }
    }
}
