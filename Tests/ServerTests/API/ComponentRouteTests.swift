import HTTPTypes
import Nameplate
import Testing

@testable import Server

/// What units contain, over HTTP: each answer held against the documented shape, and the refusals beside them.
struct ComponentRouteTests {
    private static let fans = "/api/v1/manufacturers/acme/models/FAN%201"

    /// The stocked world with a model of fans that are numbered elsewhere.
    private func stocked(_ body: (World, _ fridge: String) async throws -> Void) async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"FAN 1"}"#)
            try await body(world, "\(World.model)/units/\(try await world.serial(7))")
        }
    }

    private static func install(_ serial: String, _ more: String = "") -> String {
        #"{"component":{"model":"FAN 1","serial":"\#(serial)"},"register":true,"slot":"rear","#
            + #""eventTime":"2026-05-01T10:00:00+02:00"\#(more)}"#
    }

    @Test func componentsAreInstalledReplacedRemovedAndListed() async throws {
        try await stocked { world, fridge in
            let trial = try await world.ask(
                "POST", "\(fridge)/components?dryRun=true", json: Self.install("f-1"), status: 200)
            #expect(trial.json["dryRun"]?.boolean == true && trial.json["events"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(Self.fans)/units/f-1").code == "unit.unknown")
            let made = try await world.ask(
                "POST", "\(fridge)/components", json: Self.install("f-1", #","batch":"L1","notes":["In the plant"]"#))
            #expect(made.headers[.location] == "\(fridge)/components")
            let event = try #require(made.json["events"]?.elements.first?["id"]?.text)
            let told = try await world.ask("GET", "/api/v1/events/\(event)")
            #expect(told.json["type"]?.text == "AssociationEvent" && told.json["slot"]?.text == "rear")
            let replaced = try await world.ask(
                "POST", "\(fridge)/components/replace", as: .technician,
                json: """
                    {"old":{"model":"FAN 1","serial":"f-1"},"new":{"model":"FAN 1","serial":"f-2"},"register":true,
                     "faultCode":"noisy","eventTime":"2026-05-02T10:00:00Z"}
                    """)
            #expect(replaced.json["events"]?.elements.count == 2 && replaced.json["slot"]?.text == "rear")
            let list = try await world.ask("GET", "\(fridge)/components")
            let item = list.json["items"]?.elements.first
            #expect(item?["unit"]?["serial"]?.text == "f-2" && item?["origin"]?.text == "added")
            let then = try await world.ask("GET", "\(fridge)/components?asOf=2026-05-01T12:00:00Z&view=maintained")
            #expect(then.json["items"]?.elements.first?["unit"]?["serial"]?.text == "f-1")
            let built = try await world.ask("GET", "\(fridge)/components?view=built")
            #expect(built.json["items"]?.elements.isEmpty == true)
            // The unit was sold in April: that ended its production.
            #expect(built.json["leftProduction"]?.text == "2026-04-01T08:00:00.000000Z")
            let place = try await world.ask("GET", "\(Self.fans)/units/f-2/where")
            #expect(place.json["holders"]?.elements.first?["since"]?.text == "2026-05-02T10:00:00.000000Z")
            let removed = try await world.ask(
                "POST", "\(fridge)/components/remove", json: #"{"component":{"model":"FAN 1","serial":"f-2"}}"#)
            #expect(removed.json["removed"]?["serial"]?.text == "f-2")
            #expect(
                try await world.ask("GET", "\(Self.fans)/units/f-2/where").json["holders"]?.elements.isEmpty == true)
            let history = try await world.ask("GET", fridge).json["history"]?.elements ?? []
            #expect(
                history.compactMap { $0["children"]?.elements.first?["serial"]?.text } == ["f-1", "f-1", "f-2", "f-2"])
        }
    }

    @Test func whatDoesNotFitIsRefused() async throws {
        try await stocked { world, fridge in
            try await world.ask("POST", "\(fridge)/components", json: Self.install("f-1"))
            let other = "\(World.model)/units/\(try await world.serial(8))"
            let fan = #""component":{"model":"FAN 1","serial":"f-1"}"#
            let cases: [(path: String, body: String, status: Int, code: String)] = [
                ("\(other)/components", "{\(fan)}", 409, "component.installed"),
                ("\(other)/components/remove", "{\(fan)}", 409, "component.notInstalled"),
                ("\(Self.fans)/units/f-1/components", "{\(fan)}", 409, "component.circle"),
                ("\(fridge)/components", #"{"component":{"model":"FAN 1","serial":"f-9"}}"#, 404, "unit.unknown"),
                ("\(fridge)/components", #"{"component":{"model":"FAN 9","serial":"f-9"}}"#, 404, "model.unknown"),
                ("\(fridge)/components", #"{"component":{"model":"FAN 1"}}"#, 422, "json.missingField"),
                ("\(fridge)/components", #"{"component":{"model":"FAN 1","serial":""}}"#, 422, "identifier.empty"),
                ("\(fridge)/components", "{\(fan),\"businessStep\":\"shipping\"}", 422, "json.value"),
                ("\(fridge)/components", "{\(fan),\"slots\":\"x\"}", 422, "json.unknownField"),
                ("\(fridge)/components", "{\(fan),\"eventTime\":\"yesterday\"}", 422, "value.invalid"),
                ("\(fridge)/components/remove", "{\(fan),\"eventTime\":\"2030-01-01\"}", 422, "event.future"),
                ("\(World.model)/units/NOPE/components", "{\(fan)}", 404, "unit.unknown"),
                ("/api/v1/manufacturers/nobody/models/X/units/Y/components", "{\(fan)}", 404, "manufacturer.unknown"),
            ]
            for (path, body, status, code) in cases {
                for query in ["", "?dryRun=true"] {
                    let refused = try await world.send("POST", path + query, json: body)
                    #expect(refused.status == status, "\(path) \(body) \(refused.text)")
                    #expect(refused.code == code, "\(path) \(body)")
                }
            }
            for query in ["view=x", "limit=0", "asOf=x", "knownAt=-1", "after=abc", "format=xml", "x=1"] {
                let refused = try await world.send("GET", "\(fridge)/components?\(query)")
                #expect((400...422).contains(refused.status), "\(query)")
                #expect(try await world.send("GET", "\(Self.fans)/batches/L1/uses?\(query)").status >= 400, "\(query)")
            }
        }
    }

    @Test func aRepeatedInstallationIsDoneOnce() async throws {
        try await stocked { world, fridge in
            let key = ["Idempotency-Key": "job-1"]
            let first = try await world.ask("POST", "\(fridge)/components", json: Self.install("f-1"), headers: key)
            let second = try await world.ask("POST", "\(fridge)/components", json: Self.install("f-1"), headers: key)
            #expect(second.body == first.body && second.headers[HeaderNames.idempotencyReplayed] == "true")
            #expect(try await world.send("POST", "\(fridge)/components", json: Self.install("f-1")).status == 409)
        }
    }

    @Test func partsOfABatchAreListedInPagesAndAsATable() async throws {
        try await stocked { world, _ in
            for number in 1...5 {
                let fridge = "\(World.model)/units/\(try await world.serial(number))"
                let json = Self.install("f,\(number)", #","batch":"L1""#)
                try await world.ask("POST", "\(fridge)/components", json: json)
            }
            let uses = "\(Self.fans)/batches/L1/uses"
            var (serials, after): ([String], String) = ([], "")
            while true {
                let page = try await world.ask("GET", "\(uses)?limit=2\(after)").json
                serials += page["items"]?.elements.compactMap { $0["unit"]?["serial"]?.text } ?? []
                guard let next = page["next"]?.text else { break }
                after = "&after=\(next)"
            }
            #expect(serials == (1...5).map { "f,\($0)" })
            for exchange in [
                try await world.send("GET", "\(uses)?format=csv"),
                try await world.send("GET", uses, headers: ["Accept": "text/csv"]),
            ] {
                #expect(exchange.headers[.contentType] == "text/csv; charset=utf-8")
                let lines = exchange.text.split(separator: "\n")
                #expect(lines.count == 6 && lines[0].hasPrefix("manufacturer,model,serial,"))
                let fridge = try await world.serial(1)
                #expect(lines[1] == "acme,FAN 1,\"f,1\",WDX-100/4,\(fridge),WDX-100/4,\(fridge),")
            }
            #expect(try await world.send("GET", "\(uses)?format=csv", as: .technician).status == 403)
        }
    }

    @Test func manyUnitsWithoutAHistoryAreATableOfTheirNumbers() async throws {
        try await stocked { world, _ in
            try await world.ask("POST", "\(World.model)/batches", json: #"{"batch":"Big","count":2500,"date":"2026"}"#)
            try await world.ask(
                "POST", "/api/v1/events",
                json: """
                    {"manufacturer":"acme","model":"WDX-100/4","batch":"Big","container":"003123450000000011",
                     "action":"ADD","businessStep":"packing"}
                    """)
            let pallet = "/api/v1/manufacturers/acme/models/SSCC/units/003123450000000011/components"
            let list = try await world.ask("GET", pallet)
            let units = list.json["items"]?.elements.first?["units"]
            #expect(units?["count"]?.integer == 2_500 && units?["batch"]?.text == "Big")
            let lines = try await world.send("GET", "\(pallet)?format=csv").text.split(separator: "\n").dropFirst()
            #expect(lines.count == 2_500)
            let serials = try await world.send("GET", "\(World.model)/batches/Big/serials").text.split(separator: "\n")
            #expect(lines.map { String($0.split(separator: ",")[4]) } == serials.map(String.init))
        }
    }

    @Test func eachAskerSeesWhatIsHis() async throws {
        try await stocked { world, fridge in
            try await world.ask("POST", "\(fridge)/components", json: Self.install("f-1", #","batch":"L1""#))
            let stranger = try await world.ask("GET", "\(fridge)/components", as: .stranger)
            #expect(stranger.json["items"] == nil && stranger.json["gone"] == nil && stranger.json["serial"] != nil)
            #expect(!stranger.text.contains("f-1"))
            #expect(
                try await world.send("GET", "\(fridge)/components?format=csv", as: .stranger).text.split(
                    separator: "\n"
                ).count == 1)
            let owner = try await world.ask("GET", "\(fridge)/components", as: .owner).json["items"]?.elements.first
            #expect(owner?["unit"]?["serial"]?.text == "f-1" && owner?["batch"] == nil)
            for asker in [World.Asker.stranger, .owner] {
                let place = try await world.ask("GET", "\(Self.fans)/units/f-1/where", as: asker)
                #expect(place.json["holders"] == nil && place.json["place"] == nil)
                let page = try await world.ask("GET", "\(Self.fans)/units/f-1", as: asker)
                #expect(page.json["parent"] == nil)
            }
            #expect(
                try await world.ask("GET", "\(fridge)/components", as: .technician).json["items"]?.elements.count == 1)
        }
    }
}
