import Foundation
import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// How often units fail, over HTTP and on its pages.
struct QualityRouteTests {
    private static let quality = "/api/v1/manufacturers/acme/quality"
    private static let events = "\(World.model)/units"

    /// Six units sold in January 2024, two of which failed.
    private func sell(_ world: World) async throws {
        var rows = ["manufacturer,model,serial,event_time,business_step,disposition,fault_code"]
        for number in 1...6 {
            let serial = try await world.serial(number)
            rows.append("acme,WDX-100/4,\(serial),2024-01-01T12:00:00Z,retail_selling,retail_sold,")
            if number <= 2 {
                rows.append("acme,WDX-100/4,\(serial),2024-0\(3 + number)-01T12:00:00Z,repairing,,E\(number)")
            }
        }
        let sent = try await world.send(
            "POST", "/api/v1/imports/events", headers: ["Content-Type": "text/csv"],
            bytes: Array(rows.joined(separator: "\n").utf8))
        #expect(sent.status < 300, "\(sent.text)")
    }

    @Test func ratesCountFailuresByUnitYears() async throws {
        try await World.stocked { world in
            try await sell(world)
            let told = try await world.ask("GET", "\(Self.quality)/rates?model=WDX-100%2F4&until=2024-12-31").json
            let whole = told["whole"]
            #expect(whole?["units"]?.integer == 6 && whole?["failures"]?.integer == 2)
            #expect(whole?["unitDays"]?.integer == 2_190)
            #expect(whole?["annualRate"]?.double == 2.0 / 6)
            #expect(whole?["bases"]?["sold"]?.integer == 6)
            #expect(told["faults"]?.elements.map { $0["code"]?.text } == ["E1", "E2"])
            let one = try await world.ask("GET", "\(Self.quality)/rates?fault=E1&until=2024-12-31&by=batch").json
            #expect(one["whole"]?["failures"]?.integer == 1)
            #expect(one["groups"]?.elements.map { $0["label"]?.text } == ["B/1"])
            let before = try await world.ask("GET", "\(Self.quality)/rates?until=2023-12-31").json
            #expect(before["whole"]?["units"]?.integer == 0 && before["whole"]?["annualRate"] == nil)
        }
    }

    @Test func curvesAnswerOrSayWhyNot() async throws {
        try await World.stocked { world in
            let none = try await world.ask("GET", "\(Self.quality)/curves?until=2023-12-31").json
            #expect(none["survival"]?["reason"]?.text == "no-data" && none["weibull"]?["reason"]?.text == "no-data")
            try await sell(world)
            let told = try await world.ask("GET", "\(Self.quality)/curves?until=2024-12-31").json
            let points = told["survival"]?["points"]?.elements ?? []
            #expect(points.map { $0["age"]?.double } == [91, 121])
            #expect(points.map { $0["atRisk"]?.integer } == [6, 5])
            #expect(told["repairs"]?["points"]?.elements.count == 2)
            #expect(told["months"]?.elements.count == 12)
            #expect((told["weibull"]?["shape"]?.double ?? 0) > 0)
        }
    }

    @Test func figuresAreDrawnAndTakenAwayAsTables() async throws {
        try await World.stocked { world in
            try await sell(world)
            for plot in ["rates", "chart", "survival", "weibull", "hazard", "repairs", "faults"] {
                let drawn = try await world.send("GET", "\(Self.quality)/plots/\(plot)?until=2024-12-31")
                #expect(drawn.status == 200 && drawn.text.hasPrefix("<svg") || drawn.text.hasPrefix("<?xml"), "\(plot)")
                let table = try await world.send("GET", "\(Self.quality)/plots/\(plot)?until=2024-12-31&format=csv")
                #expect(table.status == 200 && table.text.contains("\n"), "\(plot)")
                let text = try await world.send(
                    "GET", "\(Self.quality)/plots/\(plot)?until=2024-12-31&format=text&columns=80&rows=20")
                #expect(text.text.split(separator: "\n", omittingEmptySubsequences: false).count >= 20, "\(plot)")
            }
            #expect(try await world.send("GET", "\(Self.quality)/plots/moon").code == "query.invalid")
            let rates = try await world.send("GET", "\(Self.quality)/rates?by=batch", headers: ["Accept": "text/csv"])
            #expect(rates.text.hasPrefix("group,units,unit_days"))
        }
    }

    @Test func failuresAreListedPageByPage() async throws {
        try await World.stocked { world in
            try await sell(world)
            let list = "\(Self.quality)/failures?model=WDX-100%2F4&limit=1"
            let first = try await world.ask("GET", list).json
            #expect(first["items"]?.elements.map { $0["fault"]?.text } == ["E2"])
            let next = first["next"]?.text?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let second = try await world.ask("GET", "\(list)&after=\(next)").json
            #expect(second["items"]?.elements.map { $0["fault"]?.text } == ["E1"])
            #expect(second["items"]?.elements.first?["age"]?.integer == 91)
            #expect(try await world.send("GET", "\(Self.quality)/failures").code == "query.invalid")
            #expect(try await world.send("GET", "\(list)&after=moon").code == "cursor.invalid")
        }
    }

    @Test(arguments: [
        ("by=colour", "value.invalid"), ("model=none", "model.unknown"),
        ("population=plant%20%3D", "population.syntax"),
        ("until=tomorrow", "query.invalid"), ("exposure=ever", "query.invalid"), ("salesLag=-1", "query.invalid"),
        ("by=component:none&model=WDX-100%2F4", "model.unknown"),
    ])
    func badQuestionsAreRefusedWithWhatIsWrong(_ query: String, _ code: String) async throws {
        try await World.stocked { world in
            let refused = try await world.send("GET", "\(Self.quality)/rates?\(query)")
            #expect((400...422).contains(refused.status), "\(refused.text)")
            #expect(refused.code == code, "\(refused.text)")
        }
    }

    @Test func pagesShowTheSame() async throws {
        try await FormBrowser.with("/") { world, browser in
            func page(_ path: String, as asker: String = "quality") async throws -> (status: Int, text: String) {
                let answer = try await browser.send(.get, path, as: asker)
                return (answer.status, answer.text)
            }
            let quality = "/manufacturers/acme/quality"
            #expect(try await page("\(quality)?until=2023-12-31").text.contains("No unit is in service yet"))
            try await sell(world)
            let shown = try await page("\(quality)?model=WDX-100%2F4&by=batch&until=2024-12-31")
            #expect(shown.status == 200 && shown.text.contains("33.33"))
            #expect(shown.text.contains("plot-figure"))
            let list = try await page("\(quality)/failures?model=WDX-100%2F4").text
            #expect(list.contains("E2") && list.contains("121"))
            let wrong = try await page("\(quality)?by=colour")
            #expect(wrong.status == 422 && wrong.text.contains("told apart by"))
            #expect(try await page("\(quality)?until=soon").status == 422)
            #expect(try await page(quality, as: "warehouse").status == 403)
        }
    }
}

extension JSONValue {
    fileprivate var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}
