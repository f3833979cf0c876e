import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// All that a support desk asks of a unit, over HTTP.
struct DossierRouteTests {
    @Test func oneRequestTellsWhatThePartsTell() async throws {
        try await World.stocked { world in
            let unit = "\(World.model)/units/\(try await world.serial(7))"
            let told = try await world.send("GET", "\(unit)/dossier")
            #expect(told.status == 200, "\(told.text)")
            let answer = try JSONParser.parse(Array(told.text.utf8))
            #expect(throws: Never.self) { try Schema.object(Dossier.schema).check(answer) }
            for (name, path) in [
                ("unit", unit), ("warranty", "\(unit)/warranty"), ("maintenance", "\(unit)/maintenance"),
                ("model", World.model),
            ] {
                let alone = try JSONParser.parse(Array(try await world.send("GET", path).text.utf8))
                #expect(answer[name] == alone, "\(name)")
            }
        }
    }

    @Test func strangersLearnNoMoreThanByTheParts() async throws {
        try await World.stocked { world in
            let unit = "\(World.model)/units/\(try await world.serial(7))"
            let told = try await world.send("GET", "\(unit)/dossier", as: .stranger)
            let answer = try JSONParser.parse(Array(told.text.utf8))
            #expect(answer["maintenance"] == nil && answer["unit"]?["history"] == nil)
            #expect(answer["warranty"]?["covers"] == nil && answer["components"]?["items"] == nil)
            let alone = try JSONParser.parse(Array(try await world.send("GET", unit, as: .stranger).text.utf8))
            #expect(answer["unit"] == alone)
            let missing = try await world.send("GET", "\(World.model)/units/NONE1/dossier", as: .stranger)
            #expect(missing.status == 404 && missing.code == "unit.unknown")
        }
    }
}
