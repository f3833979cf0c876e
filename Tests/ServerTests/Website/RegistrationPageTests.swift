import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Owners register, hand over and prove on pages, without scripts.
struct RegistrationPageTests {
    private static let product = "/my/products/acme/WDX-100%2F4"
    /// A code as a page shows it.
    private func code(in text: String) -> String? {
        text.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/).map { String($0.0) }
    }

    private typealias Answer = (status: Int, location: String?, text: String)

    /// Sends the form for a target as it stands on a page, with what is typed.
    private func send(
        _ typed: [String: String], to target: String, on page: String, _ browser: FormBrowser, as eyes: String
    ) async throws -> Answer {
        let shown = try await browser.send(.get, page, as: eyes)
        #expect(shown.status == 200, "\(page): \(shown.status)")
        let forms = shown.text.matches(of: /<form ([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
        let form = try #require(forms.first { $0.1.contains("action=\"\(target)\"") }, "no form for \(target)").2
        var fields: [String: String] = [:]
        for input in form.matches(of: /<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"[^>]*>/)
        where !input.0.contains("checkbox") || input.0.contains(" checked") {
            fields[String(input.1)] = String(input.2)
        }
        return try await browser.send(
            .post, target, as: eyes, form: fields.merging(typed) { $1 }.map { ($0.key, $0.value) })
    }

    private static let account = ["account.name": "buyer@example.com", "account.password": "correct horse battery"]

    @Test func anOwnerHandsAUnitOverToAVisitor() async throws {
        try await FormBrowser.with("/my/products") { world, browser in
            let serial = try await world.serial(7)
            let unit = "\(Self.product)/\(serial)"
            #expect(try await browser.send(.get, "/my/products", as: "owner").text.contains(serial))
            let released = try await send([:], to: "\(unit)/handover", on: unit, browser, as: "owner")
            let code = try #require(self.code(in: released.text))
            #expect(released.status == 200)
            let again = try await browser.send(.get, unit, as: "owner")
            #expect(!again.text.contains(code), "shown once")

            let which = ["manufacturer": "acme", "model": "WDX-100/4", "serial": serial].merging(Self.account) { $1 }
            let wrong = try await send(
                which.merging(["code": "0000"]) { $1 }, to: "/take-over", on: "/take-over", browser, as: "stranger")
            #expect(wrong.status == 422 && !wrong.text.contains("correct horse battery"))
            let taken = try await send(
                which.merging(["code": code]) { $1 }, to: "/take-over", on: "/take-over", browser, as: "stranger")
            #expect(taken.status == 303 && taken.location?.hasPrefix("/sign-in") == true, "\(taken.text)")
            #expect(try await browser.send(.get, unit, as: "owner").status == 404)
        }
    }

    @Test func aVisitorRegistersAndStaffSeeIt() async throws {
        try await FormBrowser.with("/register") { world, browser in
            let serial = try await world.serial(5)
            let page = "/register?manufacturer=acme&model=WDX-100%2F4&serial=\(serial)"
            let bad = try await send(
                Self.account.merging(["ownerCode": "0000000000"]) { $1 }, to: "/register", on: page, browser,
                as: "stranger")
            #expect(bad.status == 422)
            let sent = try await send(
                Self.account.merging(["seller": "Corner shop", "purchasedOn": "2026-04-01"]) { $1 }, to: "/register",
                on: page, browser, as: "stranger")
            #expect(sent.status == 303, "\(sent.text)")
            let work = "/edit/manufacturers/acme/registrations"
            let list = try await browser.send(.get, work, as: "warranty")
            #expect(list.text.contains(serial) && list.text.contains("Corner shop"))
            let target = try #require(
                list.text.firstMatch(of: /action="([^"]*\/decision)"/).map { String($0.1) })
            let decided = try await send(["step": "approve"], to: target, on: work, browser, as: "warranty")
            #expect(decided.status == 303, "\(decided.text)")
            #expect(try await !browser.send(.get, work, as: "warranty").text.contains(serial))
            #expect(try await browser.send(.get, work, as: "service").status == 403)
        }
    }

    /// The field of this id in a page, as it is shown.
    private func field(_ id: String, in text: String) -> String? {
        text.matches(of: /<(input|textarea|select) [^>]*>/).map { String($0.0) }.first { $0.contains("id=\"\(id)\"") }
    }

    @Test func whatIsWrongStandsBesideItsFieldAndTheRestIsKept() async throws {
        try await FormBrowser.with("/register") { world, browser in
            let serial = try await world.serial(5)
            let page = "/register?manufacturer=acme&model=WDX-100%2F4&serial=\(serial)"
            for (name, value) in [
                ("contact.email", "nobody"), ("account.name", "a b"), ("account.password", "short"),
                ("purchasedOn", "soon"),
            ] {
                let typed = Self.account.merging(["seller": "Corner shop", name: value]) { $1 }
                let refused = try await send(typed, to: "/register", on: page, browser, as: "stranger")
                #expect((400..<500).contains(refused.status) && refused.text.contains("Corner shop"), "\(name)")
                let input = try #require(field("ownUnit-\(name)", in: refused.text))
                #expect(input.contains("aria-invalid=\"true\""), "\(input)")
            }
            _ = try await send(Self.account, to: "/register", on: page, browser, as: "stranger")
            let work = "/edit/manufacturers/acme/registrations"
            let list = try await browser.send(.get, work, as: "warranty")
            let target = try #require(list.text.firstMatch(of: /action="([^"]*\/decision)"/).map { String($0.1) })
            let refused = try await send(
                ["step": "refuse", "reason": "No"], to: target, on: work, browser, as: "warranty")
            #expect(refused.status == 422)
            let reason = try #require(field("decision-reason", in: refused.text))
            #expect(reason.contains("aria-invalid=\"true\"") && reason.contains("value=\"No\""), "\(reason)")
        }
    }

    @Test func aProofIsCheckedByAnybodyAndNamesNobody() async throws {
        try await FormBrowser.with("/ownership-proof") { world, browser in
            let serial = try await world.serial(7)
            let unit = "\(Self.product)/\(serial)"
            let made = try await send(["days": "3"], to: "\(unit)/proofs", on: unit, browser, as: "owner")
            let code = try #require(self.code(in: made.text))
            let checked = try await send(
                ["code": code.lowercased()], to: "/ownership-proof", on: "/ownership-proof", browser, as: "stranger")
            #expect(checked.status == 200 && checked.text.contains(serial))
            #expect(!checked.text.contains("Sample Owner"))
            let none = try await send(
                ["code": "0000"], to: "/ownership-proof", on: "/ownership-proof", browser, as: "stranger")
            #expect(none.status == 404 || none.status == 422)
        }
    }

    @Test func strangersSeeTheSameOfUnitsWithAndWithoutAnOwner() async throws {
        try await FormBrowser.with("/register") { world, browser in
            var pages: [String] = []
            for sequence in [5, 7] {
                let serial = try await world.serial(sequence)
                let unit = try await browser.send(
                    .get, "/manufacturers/acme/models/WDX-100%2F4/units/\(serial)", as: "stranger")
                #expect(unit.text.contains("/register?"))
                let sent = try await send(
                    ["account.name": "eve\(sequence)@example.com", "account.password": "correct horse battery"],
                    to: "/register", on: "/register?manufacturer=acme&model=WDX-100%2F4&serial=\(serial)", browser,
                    as: "stranger")
                pages.append("\(sent.status) \(sent.location ?? "")")
                #expect(try await browser.send(.get, "\(Self.product)/\(serial)", as: "stranger").status != 200)
            }
            #expect(Set(pages).count == 1)
        }
    }
}
