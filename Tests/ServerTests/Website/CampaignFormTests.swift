import HTTPTypes
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Recalls by forms and on the pages for everybody.
struct CampaignFormTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    @Test func aRecallIsWrittenOpenedAndFoundByWhoAsks() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await world.serial(7)
            let new = "/edit/manufacturers/acme/campaigns"
            let typed = [
                "kind": "safetyRecall", "title": "The <cord> may break", "scope": "model = WDX-100/4",
                "remedy": "replace", "priority": "high", "instructions": "Unplug it.", "parts": "CORD-2 x2 -\r\nNUT",
                "doNotUse": "true",
            ]
            func press(
                _ button: String, _ typed: [String: String] = [:], on page: String
            ) async throws -> (status: Int, location: String?, text: String) {
                try await ClaimFormTests.press(button, typed, on: page, browser, as: "administrator")
            }
            var mistyped = typed
            mistyped["scope"] = "model = WDX 100"
            let wrong = try await press("Save the draft", mistyped, on: new)
            #expect(wrong.status == 422 && wrong.text.contains("The &lt;cord&gt; may break"))
            #expect(try await press("Save the draft", typed, on: new).status == 303)
            let drafts = try await browser.send(.get, new, as: "administrator").text
            let page = String(try #require(drafts.firstMatch(of: /href="(\/edit\/campaigns\/[^"]*)"/)).1)
            let shown = page.replacing("/edit", with: "")
            #expect(try await browser.send(.get, shown, as: "public").status == 404)
            #expect(try await browser.send(.get, page, as: "public").status == 403)
            let before = try await browser.send(.get, "/recalls?q=\(serial)", as: "public").text
            #expect(before.contains("No recall is open"))
            #expect(try await press("Open it", on: page).status == 303)
            for path in [shown, "/recalls?q=\(serial)", "\(Self.model)/units/\(serial)", "/lookup?q=\(serial)"] {
                let text = try await browser.send(.get, path, as: "public").text
                #expect(text.contains("The &lt;cord&gt; may break") || path.hasPrefix("/lookup"), "\(path)")
                #expect(!text.contains("The <cord>"), "\(path)")
            }
            let open = try await browser.send(.get, page, as: "administrator").text
            for text in ["Its units", "The rule: model = WDX-100/4", "Suspend it", "CORD-2 x2 -", "Opening"] {
                #expect(open.contains(text), "\(text)")
            }
            #expect(try await press("Close it", on: page).status == 422)
            let remedied = try await press(
                "Save", ["model": "WDX-100/4", "serial": serial, "state": "remedied", "evidence": "Slip 1"], on: page)
            #expect(remedied.status == 303 || remedied.status == 200, "\(remedied.text)")
            let counted = try await browser.send(.get, "\(page)?count=now", as: "administrator").text
            #expect(counted.contains("Remedied"))
            let list = try await browser.send(.get, "/manufacturers/acme/campaigns?state=open", as: "public").text
            #expect(list.contains(shown))
            #expect(try await browser.send(.get, "/manufacturers/acme/campaigns?model=NIX", as: "public").status == 404)
        }
    }

    @Test func aPublishedTableIsLookedAtAndMadeIntoDrafts() async throws {
        try await FormBrowser.with("/") { world, browser in
            try await world.ask(
                "POST", "/api/v1/manufacturers", json: #"{"slug":"mercedes-benz","name":"Mercedes-Benz"}"#)
            let table = try VectorFiles.text("recalls-dvsa.csv")
            func send(_ file: String?) async throws -> (status: Int, text: String) {
                let page = try await browser.send(.get, "/edit/recalls", as: "administrator").text
                let token = try await browser.token(in: page)
                let bytes = UploadForm.bytes(
                    [("token", token), ("authority", "dvsa")], file: file.map { Array($0.utf8) })
                let sent = try await browser.post(
                    "/edit/recalls", bytes, "multipart/form-data; boundary=----b", as: "administrator")
                return (sent.status, sent.text)
            }
            let seen = try await send(table)
            #expect(seen.status == 200 && seen.text.contains("What would become of them"))
            #expect(seen.text.contains("as published: 108, wider: 28, not expressed: 2"))
            #expect(seen.text.contains("A new draft") && seen.text.contains("no such manufacturer"))
            let list = "/manufacturers/mercedes-benz/campaigns"
            #expect(try await !browser.send(.get, list, as: "administrator").text.contains("R-"))
            let forms = seen.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
            let form = try #require(forms.first { $0.2.contains(">Write the drafts<") }).2
            let fields = form.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/).map { input in
                let entities = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
                return (
                    String(input.1),
                    entities.reduce(String(input.2)) { $0.replacing($1.0, with: $1.1) }
                        .replacing("\n", with: "\r\n")
                )
            }
            let written = try await browser.send(.post, "/edit/recalls/drafts", as: "administrator", form: fields)
            #expect(written.status == 200 && written.text.contains("What has become of them"), "\(written.text)")
            #expect(try await browser.send(.get, list, as: "administrator").text.contains("R-"))
            let again = try await send(table)
            #expect(!again.text.contains("Write the drafts") && again.text.contains("There already"))
            for wrong in [nil, "", "a,b\n1,2", "Launch Date\n\u{1}"] {
                #expect(try await send(wrong).status == 422, "\(wrong ?? "nothing")")
            }
            #expect(try await browser.send(.get, "/edit/recalls", as: "public").status == 403)
        }
    }

    /// More than a form may hold: what was sent is kept until it is decided about.
    @Test func aLargeTableIsLookedAtAndWritten() async throws {
        try await Self.withPublished { world, browser, send, write in
            let headings =
                "campaign,make,model,model_year,mfr_campaign,component,manufacturer,built_from,built_to,recall_type,"
                + "units_affected,owners_notified,influenced_by,filed_by,received,created,regulation_part,fmvss,defect,"
                + "consequence,corrective_action,notes"
            let defect = String(repeating: "It may leak. ", count: 330)
            let rows = (1...300).map { number in
                "26V\(number),Mercedes-Benz,M \(number),2024" + String(repeating: ",", count: 15) + defect + ",,,"
            }
            let table = ([headings] + rows).joined(separator: "\n")
            #expect(table.utf8.count > Limits.json)
            let seen = try await send([("authority", "nhtsa")], table)
            #expect(seen.status == 200 && seen.text.contains("as published: 300"), "\(seen.text.prefix(3_000))")
            let written = try await write(seen.text)
            #expect(written.status == 200 && written.text.contains("What has become of them"))
            let list = "/manufacturers/mercedes-benz/campaigns"
            #expect(try await browser.send(.get, list, as: "administrator").text.contains("R-"))
            // The same over HTTP.
            let json = "{\"authority\":\"nhtsa\",\"table\":\"\(table.replacing("\n", with: "\\n"))\"}"
            let again = try await world.ask("POST", "/api/v1/recalls/import?dryRun=true", json: json).json
            #expect(again["items"]?.elements.count { $0["outcome"]?.text == "unchanged" } == 300)
        }
    }

    @Test func whatTheNHTSAsDocumentsSayComesBesideItsProducts() async throws {
        try await Self.withPublished { world, _, send, write in
            let products = "campaign,make,model,model_year\n26V001,Mercedes-Benz,A CLASS,2024\n"
            let summaries = "campaign,kind,year,documents,summary\n26V001,V,2026,1,The pedal may stick.\n"
            let seen = try await send([("authority", "nhtsa")], products)
            #expect(seen.status == 200 && seen.text.contains("What documents say of the campaigns"))
            let id = try #require(seen.text.firstMatch(of: /name="table" value="([0-9]+)"/)?.1)
            let both = try await send([("authority", "nhtsa"), ("table", String(id))], summaries)
            #expect(both.status == 200 && !both.text.contains("What documents say of the campaigns"))
            #expect(try await write(both.text).status == 200)
            let path = "/api/v1/manufacturers/mercedes-benz/campaigns"
            let list = try await world.ask("GET", path).json
            let made = try #require(list["items"]?.elements.first?["path"]?.text)
            #expect(try await world.ask("GET", made).json["defect"]?.text == "The pedal may stick.")
            // Nobody else's file, and none that is gone.
            for other in ["0", "x", "12345"] {
                #expect(
                    try await send([("authority", "nhtsa"), ("table", other)], summaries).status >= 400, "\(other)")
            }
        }
    }

    private typealias Sending = (_ fields: [(String, String)], _ file: String) async throws -> (
        status: Int, text: String
    )
    private typealias Writing = (_ preview: String) async throws -> (status: Int, text: String)

    /// Sends tables of published recalls, and writes the drafts that a preview offers.
    private static func withPublished(
        _ body: (World, FormBrowser, Sending, Writing) async throws -> Void
    ) async throws {
        try await FormBrowser.with("/") { world, browser in
            try await world.ask(
                "POST", "/api/v1/manufacturers", json: #"{"slug":"mercedes-benz","name":"Mercedes-Benz"}"#)
            try await body(world, browser) { fields, file in
                let page = try await browser.send(.get, "/edit/recalls", as: "administrator").text
                let token = try await browser.token(in: page)
                let bytes = UploadForm.bytes([("token", token)] + fields, file: Array(file.utf8))
                let sent = try await browser.post(
                    "/edit/recalls", bytes, "multipart/form-data; boundary=----b", as: "administrator")
                return (sent.status, sent.text)
            } _: { preview in
                let forms = preview.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
                let form = try #require(forms.first { $0.2.contains(">Write the drafts<") }).2
                let fields = form.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/)
                    .map { (String($0.1), String($0.2)) }
                let sent = try await browser.send(.post, "/edit/recalls/drafts", as: "administrator", form: fields)
                return (sent.status, sent.text)
            }
        }
    }

    @Test func remediesArePastedAsATable() async throws {
        try await FormBrowser.with("/") { world, browser in
            let made = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/campaigns",
                json: #"{"kind":"safetyRecall","title":"A","scope":"model = WDX-100/4","remedy":"repair"}"#
            ).json
            try await world.ask(
                "POST", "\(made["path"]?.text ?? "")/steps", json: #"{"step":"open"}"#, headers: ["If-Match": "*"])
            let page = "/edit/manufacturers/acme/campaigns"
            let (good, number) = (try await world.serial(7), made["number"]?.text ?? "")
            let table = "campaign,plate,result\n\(number),WDX-100/4 \(good),remedied\n\(number),NOTHING,remedied\n"
            func press(_ dryRun: String, _ skips: String) async throws -> (status: Int, text: String) {
                let sent = try await ClaimFormTests.press(
                    "Take this table", ["table": table, "dryRun": dryRun, "skipErrors": skips], on: page, browser)
                return (sent.status, sent.text)
            }
            let tried = try await press("true", "")
            #expect(tried.status == 200 && tried.text.contains("NOTHING"), "\(tried.text)")
            #expect(try await press("", "").status == 404)
            let done = try await press("", "true")
            #expect(done.status == 200 && done.text.contains("Rows with something new"))
            let states = try await world.send("GET", "\(made["path"]?.text ?? "")/states").text
            #expect(states.contains("\(good),") && states.contains(",remedied,"))
        }
    }

    @Test func theRecalledUnitsOfAPlaceAreShown() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await world.serial(30)
            let made = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/campaigns",
                json: #"{"kind":"safetyRecall","title":"A <b>","scope":"model = WDX-100/4","remedy":"repair","#
                    + #""stopSale":true}"#
            ).json
            try await world.ask(
                "POST", "\(made["path"]?.text ?? "")/steps", json: #"{"step":"open"}"#, headers: ["If-Match": "*"])
            try await world.ask(
                "POST", "/api/v1/events",
                json: #"{"manufacturer":"acme","businessStep":"receiving","location":"shop-1","#
                    + #""model":"WDX-100/4","serials":["\#(serial)"]}"#)
            let page = "/manufacturers/acme/campaigns/site"
            let asked = try await browser.send(.get, page, as: "administrator")
            #expect(asked.status == 200 && asked.text.contains("Which place?"))
            let shown = try await browser.send(.get, "\(page)?site=shop-1", as: "administrator")
            for text in [serial, "A &lt;b&gt;", "Do not sell", "In stock", "format=csv"] {
                #expect(shown.text.contains(text), "\(text)")
            }
            let wrong = try await browser.send(.get, "\(page)?site=shop-1&campaign=R-1", as: "administrator")
            #expect(wrong.status == 404)
            #expect(try await browser.send(.get, page, as: "public").status == 403)
            let nothing = try await browser.send(.get, "\(page)?site=shop-2", as: "administrator")
            #expect(nothing.status == 200 && nothing.text.contains("No unit of an open campaign"))
        }
    }

    @Test func feedsTellEverybodyWhatIsPublic() async throws {
        try await FormBrowser.with("/") { world, browser in
            for (title, opens) in [("A & B \u{1}<c>", true), ("Secret", false)] {
                let title = title.replacing("\u{1}", with: "")
                let made = try await world.ask(
                    "POST", "/api/v1/manufacturers/acme/campaigns",
                    json:
                        "{\"kind\":\"inspection\",\"title\":\"\(title)\",\"scope\":\"everything\",\"remedy\":\"inspect\"}"
                ).json
                guard opens else { continue }
                let step = try await world.send(
                    "POST", "\(made["path"]?.text ?? "")/steps", json: #"{"step":"open"}"#, headers: ["If-Match": "*"])
                #expect(step.status == 200, "\(step.text)")
            }
            for name in ["recalls.atom", "recalls.json", "recalls.atom?model=WDX-100%2F4"] {
                let feed = try await browser.send(.get, "/manufacturers/acme/\(name)", as: "public")
                #expect(feed.status == 200 && !feed.text.contains("Secret"), "\(name)")
                if name.contains("atom") {
                    #expect(feed.text.contains("A &amp; B &lt;c&gt;"), "\(feed.text)")
                } else {
                    let items = try JSONParser.parse(Array(feed.text.utf8))["items"]?.elements
                    #expect(items?.first?["title"]?.text == "Inspection: A & B <c>", "\(feed.text)")
                }
            }
            #expect(try await browser.send(.get, "/manufacturers/nix/recalls.atom", as: "public").status == 404)
        }
    }
}
