import HTTPTypes
import Testing

@testable import Server

/// Labels, in a browser without scripts.
struct LabelsPageTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    @Test func aUnitsLabelIsShownAndOfferedInEveryFormat() async throws {
        try await FormBrowser.with("/") { world, browser in
            let path = "\(Self.model)/units/\(try await world.serial(7))/labels"
            let page = try await browser.send(.get, path, as: "maker")
            #expect(page.status == 200)
            #expect(page.text.contains("<img class=\"label\" src=\"/api/v1/manufacturers/acme/"))
            for format in ["pdf", "png", "zpl", "svg"] { #expect(page.text.contains("format=\(format)&amp;dpi=300")) }
            let box = try await browser.send(
                .get, path + "?layout=box-label&for=rating-plate&dpi=203&sheet=L7163&start=3", as: "maker")
            #expect(box.status == 422, "all of it does not fit on that sheet's labels")
            #expect(box.text.contains("This label cannot be made.") && box.text.contains("too small"))
            let card = try await browser.send(.get, path + "?layout=owner-code-card", as: "maker")
            #expect(card.status == 200)
            #expect(card.text.contains("This label needs more."))
            let filled = try await browser.send(
                .get, path + "?layout=owner-code-card&for=owner-code-card&value=A%3CB&value=id.example.com", as: "maker"
            )
            #expect(filled.text.contains("A&lt;B"))
            #expect(filled.text.contains("field=ownerCode%3DA%3CB"))
        }
    }

    @Test func aBatchsLabelsAreOffered() async throws {
        try await FormBrowser.with("/") { _, browser in
            let page = try await browser.send(
                .get, "\(Self.model)/batches/B%2F1/labels?sheet=L7163&start=2", as: "maker")
            #expect(page.status == 200)
            for hidden in [("format", "pdf"), ("format", "zpl"), ("sheet", "L7163"), ("start", "2")] {
                #expect(page.text.contains("name=\"\(hidden.0)\" value=\"\(hidden.1)\""))
            }
        }
    }

    @Test(arguments: ["technician", "owner", "public"]) func othersSeeNone(_ eyes: String) async throws {
        try await FormBrowser.with("/") { world, browser in
            let path = "\(Self.model)/units/\(try await world.serial(7))/labels"
            #expect(try await browser.send(.get, path, as: eyes).status == 403)
        }
    }
}
