import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Replenishment over HTTP and on its pages.
struct ReplenishmentRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"
    private static let replenishment = "\(maker)/replenishment"

    private func prepare(_ world: World) async throws {
        try await world.ask("POST", "\(Self.maker)/locations", json: #"{"code":"works","kind":"plant"}"#)
        try await world.ask("POST", "\(Self.maker)/locations", json: #"{"code":"shop","kind":"shop"}"#)
        try await world.ask("POST", "\(Self.maker)/models", json: #"{"number":"WF-2","name":"Filter"}"#)
        let pieces = "\(Self.maker)/stock/pieces"
        try await world.ask(
            "POST", pieces, json: #"{"model":"WF-2","quantity":40,"to":"shop","eventTime":"2024-12-06T12:00:00Z"}"#)
        for day in 1...9 {
            try await world.ask(
                "POST", pieces,
                json: """
                    {"model":"WF-2","quantity":4,"from":"shop","disposition":"retail_sold",
                     "eventTime":"2025-0\(day)-12T12:00:00Z"}
                    """)
        }
    }

    @Test func suggestionsShowTheirNumbers() async throws {
        try await World.stocked { world in
            #expect(try await world.ask("GET", Self.replenishment).json["items"]?.elements.isEmpty == true)
            try await prepare(world)
            let answer = try await world.ask("GET", "\(Self.replenishment)?location=shop&model=WF-2").json
            let item = answer["items"]?.elements.first
            #expect(item?["model"]?.text == "WF-2" && item?["available"]?.integer == 4, "\(answer)")
            #expect(item?["forecast"]?["method"]?.text != nil && item?["leadTime"]?["origin"]?.text == "standard")
            #expect(answer["behind"]?.integer == 0)
            let action = item?["action"]?.text ?? ""
            let same = try await world.ask("GET", "\(Self.replenishment)?only=\(action)&class=A").json
            #expect(same["items"]?.elements.count == 1)
            #expect(try await world.ask("GET", "\(Self.replenishment)?class=B").json["items"]?.elements.isEmpty == true)
            let level = try await world.ask("GET", "\(Self.replenishment)?serviceLevel=0.99").json
            #expect(level["items"]?.elements.first?["serviceLevel"] == .number("0.99"))
            for (query, code) in [
                ("location=moon", "location.unknown"), ("model=WF-9", "model.unknown"), ("only=x", "query.invalid"),
                ("class=D", "query.invalid"), ("serviceLevel=2", "value.invalid"),
            ] { #expect(try await world.send("GET", "\(Self.replenishment)?\(query)").code == code, "\(query)") }
        }
    }

    @Test func rulesAreSetAndTakenAway() async throws {
        try await World.stocked { world in
            try await prepare(world)
            let rules = "\(Self.replenishment)/rules"
            let said = #"{"location":"shop","model":"WF-2","serviceLevel":"0.98","source":"works","multiple":12}"#
            let tried = try await world.send("POST", "\(rules)?dryRun=true", json: said)
            #expect(tried.status == 200 && tried.json["rowVersion"]?.integer == 1, "\(tried.text)")
            #expect(try await world.ask("GET", rules).json["items"]?.elements.isEmpty == true)
            try await world.ask("POST", rules, json: said)
            let rule = try await world.ask("GET", rules).json["items"]?.elements.first
            #expect(rule?["location"]?.text == "shop" && rule?["source"]?.text == "works")
            #expect(rule?["serviceLevel"] == .number("0.98") && rule?["multiple"]?.integer == 12)
            for (json, code) in [
                (#"{"serviceLevel":"1"}"#, "value.invalid"), (#"{"reviewWeeks":53}"#, "json.value"),
                (#"{"location":"moon","multiple":2}"#, "location.unknown"),
                (#"{"source":"moon"}"#, "location.unknown"), (#"{"location":"shop","source":"shop"}"#, "value.invalid"),
                (#"{"model":"WF-9","multiple":2}"#, "model.unknown"),
                (#"{"location":"shop","model":"WF-2","multiple":2,"rowVersion":7}"#, "replenishment.changed"),
            ] { #expect(try await world.send("POST", rules, json: json).code == code, "\(json)") }
            let gone = try await world.ask("POST", rules, json: #"{"location":"shop","model":"WF-2","rowVersion":1}"#)
            #expect(gone.json["rowVersion"]?.integer == 0)
            #expect(try await world.ask("GET", rules).json["items"]?.elements.isEmpty == true)
        }
    }

    @Test func pagesShowSuggestionsAndTakeRules() async throws {
        try await FormBrowser.with("/") { world, browser in
            func text(_ path: String) async throws -> (status: Int, text: String) {
                let answer = try await browser.send(.get, path, as: "administrator")
                return (answer.status, answer.text)
            }
            let page = "/manufacturers/acme/replenishment"
            #expect(try await text(page).text.contains("Nothing is known yet"))
            try await prepare(world)
            let list = try await text("\(page)?location=shop").text
            #expect(list.contains("\(page)/shop/WF-2"))
            let shown = try await text("\(page)/shop/WF-2").text
            #expect(shown.contains("Reorder point") && shown.contains("Demand by week") && shown.contains("Assumed"))
            #expect(try await text("\(page)/works/WF-2").text.contains("Nothing is known of it here"))
            #expect(try await text("\(page)?location=moon").status == 404)
            let sent = try await ClaimFormTests.press(
                "Set the rule", ["location": "shop", "serviceLevel": "0.98", "leadDays": "9"],
                on: "/edit/manufacturers/acme/replenishment", browser, as: "administrator")
            #expect(sent.status == 303, "\(sent.text)")
            #expect(try await text("/edit/manufacturers/acme/replenishment").text.contains("98"))
            #expect(try await text("\(page)/shop/WF-2").text.contains("As the rule says"))
        }
    }
}
