import Foundation
import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// A unit against its siblings, over HTTP.
struct HealthRouteTests {
    /// Six units sold in January 2024, of which the first failed twice and tells of many errors.
    static func sell(_ world: World) async throws -> [String] {
        var rows = ["manufacturer,model,serial,event_time,business_step,disposition,fault_code,readings"]
        var serials: [String] = []
        for number in 1...6 {
            let serial = try await world.serial(number)
            serials.append(serial)
            rows.append("acme,WDX-100/4,\(serial),2024-01-01T12:00:00Z,retail_selling,retail_sold,,")
            let errors = number == 1 ? 17 : 0
            rows.append(
                "acme,WDX-100/4,\(serial),2024-06-01T12:00:00Z,sensor_reporting,,,errors=\(errors)")
            if number == 1 {
                rows.append("acme,WDX-100/4,\(serial),2024-03-01T12:00:00Z,repairing,,E1,")
                rows.append("acme,WDX-100/4,\(serial),2024-05-01T12:00:00Z,repairing,,E2,")
            }
        }
        let sent = try await world.send(
            "POST", "/api/v1/imports/events", headers: ["Content-Type": "text/csv"],
            bytes: Array(rows.joined(separator: "\n").utf8))
        #expect(sent.status < 300, "\(sent.text)")
        return serials
    }

    private static func path(_ serial: String) -> String { "\(World.model)/units/\(serial)/health" }

    @Test func healthTellsFailuresReadingsAndWhatFailsNext() async throws {
        try await World.stocked { world in
            let serials = try await Self.sell(world)
            let told = try await world.ask("GET", Self.path(serials[0])).json
            #expect(told["inService"] == .boolean(true) && told["siblings"]?.text == "model")
            #expect((told["units"]?.integer ?? 0) >= 5 && (told["age"]?.integer ?? 0) >= 152)
            #expect(told["failures"]?["items"]?.elements.map { $0["fault"]?.text } == ["E1", "E2"])
            #expect(told["failures"]?["items"]?.elements.first?["age"]?.integer == 60)
            #expect(told["failures"]?["withAsMany"]?.integer == 0)
            let reading = told["readings"]?.elements.first
            #expect(reading?["type"]?.text == "errors" && reading?["value"]?.text == "17")
            #expect(reading?["siblings"]?.integer == 5 && reading?["below"]?.integer == 5)
            #expect(reading?["untold"]?.text == "noneAsHigh")
            #expect(told["next"]?["reason"]?.text == "no-data")
            #expect(told["sentences"]?.elements.first?.text?.hasPrefix("2 failures by ") == true)
            let sibling = try await world.ask("GET", "\(Self.path(serials[1]))?siblings=batch").json
            #expect(sibling["siblings"]?.text == "batch" && sibling["score"]?.text == "asSiblings")
        }
    }

    @Test func unitThatIsNotInServiceSaysSo() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(9)
            let told = try await world.ask("GET", Self.path(serial)).json
            #expect(told["inService"] == .boolean(false) && told["score"] == nil && told["failures"] == nil)
            #expect(told["sentences"]?.elements.count == 1)
            let drawn = try await world.send("GET", "\(Self.path(serial))/plots/failures?format=text")
            #expect(drawn.status == 200)
        }
    }

    @Test func figuresAreDrawnAndTakenAwayAsTables() async throws {
        try await World.stocked { world in
            let serials = try await Self.sell(world)
            for plot in HealthPlot.allCases.map(\.rawValue) {
                let path = "\(Self.path(serials[0]))/plots/\(plot)"
                #expect(try await world.send("GET", path).text.contains("<svg"), "\(plot)")
                #expect(try await world.send("GET", "\(path)?format=csv").text.contains("\n"), "\(plot)")
                let text = try await world.send("GET", "\(path)?format=text&columns=80&rows=20").text
                #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count >= 20, "\(plot)")
            }
            #expect(try await world.send("GET", "\(Self.path(serials[0]))/plots/moon").code == "query.invalid")
        }
    }

    @Test func badQuestionsAreRefused() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(1)
            #expect(try await world.send("GET", "\(Self.path(serial))?siblings=all").code == "query.invalid")
            #expect(try await world.send("GET", Self.path("NOBODY")).code == "unit.unknown")
            let model = "/api/v1/manufacturers/acme/models/none/units/\(serial)/health"
            #expect(try await world.send("GET", model).code == "model.unknown")
        }
    }
}

/// Units that somebody watches, over HTTP and on pages.
struct WatchRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"

    @Test func unitIsWatchedListedAndLetGo() async throws {
        try await World.stocked { world in
            let serial = try await HealthRouteTests.sell(world)[0]
            let path = "\(World.model)/units/\(serial)/watch"
            let dry = try await world.send("POST", "\(path)?dryRun=true", json: #"{"reason":"It hums"}"#)
            #expect(dry.status == 200)
            #expect(try await world.ask("GET", "\(Self.maker)/quality/watched").json["items"]?.elements.isEmpty == true)
            let taken = try await world.send(
                "POST", path, json: #"{"reason":"It hums","until":"9999-12-31"}"#)
            #expect(taken.status == 201 && taken.json["until"]?.text == "9999-12-31", "\(taken.text)")
            let listed = try await world.ask("GET", "\(Self.maker)/quality/watched?reason=HUMS").json
            let item = listed["items"]?.elements.first
            #expect(item?["serial"]?.text == serial && (item?["age"]?.integer ?? 0) >= 152)
            #expect(item?["newFailures"]?.integer == 0 && item?["risen"]?.elements.isEmpty == true)
            let health = try await world.ask("GET", "\(World.model)/units/\(serial)/health").json
            #expect(health["watched"]?["reason"]?.text == "It hums")
            for query in ["reason=else", "minAge=100000", "maxAge=1"] {
                let none = try await world.ask("GET", "\(Self.maker)/quality/watched?\(query)").json
                #expect(none["items"]?.elements.isEmpty == true, "\(query)")
            }
            #expect(try await world.send("DELETE", path).status == 200)
            #expect(try await world.send("DELETE", path).code == "unit.unknown")
        }
    }

    @Test(arguments: [
        ("quality/watched?model=none", "model.unknown"), ("quality/watched?minAge=old", "query.invalid"),
        ("quality/watch-proposals", "query.invalid"), ("quality/watch-proposals?model=none", "model.unknown"),
    ])
    func badQuestionsAreRefused(_ path: String, _ code: String) async throws {
        try await World.stocked { world in
            let told = try await world.send("GET", "\(Self.maker)/\(path)")
            #expect(told.code == code, "\(told.text)")
        }
    }

    @Test func pagesShowAndChangeTheSame() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await HealthRouteTests.sell(world)[0]
            let page = "/manufacturers/acme/models/WDX-100%2F4/units/\(serial)/health"
            let shown = try await browser.send(.get, page, as: "quality")
            #expect(shown.status == 200 && shown.text.contains("2 failures by "), "\(shown.text)")
            #expect(shown.text.contains("plot-figure") && shown.text.contains("errors"))
            for figure in HealthPlot.allCases {
                #expect(try await browser.send(.get, "\(page)?figure=\(figure.rawValue)", as: "quality").status == 200)
            }
            let reader = try await browser.send(.get, page, as: "production")
            #expect(reader.status == 200 && !reader.text.contains("/watch\""))
            #expect(try await browser.send(.get, page, as: "warehouse").status == 403)
            let target = "/edit/manufacturers/acme/models/WDX-100%2F4/units/\(serial)/watch"
            let refused = try await EditFormTests.send(["reason": ""], to: target, on: page, browser, as: "quality")
            #expect(refused.status == 400 || refused.status == 422)
            let sent = try await EditFormTests.send(
                ["reason": "It <hums>"], to: target, on: page, browser, as: "quality")
            #expect(sent.status == 303, "\(sent.text)")
            let list = "/manufacturers/acme/quality/watched"
            #expect(
                try await browser.send(.get, "\(list)?minAge=&reason=hums", as: "quality").text.contains("&lt;hums"))
            let ended = try await EditFormTests.send([:], to: "\(target)/ended", on: page, browser, as: "quality")
            #expect(ended.status == 303)
            #expect(try await browser.send(.get, list, as: "quality").text.contains("Nobody watches a unit"))
            let proposals = "/manufacturers/acme/quality/watch-proposals"
            #expect(try await browser.send(.get, proposals, as: "quality").status == 200)
            #expect(try await browser.send(.get, "\(proposals)?model=WDX-100%2F4", as: "quality").status == 200)
            #expect(try await browser.send(.get, "\(proposals)?model=none", as: "quality").status == 422)
        }
    }
}
