import Foundation
import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

extension World {
    /// Of units 10 to 100, all sold in January 2024, those from 31 to 50 fail in March, of the others four: an emerging issue.
    /// - Returns: its number.
    func raiseIssue() async throws -> String {
        var rows = ["manufacturer,model,serial,event_time,business_step,disposition,fault_code"]
        for number in 10...100 {
            rows.append("acme,WDX-100/4,\(try await serial(number)),2024-01-01T12:00:00Z,retail_selling,retail_sold,")
            if (31...50).contains(number) || [12, 60, 75, 90].contains(number) {
                rows.append("acme,WDX-100/4,\(try await serial(number)),2024-03-01T12:00:00Z,repairing,,E9")
            }
        }
        let sent = try await send(
            "POST", "/api/v1/imports/events", headers: ["Content-Type": "text/csv"],
            bytes: Array(rows.joined(separator: "\n").utf8))
        #expect(sent.status < 300, "\(sent.text)")
        let search = try await ask("POST", "/api/v1/manufacturers/acme/quality/search").json
        return search["raised"]?.elements.first?.text ?? ""
    }
}

/// Emerging issues over HTTP and on their pages.
struct EmergingIssueRouteTests {
    private static let quality = "/api/v1/manufacturers/acme/quality"

    @Test func aSearchThatOnlyLooksKeepsNothing() async throws {
        try await World.stocked { world in
            let nothing = try await world.ask("GET", "\(Self.quality)/search").json
            #expect(nothing["findings"]?.elements.isEmpty == true && nothing["dryRun"] == .boolean(true))
            _ = try await world.raiseIssue()
            let seen = try await world.ask("GET", "\(Self.quality)/search").json
            #expect(seen["findings"]?.elements.count == 1 && seen["raised"]?.elements.isEmpty == true)
            let finding = seen["findings"]?.elements.first
            #expect(finding?["faultCode"]?.text == "E9" && finding?["order"]?.text == "production")
            #expect(finding?["claims"]?.integer == 20 && (finding?["ratio"]?.double ?? 0) > 5)
        }
    }

    @Test func anIssueIsTakenUpAsAProblemOfItsUnits() async throws {
        try await World.stocked { world in
            let number = try await world.raiseIssue()
            let issue = "\(Self.quality)/issues/\(number)"
            let told = try await world.ask("GET", issue)
            #expect(
                told.json["state"]?.text == "open"
                    && told.json["possible"]?.elements.map(\.text) == ["takeUp", "dismiss"])
            let tag = told.headers[.eTag] ?? ""
            let empty = try await world.send(
                "POST", "\(issue)/steps", json: #"{"step":"dismiss"}"#, headers: ["If-Match": tag])
            #expect(empty.code == "reason.invalid")
            let late = try await world.send(
                "POST", "\(issue)/steps", json: #"{"step":"takeUp"}"#, headers: ["If-Match": "\"77\""])
            #expect(late.status == 412 && late.code == "issue.changed")
            let taken = try await world.ask(
                "POST", "\(issue)/steps", json: #"{"step":"takeUp","title":"Seal leaks"}"#, headers: ["If-Match": tag])
            #expect(taken.json["state"]?.text == "takenUp")
            let problem = try await world.ask(
                "GET", "/api/v1/manufacturers/acme/problems/\(taken.json["problem"]?.text ?? "")"
            ).json
            #expect(
                problem["title"]?.text == "Seal leaks" && problem["population"]?.text == told.json["population"]?.text)
            #expect(
                try await world.ask("GET", "\(Self.quality)/issues?open=true").json["items"]?.elements.isEmpty == true)
            #expect(try await world.ask("GET", "\(Self.quality)/issues").json["items"]?.elements.count == 1)
            // The units are those of a recall, by their text.
            let counted = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/campaigns",
                json: String(
                    decoding: try JSONSerialization.data(withJSONObject: [
                        "kind": "safetyRecall", "title": "Seal leaks", "remedy": "repair",
                        "scope": told.json["population"]?.text ?? "",
                    ]), as: UTF8.self))
            #expect(counted.status == 201)
        }
    }

    @Test func whoMayNotReadQualityLearnsNothing() async throws {
        try await World.stocked { world in
            let number = try await world.raiseIssue()
            for asker in [World.Asker.stranger, .owner, .technician] {
                for path in ["\(Self.quality)/issues", "\(Self.quality)/issues/\(number)", "\(Self.quality)/search"] {
                    let refused = try await world.send("GET", path, as: asker)
                    #expect([401, 403, 404].contains(refused.status), "\(asker) \(path)")
                    #expect(!refused.text.contains("E9"))
                }
            }
            // Whoever sees to warranty reads, and does not search.
            #expect(try await world.send("GET", "\(Self.quality)/issues", as: .support).status == 200)
            #expect(try await world.send("POST", "\(Self.quality)/search", as: .support).status == 403)
            #expect(try await world.send("GET", "\(Self.quality)/issues/F-7K3M-9TQ1").code == "issue.unknown")
            #expect(try await world.send("GET", "\(Self.quality)/issues/moon").code == "issue.unknown")
        }
    }

    @Test func pagesShowTheEvidenceAndLeadToARecall() async throws {
        try await FormBrowser.with("/") { world, browser in
            func page(_ path: String, as asker: String = "quality") async throws -> String {
                try await browser.send(.get, path, as: asker).text
            }
            let list = "/manufacturers/acme/quality/issues"
            #expect(try await page(list).contains("Nobody has searched yet"))
            let number = try await world.raiseIssue()
            let shown = try await page(list)
            #expect(shown.contains(number) && shown.contains("E9"))
            let issue = try await page("\(list)/\(number)")
            #expect(issue.contains("20 claims where") && issue.contains("Dismiss it"))
            #expect(issue.contains("figure=chart"))
            let asAdministrator = try await page("\(list)/\(number)", as: "administrator")
            #expect(asAdministrator.contains("Write a recall of these units"))
        }
    }
}

extension JSONValue {
    fileprivate var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}
