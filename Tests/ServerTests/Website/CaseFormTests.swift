import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Cases by forms: opened at the desk or by an owner, answered, moved on, rated.
struct CaseFormTests {
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

    /// Sends the form for a repair with a file, or without one.
    private func askForRepair(
        _ complaint: String, file: String?, on page: String, _ browser: FormBrowser
    ) async throws -> Answer {
        let shown = try await browser.send(.get, page, as: "owner")
        #expect(shown.status == 200, "\(shown.text)")
        let target = "\(page)/repair"
        let part = try #require(shown.text.split(separator: "action=\"\(target)\"", maxSplits: 1).last)
        let token = try await browser.token(in: "<main" + part)
        var body = ""
        for (name, value) in [("token", token), ("complaint", complaint)] {
            body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        if let file {
            body += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.txt\"\r\n\r\n\(file)\r\n"
        }
        return try await browser.post(
            target, Array((body + "--b--\r\n").utf8), "multipart/form-data; boundary=b", as: "owner")
    }

    @Test func theDeskOpensACaseOnAUnitsPageAndBringsItToItsEnd() async throws {
        try await FormBrowser.with("/") { world, browser in
            let unit = "\(Self.model)/units/\(try await world.serial(7))"
            let shown = try await browser.send(.get, unit, as: "warranty")
            #expect(shown.text.contains("href=\"/edit\(unit)/cases\""))
            #expect(!(try await browser.send(.get, unit, as: "service")).text.contains("/edit\(unit)/cases"))
            let typed = ["complaint": "It <hums>\r\nat night", "priority": "urgent"]
            let wrong = try await press(
                "Open the case", typed.merging(["assignee": "nobody-here"]) { $1 }, on: "/edit\(unit)/cases", browser)
            #expect(wrong.status == 422 && wrong.text.contains("It &lt;hums&gt;"))
            let opened = try await press("Open the case", typed, on: "/edit\(unit)/cases", browser)
            #expect(opened.status == 303, "\(opened.text)")
            let list = try await browser.send(.get, "/manufacturers/acme/cases", as: "administrator").text
            #expect(list.contains("It &lt;hums&gt;") && list.contains("1 open"))
            let page = String(try #require(list.firstMatch(of: /href="(\/edit\/cases\/[^"]*)"/)).1)
            let unsaid = try await press("Ask the customer", on: page, browser)
            #expect(unsaid.status == 422 && unsaid.text.contains("id=\"ask-text\""))
            #expect(
                try await press("Send", ["text": "third time", "internal": "true"], on: page, browser).status == 303)
            #expect(
                try await press("Let it be sent back", ["text": "To the works"], on: page, browser).status == 303)
            let owners = try await browser.send(.get, page, as: "owner")
            #expect(owners.text.contains("To the works") && owners.text.contains("Number of the return"))
            #expect(!owners.text.contains("third time") && !owners.text.contains("Who looks after it"))
            #expect(try await press("It is solved", ["outcome": "repair"], on: page, browser).status == 303)
            #expect(try await press("Close", on: page, browser).status == 303)
            let rated = try await press("Say so", ["stars": "4", "words": "Quick"], on: page, browser, as: "owner")
            #expect(rated.status == 303, "\(rated.text)")
            let after = try await browser.send(.get, page, as: "administrator").text
            for text in ["4 of 5", "Quick", "Repaired", "third time", "Within the desk"] {
                #expect(after.contains(text), "\(text)")
            }
            #expect(try await browser.send(.get, unit, as: "warranty").text.contains("It &lt;hums&gt;"))
            #expect(try await browser.send(.get, page, as: "service").status == 403)
            #expect(try await browser.send(.get, page, as: "public").status == 403)
        }
    }

    @Test func anOwnerAsksForARepairWithAPhotoOrWithout() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await world.serial(7)
            let product = "/my/products/acme/WDX-100%2F4/\(serial)"
            let empty = try await askForRepair(" ", file: nil, on: product, browser)
            #expect(empty.status == 422)
            let asked = try await askForRepair("It <stopped>", file: "a photo", on: product, browser)
            #expect(asked.status == 303, "\(asked.text)")
            let page = try #require(asked.location)
            let shown = try await browser.send(.get, page, as: "owner").text
            #expect(shown.contains("It &lt;stopped&gt;") && shown.contains("Waiting") == false)
            #expect(shown.contains("/api/v1/cases/"), "its file")
            let plain = try await askForRepair("And again", file: nil, on: product, browser)
            #expect(plain.status == 303)
            let mine = try await browser.send(.get, "/my/products", as: "owner").text
            #expect(mine.matches(of: /\/edit\/cases\//).count == 2)
            #expect(try await browser.send(.get, product, as: "owner").text.contains("And again"))
            let refused = try await askForRepair("Third", file: "<html>", on: product, browser)
            #expect(refused.status == 422 && refused.text.contains("Third"), "asked, without the file")
            #expect(try await press("Withdraw", on: page, browser, as: "owner").status == 303)
            let dossier = try await world.ask("GET", "\(World.model)/units/\(serial)/dossier").json
            #expect(dossier["cases"]?.elements.count == 3)
            let strangers = try await world.send("GET", "\(World.model)/units/\(serial)/dossier", as: .stranger)
            #expect(try strangers.json["cases"]?.elements.isEmpty == true)
        }
    }

    @Test func listsAreNarrowedAndSayWhatIsWrong() async throws {
        try await FormBrowser.with("/manufacturers/acme/cases") { _, browser in
            let empty = try await browser.send(.get, as: "administrator")
            #expect(empty.status == 200 && empty.text.contains("There are no such cases."))
            for query in [
                "state=solved", "assignee=me", "assignee=nobody", "priority=high", "overdue=true", "ended=true",
                "state=nonsense", "assignee=%3Cb%3E",
            ] {
                let shown = try await browser.send(.get, "/manufacturers/acme/cases?\(query)", as: "administrator")
                #expect(shown.status == 200, "\(query)")
            }
            let unknown = try await browser.send(.get, "/manufacturers/acme/cases?model=NONE", as: "administrator")
            #expect(unknown.status == 404)
            #expect(try await browser.send(.get, as: "public").status == 403)
        }
    }
}
