import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Counts and the units of a place over HTTP.
struct CountRouteTests {
    private static let maker = "/api/v1/manufacturers/acme"
    private static let counts = "\(maker)/counts"

    private func prepare(_ world: World) async throws -> (serial: String, count: String) {
        try await world.ask("POST", "\(Self.maker)/locations", json: #"{"code":"works","kind":"plant"}"#)
        try await world.ask("POST", "\(Self.maker)/models", json: #"{"number":"WF-2","name":"Filter"}"#)
        try await world.ask(
            "POST", "\(Self.maker)/stock/pieces", json: #"{"model":"WF-2","quantity":40,"to":"works"}"#)
        let serial = try await world.serial(8)
        try await world.ask("POST", "\(Self.maker)/moves", json: #"{"items":["\#(serial)"],"location":"works"}"#)
        let opened = try await world.ask("POST", Self.counts, json: #"{"location":"works","kind":"full"}"#)
        return (serial, try #require(opened.json["number"]?.text))
    }

    private func step(_ step: String, _ count: String, _ world: World) async throws -> World.Exchange {
        let tag = try await world.ask("GET", "\(Self.counts)/\(count)").headers[.eTag] ?? ""
        return try await world.send(
            "POST", "\(Self.counts)/\(count)/steps", json: #"{"step":"\#(step)"}"#, headers: ["If-Match": tag])
    }

    @Test func aPlaceIsCountedRecountedAdjustedAndClosed() async throws {
        try await World.stocked { world in
            let (serial, number) = try await prepare(world)
            let one = "\(Self.counts)/\(number)"
            let units = try await world.ask("GET", "\(Self.maker)/stock/units?location=works").json
            #expect(units["items"]?.elements.first?["unit"]?["serial"]?.text == serial)
            let expected = try await world.ask("GET", "\(one)/expected?limit=1").json
            #expect(expected["items"]?.elements.count == 1)
            let scanned = try await world.ask(
                "POST", "\(one)/scans",
                json: #"{"items":[{"text":"WF-2","quantity":38},{"text":"NOTHING-AT-ALL-77"}]}"#
            ).json["items"]?.elements
            #expect(scanned?.map { $0["result"]?.text } == ["taken", "unread"])
            let finished = try await step("finish", number, world)
            #expect(finished.status == 200 && finished.json["open"]?.integer == 3, "\(finished.text)")
            let page = try await world.ask("GET", "\(one)/differences?limit=2").json
            let next = try #require(page["next"]?.text)
            let rest = try await world.ask("GET", "\(one)/differences?limit=2&after=\(next)").json
            let kinds = [page, rest].flatMap { $0["items"]?.elements ?? [] }.map { $0["kind"]?.text }
            #expect(kinds == ["missing", "unknown", "short"])
            #expect(try await step("close", number, world).code == "count.state")
            #expect(try await step("recount", number, world).json["round"]?.integer == 2)
            try await world.ask("POST", "\(one)/scans", json: #"{"items":[{"text":"\#(serial)"}]}"#)
            let again = try await step("finish", number, world).json
            #expect(again["differences"]?.elements.map { $0["kind"]?.text } == ["short"])
            #expect(again["expected"]?.integer == 2 && again["correct"]?.integer == 1)
            let said = #"{"reason":"damage","note":"Wet","differences":[0]}"#
            let tag = try await world.ask("GET", one).headers[.eTag] ?? ""
            let missing = try await world.send("POST", "\(one)/adjustments", json: said)
            #expect(missing.status == 428)
            let tried = try await world.send(
                "POST", "\(one)/adjustments?dryRun=true", json: said, headers: ["If-Match": tag])
            #expect(tried.status == 200 && tried.json["events"]?.elements.count == 1, "\(tried.text)")
            let made = try await world.send("POST", "\(one)/adjustments", json: said, headers: ["If-Match": tag])
            let line = made.json["differences"]?.elements.first
            #expect(line?["resolution"]?.text == "adjusted" && line?["reason"]?.text == "damage")
            #expect(try await world.ask("GET", "\(Self.maker)/stock?model=WF-2").json["total"]?.integer == 38)
            let stale = try await world.send("POST", "\(one)/adjustments", json: said, headers: ["If-Match": tag])
            #expect(stale.code == "count.changed")
            #expect(try await step("close", number, world).json["state"]?.text == "closed")
            let listed = try await world.ask("GET", "\(Self.counts)?state=closed&location=works").json
            #expect(listed["items"]?.elements.map { $0["number"]?.text } == [number])
            let accuracy = try await world.ask("GET", "\(Self.maker)/count-accuracy?location=works").json
            #expect(accuracy["items"]?.elements.first?["correct"]?.integer == 1)
            let scans = try await world.ask("GET", "\(one)/scans").json
            #expect(scans["items"]?.elements.first?["unit"]?["serial"]?.text == serial)
        }
    }

    @Test func aSheetTakesScansAndResolvesWhatDiffers() async throws {
        try await FormBrowser.with("/") { world, browser in
            let (serial, number) = try await prepare(world)
            func press(_ button: String, _ typed: [String: String]) async throws -> (status: Int, text: String) {
                let sent = try await ClaimFormTests.press(
                    button, typed, on: "/manufacturers/acme/counts/\(number)", browser, as: "administrator")
                return (sent.status, sent.text)
            }
            let sheet = try await browser.send(.get, "/manufacturers/acme/counts/\(number)", as: "administrator")
            #expect(sheet.text.contains(" autofocus"))
            let taken = try await press("Keep it", ["text": serial])
            #expect(taken.status == 200 && taken.text.contains("Taken") && taken.text.contains(serial), "\(taken.text)")
            #expect(try await press("Keep it", ["text": serial]).text.contains("Scanned before"))
            #expect(try await press("Keep it", ["text": "NOTHING-77"]).text.contains("Names nothing known"))
            #expect(try await press("Keep it", ["text": "WF-2", "quantity": "x"]).status == 422)
            #expect(try await press("Do it", ["step": "finish"]).status == 303)
            let counted = try await browser.send(.get, "/manufacturers/acme/counts/\(number)", as: "administrator")
            #expect(counted.text.contains("Too few") && counted.text.contains("1 of 2"))
            #expect(try await press("Resolve it", ["reason": "miscount", "differences": "0"]).status == 303)
            #expect(try await press("Resolve it", ["reason": "loss"]).status == 303)
            #expect(try await press("Do it", ["step": "close"]).status == 303)
            let list = try await browser.send(.get, "/manufacturers/acme/counts?state=closed", as: "administrator")
            #expect(list.text.contains(number))
            let opened = try await ClaimFormTests.press(
                "Open it", ["location": "works", "kind": "cycle", "blind": "true"],
                on: "/edit/manufacturers/acme/counts", browser, as: "administrator")
            #expect(opened.status == 200 && opened.text.contains("/manufacturers/acme/counts/N-"))
        }
    }

    @Test func whatIsWrongIsTold() async throws {
        try await World.stocked { world in
            let (_, number) = try await prepare(world)
            for (path, json, code) in [
                ("", #"{"location":"moon"}"#, "location.unknown"),
                ("", #"{"location":"works","kind":"quick"}"#, "json.value"),
                ("", #"{"location":"works","model":"WF-9"}"#, "model.unknown"),
                ("/N-0000-0000/scans", #"{"items":[{"text":"a"}]}"#, "count.unknown"),
                ("/\(number)/scans", #"{"items":[]}"#, "value.invalid"),
                ("/\(number)/scans", #"{"items":[{"text":"a","time":"noon"}]}"#, "value.invalid"),
                ("/\(number)/scans", #"{"items":[{"text":"WF-2","quantity":-1}]}"#, "json.value"),
            ] {
                let answer = try await world.send("POST", Self.counts + path, json: json)
                #expect(answer.code == code, "\(path) \(json): \(answer.text)")
            }
            #expect(try await step("recount", number, world).code == "count.state")
            for path in ["stock/units", "stock/units?location=moon"] {
                #expect(try await world.send("GET", "\(Self.maker)/\(path)").code == "location.unknown")
            }
            let cursor = try await world.send("GET", "\(Self.maker)/stock/units?location=works&after=x")
            #expect(cursor.code == "cursor.invalid")
            let blind = try await world.ask("POST", Self.counts, json: #"{"location":"works","blind":true}"#)
            let hidden = "\(Self.counts)/\(blind.json["number"]?.text ?? "")/expected"
            #expect(try await world.send("GET", hidden).code == "count.state")
        }
    }
}
