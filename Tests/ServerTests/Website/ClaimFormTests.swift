import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Claims by forms: filed, changed, decided.
struct ClaimFormTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    /// Sends the form of a page that has a button with a text.
    static func press(
        _ button: String, _ typed: [String: String] = [:], on page: String, _ browser: FormBrowser,
        as eyes: String = "administrator"
    ) async throws -> (status: Int, location: String?, text: String) {
        let shown = try await browser.send(.get, page, as: eyes)
        #expect(shown.status == 200, "\(page): \(shown.text)")
        let forms = shown.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
        let form = try #require(forms.first { $0.2.contains(">\(button)<") }, "no button \(button)")
        let action = try #require(form.1.firstMatch(of: /action="([^"]*)"/)).1
        var fields: [String: String] = [:]
        for input in form.2.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/)
        where !input.0.contains("checkbox") { fields[String(input.1)] = String(input.2) }
        for area in form.2.matches(of: /<textarea [^>]*?name="([^"]*)"[^>]*>([^<]*)</) {
            fields[String(area.1)] = String(area.2)
        }
        for choice in form.2.matches(of: /<select [^>]*?name="([^"]*)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines()) {
            fields[String(choice.1)] = choice.2.firstMatch(of: /<option value="([^"]*)" selected>/).map { String($0.1) }
        }
        return try await browser.send(
            .post, String(action), as: eyes, form: fields.merging(typed) { $1 }.map { ($0.key, $0.value) })
    }

    @Test func aClaimIsFiledOnAUnitsPageAndDecidedOnItsOwn() async throws {
        try await FormBrowser.with("/") { world, browser in
            let unit = "\(Self.model)/units/\(try await world.serial(7))"
            let shown = try await browser.send(.get, unit, as: "administrator")
            #expect(shown.text.contains("href=\"/edit\(unit)/claims\""))
            let typed = [
                "complaint": "It <does> not start", "currency": "NOK", "failedOn": "2026-05-02",
                "lines": "part CU-9 450.00 x2\r\nlabour R-1 90 600", "submit": "true",
            ]
            let wrong = try await Self.press(
                "File the claim", typed.merging(["lines": "nonsense"]) { $1 }, on: "/edit\(unit)/claims", browser,
                as: "technician")
            #expect(wrong.status == 422 && wrong.text.contains("It &lt;does&gt; not start"))
            let filed = try await Self.press(
                "File the claim", typed, on: "/edit\(unit)/claims", browser,
                as: "technician")
            #expect(filed.status == 303, "\(filed.text)")
            let list = try await browser.send(.get, "/manufacturers/acme/claims", as: "administrator")
            let page = String(try #require(list.text.firstMatch(of: /href="(\/edit\/claims\/[^"]*)"/)).1)
            #expect(list.text.contains("1800.00") && list.text.contains("Handed over"))
            #expect(try await Self.press("Take it up", on: page, browser).status == 303)
            let unsaid = try await Self.press("Reject", on: page, browser)
            #expect(unsaid.status == 422 && unsaid.text.contains("id=\"reject-reason\""))
            let odd = try await Self.press(
                "Approve a part", ["reason": "One hour", "lines": "two 600"], on: page, browser)
            #expect(odd.status == 422)
            let decided = try await Self.press(
                "Approve a part", ["reason": "One hour", "note": "within", "lines": "2 600.00 the standard"], on: page,
                browser)
            #expect(decided.status == 303, "\(decided.text)")
            let after = try await browser.send(.get, "\(page)?done=claim", as: "administrator").text
            for text in ["Approved in part", "1500.00", "the standard", "One hour", "within", "It is paid"] {
                #expect(after.contains(text), "\(text)")
            }
            let costs = try await browser.send(.get, "/manufacturers/acme/claims/costs?by=month", as: "administrator")
            #expect(costs.text.contains("1500.00"))
            #expect(try await browser.send(.get, page, as: "public").status == 403)
        }
    }

    /// Why cover does not hold is for whoever decides, on the page as in the interface.
    @Test func aDraftThatSaysNothingIsNotErasedAndTheVerdictsReasonIsShown() async throws {
        try await FormBrowser.with("/") { world, browser in
            let unit = "\(Self.model)/units/\(try await world.serial(7))"
            _ = try await Self.press(
                "File the claim", ["currency": "NOK"], on: "/edit\(unit)/claims", browser, as: "technician")
            let list = try await browser.send(.get, "/manufacturers/acme/claims", as: "administrator")
            let page = String(try #require(list.text.firstMatch(of: /href="(\/edit\/claims\/[^"]*)"/)).1)
            let draft = try await browser.send(.get, page, as: "administrator").text
            #expect(draft.contains("What is wrong has not been said yet."))
            #expect(!draft.contains("What was said here has been erased."))
            let number = try #require(page.split(separator: "/").last)
            let step = try await world.send(
                "PUT", "/api/v1/claims/\(number)", json: #"{"complaint": "It hums", "currency": "NOK"}"#,
                headers: ["If-Match": "*"])
            #expect(step.status == 200, "\(step.text)")
            _ = try await Self.press("Hand it over", on: page, browser, as: "technician")
            let found = try await world.ask("GET", "/api/v1/claims/\(number)").json["findings"]?.elements ?? []
            let cover = try #require(found.first { $0["code"]?.text == "cover.unknown" }?["sentence"]?.text)
            let why = try #require(cover.split(separator: " is not known. ").last)
            let shown = try await browser.send(.get, page, as: "administrator").text
            #expect(shown.contains(why), "\(why)")
            let technicians = try await browser.send(.get, page, as: "technician").text
            #expect(!technicians.contains(why))
        }
    }

    @Test func listsAreNarrowedAndSayWhatIsWrong() async throws {
        try await FormBrowser.with("/manufacturers/acme/claims") { _, browser in
            let empty = try await browser.send(.get, as: "administrator")
            #expect(empty.status == 200 && empty.text.contains("There are no claims."))
            for query in ["state=paid", "fault=%3Cb%3E", "olderThan=3", "olderThan=x", "oldest=true", "state=nonsense"]
            {
                let shown = try await browser.send(
                    .get, "/manufacturers/acme/claims?\(query)", as: "administrator")
                #expect(shown.status == 200, "\(query)")
            }
            let unknown = try await browser.send(.get, "/manufacturers/acme/claims?model=NONE", as: "administrator")
            #expect(unknown.status == 404)
            #expect(try await browser.send(.get, as: "public").status == 403)
        }
    }

    @Test func faultCodesAreSetByForms() async throws {
        try await FormBrowser.with("/") { world, browser in
            let page = "/edit/manufacturers/acme/fault-codes"
            let table = ["table": "code,kind,title:en\r\nC1,,No <start>\r\nNTF,ntf,Nothing"]
            #expect(try await Self.press("Set these codes", table, on: page, browser).status == 303)
            let code = ["code": "C11", "parent": "C1", "titles": "en: Relay\r\nde: Relais"]
            let set = try await browser.send(.get, page, as: "administrator").text
            #expect(set.contains("No &lt;start&gt;"))
            let forms = set.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
            let form = try #require(forms.first { $0.1.contains("\(page)/code\"") }).2
            let token = String(try #require(form.firstMatch(of: /name="token" value="([^"]*)"/)).1)
            let sent = try await browser.send(
                .post, "\(page)/code", as: "administrator",
                form: [("token", token), ("kind", "fault")] + code.map { ($0.key, $0.value) })
            #expect(sent.status == 303, "\(sent.text)")
            let known = try await world.ask("GET", "/api/v1/manufacturers/acme/fault-codes").json["items"]?.elements
            #expect(known?.first { $0["code"]?.text == "C11" }?["titles"]?["de"]?.text == "Relais")
            let shown = try await browser.send(.get, page, as: "administrator").text
            #expect(shown.contains("– C11"))
            let wrong = try await Self.press("Set these codes", ["table": "colour\r\nred"], on: page, browser)
            #expect(wrong.status == 422)
        }
    }
}
