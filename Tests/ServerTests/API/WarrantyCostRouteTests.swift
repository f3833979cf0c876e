import Foundation
import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// What warranty costs, over HTTP and on its page.
struct WarrantyCostRouteTests {
    private static let quality = "/api/v1/manufacturers/acme/quality"
    private static let model = "model=WDX-100%2F4"

    /// Six units sold in January 2024; three accepted claims about two of them, and a rejected one.
    private func sell(_ world: World) async throws {
        var rows = [
            "manufacturer,model,serial,event_time,type,business_step,disposition,fault_code,transactions,decision,remedy,"
                + "cost,currency,failed_on"
        ]
        func claim(_ number: Int, _ serial: String, _ decided: String, _ cost: String, failed: String, _ remedy: String)
        {
            rows.append(
                "acme,WDX-100/4,\(serial),\(decided)T12:00:00Z,TransactionEvent,,,E1,claim=C-\(number),"
                    + "\(remedy.isEmpty ? "rejected" : "approved"),\(remedy),\(cost),EUR,\(failed)")
        }
        for number in 1...6 {
            let serial = try await world.serial(number)
            rows.append("acme,WDX-100/4,\(serial),2024-01-01T12:00:00Z,,retail_selling,retail_sold,,,,,,,")
        }
        let (one, two) = (try await world.serial(1), try await world.serial(2))
        claim(1, one, "2024-03-01", "12345", failed: "2024-02-10", "repair")
        claim(2, one, "2024-06-01", "500", failed: "", "repair")
        claim(3, two, "2024-06-10", "700", failed: "", "exchange")
        claim(4, two, "2024-07-02", "0", failed: "", "")
        let sent = try await world.send(
            "POST", "/api/v1/imports/events", headers: ["Content-Type": "text/csv"],
            bytes: Array(rows.joined(separator: "\n").utf8))
        #expect(sent.status < 300, "\(sent.text)")
    }

    @Test func tableCountsClaimsByMonthsInService() async throws {
        try await World.stocked { world in
            try await sell(world)
            let told = try await world.ask(
                "GET", "\(Self.quality)/warranty?\(Self.model)&rowsBy=sale&until=2024-12-31"
            ).json
            #expect(told["currency"]?.text == "EUR" && told["rowsBy"]?.text == "sale")
            let total = told["total"]
            #expect(total?["units"]?.integer == 6 && total?["claims"]?.integer == 3)
            #expect(total?["cost"]?.integer == 13_545 && total?["outside"]?.integer == 0)
            let row = try #require(told["table"]?.elements.first)
            #expect(row["label"]?.text == "2024-01" && told["table"]?.elements.count == 1)
            let cells = row["cells"]?.elements ?? []
            #expect(cells.count == 12 && cells.allSatisfy { $0["atRisk"]?.integer == 6 })
            #expect(cells.map { $0["claims"]?.integer ?? 0 } == [0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0])
            #expect(row["byMonth"]?.elements.map { $0["month"]?.text } == ["2024-02", "2024-06"])
            #expect(told["trend"]?.elements.map { $0["window"]?.integer } == [3, 6, 12])
            #expect(told["trend"]?.elements.allSatisfy { $0["verdict"]?.text?.isEmpty == false } == true)
            let csv = try await world.send("GET", "\(Self.quality)/warranty?\(Self.model)&format=csv")
            #expect(csv.text.hasPrefix("row,units,month_in_service"))
            let fault = try await world.ask("GET", "\(Self.quality)/warranty?fault=E2&until=2024-12-31").json
            #expect(fault["total"]?["claims"]?.integer == 0 && fault["currency"] == nil)
            // A decision of July changes nothing of what was known in May.
            let before = try await world.ask("GET", "\(Self.quality)/warranty?until=2024-05-31").json
            #expect(before["total"]?["claims"]?.integer == 1)
        }
    }

    @Test func forecastAnswersOrSaysWhyNot() async throws {
        try await World.stocked { world in
            let none = try await world.ask("GET", "\(Self.quality)/warranty-forecast?until=2023-12-31").json
            #expect(none["reason"]?.text == "no-data" && none["meanCost"]?["reason"]?.text == "no-data")
            try await sell(world)
            let query = "\(Self.quality)/warranty-forecast?\(Self.model)&until=2024-12-31&warrantyMonths=24&months=3"
            let told = try await world.ask("GET", query).json
            #expect(told["inField"]?.integer == 6 && told["underWarranty"]?.integer == 6)
            #expect(told["intensity"]?["basis"]?.text == "constant" && told["intensity"]?["claims"]?.integer == 3)
            #expect(told["meanCost"]?["claims"]?.integer == 3 && told["meanCost"]?["lower"] == nil)
            let months = told["months"]?.elements ?? []
            #expect(months.count == 3 && months.allSatisfy { ($0["claimsUpper"]?.number ?? -1) >= 0 })
            #expect((told["reserve"]?["claims"]?.number ?? 0) > (months.last?["claims"]?.number ?? 9))
            let open = try await world.ask("GET", "\(Self.quality)/warranty-forecast?until=2024-12-31").json
            #expect(open["reserve"]?["reason"]?.text == "no-data" && open["warrantyMonths"] == nil)
            let csv = try await world.send("GET", "\(query)&format=csv")
            #expect(csv.text.split(whereSeparator: \.isNewline).count == 4 && csv.text.hasPrefix("month,claims"))
        }
    }

    @Test func figuresAreDrawn() async throws {
        try await World.stocked { world in
            try await sell(world)
            for plot in ["warranty-trend", "warranty-ages", "forecast", "forecast-cost"] {
                let path = "\(Self.quality)/plots/\(plot)?\(Self.model)&rowsBy=sale&until=2024-12-31"
                let drawn = try await world.send("GET", path)
                #expect(drawn.status == 200 && drawn.text.contains("<svg"), "\(plot)")
                #expect(!drawn.text.lowercased().contains("nan"), "\(plot)")
                let table = try await world.send("GET", "\(path)&format=csv")
                #expect(table.text.split(separator: "\n").count > 1, "\(plot)")
                let text = try await world.send("GET", "\(path)&format=text&columns=80&rows=20")
                #expect(text.status == 200, "\(plot)")
            }
        }
    }

    @Test func ageingListsWhatWaits() async throws {
        try await World.stocked { world in
            let empty = try await world.ask("GET", "\(Self.quality)/claims-ageing").json
            #expect(empty["items"]?.elements.isEmpty == true)
            let serial = try await world.serial(7)
            let claim = #"{"complaint": "It hums", "currency": "NOK", "submit": true, "lines": []}"#
            let made = try await world.send("POST", "\(World.model)/units/\(serial)/claims", json: claim)
            #expect(made.status == 201, "\(made.text)")
            let items = try await world.ask("GET", "\(Self.quality)/claims-ageing").json["items"]?.elements ?? []
            #expect(items.map { $0["state"]?.text } == ["submitted"] && items.first?["count"]?.integer == 1)
            #expect(items.first?["fromDays"]?.integer == 0 && items.first?["toDays"]?.integer == 7)
            let csv = try await world.send("GET", "\(Self.quality)/claims-ageing", headers: ["Accept": "text/csv"])
            #expect(csv.text.hasPrefix("state,from_days"))
        }
    }

    @Test(arguments: [
        ("warranty?rowsBy=moon", "query.invalid"), ("warranty?currency=eur", "value.invalid"),
        ("warranty?currency=EURO", "query.invalid"), ("warranty?model=none", "model.unknown"),
        ("warranty-forecast?months=0", "query.invalid"), ("warranty-forecast?months=121", "query.invalid"),
        ("warranty-forecast?warrantyMonths=0", "query.invalid"),
        ("warranty-forecast?plannedSales=-1", "query.invalid"),
        ("warranty-forecast?plannedSales=1e400", "query.invalid"),
    ])
    func badQuestionsAreRefused(_ query: String, _ code: String) async throws {
        try await World.stocked { world in
            let refused = try await world.send("GET", "\(Self.quality)/\(query)")
            #expect((400...422).contains(refused.status) && refused.code == code, "\(refused.text)")
        }
    }

    @Test func pageShowsTheSame() async throws {
        try await FormBrowser.with("/") { world, browser in
            let path = "/manufacturers/acme/quality/warranty"
            func page(_ query: String, as asker: String = "quality") async throws -> (status: Int, text: String) {
                let answer = try await browser.send(.get, path + query, as: asker)
                return (answer.status, answer.text)
            }
            #expect(try await page("?until=2023-12-31").text.contains("No unit is in service yet"))
            try await sell(world)
            let shown = try await page("?\(Self.model)&rowsBy=sale&until=2024-12-31&warrantyMonths=24")
            #expect(shown.status == 200 && shown.text.contains("plot-figure") && shown.text.contains("135.45"))
            #expect(shown.text.contains("Within the warranty") && shown.text.utf8.count < 100_000)
            for figure in ["warranty-ages", "forecast", "forecast-cost"] {
                #expect(try await page("?until=2024-12-31&figure=\(figure)").status == 200)
            }
            #expect(try await page("?currency=eur").status == 422)
            #expect(try await page("", as: "warehouse").status == 403)
        }
    }
}

extension JSONValue {
    fileprivate var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}
