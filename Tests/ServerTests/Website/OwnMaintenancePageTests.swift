import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// An owner reads what is due and looks after calendars on pages, without scripts.
struct OwnMaintenancePageTests {
    private typealias Answer = (status: Int, location: String?, text: String)

    /// Sends a form as it stands on the page.
    private func send(_ target: String, _ browser: FormBrowser) async throws -> Answer {
        let shown = try await browser.send(.get, "/my/maintenance", as: "owner")
        let forms = shown.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
        let form = try #require(forms.first { $0.1.contains("action=\"\(target)\"") }, "no form for \(target)").2
        let fields = form.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/)
            .map { (String($0.1), String($0.2)) }
        return try await browser.send(.post, target, as: "owner", form: fields)
    }

    @Test func staffAskWhatIsDueForAnOwnerAndTheOwnerReadsWhy() async throws {
        try await FormBrowser.with("/") { world, browser in
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/maintenance-plans",
                json: #"{"plans":[{"name":"care","tasks":[{"name":"oil","title":"Oil it","every":{"months":1}}]}]}"#)
            let serial = try await world.serial(7)
            let page = "/edit/manufacturers/acme/persons/maintenance"
            func ask(_ reference: String, _ reason: String) async throws -> Answer {
                try await ClaimFormTests.press(
                    "Show what is due", ["reference": reference, "reason": reason], on: page, browser,
                    as: "administrator")
            }
            let shown = try await ask("Sample Owner", "Asked by telephone")
            #expect(
                shown.status == 200 && shown.text.contains("Oil it") && shown.text.contains(serial), "\(shown.text)")
            #expect(try await ask("Sample Owner", "").status == 422)
            #expect(try await ask("nobody", "Asked by telephone").status == 422)
            #expect(try await browser.send(.get, page, as: "public").status == 403)
        }
    }

    @Test func anOwnerMakesACalendarReadsItAndEndsIt() async throws {
        try await FormBrowser.with("/my/maintenance") { world, browser in
            let set = try await world.send(
                "POST", "/api/v1/manufacturers/acme/maintenance-plans",
                json: #"{"plans":[{"name":"care","tasks":[{"name":"oil","title":"Oil it","every":{"months":1}}]}]}"#)
            #expect(set.status == 200)
            let serial = try await world.serial(7)
            for page in ["/my/products", "/my/maintenance?within=365"] {
                let shown = try await browser.send(.get, page, as: "owner")
                #expect(shown.status == 200 && shown.text.contains("Oil it") && shown.text.contains(serial), "\(page)")
            }
            let made = try await send("/my/calendars/acme", browser)
            let address = try #require(made.text.firstMatch(of: /\/calendars\/[^<"\s]+\.ics/).map { String($0.0) })
            let feed = try await browser.send(.get, address, as: "stranger")
            #expect(feed.status == 200 && feed.text.contains("BEGIN:VCALENDAR"))
            let again = try await browser.send(.get, "/my/maintenance", as: "owner").text
            #expect(!again.contains(address), "shown once")
            let end = try #require(again.firstMatch(of: /\/my\/calendars\/acme\/[0-9]+\/end/).map { String($0.0) })
            let ended = try await send(end, browser)
            #expect(ended.status == 303 && ended.location?.hasPrefix("/my/maintenance") == true)
            #expect(try await browser.send(.get, address, as: "stranger").status == 404)
        }
    }
}
