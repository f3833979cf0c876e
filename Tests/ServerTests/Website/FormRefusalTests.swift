import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Forms keep what was typed, and say what is wrong beside the field.
struct FormRefusalTests {
    /// A form that is sent with a mistake in it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        /// The page that the form stands on, and where it is sent.
        var page: String
        var target: String
        var form: [(String, String)]
        /// The id of the field that is at fault; nil where it is the form as a whole.
        var field: String?
        /// Fields that are not sent back: secrets.
        var secrets: Set<String> = []

        var testDescription: String { "\(target): \(field ?? "the form")" }
    }

    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    private static let mistakes: [Mistake] = [
        .init(
            page: "/accounts", target: "/accounts",
            form: [("name", "anna b"), ("fullName", "Anna <B>"), ("role", "quality"), ("site", "urn:x:1")],
            field: "name"),
        .init(
            page: "/accounts", target: "/accounts",
            form: [("name", "anna"), ("role", "quality"), ("manufacturer", "nobody")], field: "manufacturer"),
        .init(
            page: "/accounts/maker", target: "/accounts/maker/give",
            form: [("role", "quality"), ("manufacturer", "nobody"), ("site", "urn:x:1")], field: "manufacturer"),
        .init(
            page: "/account", target: "/account/second-factor", form: [("present", "wrong")], field: "present",
            secrets: ["present"]),
        .init(
            page: "/account", target: "/account/password",
            form: [("present", "wrong"), ("password", "long enough to be one"), ("again", "something else")],
            field: "again", secrets: ["present", "password", "again"]),
        .init(
            page: "/welcome", target: "/welcome",
            form: [("code", "npi_wrong"), ("password", "long enough 1"), ("again", "long enough 2")], field: "again",
            secrets: ["password", "again"]),
        .init(
            page: "/categories", target: "/categories", form: [("key", ""), ("name", "Cold <things>")], field: "key"),
        .init(
            page: "/categories", target: "/categories", form: [("key", "Cold"), ("parent", "Nothing")],
            field: "parent"),
        .init(
            page: "/categories/Fridge", target: "/categories/Fridge",
            form: [("version", "1"), ("name", "Cold"), ("entries", "no entry at all")], field: "entries"),
        .init(
            page: "/export", target: "/export", form: [("kind", "units"), ("manufacturer", "acme"), ("model", "NO-1")],
            field: "model"),
        .init(
            page: "\(model)/documents", target: "\(model)/documents/links",
            form: [("kind", "manual"), ("title", "A <title>"), ("link", "http://example.com/x")], field: "link"),
        .init(
            page: "\(model)/documents", target: "\(model)/documents/links",
            form: [("kind", "manual"), ("title", "A title"), ("language", "??"), ("link", "https://example.com/x")],
            field: "link-language"),
        .init(
            page: "/edit/manufacturers/acme/warranty-terms", target: "/edit/manufacturers/acme/warranty-terms",
            form: [("terms", "{\"name\": <x>}")], field: "warrantyTerms-terms"),
        .init(
            page: "/edit/manufacturers/acme/warranty-terms", target: "/edit/manufacturers/acme/warranty-terms",
            form: [("terms", "{\"name\": \"standard\", \"coverages\": []}")], field: "warrantyTerms-terms"),
        .init(
            page: "/edit/imports", target: "/edit/imports/mappings",
            form: [("name", "ours"), ("text", "no <mapping> at all")], field: "mapping-text"),
        .init(
            page: "/account", target: "/account/tokens",
            form: [("name", "Plant <7>"), ("permissions", "fly"), ("days", "30"), ("present", "wrong")],
            field: "permissions", secrets: ["present"]),
        .init(
            page: "\(model)/issue", target: "\(model)/issue",
            form: [
                ("pattern", "TR{yy}{seq:5}{check:mod37-36}"), ("date", "2026-03-02"), ("count", "many"),
                ("do", "issue"),
            ],
            field: "count"),
        .init(
            page: "/registry", target: "/registry/backup", form: [("passphrase", "short")], field: "passphrase",
            secrets: ["passphrase"]),
        .init(
            page: "/edit/manufacturers", target: "/edit/manufacturers",
            form: [("slug", "Upper Case"), ("name", "An <other>")], field: "newManufacturer-slug"),
        .init(
            page: "/edit/manufacturers/acme", target: "/edit/manufacturers/acme/models",
            form: [("number", ""), ("name", "A <name>")], field: "newModel-number"),
        .init(
            page: "/edit/manufacturers/acme", target: "/edit/manufacturers/acme/nomenclatures",
            form: [("nomenclature", "ours"), ("text", "WDX-{size"), ("published", "true")], field: "nomenclature-text"),
        .init(
            page: "/edit\(model)", target: "/edit\(model)",
            form: [("rowVersion", "1"), ("name", "A <name>"), ("gtins", "95200000\n123")], field: "model-gtins"),
        .init(
            page: "/edit\(model)", target: "/edit\(model)",
            form: [("rowVersion", "1"), ("name", "A name"), ("specifications", "Width: 1,5,5 cm")],
            field: "model-specifications"),
        .init(
            page: "/edit\(model)", target: "/edit\(model)", form: [("rowVersion", "999"), ("name", "Too <late>")],
            field: nil),
        .init(
            page: "/edit\(model)", target: "/edit\(model)/parts", form: [("part", "NO-1"), ("note", "a <note>")],
            field: "part-part"),
        .init(
            page: "/edit\(model)", target: "/edit\(model)/formats", form: [("pattern", "{seq:6}{bad}")],
            field: "format-pattern"),
        .init(
            page: "/edit\(model)", target: "/edit\(model)/packaging",
            form: [("level", "case"), ("quantity", "many")], field: "packaging-quantity"),
        .init(
            page: "/edit/manufacturers/acme/events", target: "/edit/manufacturers/acme/events",
            form: [("model", "WDX-100/4"), ("serials", "A1\n(/)"), ("location", "here")], field: "event-serials"),
        .init(
            page: "/edit/manufacturers/acme/events", target: "/edit/manufacturers/acme/units",
            form: [("model", "WDX-100/4"), ("serial", "A1"), ("producedOn", "2026-13")],
            field: "registration-producedOn"),
        .init(
            page: "/manufacturers/acme/persons", target: "/manufacturers/acme/persons",
            form: [("reference", "customer 1"), ("reason", "asked by letter")], field: "reference"),
        .init(
            page: "/manufacturers/acme/audience", target: "/manufacturers/acme/audience",
            form: [("purpose", "news"), ("model", "WDX-100/4"), ("ageFrom", "a year"), ("do", "count")],
            field: "ageFrom"),
        .init(
            page: "/manufacturers/acme/audience", target: "/manufacturers/acme/audience",
            form: [("purpose", "news"), ("reason", "no"), ("do", "table")], field: "reason"),
    ]

    @Test(arguments: mistakes) func whatIsWrongStandsBesideTheField(_ mistake: Mistake) async throws {
        try await FormBrowser.with(mistake.page) { world, browser in
            try await world.ask("POST", "/api/v1/categories", json: #"{"key":"Fridge"}"#)
            let eyes = "administrator"
            let page = try await browser.send(as: eyes)
            #expect(page.status == 200, "\(page.status)")
            let form = try #require(Self.form(sentTo: mistake.target, in: page.text), "there is no such form")
            let token = try await browser.token(in: "<main" + form)
            let answer = try await browser.send(
                .post, mistake.target, as: eyes, form: [("token", token)] + mistake.form)
            #expect((400..<500).contains(answer.status), "\(answer.status)")
            let sent = try #require(Self.form(sentTo: mistake.target, in: answer.text), "the form is gone")
            for (name, value) in mistake.form where !value.isEmpty && name != "version" {
                let isKept = sent.contains(Self.escaped(value))
                #expect(isKept == !mistake.secrets.contains(name), "\(name) = \(value)")
            }
            guard let field = mistake.field else { return }
            let input = try #require(
                sent.matches(of: /<(input|textarea|select) [^>]*>/).map { String($0.0) }
                    .first { $0.contains("id=\"\(field)\"") }, "no field \(field) in \(sent)")
            #expect(input.contains("aria-invalid=\"true\""), "\(input)")
            let note = try #require(input.firstMatch(of: /aria-describedby="([^"]*)"/)).1
            let said = try #require(sent.split(separator: "id=\"\(note)\"", maxSplits: 1).dropFirst().first)
            let problem = try #require(said.firstMatch(of: /class="field-problem">([^<]+)</), "nothing is said")
            #expect(!problem.1.isEmpty)
        }
    }

    /// The form of a page that is sent to a path.
    private static func form(sentTo target: String, in page: String) -> String? {
        page.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
            .first { $0.1.contains("action=\"\(target)\"") }.map { String($0.2) }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
