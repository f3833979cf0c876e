import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// The page of the registry itself.
struct RegistryPageTests {
    private static func begin(
        _ what: String, _ form: [(String, String)], _ browser: FormBrowser
    ) async throws -> String {
        let page = try await browser.send(as: "administrator")
        let part = try #require(page.text.split(separator: "action=\"/registry/\(what)\"", maxSplits: 1).last)
        let token = try await browser.token(in: "<main" + part)
        let begun = try await browser.send(
            .post, "/registry/\(what)", as: "administrator", form: [("token", token)] + form)
        #expect(begun.status == 303)
        return try #require(begun.location)
    }

    /// The page of a job once it has ended.
    private static func ended(_ job: String, _ browser: FormBrowser) async throws -> String {
        for _ in 0..<600 {
            let page = try await browser.send(.get, job, as: "administrator")
            if !page.text.contains(">Running<") { return page.text }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("The job does not end.")
        return ""
    }

    @Test func anAuditSaysThatTheDataIsWhole() async throws {
        try await FormBrowser.with("/registry") { _, browser in
            let page = try await Self.ended(Self.begin("audit", [], browser), browser)
            #expect(page.contains("Whole"), "\(page)")
            #expect(page.contains("entries of the audit trail"))
        }
    }

    @Test func aBackupIsAFileThatAnybodyCanRestore() async throws {
        try await FormBrowser.with("/registry") { _, browser in
            let job = try await Self.begin("backup", [("withoutKey", "true")], browser)
            _ = try await Self.ended(job, browser)
            let file = try await browser.send(.get, "\(job)/file", as: "administrator")
            #expect(file.status == 200)
            #expect(file.text.hasPrefix("NPLTBKP1"))
        }
    }

    @Test(arguments: ["catalogue", "production", "public"])
    func onlyWhoeverMayAuditSeesIt(_ eyes: String) async throws {
        try await FormBrowser.with("/registry") { _, browser in
            let page = try await browser.send(as: eyes)
            #expect(page.status == 403 || page.status == 401)
        }
    }

    @Test func anAuditorAuditsAndMakesNoBackup() async throws {
        try await FormBrowser.with("/registry") { _, browser in
            let page = try await browser.send(as: "auditor")
            #expect(page.status == 200)
            #expect(page.text.contains("/registry/audit"))
            #expect(!page.text.contains("/registry/backup"))
        }
    }
}
