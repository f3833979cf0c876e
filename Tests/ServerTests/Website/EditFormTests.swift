import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Forms that change something: they say what routes of the API take.
struct EditFormTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    /// Sends a form of a page as a browser does, with what stands in it and what is typed.
    static func send(
        _ typed: [String: String], to target: String, on page: String, _ browser: FormBrowser,
        as eyes: String = "administrator"
    ) async throws -> (status: Int, location: String?, text: String) {
        let shown = try await browser.send(.get, page, as: eyes)
        #expect(shown.status == 200, "\(page): \(shown.status)")
        let forms = shown.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
        let form = try #require(forms.first { $0.1.contains("action=\"\(target)\"") }, "no form for \(target)").2
        var fields: [String: String] = [:]
        for input in form.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/)
        where !input.0.contains("checkbox") || input.0.contains(" checked") {
            fields[String(input.1)] = String(input.2)
        }
        for area in form.matches(of: /<textarea [^>]*?name="([^"]*)"[^>]*>([^<]*)</) {
            fields[String(area.1)] = String(area.2).replacing("&gt;", with: ">")
        }
        for choice in form.matches(of: /<select [^>]*?name="([^"]*)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines()) {
            let chosen = choice.2.firstMatch(of: /<option value="([^"]*)" selected>/)
            fields[String(choice.1)] = chosen.map { String($0.1) } ?? ""
        }
        return try await browser.send(
            .post, target, as: eyes, form: fields.merging(typed) { $1 }.map { ($0.key, $0.value) })
    }

    @Test func everyFieldIsAMemberOfItsRoutesDocumentAndHasWords() throws {
        let english = try #require(try Website().words.first { $0.language == "en" })
        for form in Site.editPages.flatMap(\.forms) {
            #expect(english.texts["editForm.\(form.name)"] != nil, "\(form.name)")
            #expect(form.route.isAPI)
            var members: [String] = form.segments
            if case .json(let schema) = form.route.request {
                members += schema.properties.flatMap { property in
                    switch property.schema {
                    case .object(let inner): inner.properties.map { "\(property.name).\($0.name)" }
                    // A scanner that types sends one entry of the list that the route takes.
                    case .list(.object(let entry), _) where form.complete != nil:
                        [property.name] + entry.properties.map(\.name)
                    default: [property.name]
                    }
                }
            }
            for name in form.segments + form.fields.map(\.name) {
                // Of a document that is told elsewhere, the form asks for parts, of a list of words for each of them.
                let isPart = ["coverage", "topics"].contains { name.hasPrefix("\($0).") && members.contains($0) }
                #expect(isPart || members.contains(name), "\(form.name): \(name)")
                #expect(
                    english.texts["field.\(form.name).\(name)"] ?? english.texts["field.\(name)"] != nil,
                    "\(form.name): \(name)")
            }
        }
    }

    @Test func everyWordOfAFormIsOfAForm() throws {
        let english = try #require(try Website().words.first { $0.language == "en" })
        let forms = Site.editPages.flatMap(\.forms)
        let names = Set(forms.map(\.name))
        let fields = Set(forms.flatMap { form in form.segments + form.fields.map(\.name) })
        for key in english.texts.keys.sorted() {
            let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
            switch parts[0] {
            case "editForm": #expect(names.contains(String(parts[1].prefix { $0 != "." })), "\(key)")
            case "field", "hint":
                let inner = parts[1].split(separator: ".", maxSplits: 1).map(String.init)
                #expect(
                    fields.contains(parts[1]) || names.contains(inner[0]) && fields.contains(inner[1]), "\(key)")
            default: break
            }
        }
    }

    /// What programs may change by JSON, people may change by a form.
    @Test func everyChangeOfTheCatalogueAndTheLedgerHasAForm() {
        let elsewhere: Set<String> = [
            // What programs send: a server that is not there, a mail system.
            "/notices/deliver", "/notices/bounce",
            // The whole table of an authority, which 'nameplate recall import' reads.
            "/recalls/import",
            // On the page of notices, whose answer is a file.
            "/manufacturers/{manufacturer}/letters",
            // On the pages of categories, documents, layouts, issuing and import.
            "/categories", "/categories/{category}", "/manufacturers/{manufacturer}/documents",
            "/manufacturers/{manufacturer}/documents/links", "/manufacturers/{manufacturer}/documents/{document}",
            "/manufacturers/{manufacturer}/documents/{document}/withdrawal",
            "/manufacturers/{manufacturer}/label-layouts/{layout}",
            // On the page of the claim, with a file.
            "/claims/{claim}/files", "/claims/{claim}/files/{file}",
            // On the page of the case, with a file.
            "/cases/{case}/files", "/cases/{case}/files/{file}",
        ]
        let forms = Set(Site.editPages.flatMap(\.forms).map { "\($0.route.method.rawValue) \($0.route.path.text)" })
        for route in Routes.api
        where route.method != .get
            && [
                .editCatalogue, .record, .decideCover, .manageNotices, .submitClaims, .decideClaims, .handleCases,
                .decideRegistrations, .serviceUnits, .manageCampaigns, .handleThefts, .handleStock, .holdGoods,
                .decideRelease,
            ].contains(route.permission)
        {
            let path = String(route.path.text.dropFirst(Routes.prefix.count))
            guard !elsewhere.contains(path) else { continue }
            #expect(forms.contains("\(route.method.rawValue) \(route.path.text)"), "\(route.method.rawValue) \(path)")
        }
    }

    @Test func aModelIsChangedAndWhatWasLeftStaysAsItWas() async throws {
        try await FormBrowser.with("/edit\(Self.model)") { world, browser in
            let before = try await world.ask("GET", World.model).json
            let page = "/edit\(Self.model)"
            let done = try await Self.send(["name": "Another name"], to: page, on: page, browser)
            #expect(done.status == 303)
            #expect(done.location == "\(page)?done=model#model")
            let after = try await world.ask("GET", World.model).json
            #expect(after["name"]?.text == "Another name")
            #expect(after["specifications"] == before["specifications"])
            #expect(after["gtins"] == before["gtins"])
            #expect(after["category"] == before["category"])
            #expect(after["fleetPublished"] == before["fleetPublished"])
            let shown = try await browser.send(.get, "\(page)?done=model", as: "administrator")
            #expect(shown.text.contains("It is done."))
        }
    }

    @Test func listsGrowAndShrink() async throws {
        try await FormBrowser.with("/edit\(Self.model)") { world, browser in
            let page = "/edit\(Self.model)"
            let approval = ["mark": "CE", "standards": "EN 1\r\nEN 2", "validFrom": "2026-01"]
            #expect(try await Self.send(approval, to: "\(page)/approvals", on: page, browser).status == 303)
            let kept = try await world.ask("GET", "\(World.model)/approvals").json["items"]?.elements ?? []
            let entry = try #require(kept.first { $0["mark"]?.text == "CE" })
            #expect(entry["standards"] == .array([.text("EN 1"), .text("EN 2")]))
            let id = try #require(entry["id"]?.text)
            let removed = try await Self.send([:], to: "\(page)/approvals/\(id)", on: page, browser)
            #expect(removed.location == "\(page)?done=approval#approval")
            let left = try await world.ask("GET", "\(World.model)/approvals").json["items"]?.elements ?? []
            #expect(left.count == kept.count - 1)
        }
    }

    @Test func anEventIsRecordedOnceAndDeclaredAMistake() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await world.serial(7)
            let page = "/edit\(Self.model)/units/\(serial)"
            let shown = try await browser.send(.get, page, as: "administrator")
            let form = try #require(
                shown.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
                    .first { $0.1.contains("\(page)/unitEvent") }
            ).2
            let token = try #require(form.firstMatch(of: /name="token" value="([^"]*)"/)).1
            let typed = [
                ("token", String(token)), ("businessStep", "inspecting"), ("readings", "run_time = 1200 HUR"),
                ("notes", "as good as new"),
            ]
            func history() async throws -> [JSONValue] {
                try await world.ask("GET", "\(World.model)/units/\(serial)").json["history"]?.elements ?? []
            }
            let before = try await history().count
            for _ in 0..<2 {
                let sent = try await browser.send(.post, "\(page)/unitEvent", as: "administrator", form: typed)
                #expect(sent.status == 303)
            }
            let after = try await history()
            #expect(after.count == before + 1, "the same form counts once")
            let event = try #require(after.first { $0["businessStep"]?.text == "inspecting" })
            let id = try #require(event["event"]?.text ?? event["id"]?.text)
            let nothing = try await Self.send([:], to: "\(page)/correction", on: page, browser)
            #expect(nothing.status == 422)
            let mistake = try await Self.send(
                ["corrects": id, "errorReason": "did_not_occur"], to: "\(page)/correction", on: page, browser)
            #expect(mistake.status == 303)
            let corrected = try await history()
            #expect(corrected.contains { $0["correctedBy"] != nil })
        }
    }

    @Test func aDocumentIsDescribedAnew() async throws {
        try await FormBrowser.with("/") { world, browser in
            let added = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/documents/links",
                json: #"{"kind":"manual","title":"Old","models":["WDX-100/4"],"link":"https://example.com/m.pdf"}"#)
            let id = try #require(added.json["id"]?.text)
            let page = "/edit/manufacturers/acme/documents/\(id)"
            let done = try await Self.send(
                ["title": "New", "language": "de", "faultCodes": "leak\r\nfan"], to: page, on: page, browser)
            #expect(done.status == 303, "\(done.text.prefix(2_000))")
            let now = try await world.ask("GET", "/api/v1/manufacturers/acme/documents/\(id)").json
            #expect(now["title"]?.text == "New" && now["language"]?.text == "de")
            #expect(now["models"]?.elements.count == 1 && now["kind"]?.text == "manual")
            #expect(now["faultCodes"]?.elements.compactMap(\.text) == ["leak", "fan"])
            let kept = try await Self.send(["title": "Newer"], to: page, on: page, browser)
            #expect(kept.status == 303)
            let still = try await world.ask("GET", "/api/v1/manufacturers/acme/documents/\(id)").json
            #expect(still["title"]?.text == "Newer" && still["faultCodes"]?.elements.count == 2)
        }
    }

    @Test func aTableIsNotReplacedByWhatIsNone() async throws {
        try await FormBrowser.with("/edit/reference-tables") { _, browser in
            let shown = try await browser.send(as: "administrator")
            #expect(shown.status == 200)
            let target = "/edit/reference-tables/vehicles"
            let part = try #require(shown.text.split(separator: "action=\"\(target)\"", maxSplits: 1).last)
            let token = try await browser.token(in: "<main" + part)
            let body = """
                --b\r\nContent-Disposition: form-data; name="token"\r\n\r\n\(token)\r\n\
                --b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nno table\r\n--b--\r\n
                """
            let sent = try await browser.post(
                target, Array(body.utf8), "multipart/form-data; boundary=b", as: "administrator")
            #expect((400..<500).contains(sent.status), "\(sent.status)")
            #expect(sent.text.contains("class=\"field-problem\""))
            #expect(try await browser.send(as: "catalogue").status == 403)
        }
    }

    @Test func plansAreSetByTheirDocumentAndWorkIsRecorded() async throws {
        try await FormBrowser.with("/") { world, browser in
            let plans = "/edit/manufacturers/acme/maintenance-plans"
            let document =
                #"{"name": "care", "starts": ["sale"], "tasks": [{"name": "oil", "title": "Oil it", "every": {"months": 6}}]}"#
            #expect(try await Self.send(["plans": document], to: plans, on: plans, browser).status == 303)
            #expect(try await browser.send(.get, Self.model, as: "public").text.contains("Oil it"))
            let serial = try await world.serial(7)
            let unit = "/edit\(Self.model)/units/\(serial)/maintenance"
            let done = ["task": "care/oil", "outcome": "done", "readings.hours": "120", "readings.km": "5"]
            let sent = try await Self.send(done, to: "\(unit)/jobs", on: unit, browser)
            #expect(sent.location == "\(unit)?done=maintenanceJob#maintenanceJob", "\(sent.text)")
            #expect(try await browser.send(.get, unit, as: "administrator").text.contains("done "))
            let readings = "/edit\(Self.model)/units/\(serial)/readings"
            let low = try await Self.send(["readings.hours": "1"], to: readings, on: unit, browser)
            #expect(low.status == 409 && low.text.contains("backwards"))
            let new = ["readings.hours": "130", "newMeters.hours": "0", "note": "The old one stood still."]
            #expect(try await Self.send(new, to: readings, on: unit, browser).status == 303)
            let list = try await browser.send(.get, "\(Self.model)/maintenance?within=365", as: "administrator")
            #expect(list.text.contains("Oil it"))
            #expect(try await browser.send(.get, "\(Self.model)/maintenance", as: "public").status == 403)
            let page = try await browser.send(.get, "\(Self.model)/units/\(serial)", as: "public")
            #expect(!page.text.contains("Oil it"))
        }
    }

    @Test func termsAreSetByTheirDocumentAndAUnitIsGivenMore() async throws {
        try await FormBrowser.with("/") { world, browser in
            let terms = "/edit/manufacturers/acme/warranty-terms"
            let document =
                #"{"name": "std", "starts": [{"from": "sale"}], "coverages": [{"covers": ["parts"], "years": 2}]}"#
            #expect(try await Self.send(["terms": document], to: terms, on: terms, browser).status == 303)
            let shown = try await browser.send(.get, terms, as: "administrator")
            #expect(shown.text.contains("std 1"))
            let model = try await browser.send(.get, Self.model, as: "public")
            #expect(model.text.contains("2 years") && model.text.contains("its sale"))
            let unit = "/edit\(Self.model)/units/\(try await world.serial(7))"
            let more = ["reference": "K-1", "coverage.parts": "true", "coverage.months": "12", "from": "2026-01-01"]
            let given = try await Self.send(more, to: "\(unit)/warranty/extensions", on: unit, browser)
            #expect(given.location == "\(unit)?done=extension#extension")
            let ended = try await Self.send(["reference": "K-2"], to: "\(unit)/warranty/ended", on: unit, browser)
            #expect(ended.status == 404)
            #expect(
                try await Self.send(["reference": "K-1"], to: "\(unit)/warranty/ended", on: unit, browser).status == 303
            )
        }
    }

    @Test func aProgramIsToldOfWhatIsTickedAndItsSecretIsShownOnRequest() async throws {
        try await FormBrowser.with("/") { world, browser in
            let page = "/edit/manufacturers/acme/webhooks"
            let typed = [
                "name": "Shop", "url": "https://hooks.example.com/x", "on": "true", "topics.unit-event": "true",
                "dispositions": "retail_sold\r\nactive",
            ]
            #expect(try await Self.send(["name": "Shop"], to: page, on: page, browser).status == 422)
            #expect(try await Self.send(typed, to: page, on: page, browser).status == 303)
            let kept = try await world.ask("GET", "/api/v1/manufacturers/acme/webhooks").json["items"]?.elements.first
            #expect(kept?["topics"] == .array([.text("unit.event")]))
            #expect(kept?["dispositions"] == .array([.text("retail_sold"), .text("active")]))
            let id = try #require(kept?["id"]?.text)
            let chosen = "\(page)?webhook=\(id)"
            let shown = try await browser.send(.get, chosen, as: "administrator")
            #expect(!shown.text.contains("whsec_"))
            let told = try await browser.send(.get, "\(chosen)&secret=true", as: "administrator")
            #expect(told.text.contains("whsec_"))
            let changed = try await Self.send(["on": ""], to: "\(page)/\(id)", on: chosen, browser)
            #expect(changed.status == 303, "\(changed.text.prefix(400))")
            let after = try await world.ask("GET", "/api/v1/manufacturers/acme/webhooks").json["items"]?.elements.first
            #expect(after?["on"] == .boolean(false) && after?["dispositions"]?.elements.count == 2)
            #expect(try await Self.send([:], to: "\(page)/\(id)/removed", on: page, browser).status == 303)
            #expect(try await browser.send(.get, page, as: "recall").status == 403)
        }
    }

    @Test(arguments: [
        ("/edit/manufacturers", "service"), ("/edit/manufacturers/acme", "service"),
        ("/edit\(model)", "production"), ("/edit/manufacturers/acme/events", "auditor"),
        ("/edit/manufacturers/acme/events", "catalogue"),
    ])
    func whoeverMayNotChangeItSeesNoForm(_ path: String, _ role: String) async throws {
        try await FormBrowser.with(path) { _, browser in
            for eyes in [role, "public"] {
                let page = try await browser.send(as: eyes)
                #expect(page.status == 403 || page.status == 401, "\(eyes): \(page.status)")
            }
        }
    }
}
