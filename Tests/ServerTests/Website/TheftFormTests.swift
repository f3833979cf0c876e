import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Thefts and losses by forms: reported by an owner or by staff, confirmed, brought to an end.
struct TheftFormTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    private typealias Answer = (status: Int, location: String?, text: String)

    /// Sends the form of a page that has a button with a text.
    private func press(
        _ button: String, _ typed: [String: String] = [:], on page: String, _ browser: FormBrowser,
        as eyes: String = "administrator"
    ) async throws -> Answer {
        let shown = try await browser.send(.get, page, as: eyes)
        #expect(shown.status == 200, "\(page): \(shown.text)")
        let forms = shown.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
        let form = try #require(forms.first { $0.2.contains(">\(button)<") }, "no button \(button)")
        let action = try #require(form.1.firstMatch(of: /action="([^"]*)"/)).1
        var fields: [String: String] = [:]
        for input in form.2.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/)
        where !input.0.contains("checkbox") { fields[String(input.1)] = String(input.2) }
        for choice in form.2.matches(of: /<select [^>]*?name="([^"]*)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines()) {
            fields[String(choice.1)] = choice.2.firstMatch(of: /<option value="([^"]*)" selected>/).map { String($0.1) }
        }
        return try await browser.send(
            .post, String(action), as: eyes, form: fields.merging(typed) { $1 }.map { ($0.key, $0.value) })
    }

    @Test func staffWriteDownAReportAndDecideAboutIt() async throws {
        try await FormBrowser.with("/") { world, browser in
            let unit = "\(Self.model)/units/\(try await world.serial(7))"
            let shown = try await browser.send(.get, unit, as: "warranty")
            #expect(shown.text.contains("href=\"/edit\(unit)/thefts\""))
            for eyes in ["service", "public"] {
                #expect(!(try await browser.send(.get, unit, as: eyes)).text.contains("/edit\(unit)/thefts"))
            }
            let page = "/edit\(unit)/thefts"
            let wrong = try await press("Report it", ["happenedOn": "soon"], on: page, browser, as: "warranty")
            #expect(wrong.status == 422 && wrong.text.contains("class=\"field-problem\""))
            let made = try await press(
                "Report it", ["happenedOn": "2025-01-02", "words": "<b>Gone</b>", "provisional": "true"], on: page,
                browser, as: "warranty")
            #expect(made.status == 303, "\(made.text)")
            #expect(!(try await browser.send(.get, unit, as: "public")).text.contains("stolen or lost"))
            #expect(try await browser.send(.get, unit, as: "service").text.contains("Reported: T-"))
            let list = try await browser.send(.get, "/manufacturers/acme/thefts", as: "warranty").text
            let report = String(try #require(list.firstMatch(of: /href="(\/edit\/thefts\/[^"]*)"/)).1)
            let read = try await browser.send(.get, report, as: "warranty").text
            #expect(read.contains("&lt;b&gt;Gone&lt;/b&gt;") && read.contains("Not confirmed"))
            let noReason = try await press("Confirm", on: report, browser, as: "warranty")
            #expect(noReason.status == 422)
            let confirmed = try await press(
                "Confirm", ["note": "The police says so"], on: report, browser, as: "warranty")
            #expect(confirmed.status == 303, "\(confirmed.text)")
            #expect(try await browser.send(.get, unit, as: "public").text.contains("reported stolen or lost"))
            #expect(try await browser.send(.get, report, as: "service").status == 404)
            let found = try await press("It is found", ["note": "In the yard"], on: report, browser, as: "warranty")
            #expect(found.status == 303)
            #expect(!(try await browser.send(.get, unit, as: "public")).text.contains("reported stolen or lost"))
            for query in ["state=recovered", "ended=true", "model=WDX-100%2F4&ended=true"] {
                let listed = try await browser.send(.get, "/manufacturers/acme/thefts?\(query)", as: "warranty")
                #expect(listed.text.contains(report), "\(query)")
            }
            let unknown = try await browser.send(.get, "/manufacturers/acme/thefts?model=NONE", as: "warranty")
            #expect(unknown.status == 404)
        }
    }

    @Test func anOwnerReportsAProductOfTheirs() async throws {
        try await FormBrowser.with("/my/products") { world, browser in
            let products = try await browser.send(.get, "/my/products", as: "owner").text
            let mine = String(try #require(products.firstMatch(of: /href="(\/my\/products\/[^"]+)"/)).1)
            let shown = try await browser.send(.get, mine, as: "owner").text
            let page = String(try #require(shown.firstMatch(of: /href="(\/edit\/[^"]*\/thefts)"/)).1)
            let made = try await press(
                "Report it", ["happenedOn": "2025-01-02", "region": "Bergen"], on: page, browser, as: "owner")
            #expect(made.status == 303, "\(made.text)")
            let after = try await browser.send(.get, mine, as: "owner").text
            #expect(after.contains("Confirmed"))
            let report = String(try #require(after.firstMatch(of: /href="(\/edit\/thefts\/[^"]*)"/)).1)
            #expect(try await browser.send(.get, report, as: "owner").text.contains("Bergen"))
            #expect(try await press("Take it back", on: report, browser, as: "owner").status == 303)
            #expect(try await browser.send(.get, report, as: "owner").text.contains("Taken back"))
        }
    }
}
