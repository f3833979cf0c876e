import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Nomenclatures in the database")
struct NomenclatureStorageTests {
    private static let text = "FJ-{capacity:3}{type}\ncapacity = Capacity: # L\ntype = Doors: 1\ntype C = Doors: 2"

    private func with(
        _ engine: Engine, _ body: @escaping @Sendable (Manufacturer, any SQLTransaction) throws -> Void
    ) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                try body(maker, transaction)
            }
        }
    }

    @Test(arguments: Engine.available)
    func oneIsKeptReplacedAndTakenAway(_ engine: Engine) async throws {
        try await with(engine) { maker, transaction in
            func set(_ name: String, _ text: String, _ isPublished: Bool = false) throws {
                _ = try Nomenclatures.set(
                    name, text, isPublished: isPublished, of: maker, as: .administrator, transaction)
            }
            try set("FJ", Self.text)
            try set("FJ", "FJ-{capacity:2}\ncapacity = Capacity: # L", true)
            try set("Other", Self.text)
            let known = try Nomenclatures.list(of: maker.id, transaction)
            #expect(known.map(\.name) == ["FJ", "Other"] && known.map(\.isPublished) == [true, false])
            #expect(known[0].nomenclature.pattern == "FJ-{capacity:2}")
            let wrong = #expect(throws: RegistryError.self) { try set("FJ", "FJ-{capacity:2}\nx = y: z") }
            #expect(wrong?.code == .nomenclatureInvalid && wrong?.position == 2)
            #expect(try Nomenclatures.list(of: maker.id, transaction) == known)
            try Nomenclatures.remove("FJ", of: maker, as: .administrator, transaction)
            let gone = #expect(throws: RegistryError.self) {
                try Nomenclatures.remove("FJ", of: maker, as: .administrator, transaction)
            }
            #expect(gone?.code == .nomenclatureUnknown)
        }
    }

    @Test func aModelIsHeldAgainstItsNumber() throws {
        let named = NamedNomenclature(
            name: "FJ", nomenclature: try Nomenclature(parsing: Self.text), isPublished: false)
        let readings = Nomenclatures.readings(of: "FJ-320C", by: [named])
        #expect(readings.map(\.nomenclature) == ["FJ"])
        #expect(
            readings.first?.specifications == [
                Specification(name: "Capacity", value: .number("320", unit: "LTR")),
                Specification(name: "Doors", value: .number("2", unit: nil)),
            ])
        var details = ModelDetails(number: try ModelNumber(parsing: "FJ-320C"))
        details.specifications = [
            Specification(name: "Capacity", value: .number("0.32", unit: "MTQ")),
            Specification(name: "Doors", value: .number("3", unit: nil)),
        ]
        let gaps = ModelGap.disagreements(details, readings)
        #expect(gaps.map(\.field) == ["Doors"] && gaps.first?.kind == .contradictory)
        #expect(gaps.first?.sentence == "'Doors' is 3, but the model number says 2.")
        #expect(Nomenclatures.readings(of: "XX", by: [named]) == [])
        #expect(ModelGap.disagreements(details, []) == [])
    }
}
