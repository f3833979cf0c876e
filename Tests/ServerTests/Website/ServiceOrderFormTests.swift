import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Service orders by forms: opened, changed, moved on.
struct ServiceOrderFormTests {
    private static let model = "/manufacturers/acme/models/WDX-100%2F4"

    @Test func anOrderIsOpenedOnAUnitsPageAndWorkedOnOnItsOwn() async throws {
        try await FormBrowser.with("/") { world, browser in
            let unit = "\(Self.model)/units/\(try await world.serial(7))"
            let shown = try await browser.send(.get, unit, as: "technician")
            #expect(shown.text.contains("href=\"/edit\(unit)/service-orders\""))
            let page = "/edit\(unit)/service-orders"
            let wrong = try await ClaimFormTests.press(
                "Open the order", ["complaint": "It <does> not start", "currency": "kroner"], on: page, browser,
                as: "technician")
            #expect(wrong.status == 422 && wrong.text.contains("It &lt;does&gt; not start"))
            let opened = try await ClaimFormTests.press(
                "Open the order", ["complaint": "It <does> not start", "currency": "NOK", "receive": "true"], on: page,
                browser, as: "technician")
            #expect(opened.status == 303, "\(opened.text)")
            let list = try await browser.send(
                .get, "/manufacturers/acme/service-orders?open=true", as: "administrator")
            let order = String(try #require(list.text.firstMatch(of: /href="(\/edit\/service-orders\/[^"]*)"/)).1)
            #expect(list.text.contains("Received"))
            func press(_ button: String, _ typed: [String: String] = [:]) async throws
                -> (status: Int, location: String?, text: String)
            {
                try await ClaimFormTests.press(button, typed, on: order, browser, as: "technician")
            }
            #expect(try await press("Repair").status == 303)
            let unsaid = try await press("Complete", ["outcome": "repaired"])
            #expect(unsaid.status == 422)
            let said = try await press(
                "Save",
                ["faultCode": "F1", "symptom": "S1", "lines": "part CU-9 450.00\r\nlabour R-1 90 600"])
            #expect(said.status == 303, "\(said.text)")
            #expect(try await press("Complete", ["outcome": "repaired", "note": "Ran well"]).status == 303)
            let after = try await browser.send(.get, "\(order)?done=order", as: "technician").text
            for text in ["Completed", "part CU-9 450.00", "Ran well", "Recorded", "Hand back", "File a claim"] {
                #expect(after.contains(text), "\(text)")
            }
            #expect(try await press("File a claim").status == 303)
            #expect(try await press("Hand back").status == 303)
            let closed = try await browser.send(.get, order, as: "technician").text
            #expect(closed.contains("Handed back") && closed.contains("/edit/claims/C-"))
            let cures = try await browser.send(.get, "\(Self.model)/cures?fault=S1", as: "technician").text
            #expect(cures.contains("CU-9") && cures.contains("F1"))
            let figures = try await browser.send(.get, "/manufacturers/acme/repair-figures", as: "administrator").text
            #expect(figures.contains("1:30"))
            for path in [order, page, "\(Self.model)/cures", "/manufacturers/acme/repair-figures"] {
                #expect(try await browser.send(.get, path, as: "public").status == 403, "\(path)")
            }
        }
    }

    @Test func theProcedureForTheFaultStandsOnTheOrder() async throws {
        try await FormBrowser.with("/") { world, browser in
            for (code, set) in [("cooling", "{\"titles\":{}}"), ("leak", "{\"parent\":\"cooling\",\"titles\":{}}")] {
                _ = try await world.ask("PUT", "/api/v1/manufacturers/acme/fault-codes/\(code)", json: set)
            }
            let unit = "\(World.model)/units/\(try await world.serial(7))"
            func open(_ said: String) async throws -> String {
                let made = try await world.ask(
                    "POST", "\(unit)/service-orders", json: #"{"currency":"NOK","receive":true\#(said)}"#)
                return "/edit/service-orders/\(try #require(made.json["number"]?.text, "\(made.text)"))"
            }
            let unsaid = try await browser.send(.get, try await open(""), as: "administrator").text
            #expect(!unsaid.contains("Procedures"))
            let order = try await open(#","symptom":"leak""#)
            let none = try await browser.send(.get, order, as: "administrator").text
            #expect(none.contains("Procedures") && none.contains("There is no procedure for leak on this unit."))
            for (title, kind, codes) in [
                ("Seal <b>it</b>", "repairProcedure", #"["cooling"]"#), ("Unrelated", "manual", "[]"),
            ] {
                _ = try await world.ask(
                    "POST", "/api/v1/manufacturers/acme/documents/links",
                    json:
                        #"{"kind":"\#(kind)","title":"\#(title)","models":["WDX-100/4"],"audience":"partners","link":"https://a.example/\#(kind)","faultCodes":\#(codes)}"#
                )
            }
            let shown = try await browser.send(.get, order, as: "administrator").text
            #expect(shown.contains("Seal &lt;b&gt;it&lt;/b&gt;") && shown.contains("https://a.example/repairProcedure"))
            #expect(shown.contains("for cooling") && !shown.contains("Unrelated"))
            let cures = try await browser.send(.get, "\(Self.model)/cures?fault=leak", as: "technician").text
            #expect(cures.contains("https://a.example/repairProcedure") && !cures.contains("Unrelated"))
        }
    }

    @Test func listsAreNarrowedAndSayWhatIsWrong() async throws {
        try await FormBrowser.with("/manufacturers/acme/service-orders") { _, browser in
            let empty = try await browser.send(.get, as: "administrator")
            #expect(empty.status == 200 && empty.text.contains("There are no service orders."))
            for query in ["state=inRepair", "fault=%3Cb%3E", "open=true", "site=x", "state=nonsense"] {
                let shown = try await browser.send(
                    .get, "/manufacturers/acme/service-orders?\(query)", as: "administrator")
                #expect(shown.status == 200, "\(query)")
            }
            let unknown = try await browser.send(
                .get, "/manufacturers/acme/service-orders?model=NONE", as: "administrator")
            #expect(unknown.status == 404)
            for (query, status, text) in [
                ("", 200, "Which symptom?"), ("?fault=S1", 200, "No repair of it yet."),
                ("?fault=S1&batch=NIX", 404, "NIX"),
            ] {
                let shown = try await browser.send(.get, "\(Self.model)/cures\(query)", as: "administrator")
                #expect(shown.status == status && shown.text.contains(text), "\(query)")
            }
        }
    }
}
