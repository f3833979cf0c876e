import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Rows of lists that are chosen and taken away, in a browser without scripts.
struct SelectionTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    /// The values of a page's check boxes, as its form sends them.
    private func rows(_ page: String, kind: String) throws -> [String] {
        let form = try #require(
            page.split(separator: "name=\"kind\" value=\"\(kind)\"", maxSplits: 1).dropFirst().first)
        let part = try #require(form.split(separator: "</form>", maxSplits: 1).first)
        return part.matches(of: /name="row" value="([^"]*)"/).map { String($0.1) }
    }

    private func path(_ kind: String, _ rows: [String], _ action: String) -> String {
        "/selected?kind=\(kind)&do=\(action)" + rows.map { "&row=\(PercentCoding.encode($0))" }.joined()
    }

    @Test func chosenUnitsBecomeAFileAndLabels() async throws {
        try await FormBrowser.with(Self.model) { world, browser in
            let units = try rows(try await browser.send().text, kind: "units")
            #expect(!units.isEmpty)
            let two = Array(units.prefix(2))
            let table = try await browser.send(.get, path("units", two, "csv"))
            #expect(table.status == 200 && table.text.hasPrefix("manufacturer,model,serial,"), "\(table.text)")
            #expect(table.text.split(separator: "\r\n").count == two.count + 1, "\(table.text)")
            let lines = try await browser.send(.get, path("units", two, "ndjson"))
            #expect(lines.text.split(separator: "\n").count == two.count && lines.text.hasPrefix("{"))
            let labels = try await browser.send(.get, path("units", two, "labels"))
            #expect(labels.status == 303)
            let labelPage = try await browser.send(.get, labels.location)
            #expect(labelPage.status == 200 && labelPage.text.contains("name=\"serials\""), "\(labelPage.text)")
            #expect(labelPage.text.count(of: "type=\"hidden\" name=\"serial\"") == two.count)
            let form = [
                ("token", try await browser.token(in: labelPage.text)), ("layout", "rating-plate"), ("format", "zpl"),
                ("dpi", "300"),
                ("serials", two.compactMap { Selection.names(in: $0)?.last }.joined(separator: " ")),
            ]
            let made = try await browser.send(.post, Self.model + "/labels", form: form)
            #expect(made.status == 303, "\(made.text)")
            let file = try await browser.send(.get, try #require(made.location) + "/file")
            #expect(file.text.count(of: "^XA") == two.count, "\(file.text.prefix(200))")
        }
    }

    @Test func chosenBatchesAndModelsBecomeTablesThatAnImportReads() async throws {
        try await FormBrowser.with(Self.model) { world, browser in
            let batches = try rows(try await browser.send().text, kind: "batches")
            let table = try await browser.send(.get, path("batches", Array(batches.prefix(1)), "csv"))
            #expect(table.status == 200 && table.text.hasPrefix("manufacturer,model,batch,"), "\(table.text)")
            #expect(table.text.contains("acme,WDX-100/4,") && table.text.split(separator: "\n").count == 2)
            let models = try rows(try await browser.send(.get, "/manufacturers/acme").text, kind: "models")
            let file = try await browser.send(.get, path("models", Array(models.prefix(1)), "csv"))
            #expect(file.text.hasPrefix("manufacturer,number,") && file.text.split(separator: "\n").count == 2)
            let trail = try await world.send("GET", "/api/v1/manufacturers/acme/audit-trail")
            #expect(trail.text.contains("export.batches") && trail.text.contains("1 by name"), "\(trail.text)")
        }
    }

    @Test func allThatAFilterFindsBecomesAFile() async throws {
        try await FormBrowser.with("/models") { _, browser in
            let page = try await browser.send(.get, "/models?q=WDX")
            #expect(page.text.contains("href=\"/models?q=WDX&amp;as=csv\""))
            let table = try await browser.send(.get, "/models?q=WDX&as=csv")
            #expect(table.status == 200 && table.text.hasPrefix("manufacturer,number,"), "\(table.text)")
            #expect(table.text.contains("acme,WDX-100/4"))
            #expect(!(try await browser.send(.get, "/models?q=NOSUCHTHING&as=csv").text.contains("WDX")))
            let lines = try await browser.send(.get, "/manufacturers/acme?q=WDX&as=ndjson")
            #expect(lines.text.hasPrefix("{") && lines.text.contains("WDX-100/4"))
            #expect(try await browser.send(.get, "/models?where=a+%3D&as=csv").status < 500)
            let inbox = try await browser.send(.get, "/manufacturers/acme/unknown-plates/inbox?as=csv")
            #expect(inbox.status == 200 && inbox.text.hasPrefix("id,cause,"), "\(inbox.text)")
        }
    }

    @Test func nothingChosenAndNonsenseSaySo() async throws {
        try await FormBrowser.with("/models") { _, browser in
            let nothing = try await browser.send(.get, "/selected?kind=units&do=csv")
            #expect(nothing.status == 400 && nothing.text.contains("tick at least one row"), "\(nothing.status)")
            for row in ["", "acme", "acme//x", "%25", "acme/WDX-100%2F4/X1/more", "%00"] {
                let answer = try await browser.send(.get, "/selected?kind=units&do=labels&row=\(row)")
                #expect((400..<500).contains(answer.status), "\(row): \(answer.status)")
            }
            let two = ["acme/M1/S1", "acme/M2/S2"]
            let labels = try await browser.send(.get, path("units", two, "labels"))
            #expect(labels.status == 400 && labels.text.contains("units of one model"))
            #expect(try await browser.send(.get, path("units", ["acme/M1/S1", "other/M1/S1"], "csv")).status == 400)
            #expect(try await browser.send(.get, path("models", ["acme/NO-SUCH"], "csv")).status == 404)
        }
    }

    @Test func strangersChooseNothingAndMayNotTakeAway() async throws {
        try await FormBrowser.with("/models") { world, browser in
            #expect(!(try await browser.send(.get, "/models", as: "public").text.contains("name=\"row\"")))
            let batch = path("batches", ["acme/WDX-100%2F4/B%2F1"], "csv")
            #expect(try await browser.send(.get, batch, as: "public").status == 403)
            let unit = path("units", ["acme/WDX-100%2F4/\(try await world.serial(7))"], "csv")
            #expect(try await browser.send(.get, unit, as: "public").status == 403)
            #expect(try await browser.send(.get, Self.model + "/labels?serial=X", as: "public").status == 403)
        }
    }
}
