import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Exports and other work that pages begin.
@Suite struct JobPageTests {
    @Test func aTableIsMadeAFileAndFetchedTwice() async throws {
        try await FormBrowser.with("/export") { world, browser in
            let form = [
                ("token", try await browser.token()), ("kind", "models"), ("manufacturer", "acme"), ("format", "csv"),
            ]
            let sent = try await browser.send(.post, form: form)
            #expect(sent.status == 303, "\(sent.text)")
            let work = try #require(sent.location)
            let page = try await browser.send(.get, work)
            #expect(page.status == 200 && page.text.contains("acme-models.csv") && page.text.contains("Download"))
            #expect(!page.text.contains("data-running") && !page.text.contains("http-equiv=\"refresh\""))
            for _ in 0..<2 {
                let file = try await browser.send(.get, work + "/file")
                #expect(file.status == 200 && file.text.hasPrefix("manufacturer,number,"), "\(file.text.prefix(80))")
                #expect(file.text.contains("\nacme,"))
            }
            #expect(try await browser.send(.get, "/jobs").text.contains("acme"))
            // Somebody else's, and nobody's.
            #expect(try await browser.send(.get, work + "/file", as: "support").status == 404)
            #expect(try await browser.send(.get, work, as: "support").status == 404)
            #expect(try await browser.send(.get, "/jobs", as: "public").status == 403)
            let forget = [("token", try await browser.token(in: page.text)), ("do", "forget")]
            #expect(try await browser.send(.post, work, form: forget).location == "/jobs")
            #expect(try await browser.send(.get, work).status == 404)
        }
    }

    @Test func anExportThatCannotBeSaysWhyAndKeepsWhatWasChosen() async throws {
        try await FormBrowser.with("/export") { world, browser in
            let token = try await browser.token()
            let model = [
                ("token", token), ("kind", "units"), ("manufacturer", "acme"), ("model", "NO-SUCH"), ("format", "tsv"),
            ]
            let sent = try await browser.send(.post, form: model)
            #expect(sent.status == 404 && sent.text.contains("NO-SUCH"), "\(sent.status)")
            #expect(
                sent.text.contains("<option value=\"units\" selected>")
                    && sent.text.contains("<option value=\"tsv\" selected>"))
            let aged = try await browser.send(.post, form: [("token", "old"), ("kind", "models")])
            #expect(aged.status == 409)
        }
    }

    @Test func workThatRunsIsLookedAtAgainCancelledAndSaysSo() async throws {
        try await FormBrowser.with("/jobs") { world, browser in
            #expect(try await browser.send(.get).text.contains("Nothing runs"))
            let (stream, gate) = AsyncStream.makeStream(of: Void.self)
            let principal = try await world.registry.account("maker", as: .administrator).account.principal
            let job = try world.registry.begin(.labels, "2025-W10", key: "k", target: "/", as: principal) { run in
                run.report(JobProgress(phase: .writing, done: 1, total: 4, items: 1_000))
                for await _ in stream {}
                throw CancellationError()
            }
            var page = try await browser.send(.get, "/jobs/\(job.id)")
            while !page.text.contains("so far") { page = try await browser.send(.get, "/jobs/\(job.id)") }
            #expect(page.text.contains("data-running") && page.text.contains("value=\"250\""))
            #expect(page.text.contains("Labels: 2025-W10") && page.text.contains("You may leave this page"))
            let cancel = [("token", try await browser.token(in: page.text)), ("do", "cancel")]
            #expect(try await browser.send(.post, "/jobs/\(job.id)", form: cancel).location == "/jobs")
            gate.finish()
            _ = try await world.registry.job(job.id, waiting: .seconds(20), as: principal)
            let ended = try await browser.send(.get, "/jobs").text
            #expect(ended.contains("Cancelled") && ended.contains("Nothing was changed"))
        }
    }
}
