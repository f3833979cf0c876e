import HTTPTypes
import Testing

@testable import Server

/// Owners, persons, retention and the audit trail, in a browser without scripts.
@Suite struct PrivacyPageTests {
    private static func unit(_ world: World) async throws -> String {
        "/manufacturers/acme/models/WDX-100%2F4/units/\(try await world.serial(7))"
    }

    @Test func anOwnerIsShownForAReasonAndSeesWhoAsked() async throws {
        try await FormBrowser.with("/") { world, browser in
            let path = try await Self.unit(world)
            let page = try await browser.send(.get, path, as: "support").text
            #expect(!page.contains("Sample Owner") && page.contains("Show the owner"))
            let token = try await browser.token(in: page)
            let short = try await browser.send(
                .post, path + "/owner", as: "support", form: [("token", token), ("reason", "<b>")])
            #expect(short.status == 422 && short.text.contains("5 to 500 characters"))
            #expect(short.text.contains("&lt;b&gt;") && !short.text.contains("Sample Owner"))
            let shown = try await browser.send(
                .post, path + "/owner", as: "support", form: [("token", token), ("reason", "Case 4711")])
            #expect(
                shown.status == 200 && shown.text.contains("Sample Owner") && !shown.text.contains("Show the owner"))
            let own = try await browser.send(.get, path, as: "owner").text
            #expect(own.contains("Who looked at your data") && own.contains("“Case 4711”"))
            #expect(try await !browser.send(.get, path, as: "technician").text.contains("Show the owner"))
            #expect(try await !browser.send(.get, path, as: "public").text.contains("Who looked"))
        }
    }

    @Test func anOwnerIsNotShownForSomebodyElsesTokenOrByOthersEyes() async throws {
        try await FormBrowser.with("/") { world, browser in
            let path = try await Self.unit(world)
            let token = try await browser.token(in: try await browser.send(.get, path, as: "support").text)
            for (eyes, status) in [
                ("administrator", 409), ("maker", 403), ("technician", 403), ("owner", 403), ("public", 403),
            ] {
                let answer = try await browser.send(
                    .post, path + "/owner", as: eyes, form: [("token", token), ("reason", "Case 4711")])
                #expect(answer.status == status && !answer.text.contains("<dt>Name</dt>"), "\(eyes)")
            }
            let foreign = try await browser.send(
                .post, path + "/owner", as: "support", form: [("token", token), ("reason", "Case 4711")],
                origin: "http://evil.example")
            #expect(foreign.status == 403)
        }
    }

    @Test func theTrailIsReadByThoseWhoMay() async throws {
        try await FormBrowser.with("/manufacturers/acme/audit-trail") { _, browser in
            let page = try await browser.send(as: "administrator")
            #expect(page.status == 200 && page.text.contains("Issued serial numbers"))
            let some = try await browser.send(
                .get, "/manufacturers/acme/audit-trail?action=model.create&since=2026-06-01", as: "administrator")
            #expect(some.text.contains("Added a model") && !some.text.contains("Issued serial numbers"))
            let wrong = try await browser.send(.get, "/manufacturers/acme/audit-trail?since=soon", as: "administrator")
            #expect(wrong.status == 422 && wrong.text.contains("Nothing was looked for"))
            let table = try await browser.send(.get, "/manufacturers/acme/audit-trail?as=csv", as: "administrator")
            #expect(table.text.hasPrefix("at,who,action"))
            for (path, eyes) in [
                ("/audit-trail", "maker"), ("/manufacturers/acme/audit-trail", "maker"),
                ("/manufacturers/acme/audit-trail", "support"), ("/retention", "maker"),
            ] {
                #expect(try await browser.send(.get, path, as: eyes).status == 403, "\(path)")
            }
        }
    }

    @Test func aPersonsDataIsGivenOutAndErasedByWhoMay() async throws {
        try await FormBrowser.with("/manufacturers/acme/persons") { _, browser in
            let page = try await browser.send(.get, as: "support").text
            #expect(!page.contains("See what would be erased"))
            let token = try await browser.token(in: page)
            let fields = [("token", token), ("reference", "Sample Owner"), ("reason", "Asked by letter")]
            let file = try await browser.send(.post, as: "support", form: fields + [("do", "export")])
            #expect(file.status == 200 && file.text.hasPrefix(#"{"items":[{"#) && file.text.contains("Sample Owner"))
            #expect(try await browser.send(.post, as: "support", form: fields + [("do", "erase")]).status == 403)
            let unknown = try await browser.send(
                .post, as: "support", form: [("token", token), ("reference", "X"), ("reason", "Asked by letter")])
            #expect(unknown.status == 422 && unknown.text.contains("No such person"))
        }
    }
}
