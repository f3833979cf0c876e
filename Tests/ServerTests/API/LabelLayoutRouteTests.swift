import HTTPTypes
import TestSupport
import Testing

@testable import Server

/// Layouts of a manufacturer's own.
struct LabelLayoutRouteTests {
    private static let layouts = "/api/v1/manufacturers/acme/label-layouts"
    private static let text =
        #"name \"Drive label\"\nsize 60 x 30\nfield site \"Where\" example \"Oslo\"\ntext \"{serial} {site}\""#

    @Test func oneIsKeptShownPrintedAndTakenAway() async throws {
        try await World.stocked { world in
            let kept = try await world.send("PUT", "\(Self.layouts)/drive-label", json: #"{"text":"\#(Self.text)"}"#)
            #expect(kept.status == 200, "\(kept.text)")
            let list = try await world.ask("GET", Self.layouts, as: .support)
            #expect(list.text.contains(#""name":"drive-label","title":"Drive label""#))
            #expect(list.text.contains(#""fieldNames":["site"]"#) && !list.text.contains(#""text""#))
            let one = try await world.ask("GET", "\(Self.layouts)/drive-label", as: .support)
            #expect(one.json["text"]?.text?.hasPrefix("name \"Drive label\"\nsize") == true)
            #expect(one.text.contains(#""width":60"#) && one.json["changedBy"]?.text != nil)
            for layout in ["drive-label", "box-label"] {
                let picture = try await world.ask("GET", "\(Self.layouts)/\(layout)/picture", as: .support)
                #expect(picture.headers[.contentType] == "image/svg+xml; charset=utf-8")
                #expect(picture.text.hasPrefix("<svg"))
            }
            let serial = try await world.serial(7)
            let label = try await world.ask(
                "GET", "\(World.model)/units/\(serial)/label?layout=drive-label&field=site%3DBergen", as: .support)
            #expect(label.text.contains("\(serial) Bergen"))
            let batch = try await world.send(
                "POST", "\(World.model)/labels",
                json: #"{"batch":"B/1","format":"zpl","layout":"drive-label","fields":{"site":"Bergen"}}"#)
            #expect(batch.status == 200 && batch.text.hasPrefix("^XA"))
            let gone = try await world.send("DELETE", "\(Self.layouts)/drive-label", json: nil)
            #expect(gone.status == 200)
            for (method, path, code, status) in [
                ("GET", "/drive-label", "layout.unknown", 404), ("DELETE", "/drive-label", "layout.unknown", 404),
                ("GET", "/drive-label/picture", "label.layout", 422), ("GET", "/rating-plate", "layout.unknown", 404),
            ] {
                let answer = try await world.send(method, Self.layouts + path, json: nil)
                #expect(answer.code == code && answer.status == status, "\(method) \(path): \(answer.text)")
            }
        }
    }

    @Test(arguments: [
        ("drive-label", #"{"text":"name \"x\"\n  txt"}"#, "label.layout"),
        ("drive-label", #"{"text":""}"#, "label.layout"),
        ("drive-label", "{}", "json.missingField"), ("Drive", #"{"text":"name \"x\"\ntext \"y\""}"#, "value.invalid"),
        ("rating-plate", #"{"text":"name \"x\"\ntext \"y\""}"#, "value.invalid"),
        ("drive-label", #"{"text":"name \"x\"\npicture \"data:image/png;base64,AAAA\""}"#, "label.picture"),
    ])
    func whatCannotBeKeptIsRefused(_ name: String, _ json: String, _ code: String) async throws {
        try await World.stocked { world in
            let answer = try await world.send("PUT", "\(Self.layouts)/\(name)", json: json)
            #expect(answer.code == code, "\(answer.text)")
            let list = try await world.ask("GET", Self.layouts, as: .support)
            #expect(list.text == #"{"layouts":[]}"#)
        }
    }

    @Test func anotherManufacturersLayoutIsNotPrintedBy() async throws {
        try await World.stocked { world in
            let made = try await world.send(
                "POST", "/api/v1/manufacturers", json: #"{"slug":"neighbour","name":"Neighbour"}"#)
            #expect(made.status == 201, "\(made.text)")
            let path = "/api/v1/manufacturers/neighbour/label-layouts/drive-label"
            _ = try await world.send("PUT", path, json: #"{"text":"name \"x\"\ntext \"y\""}"#)
            let order = #"{"batch":"B/1","format":"pdf","layout":"drive-label"}"#
            #expect(try await world.send("POST", "\(World.model)/labels", json: order).code == "label.layout")
        }
    }
}
