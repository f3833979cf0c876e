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
            #expect(told["units"]?.integer == 5 && told["age"]?.integer == 152)
            #expect(told["failures"]?["items"]?.elements.map { $0["fault"]?.text } == ["E1", "E2"])
            #expect(told["failures"]?["items"]?.elements.first?["age"]?.integer == 60)
            #expect(told["failures"]?["withAsMany"]?.integer == 0)
            let reading = told["readings"]?.elements.first
            #expect(reading?["type"]?.text == "errors" && reading?["value"]?.text == "17")
            #expect(reading?["siblings"]?.integer == 5 && reading?["below"]?.integer == 5)
            #expect(reading?["untold"]?.text == "noneAsHigh")
            #expect(told["next"]?["reason"]?.text == "no-data")
            #expect(told["sentences"]?.elements.first?.text?.hasPrefix("2 failures by 5 months") == true)
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
