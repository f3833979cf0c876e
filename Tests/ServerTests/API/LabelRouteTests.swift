import HTTPTypes
import Hummingbird
import Labels
import TestSupport
import Testing

@testable import Server

struct LabelRouteTests {
    @Test(arguments: [
        ("svg", "image/svg+xml; charset=utf-8", "<svg"), ("png", "image/png", "PNG"),
        ("pdf", "application/pdf", "%PDF-1."), ("zpl", "application/octet-stream", "^XA^PW"),
    ])
    func aLabelComesInEveryFormat(_ format: String, _ type: String, _ start: String) async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let label = try await world.ask(
                "GET", "\(World.model)/units/\(serial)/label?layout=box-label&format=\(format)&dpi=203", as: .support)
            #expect(label.headers[.contentType] == type)
            #expect(label.text.prefix(12).contains(start))
        }
    }

    @Test func aBatchStreamsAsOneDocument() async throws {
        try await World.stocked { world in
            let zpl = try await world.ask("GET", "\(World.model)/batches/B%2F1/labels?format=zpl&dpi=203&copies=2")
            let count = zpl.text.matches(of: /\^XA\^PW640\^LL320/).count
            #expect(count > 1)
            #expect(zpl.text.matches(of: /\^PQ2\^XZ/).count == count)
        }
    }

    @Test(arguments: [
        (#"{"serials":["nobody's"],"format":"pdf"}"#, "unit.unknown"), (#"{"format":"pdf"}"#, "value.invalid"),
        (#"{"serials":["S"],"batch":"B/1","format":"pdf"}"#, "json.invalid"),
        (#"{"batch":"B/1","format":"png"}"#, "value.invalid"), (#"{"batch":"B/1","format":"bmp"}"#, "json.value"),
        (#"{"batch":"B/1","format":"pdf","layout":"none"}"#, "label.layout"),
        (#"{"batch":"B/1","format":"pdf","layoutText":"text"}"#, "label.layout"),
        (#"{"batch":"B/1","format":"pdf","layout":"asset-sticker"}"#, "label.field"),
        (#"{"batch":"B/1","format":"pdf","sheet":"L1"}"#, "label.sheet"),
        (#"{"batch":"B/1","format":"pdf","sheet":"L7163","start":99}"#, "label.sheet"),
        (#"{"batch":"B/1","format":"pdf","dpi":204}"#, "label.resolution"),
        (#"{"batch":"B/1","format":"pdf","fields":{"owner":1}}"#, "json.invalid"),
        (
            #"{"batch":"B/1","format":"pdf","layoutText":"name \"x\"\ncode gs1-128 \"(01)95(21){serial}\""}"#,
            "gs1.structure"
        ),
        (#"{"batch":"B/1","format":"pdf","layoutText":"name \"x\"\ncode gs1-128 \"(21){serial}\""}"#, "value.invalid"),
    ])
    func whatCannotBePrintedIsRefusedBeforeAnythingIsSent(_ order: String, _ code: String) async throws {
        try await World.stocked { world in
            let answer = try await world.send("POST", "\(World.model)/labels", json: order)
            #expect(answer.code == code, "\(answer.text)")
        }
    }

    @Test func layoutsAreListedAndShown() async throws {
        try await World.stocked { world in
            let list = try await world.ask("GET", "/api/v1/label-layouts", as: .stranger)
            #expect(list.text.matches(of: /"name":"[a-z-]+","title"/).count == 9)
            let one = try await world.ask("GET", "/api/v1/label-layouts/udi-label", as: .stranger)
            #expect(one.json["text"]?.text == LabelLayout.readyMade("udi-label")?.text)
        }
    }
}
