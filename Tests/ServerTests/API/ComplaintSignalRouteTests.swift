import HTTPTypes
import Nameplate
import Testing

@testable import Server

/// What complaints alone show, over HTTP.
struct ComplaintSignalRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"
    private static let signals = "\(maker)/quality/complaint-signals"

    /// Thirty complaints of noise about two models, and three of one model's door.
    private func fill(_ world: World) async throws {
        try await world.ask("POST", "\(Self.maker)/models", json: #"{"number":"WDX-200"}"#)
        let noise = (0..<30).map { number in
            "n\(number),\(number % 3 == 0 ? "WDX-100/4" : "WDX-200"),2026-04-\(10 + number % 20),noise,"
        }
        let door = (1...3).map { "d\($0),WDX-100/4,2026-05-0\($0),door,\($0 == 3 ? "Y" : "")" }
        let table = (["reference,model,receivedOn,faultCodes,fire"] + noise + door).joined(separator: #"\n"#)
        try await world.ask("POST", "\(Self.maker)/complaint-table", json: #"{"table":"\#(table)\n"}"#)
    }

    @Test func whatStandsOutIsToldWithItsFirstDay() async throws {
        try await World.stocked { world in
            #expect(try await world.ask("GET", Self.signals).json["items"]?.elements.isEmpty == true)
            try await fill(world)
            let answer = try await world.ask("GET", Self.signals).json
            #expect(answer["asOf"]?.text == "2026-06-01" && answer["complaints"]?.integer == 33)
            let item = try #require(answer["items"]?.elements.first)
            #expect(answer["items"]?.elements.count == 1)
            #expect(item["model"]?.text == "WDX-100/4" && item["faultCode"]?.text == "door")
            #expect(item["raisedOn"]?.text == "2026-05-03" && item["standsOut"] == .boolean(true))
            #expect(item["complaints"]?.integer == 3 && item["harmful"]?.integer == 1)
            #expect(item["ofModel"]?.integer == 13 && item["upper"] == nil && item["ratio"] == nil)
            #expect(
                item["sentence"]?.text
                    == "WDX-100/4: 3 of its 13 complaints have the code door; 1.2 would, were it complained of as all models are."
            )
        }
    }

    @Test func aDayIsJudgedByWhatWasKnownThen() async throws {
        try await World.stocked { world in
            try await fill(world)
            let before = try await world.ask("GET", "\(Self.signals)?asOf=2026-05-02").json
            #expect(before["items"]?.elements.isEmpty == true && before["complaints"]?.integer == 32)
            let then = try await world.ask("GET", "\(Self.signals)?asOf=2026-05-03").json
            #expect(then["items"]?.elements.count == 1)
            // A day in the future is today.
            #expect(try await world.ask("GET", "\(Self.signals)?asOf=2199-01-01").json["asOf"]?.text == "2026-06-01")
            for day in ["yesterday", "2026-13-01", "%00", String(repeating: "9", count: 300)] {
                #expect(try await world.send("GET", "\(Self.signals)?asOf=\(day)").status == 400, "\(day)")
            }
        }
    }

    @Test func whatIsComplainedOfMostIsDrawnAndTakenAway() async throws {
        try await World.stocked { world in
            try await fill(world)
            let plot = "/api/v1/manufacturers/acme/complaint-plot"
            let table = try await world.ask("GET", "\(plot)?format=csv")
            #expect(table.text.contains("door") && table.text.contains("\n"))
            #expect(try await world.ask("GET", plot).text.contains("<svg"))
            #expect(try await world.send("GET", "\(plot)?format=moon").status == 400)
        }
    }

    @Test func thePageTellsItWhereItIsAskedFor() async throws {
        let page = "/manufacturers/acme/complaints"
        try await FormBrowser.with(page) { world, browser in
            let empty = try await browser.send(.get, "\(page)?signals=true", as: "administrator")
            #expect(empty.status == 200 && empty.text.contains("nothing stands out"))
            try await fill(world)
            let shown = try await browser.send(.get, "\(page)?signals=true", as: "administrator")
            #expect(shown.text.contains("faultCode=door&amp;") || shown.text.contains("faultCode=door\""))
            let list = try await browser.send(as: "administrator")
            #expect(list.text.contains("signals=true") && !list.text.contains("faultCode=door&amp;model"))
        }
    }

    @Test func onlyWhoeverSeesQualityIsTold() async throws {
        try await World.stocked { world in
            try await fill(world)
            for asker in [World.Asker.stranger, .owner, .technician] {
                let refused = try await world.send("GET", Self.signals, as: asker)
                #expect([401, 403, 404].contains(refused.status) && !refused.text.contains("door"), "\(asker)")
            }
            let path = "/api/v1/manufacturers/nobody/quality/complaint-signals"
            #expect(try await world.send("GET", path).code == "manufacturer.unknown")
        }
    }
}
