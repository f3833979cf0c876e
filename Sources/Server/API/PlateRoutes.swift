import Hummingbird
import Labels
import Nameplate
import Registry

// What is printed and fixed to units.

extension Routes {
    static let plates: [Route] = [
        Route(
            method: .get, path: "/api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/plate.svg",
            permission: .readProduction,
            summary: "Draw the printable plate of a unit: both numbers and a QR code, in true size",
            query: [.init("size", .text(most: 10), "width and height in millimetres; 80x40 without it")],
            answer: .stream(["image/svg+xml"], "the plate"), handle: plate),
        Route(
            method: .get, path: "/api/v1/manufacturers/{manufacturer}/models/{model}/plate-echo", permission: .look,
            summary: "Redraw a model's plate as its maker laid it out, with a serial number as typed and no code",
            query: [
                .init("serial", .text(most: 255), "the serial number as typed"),
                .init("mark", .text(most: 4), most: 200, "a doubtful character, counted from 0"),
            ],
            answer: .stream(["image/svg+xml"], "the plate"), handle: plateEcho),
    ]

    private static func plateEcho(_ call: Call) async throws -> Response {
        let svg = try await call.registry.plateEcho(
            call.query["serial"] ?? "", marks: (call.queries["mark"] ?? []).compactMap { Int($0) },
            model: call.segment("model"), of: call.segment("manufacturer"), as: call.principal)
        return .bytes(Array(svg.utf8), "image/svg+xml; charset=utf-8")
    }

    private static func plate(_ call: Call) async throws -> Response {
        var size = LabelSize.plate
        if let text = call.query["size"] { size = try LabelSize(parsing: text) }
        let svg = try await call.registry.plate(
            of: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"), size: size,
            address: { [address = call.publicAddress] in address?.page(of: $0) }, as: call.principal)
        return .bytes(Array(svg.utf8), "image/svg+xml; charset=utf-8")
    }
}
