import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Other numbers of models")
struct ModelNumberTests {
    private struct Shelf {
        let transaction: any SQLTransaction
        let maker: Manufacturer
        let other: Manufacturer

        func make(_ number: String, of manufacturer: Manufacturer? = nil) throws -> Model {
            try Models.create(
                ModelDetails(number: try ModelNumber(parsing: number)), of: manufacturer ?? maker, as: .administrator,
                transaction)
        }

        func add(_ number: String, _ kind: OtherNumber.Kind = .variant, to model: Model) throws {
            try ModelNumbers.add(
                OtherNumber(try ModelNumber(parsing: number), kind), to: model, of: maker, as: .administrator,
                transaction)
        }

        func found(_ number: String) throws -> [String] {
            try ModelNumbers.matches(key: FindKey.fold(number), transaction).map { match in
                let own = try Models.find(match.model, transaction)?.number.text ?? "?"
                return "\(match.relation) \(own)"
            }
        }

        func code(_ body: () throws -> Void) -> RegistryError.Code? {
            do {
                try body()
                return nil
            } catch {
                return (error as? RegistryError)?.code
            }
        }
    }

    private func with(_ engine: Engine, _ body: @escaping @Sendable (Shelf) throws -> Void) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                func maker(_ slug: String) throws -> Manufacturer {
                    try Manufacturers.create(
                        ManufacturerDraft(slug: slug, name: slug), as: .administrator, transaction)
                }
                try body(Shelf(transaction: transaction, maker: try maker("acme"), other: try maker("other")))
            }
        }
    }

    @Test(arguments: Engine.available)
    func aModelIsFoundByItsOtherNumbers(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let model = try shelf.make("FJ-320")
            try shelf.add("FJ-320 W", to: model)
            try shelf.add("FJ320-OLD", .former, to: model)
            #expect(try shelf.found("fj320w") == ["variant FJ-320"])
            #expect(try shelf.found("FJ320OLD") == ["former FJ-320"])
            #expect(try shelf.found("FJ-320") == [] && shelf.found("") == [])
            let listed = try ModelNumbers.list(of: model.id, shelf.transaction)
            #expect(listed.map(\.number.text) == ["FJ320-OLD", "FJ-320 W"])
            #expect(try Models.require("FJ320-OLD", of: shelf.maker, shelf.transaction).id == model.id)
            #expect(
                shelf.code { _ = try Models.require("FJ320-OLD", of: shelf.other, shelf.transaction) } == .modelUnknown)
            try ModelNumbers.remove(
                ModelNumber(parsing: "FJ-320 W"), from: model, of: shelf.maker, as: .administrator, shelf.transaction)
            #expect(try shelf.found("fj320w") == [])
        }
    }

    @Test(arguments: Engine.available)
    func theFamilyThatSaysMostIsMeant(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            _ = try shelf.make("WRF9******")
            _ = try shelf.make("WRF954CIH***")
            _ = try shelf.make("WRF954DIH***")
            let third = try shelf.make("X1")
            try shelf.add("ARD204AB14R/L", to: third)
            #expect(try shelf.found("WRF954CIHB0") == ["family WRF954CIH***"])
            #expect(try shelf.found("WRF954XB") == ["family WRF9******"])
            #expect(try shelf.found("ard204ab14l") == ["family X1"])
            #expect(try shelf.found("WRE") == [])
        }
    }

    @Test(arguments: Engine.available)
    func aNumberIsOneModelsAlone(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let (first, second) = (try shelf.make("A-100"), try shelf.make("A-200"))
            try shelf.add("A-300", to: first)
            #expect(shelf.code { try shelf.add("A-300", to: second) } == .modelTaken)
            #expect(shelf.code { try shelf.add("A-300", to: first) } == .modelTaken)
            #expect(shelf.code { try shelf.add("A-100", to: second) } == .modelTaken)
            #expect(shelf.code { _ = try shelf.make("A-300") } == .modelTaken)
            // What another manufacturer calls so is another thing.
            _ = try shelf.make("A-300", of: shelf.other)
        }
    }

    @Test(arguments: Engine.available)
    func aFormerNumberKeepsLeadingToItsModel(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let model = try shelf.make("B-1*")
            func renumber(_ model: Model, _ number: String) throws -> Model {
                try ModelNumbers.renumber(
                    model, to: ModelNumber(parsing: number), of: shelf.maker, as: .administrator, shelf.transaction)
            }
            _ = try shelf.make("B-9")
            #expect(shelf.code { _ = try renumber(model, "B-9") } == .modelTaken)
            let second = try renumber(model, "C-22*")
            #expect(second.number.text == "C-22*" && second.rowVersion == 2)
            let stored = try Models.find(model.id, shelf.transaction)
            #expect(stored == second)
            #expect(try Models.require("B-1*", of: shelf.maker, shelf.transaction).id == model.id)
            #expect(try shelf.found("C22Z") == ["family C-22*"])
            // Back again: the two numbers change places.
            let third = try renumber(second, "B-1*")
            #expect(third.number.text == "B-1*")
            #expect(try ModelNumbers.list(of: model.id, shelf.transaction).map(\.number.text) == ["C-22*"])
            // A change that names a former number does not give it back.
            let changed = try Models.update(
                ModelDetails(number: try ModelNumber(parsing: "C-22*")), expecting: nil, of: shelf.maker,
                as: .administrator, shelf.transaction)
            #expect(changed.number.text == "B-1*")
        }
    }
}
