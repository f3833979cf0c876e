import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Pick lists over HTTP.
struct PickRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"
    private static let picks = "\(maker)/picks"

    private func prepare(_ world: World) async throws -> String {
        for place in [#"{"code":"works","kind":"plant"}"#, #"{"code":"shop","kind":"shop"}"#] {
            try await world.ask("POST", "\(Self.maker)/locations", json: place)
        }
        try await world.ask("POST", "\(Self.maker)/models", json: #"{"number":"WF-2","name":"Filter"}"#)
        try await world.ask(
            "POST", "\(Self.maker)/stock/pieces", json: #"{"model":"WF-2","quantity":40,"to":"works"}"#)
        let serial = try await world.serial(8)
        try await world.ask("POST", "\(Self.maker)/moves", json: #"{"items":["\#(serial)"],"location":"works"}"#)
        return serial
    }

    @Test func goodsAreSetAsidePickedAndSent() async throws {
        try await World.stocked { world in
            let serial = try await prepare(world)
            let order = #"""
                {"location":"works","reference":"4711","for":"shop",
                 "lines":[{"serial":"\#(serial)"},{"model":"WF-2","quantity":10,"strategy":"fifo"}]}
                """#
            let tried = try await world.send("POST", "\(Self.picks)?dryRun=true", json: order)
            #expect(tried.status == 200 && tried.json["lines"]?.elements.map { $0["reserved"]?.integer } == [1, 10])
            #expect(try await world.ask("GET", Self.picks).json["items"]?.elements.isEmpty == true)
            let made = try await world.ask("POST", Self.picks, json: order)
            let number = try #require(made.json["number"]?.text)
            #expect(made.status == 201 && made.json["for"]?.text == "shop", "\(made.text)")
            #expect(try await world.send("POST", Self.picks, json: order).code == "unit.state")
            let stock = try await world.ask("GET", "\(Self.maker)/stock?location=works&by=model").json
            let reserved = stock["lines"]?.elements.compactMap { $0["reserved"]?.integer } ?? []
            #expect(reserved.reduce(0, +) == 11, "\(stock)")
            let one = "\(Self.picks)/\(number)"
            let items = try await world.ask("GET", "\(one)/items?limit=1").json
            #expect(items["items"]?.elements.first?["unit"]?["serial"]?.text == serial && items["next"] != nil)

            let scans =
                #"{"scans":[{"text":"\#(serial)","id":"1"},{"text":"WF-2","quantity":4,"id":"2"},{"text":"?","id":"3"}]}"#
            for results in [["picked", "picked", "unread"], ["again", "again", "unread"]] {
                let scanned = try await world.ask("POST", "\(one)/scans", json: scans).json
                #expect(scanned["scans"]?.elements.map { $0["result"]?.text } == results)
                #expect(scanned["pick"]?["state"]?.text == "picking")
            }
            let refused = try await world.send(
                "POST", "\(Self.maker)/sales", json: #"{"items":["\#(serial)"],"location":"works"}"#)
            #expect(refused.code == "unit.state" && refused.text.contains(number), "\(refused.text)")
            let step = #"{"step":"finish"}"#
            #expect(try await world.send("POST", "\(one)/steps", json: step).status == 428)
            let tag = try await world.ask("GET", one).headers[.eTag] ?? ""
            let ended = try await world.send("POST", "\(one)/steps", json: step, headers: ["If-Match": tag])
            #expect(ended.json["state"]?.text == "picked", "\(ended.text)")
            #expect(ended.json["lines"]?.elements.map { $0["shortage"]?.integer } == [0, 6])
            let stale = try await world.send("POST", "\(one)/steps", json: step, headers: ["If-Match": tag])
            #expect(stale.code == "pick.changed")

            let announced = try await world.ask(
                "POST", "\(Self.maker)/shipments", json: #"{"from":"works","to":"shop","pick":"4711"}"#)
            #expect(announced.json["announced"]?.integer == 5, "\(announced.text)")
            let shipment = "\(Self.maker)/shipments/\(announced.json["number"]?.text ?? "")"
            let version = try await world.ask("GET", shipment).headers[.eTag] ?? ""
            try await world.ask("POST", "\(shipment)/shipping", json: "{}", headers: ["If-Match": version])
            #expect(try await world.ask("GET", one).json["state"]?.text == "fulfilled")
            let listed = try await world.ask("GET", "\(Self.picks)?state=fulfilled&location=works").json
            #expect(listed["items"]?.elements.map { $0["number"]?.text } == [number])
        }
    }

    @Test func aSheetTakesScansAndEndsAList() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await prepare(world)
            let made = try await ClaimFormTests.press(
                "Set aside", ["location": "works", "lines": "\(serial)\n2 × WF-2", "for": "shop"],
                on: "/edit/manufacturers/acme/picks", browser, as: "administrator")
            let address = try #require(made.text.firstMatch(of: /\/manufacturers\/acme\/picks\/P-[0-9A-Z-]+/)).0
            func press(_ button: String, _ typed: [String: String]) async throws -> (status: Int, text: String) {
                let sent = try await ClaimFormTests.press(
                    button, typed, on: String(address), browser, as: "administrator")
                return (sent.status, sent.text)
            }
            let sheet = try await browser.send(.get, String(address), as: "administrator")
            #expect(sheet.text.contains(" autofocus") && sheet.text.contains(serial) && sheet.text.contains("WF-2"))
            let picked = try await press("Pick it", ["text": serial])
            #expect(picked.status == 200 && picked.text.contains("Picked"), "\(picked.text)")
            #expect(try await press("Pick it", ["text": serial]).text.contains("Picked before"))
            #expect(try await press("Pick it", ["text": "NOTHING-77"]).text.contains("Names nothing known"))
            #expect(try await press("Pick it", ["text": "WF-2", "quantity": "x"]).status == 422)
            #expect(try await press("Do it", ["step": "finish"]).status == 303)
            let list = try await browser.send(.get, "/manufacturers/acme/picks?state=picked", as: "administrator")
            #expect(list.text.contains(String(address)))
            let moon = try await browser.send(.get, "/manufacturers/acme/picks?location=moon", as: "administrator")
            #expect(moon.status == 404)
        }
    }

    @Test(
        arguments: [
            ("2 × FJ-320", "FJ-320", 2), ("12x WF-2", "WF-2", 12), ("3 X  M 1", "M 1", 3),
            ("FJ-320 TR2410001208W", nil, nil),
            ("4711 x1", nil, nil), ("12345678", nil, nil), ("2×", nil, nil), ("99999999999999999999 × A", nil, nil),
            ("", nil, nil),
        ] as [(String, String?, Int64?)])
    func aLineNamesAUnitOrSoManyOfAModel(_ text: String, _ model: String?, _ quantity: Int64?) {
        let line = PickedGoods.line(text)
        #expect(line["model"]?.text == model && line["quantity"]?.integer == quantity)
        #expect(line["serial"]?.text == (model == nil ? text : nil))
    }

    @Test func badRequestsAreRefused() async throws {
        try await World.stocked { world in
            let serial = try await prepare(world)
            let cases: [(String, String, String)] = [
                ("", #"{"lines":[{"serial":"\#(serial)"}]}"#, "json.missingField"),
                ("", #"{"location":"moon","lines":[{"serial":"\#(serial)"}]}"#, "location.unknown"),
                ("", #"{"location":"works","lines":[{"model":"WF-2","quantity":41}]}"#, "pick.short"),
                ("", #"{"location":"works","lines":[{"model":"WF-2","quantity":0}]}"#, "json.value"),
                ("", #"{"location":"works","lines":[]}"#, "value.invalid"),
                ("", #"{"location":"works","table":"model,quantity\nWF-2,x\n"}"#, "value.invalid"),
                ("/P-7K3M-9TQ1/scans", #"{"scans":[{"text":"x"}]}"#, "pick.unknown"),
            ]
            for (path, json, code) in cases {
                let answer = try await world.send("POST", Self.picks + path, json: json)
                #expect(answer.code == code, "\(json): \(answer.text)")
            }
            #expect(try await world.send("GET", "\(Self.picks)/P-7K3M-9TQ1").code == "pick.unknown")
            let batch = "\(Self.maker)/models/M-1/batches/B%2F1/expiry"
            for asker in [World.Asker.stranger, .owner, .support] {
                #expect(try await world.send("GET", Self.picks, as: asker).status >= 401)
                #expect(try await world.send("PUT", batch, as: asker, json: "{}").status >= 401)
            }
        }
    }
}
