import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Shipments over HTTP.
struct ShipmentRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"

    private static func prepare(_ world: World) async throws -> String {
        for place in [#"{"code": "works", "kind": "plant"}"#, #"{"code": "shop", "kind": "shop"}"#] {
            try await world.ask("POST", "\(maker)/locations", json: place)
        }
        return try await world.serial(8)
    }

    @Test func aShipmentIsAnnouncedSentReceivedAndClosed() async throws {
        try await World.stocked { world in
            let serial = try await Self.prepare(world)
            let said = #"{"from": "works", "to": "shop", "reference": "LS-1", "lines": [{"serial": "\#(serial)"}]}"#
            let tried = try await world.send("POST", "\(Self.maker)/shipments?dryRun=true", json: said)
            #expect(tried.status == 200, "\(tried.text)")
            let announced = try await world.ask("POST", "\(Self.maker)/shipments", json: said).json
            let path = try #require(announced["path"]?.text)
            #expect(announced["state"]?.text == "expected" && announced["announced"]?.integer == 1)
            let again = try await world.send("POST", "\(Self.maker)/shipments", json: said)
            #expect(again.code == "shipment.taken")
            let bare = try await world.send("POST", "\(path)/shipping", json: "{}")
            #expect(bare.code == "header.ifMatchMissing" || bare.status == 428)
            let stale = try await world.send("POST", "\(path)/shipping", json: "{}", headers: ["If-Match": #""9""#])
            #expect(stale.code == "shipment.changed" && stale.status == 412, "\(stale.text)")
            let sent = try await world.send("POST", "\(path)/shipping", json: "{}", headers: ["If-Match": #""1""#])
            #expect(sent.json["state"]?.text == "shipped", "\(sent.text)")
            let scans = """
                {"scans": [{"text": "\(serial)", "time": "yesterday"}, {"text": "\(serial)"}, {"text": "?"}]}
                """
            let received = try await world.ask("POST", "\(path)/scans", json: scans).json
            #expect(
                received["scans"]?.elements.map { $0["verdict"]?.text } == ["unreadable", "expected", "unreadable"])
            #expect(received["verdicts"]?["expected"]?.integer == 1)
            let read = try await world.ask("GET", "\(Self.maker)/shipments/LS-1").json
            #expect(read["received"]?.integer == 1 && read["state"]?.text == "receiving")
            let version = read["rowVersion"]?.integer ?? 0
            let closed = try await world.send(
                "POST", "\(path)/closing", json: "{}", headers: ["If-Match": "\"\(version)\""])
            #expect(closed.json["state"]?.text == "closed", "\(closed.text)")
            for (rest, count) in [("lines", 1), ("scans", 3)] {
                #expect(try await world.ask("GET", "\(path)/\(rest)").json["items"]?.elements.count == count)
            }
            let list = try await world.ask("GET", "\(Self.maker)/shipments?place=shop&arriving=true").json
            #expect(list["items"]?.elements.count == 1)
            #expect(try await world.send("GET", "\(Self.maker)/shipments/D-0000-0000").code == "shipment.unknown")
        }
    }

    @Test func discrepanciesAreSettledWithAReason() async throws {
        try await World.stocked { world in
            let serial = try await Self.prepare(world)
            let table = #"{"from": "works", "to": "shop", "table": "serial\n\#(serial)\n"}"#
            let path = try #require(
                try await world.ask("POST", "\(Self.maker)/shipments", json: table).json["path"]?.text)
            try await world.send("POST", "\(path)/shipping", json: "{}", headers: ["If-Match": #""1""#])
            try await world.send("POST", "\(path)/closing", json: "{}", headers: ["If-Match": #""2""#])
            let found = try await world.ask("GET", "\(Self.maker)/discrepancies?kind=missing").json
            let one = try #require(found["items"]?.elements.first)
            #expect(one["unit"]?["serial"]?.text == serial && one["expected"]?.integer == 1)
            let address = try #require(one["path"]?.text)
            let silent = try await world.send(
                "PUT", "\(address)/resolution", json: #"{"resolution": "found"}"#, headers: ["If-Match": #""1""#])
            #expect(silent.code == "json.missingField")
            let settled = try await world.send(
                "PUT", "\(address)/resolution", json: #"{"resolution": "writtenOff", "reason": "Lost"}"#,
                headers: ["If-Match": #""1""#])
            #expect(settled.json["resolution"]?.text == "writtenOff", "\(settled.text)")
            let stale = try await world.send(
                "PUT", "\(address)/owner", json: "{}", headers: ["If-Match": #""1""#])
            #expect(stale.code == "discrepancy.changed")
            #expect(try await world.ask("GET", "\(Self.maker)/discrepancies").json["items"]?.elements.isEmpty == true)
            let all = try await world.ask("GET", "\(Self.maker)/discrepancies?all=true").json
            #expect(all["items"]?.elements.count == 1)
            #expect(try await world.send("GET", "\(Self.maker)/discrepancies/7").code == "discrepancy.unknown")
        }
    }
}
