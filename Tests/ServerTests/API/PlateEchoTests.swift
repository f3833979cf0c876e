import HTTPTypes
import TestSupport
import Testing

@testable import Server

@Suite("Plates as their makers laid them out")
struct PlateEchoTests {
    private static let layouts = "/api/v1/manufacturers/acme/label-layouts"
    private static let layout = """
        name "Plate"
        size 80 x 40
        row
          column
            text "{maker} {model}" size 6-9 lines 2
            text "{serial}" size 6-9 mono lines 3
            text "{batch} {made}" size 6
            text "Owner {owner}" size 6
          code qr "{link} {owner}" module 0.375-0.5
        field owner "The owner's name" example "Example"
        """

    private func keep(_ text: String, in world: World) async throws {
        // The head comes before the elements.
        let lines = text.split(separator: "\n").map(String.init)
        let sorted = lines.filter { $0.hasPrefix("field") } + lines.filter { !$0.hasPrefix("field") }
        let body = sorted.joined(separator: "\\n").replacing("\"", with: "\\\"")
        _ = try await world.ask("PUT", "\(Self.layouts)/plate", json: #"{"text":"\#(body)"}"#)
    }

    @Test func strangersSeeBothNumbersWithMarksAndNoCode() async throws {
        try await World.stocked { world in
            try await keep(Self.layout, in: world)
            let echo = try await world.ask(
                "GET", "\(World.model)/plate-echo?serial=QQ%3C0O1&mark=2&mark=4", as: .stranger)
            #expect(echo.headers[.contentType] == "image/svg+xml; charset=utf-8")
            #expect(echo.text.contains("QQ&lt;0O1"))
            #expect(echo.text.contains("WDX-100/4"))
            #expect(echo.text.split(separator: "class=\"mark\"").count == 3)
            // Neither a code nor what it says; what is not told is a dash.
            #expect(!echo.text.contains("<path") && !echo.text.contains("The code says"))
            #expect(echo.text.contains("Owner –") && !echo.text.contains("Example"))
        }
    }

    @Test func itTellsNothingOfUnits() async throws {
        try await World.stocked { world in
            try await keep(Self.layout, in: world)
            let serial = try await world.serial(7)
            let known = try await world.ask("GET", "\(World.model)/plate-echo?serial=\(serial)", as: .stranger).text
            let other = String(serial.reversed())
            let unknown = try await world.ask("GET", "\(World.model)/plate-echo?serial=\(other)", as: .stranger).text
            #expect(known.replacing(serial, with: "S") == unknown.replacing(other, with: "S"))
        }
    }

    @Test func whereNoneIsLaidOutThereIsNone() async throws {
        try await World.stocked { world in
            let echo = try await world.send("GET", "\(World.model)/plate-echo?serial=1", as: .stranger)
            #expect(echo.status == 404 && echo.code == "layout.unknown")
        }
    }

    @Test func thePageOfAUnitShowsIt() async throws {
        try await FormBrowser.with("/") { world, browser in
            let serial = try await world.serial(7)
            let page = World.model.replacing("/api/v1", with: "") + "/units/\(serial)"
            #expect(try await browser.send(.get, page).text.contains("plate-face"))
            try await keep(Self.layout, in: world)
            let drawn = try await browser.send(.get, page).text
            #expect(drawn.contains("class=\"plate-drawing\"") && !drawn.contains("plate-face"))
            #expect(drawn.contains("/plate-echo?serial=\(serial)"))
            // A number that has no room on it is shown all the same.
            try await keep(Self.layout.replacing("size 6-9 mono lines 3", with: "size 60 mono"), in: world)
            let small = try await world.ask("GET", "\(World.model)/plate-echo?serial=\(serial)", as: .stranger)
            #expect(small.text.contains(">\(serial)<") && small.text.contains("WDX-100/4"))
            // What can be no serial number is on a plate of ours.
            let long = page.replacing(serial, with: String(repeating: "8", count: 65))
            #expect(!(try await browser.send(.get, long).text.contains("plate-drawing")))
        }
    }

    @Test(arguments: [
        ("serial=", "identifier.empty"), ("mark=1", "identifier.empty"), ("serial=1&mark=12345", "query.invalid"),
        ("serial=1&x=2", "query.unknown"), ("serial=\(String(repeating: "W", count: 65))", "identifier.length"),
        ("serial=\(String(repeating: "W", count: 256))", "query.invalid"),
        ("serial=A%E2%80%AEB", "identifier.character"),
    ])
    func whatCannotBeDrawnIsRefused(_ query: String, _ code: String) async throws {
        try await World.stocked { world in
            try await keep(Self.layout, in: world)
            let echo = try await world.send("GET", "\(World.model)/plate-echo?\(query)", as: .stranger)
            #expect(echo.code == code, "\(echo.text)")
        }
    }
}
