import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Service orders over HTTP.
struct ServiceOrderRouteTests {
    private static let said = #"""
        {"charge": "warranty", "complaint": "It does not start", "symptom": "S1", "currency": "NOK", "receive": true,
         "downSince": "2026-05-01T08:00:00+02:00"}
        """#
    private static let done = #"""
        {"charge": "warranty", "complaint": "=1+1", "symptom": "S1", "faultCode": "F1", "currency": "NOK",
         "downSince": "2026-05-01T08:00:00+02:00", "backSince": "2026-05-01T10:30:00+02:00", "lines": [
         {"kind": "part", "title": "CU-9", "price": 45000}, {"kind": "labour", "title": "R-1", "minutes": 90,
          "price": 60000}]}
        """#

    private func open(_ world: World, _ json: String = said) async throws -> (path: String, json: JSONValue) {
        let serial = try await world.serial(7)
        let made = try await world.ask("POST", "\(World.model)/units/\(serial)/service-orders", json: json).json
        return (try #require(made["path"]?.text), made)
    }

    private func step(
        _ world: World, _ path: String, _ json: String, version: String = "*"
    ) async throws -> World.Exchange {
        try await world.send("POST", "\(path)/steps", json: json, headers: ["If-Match": version])
    }

    @Test func anOrderIsOpenedWorkedOnAndLearntFrom() async throws {
        try await World.stocked { world in
            let (path, made) = try await open(world)
            #expect(made["state"]?.text == "received" && made["isRepeat"]?.boolean == false)
            #expect(
                made["downSince"]?.text == "2026-05-01T06:00:00.000Z"
                    || made["downSince"]?.text?.hasPrefix("2026-05-01T06:00:00") == true)
            #expect(made["possible"]?.elements.compactMap(\.text) == ["diagnose", "repair", "cancel"])
            let read = try await world.ask("GET", path)
            #expect(read.json == made)
            #expect(try await world.send("POST", "\(path)/steps", json: #"{"step": "diagnose"}"#).status == 428)
            #expect(try await step(world, path, #"{"step": "diagnose"}"#, version: "\"77\"").status == 412)
            #expect(try await step(world, path, #"{"step": "handBack"}"#).code == "state.step")
            #expect(try await step(world, path, #"{"step": "diagnose"}"#).status == 200)
            #expect(
                try await step(world, path, #"{"step": "complete", "outcome": "repaired"}"#).code == "order.incomplete")
            #expect(try await step(world, path, #"{"step": "complete", "outcome": "magic"}"#).status == 422)
            let changed = try await world.send("PUT", path, json: Self.done, headers: ["If-Match": "*"])
            #expect(changed.status == 200, "\(changed.text)")
            let completed = try await step(world, path, #"{"step": "complete", "outcome": "repaired"}"#).json
            #expect(completed["downMinutes"]?.integer == 150 && completed["minutes"]?.integer == 90)
            #expect(completed["recordedLines"]?.integer == 2)
            let locked = try await world.send("PUT", path, json: Self.done, headers: ["If-Match": "*"])
            #expect(locked.status == 409 && locked.code == "order.locked")
            let claimed = try await world.send("POST", "\(path)/claim", headers: ["If-Match": "*"])
            #expect(claimed.status == 200, "\(claimed.text)")
            let claim = try await world.ask("GET", "/api/v1/claims/\(claimed.json["claim"]?.text ?? "")").json
            #expect(claim["claimed"]?.integer == 135_000 && claim["reference"]?.text == made["number"]?.text)
            let cures = try await world.ask("GET", "\(World.model)/cures/S1").json["items"]?.elements
            #expect(cures?.count == 1 && cures?.first?["work"]?.text == "CU-9")
            #expect(cures?.first?["minutes"]?.integer == 90)
            let figures = try await world.ask("GET", "/api/v1/manufacturers/acme/repair-figures").json["items"]?
                .elements
            #expect(figures?.first?["meanRestorationMinutes"]?.integer == 150)
            let serial = try await world.serial(7)
            let ofUnit = try await world.ask("GET", "\(World.model)/units/\(serial)/service-orders").json
            #expect(ofUnit["items"]?.elements.count == 1 && ofUnit["downMinutes"]?.integer == 150)
            let again = try await open(world)
            #expect(again.json["isRepeat"]?.boolean == true && again.json["repeats"]?.text == made["number"]?.text)
        }
    }

    @Test func theListIsPagedAndTheTableIsNoFormula() async throws {
        try await World.stocked { world in
            for _ in 0..<3 { _ = try await open(world, #"{"complaint": "=HYPERLINK(1)", "currency": "NOK"}"#) }
            let list = "/api/v1/manufacturers/acme/service-orders"
            let first = try await world.ask("GET", "\(list)?limit=2&open=true").json
            let next = try #require(first["next"]?.text)
            let second = try await world.ask("GET", "\(list)?limit=2&open=true&after=\(next)").json
            let numbers = ((first["items"]?.elements ?? []) + (second["items"]?.elements ?? [])).compactMap {
                $0["number"]?.text
            }
            #expect(Set(numbers).count == 3 && second["next"] == nil)
            #expect(try await world.ask("GET", "\(list)?state=handedBack").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(list)?model=NONE").code == "model.unknown")
            let table = try await world.send("GET", "\(list)/table")
            #expect(table.text.contains("'=HYPERLINK(1)"))
            #expect(table.text.split(separator: "\n").count == 4)
        }
    }

    @Test(arguments: [
        (#"{"complaint": "x"}"#, 422), (#"{"currency": "NOK", "downSince": "yesterday"}"#, 422),
        (#"{"currency": "NOK", "downSince": "2999-01-01T00:00:00Z"}"#, 422),
        (#"{"currency": "NOK", "charge": "nobody"}"#, 422), (#"{"currency": "NOK", "reading": 5}"#, 422),
        (#"{"currency": "NOK", "lines": [{"kind": "part"}]}"#, 422), (#"{"currency": "NOK", "colour": 1}"#, 422),
        (#"[]"#, 422),
    ])
    func whatIsWrongIsRefused(_ json: String, _ status: Int) async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let sent = try await world.send("POST", "\(World.model)/units/\(serial)/service-orders", json: json)
            #expect(sent.status == status, "\(json): \(sent.status) \(sent.text)")
        }
    }

    @Test func whatThereIsNotIsSaid() async throws {
        try await World.stocked { world in
            #expect(try await world.send("GET", "/api/v1/service-orders/W-1").code == "order.unknown")
            #expect(try await world.send("GET", "\(World.model)/cures/S1?batch=NIX").code == "batch.unknown")
            let unit = try await world.send(
                "POST", "\(World.model)/units/NIX/service-orders", json: #"{"currency": "NOK"}"#)
            #expect(unit.code == "unit.unknown")
        }
    }
}
