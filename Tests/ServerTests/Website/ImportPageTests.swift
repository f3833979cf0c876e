import HTTPTypes
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Files that are imported in a browser without scripts.
@Suite struct ImportPageTests {
    private static let shop = """
        Brand;Nr.;Title;Width (cm);Price
        acme;W-1;Washer 1;59.5;499
        acme;W-2;Washer <2>;wide;599
        acme;;Nothing;60;1

        """
    private static let mapped: [(String, String)] = [
        ("column-0", "manufacturer"), ("column-1", "number"), ("column-2", "name"), ("column-3", "spec"),
        ("column-4", ""),
    ]

    private struct Page {
        var status: Int
        var location: String?
        var text: String
    }

    private func token(of action: String, in page: String) throws -> String {
        let form = try #require(page.split(separator: "<form").first { $0.contains("action=\"\(action)\"") })
        let rest = try #require(form.split(separator: "name=\"token\" value=\"", maxSplits: 1).last)
        return String(rest.prefix { $0 != "\"" })
    }

    private func upload(
        _ file: String, _ fields: [(String, String)], _ browser: FormBrowser, as eyes: String = "maker"
    ) async throws -> Page {
        let page = try await browser.send(.get, "/import", as: eyes).text
        let given = [("token", try token(of: "/import", in: page))] + fields
        let body = UploadForm.bytes(given, file: Array(file.utf8))
        let sent = try await browser.post("/import", body, "multipart/form-data; boundary=----b", as: eyes)
        return Page(status: sent.status, location: sent.location, text: sent.text)
    }

    private func decide(
        _ fields: [(String, String)], at path: String, _ page: String, _ browser: FormBrowser, as eyes: String = "maker"
    ) async throws -> Page {
        let given = [("token", try token(of: path, in: page))] + fields
        let body = given.map { "\($0.0)=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
        let sent = try await browser.post(
            path, Array(body.utf8), "application/x-www-form-urlencoded", as: eyes)
        return Page(status: sent.status, location: sent.location, text: sent.text)
    }

    @Test func aFileIsSentLookedAtMappedAndImported() async throws {
        try await FormBrowser.with("/import") { world, browser in
            let sent = try await upload(Self.shop, [("kind", "models"), ("syntax", "csv")], browser)
            #expect(sent.status == 303, "\(sent.text)")
            let first = try #require(sent.location)
            let path = String(first.split(separator: "?")[0])
            let looked = try await browser.send(.get, first, as: "maker").text
            #expect(looked.contains("is not a column of models") && looked.contains("What its columns are"))
            #expect(looked.contains("Nr.") && !looked.contains("<button type=\"submit\" class=\"primary\">Import"))
            let mapping = try await decide(
                Self.mapped + [("do", "map"), ("kind", "models")], at: path, looked, browser)
            #expect(mapping.status == 303, "\(mapping.text)")
            let second = try #require(mapping.location)
            let preview = try await browser.send(.get, second, as: "maker").text
            // One row names no model; what is no number becomes a text.
            #expect(preview.contains("Import the others, leave 1 out") && preview.contains("the cell is blank"))
            #expect(!preview.contains("Washer <2>"))
            let rejects = try await browser.send(
                .get, second.replacing(path, with: path + "/rejects"), as: "maker"
            ).text
            #expect(
                rejects.hasPrefix("Brand,Nr.,Title,Width (cm),Price,import_error\nacme,,Nothing,60,1,"), "\(rejects)")
            let name = try #require(second.split(separator: "mapping=").last.map { String($0) })
            let done = try await decide(
                [("do", "skip"), ("kind", "models"), ("mapping", name)], at: path, preview, browser)
            #expect(done.status == 200 && done.text.contains("Imported.") && done.text.contains("1 left out"))
            let model = try await world.registry.model("W-1", of: "acme", as: .administrator).model
            #expect(model.details.specifications.map(\.name) == ["Width"])
            #expect(model.details.specifications.first?.value == .number("59.5", unit: "CMT"))
            // The file is gone once it is imported.
            #expect(try await browser.send(.get, second, as: "maker").status == 404)
        }
    }

    @Test func aFileIsItsSendersAloneAndNobodyElseMayImport() async throws {
        try await FormBrowser.with("/import") { _, browser in
            let file = "manufacturer,number\nacme,X-1\n"
            let sent = try await upload(file, [("kind", "models")], browser)
            let location = try #require(sent.location)
            #expect(try await browser.send(.get, location, as: "maker").status == 200)
            #expect(try await browser.send(.get, location, as: "administrator").status == 404)
            for eyes in ["public", "owner", "support", "technician"] {
                #expect(try await browser.send(.get, "/import", as: eyes).status == 403, "\(eyes)")
                #expect(try await browser.send(.get, location, as: eyes).status == 403, "\(eyes)")
            }
        }
    }

    @Test(arguments: [
        "", "\u{0}\u{1}\u{2}", "manufacturer,number\nacme,\"open\n", String(repeating: "x,", count: 3_000) + "\n",
    ])
    func whatIsNoTableIsAnsweredOnThePage(_ file: String) async throws {
        try await FormBrowser.with("/import") { world, browser in
            let before = try await world.registry.imports(limit: 10, as: .administrator).count
            let sent = try await upload(file, [("kind", "models")], browser)
            #expect([200, 303, 422].contains(sent.status), "\(sent.status) \(sent.text)")
            if sent.status == 422 {
                let note = try #require(sent.text.firstMatch(of: /id="file-note"[^>]*><p class="field-problem">[^<]+</))
                #expect(!note.0.isEmpty && sent.text.matches(of: /id="file"/).count == 1)
            }
            if let location = sent.location {
                let looked = try await browser.send(.get, location, as: "maker")
                #expect(looked.status == 200 && !looked.text.contains("class=\"primary\">Import "))
            }
            #expect(try await world.registry.imports(limit: 10, as: .administrator).count == before)
        }
    }
}
