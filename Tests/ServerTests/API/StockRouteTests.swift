import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Stock over HTTP and on its pages.
struct StockRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"
    private static let stock = "\(maker)/stock"

    private func prepare(_ world: World) async throws {
        try await world.ask("POST", "\(Self.maker)/locations", json: #"{"code":"works","kind":"plant"}"#)
        try await world.ask("POST", "\(Self.maker)/locations", json: #"{"code":"shop","kind":"shop"}"#)
        try await world.ask("POST", "\(Self.maker)/models", json: #"{"number":"WF-2","name":"Filter"}"#)
    }

    @Test func piecesComeGoAndAreCounted() async throws {
        try await World.stocked { world in
            try await prepare(world)
            let pieces = "\(Self.stock)/pieces"
            let tried = try await world.send(
                "POST", "\(pieces)?dryRun=true", json: #"{"model":"WF-2","quantity":40,"to":"works"}"#)
            #expect(tried.status == 200 && tried.json["event"]?.text != nil)
            #expect(try await world.ask("GET", "\(Self.stock)?model=WF-2").json["lines"]?.elements.isEmpty == true)
            try await world.ask("POST", pieces, json: #"{"model":"WF-2","quantity":40,"to":"works"}"#)
            let moved = try await world.ask(
                "POST", pieces, json: #"{"model":"WF-2","quantity":3,"from":"works","to":"shop","note":"By hand"}"#)
            let event = try await world.ask("GET", "/api/v1/events/\(moved.json["event"]?.text ?? "")").json
            let said = event["quantities"]?.elements.first
            #expect(said?["model"]?.text == "WF-2" && said?["quantity"]?.integer == 3)
            #expect(event["source"]?.text == "works" && event["location"]?.text == "shop")
            let told = try await world.ask("GET", "\(Self.stock)?model=WF-2").json
            #expect(told["by"]?.text == "location" && told["total"]?.integer == 40 && told["behind"]?.integer == 0)
            let lines = told["lines"]?.elements ?? []
            #expect(lines.map { $0["location"]?.text } == ["shop", "works"])
            #expect(lines.map { $0["available"]?.integer } == [3, 37])
            let byModel = try await world.ask("GET", "\(Self.stock)?location=shop").json["lines"]?.elements.first
            #expect(byModel?["model"]?.text == "WF-2" && byModel?["name"]?.text == "Filter")
            let past = try await world.ask("GET", "\(Self.stock)?model=WF-2&asOf=2020-01-01T00:00:00Z").json
            #expect(past["lines"]?.elements.isEmpty == true)
        }
    }

    @Test func unitsAndRoomAreTold() async throws {
        try await World.stocked { world in
            try await prepare(world)
            try await world.ask("POST", "\(Self.stock)/pieces", json: #"{"model":"WF-2","quantity":40,"to":"works"}"#)
            try await world.ask(
                "POST", "\(Self.maker)/models/WF-2/packaging",
                json: #"{"level":"each","quantity":1,"size":"10 x 10 x 50 cm"}"#)
            let told = try await world.ask("GET", "\(Self.stock)/storage").json["places"]?.elements
            #expect(told?.map { $0["location"]?.text } == ["works"])
            #expect(told?.first?["volume"]?.integer == 200_000 && told?.first?["withoutWeight"]?.integer == 40)
            #expect(try await world.send("GET", "\(Self.stock)/storage?location=moon").code == "location.unknown")
            #expect(try await world.send("GET", "\(Self.stock)/storage?asOf=then").code == "value.invalid")
        }
    }

    @Test func whatIsWrongIsTold() async throws {
        try await World.stocked { world in
            try await prepare(world)
            for (json, code) in [
                (#"{"model":"WF-2","quantity":0,"to":"works"}"#, "json.value"),
                (#"{"model":"WF-2","quantity":1}"#, "value.invalid"),
                (#"{"model":"WF-2","quantity":1,"from":"works","to":"works"}"#, "value.invalid"),
                (#"{"model":"WF-2","quantity":1,"to":"moon"}"#, "location.unknown"),
                (#"{"model":"WF-9","quantity":1,"to":"works"}"#, "model.unknown"),
                (#"{"model":"WF-2","quantity":1,"to":"works","batch":"B-9"}"#, "batch.unknown"),
                (#"{"model":"WDX-100/4","quantity":1,"to":"works"}"#, "event.invalid"),
            ] {
                #expect(try await world.send("POST", "\(Self.stock)/pieces", json: json).code == code, "\(json)")
            }
            #expect(try await world.send("GET", "\(Self.stock)?location=moon").code == "location.unknown")
            #expect(try await world.send("GET", "\(Self.stock)?model=WF-9").code == "model.unknown")
            #expect(try await world.send("GET", "\(Self.stock)?by=colour").code == "query.invalid")
            #expect(try await world.send("GET", "\(Self.stock)?by=version").code == "value.invalid")
        }
    }

    @Test func stockIsToldByVersion() async throws {
        try await FormBrowser.with("/") { world, browser in
            try await prepare(world)
            let path = "\(Self.stock)?model=WF-2&by=version"
            try await world.ask("POST", "\(Self.stock)/pieces", json: #"{"model":"WF-2","quantity":40,"to":"works"}"#)
            func line() async throws -> JSONValue? {
                let told = try await world.ask("GET", path).json
                #expect(told["by"]?.text == "version" && told["total"]?.integer == 40)
                return told["lines"]?.elements.first
            }
            let unnamed = try await line()
            #expect(unnamed?["version"] == nil && unnamed?["untold"] == nil && unnamed?["model"]?.text == "WF-2")
            let versions = "\(Self.maker)/models/WF-2/versions"
            try await world.ask("POST", versions, json: #"{"version":"A","appliesTo":"produced >= 2025"}"#)
            #expect(try await line()?["untold"]?.text == "pieces")
            try await world.ask("POST", versions, json: #"{"version":"B","appliesTo":"model = \"WF-2\""}"#)
            #expect(try await line()?["version"]?.text == "B")
            for (query, status, text) in [
                ("model=WF-2&by=version", 200, ">B<"), ("by=version", 422, "Name the model whose versions"),
            ] {
                let page = try await browser.send(.get, "/manufacturers/acme/stock?\(query)", as: "administrator")
                #expect(page.status == status && page.text.contains(text), "\(query): \(page.text)")
            }
        }
    }

    @Test func pagesShowStockAndTakePieces() async throws {
        try await FormBrowser.with("/") { world, browser in
            try await prepare(world)
            func text(_ path: String) async throws -> (status: Int, text: String) {
                let answer = try await browser.send(.get, path, as: "administrator")
                return (answer.status, answer.text)
            }
            #expect(try await text("/manufacturers/acme/stock?model=WF-2").text.contains("Nothing stands there"))
            let sent = try await ClaimFormTests.press(
                "Record it", ["model": "WF-2", "quantity": "40", "to": "works", "note": "First delivery"],
                on: "/edit/manufacturers/acme/stock", browser, as: "administrator")
            #expect(sent.status == 303 && sent.location == "/manufacturers/acme/stock?model=WF-2", "\(sent.text)")
            let shown = try await text("/manufacturers/acme/stock?model=WF-2").text
            #expect(shown.contains(">40<") && shown.contains("works"))
            #expect(try await text("/manufacturers/acme/stock/storage").text.contains("in part"))
            #expect(try await text("/manufacturers/acme/stock/units").text.contains("Name a place"))
            #expect(try await text("/manufacturers/acme/stock/units?location=works").status == 200)
            let nowhere = try await text("/manufacturers/acme/stock/units?location=moon")
            #expect(nowhere.status == 404 && nowhere.text.contains("There is no such place"))
            let wrong = try await text("/manufacturers/acme/stock?location=moon")
            #expect(wrong.status == 404 && wrong.text.contains("There is no such place"))
        }
    }
}
