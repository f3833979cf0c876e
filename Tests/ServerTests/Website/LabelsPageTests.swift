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

    @Test func aLayoutOfOnesOwnIsWrittenOnAPageAndChosen() async throws {
        let path = "/manufacturers/acme/label-layouts"
        try await FormBrowser.with(path + "?from=box-label") { world, browser in
            let draft = try await browser.send(as: "administrator")
            #expect(draft.status == 200 && draft.text.contains("code code128 &quot;{serial}&quot;"))
            let token = try await browser.token(in: draft.text)
            func send(_ name: String, _ text: String, _ what: String = "keep") async throws
                -> (status: Int, location: String?, text: String)
            {
                try await browser.send(
                    .post, path, as: "administrator",
                    form: [("token", token), ("name", name), ("text", text), ("do", what)])
            }
            let wrong = try await send("drive-label", "name \"<b>\"\r\ntext \"{serial}\" sise 8")
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Line 2, column 17") && wrong.text.contains("name &quot;&lt;b&gt;&quot;"))
            #expect(wrong.text.contains("<mark class=\"doubt\">s</mark>"))
            #expect(try await send("rating-plate", "name \"x\"\ntext \"y\"").status == 422)
            let kept = try await send("drive-label", "name \"Drive label\"\r\ntext \"Drive {serial}\"")
            #expect(kept.status == 303 && kept.location == path + "?edit=drive-label")
            let page = try await browser.send(.get, path + "?edit=drive-label", as: "administrator")
            #expect(page.text.contains("label-layouts/drive-label/picture"))
            let model = Self.model
            let labels = try await browser.send(
                .get, "\(model)/units/\(try await world.serial(7))/labels?layout=drive-label", as: "maker")
            #expect(labels.status == 200)
            #expect(labels.text.contains("<option value=\"drive-label\" selected>Drive label</option>"))
            let batch = try await browser.send(.get, "\(model)/batches/B%2F1/labels?layout=drive-label", as: "maker")
            #expect(batch.text.contains("name=\"layout\" value=\"drive-label\""))
            #expect(try await send("drive-label", "", "remove").location == path)
            #expect(try await browser.send(.get, path + "?edit=drive-label", as: "administrator").status == 404)
        }
    }

    @Test(arguments: [("technician", 200), ("owner", 403), ("public", 403)])
    func onlyWhoEditsTheCatalogueChangesLayouts(_ eyes: String, _ status: Int) async throws {
        let path = "/manufacturers/acme/label-layouts"
        try await FormBrowser.with(path) { _, browser in
            let page = try await browser.send(as: eyes)
            #expect(page.status == status && !page.text.contains("?from="))
            let form = [("name", "x"), ("text", "name \"x\"\ntext \"y\"")]
            let sent = try await browser.send(.post, as: eyes, form: form)
            #expect(sent.status == 403)
        }
    }

    @Test(arguments: ["technician", "owner", "public"]) func othersSeeNone(_ eyes: String) async throws {
        try await FormBrowser.with("/") { world, browser in
            let path = "\(Self.model)/units/\(try await world.serial(7))/labels"
            #expect(try await browser.send(.get, path, as: eyes).status == 403)
        }
    }
}
