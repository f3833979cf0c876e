import HTTPTypes
import Nameplate
import Registry
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
