import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Parts")
struct PartTests {
    private struct Shelf {
        let transaction: any SQLTransaction
        let maker: Manufacturer

        func make(_ number: String) throws -> Model {
            try Models.create(
                ModelDetails(number: try ModelNumber(parsing: number)), of: maker, as: .administrator, transaction)
        }

        func fit(_ fit: PartFit, _ model: Model) throws -> KeptEntry<PartFit> {
            try ModelEntries.set(fit, of: model, as: .administrator, transaction)
        }

        func supersede(_ part: Model, by successor: Model, isTwoWay: Bool = false) throws {
            try ModelEntries.set(
                PartSupersession(by: successor.id, isTwoWay: isTwoWay, reason: "better"), of: part,
                as: .administrator, transaction)
        }
    }

    private func with(_ engine: Engine, _ body: @escaping @Sendable (Shelf) throws -> Void) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                try body(Shelf(transaction: transaction, maker: maker))
            }
        }
    }

    @Test(arguments: Engine.available)
    func partsAreListedByPositionAndUsesByModel(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let (first, second, part) = (try shelf.make("A"), try shelf.make("B"), try shelf.make("P"))
            let other = try shelf.make("Q")
            let door = try shelf.fit(PartFit(part.id, .sparePart, quantity: 2, position: "12 door"), first)
            let lamp = try shelf.fit(PartFit(other.id, .consumable, position: "03 lamp", note: "E14"), first)
            let again = try shelf.fit(
                PartFit(part.id, .accessory, population: "produced >= 2024-01-01"), second)
            let list = try PartFits.list(of: first.id, limit: 10, shelf.transaction)
            #expect(list == [lamp, door])
            #expect(try PartFits.list(of: first.id, after: lamp, limit: 10, shelf.transaction) == [door])
            #expect(Set(try PartFits.uses(of: part.id, limit: 10, shelf.transaction)) == [door, again])
            #expect(try PartFits.of(part.id, in: second.id, shelf.transaction) == [again])
            try ModelEntries.remove(door, of: first, as: .administrator, shelf.transaction)
            #expect(try PartFits.list(of: first.id, limit: 10, shelf.transaction) == [lamp])
        }
    }

    @Test(arguments: Engine.available)
    func whatTakesAPartsPlaceIsFoundStepByStep(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let parts = try ["P1", "P2", "P3", "P4"].map { try shelf.make($0) }
            try shelf.supersede(parts[0], by: parts[1])
            try shelf.supersede(parts[1], by: parts[2], isTwoWay: true)
            try shelf.supersede(parts[2], by: parts[3])
            func numbers(_ found: [(part: ID<Model>, by: PartSupersession?)]) -> [String] {
                found.compactMap { found in parts.first { $0.id == found.part }?.number.text }
            }
            func substitutes(_ place: Int) throws -> [String] {
                numbers(try PartSupersessions.substitutes(for: parts[place].id, shelf.transaction))
            }
            #expect(try substitutes(0) == ["P1", "P2", "P3", "P4"])
            // Two ways between the second and the third only.
            #expect(try substitutes(2).sorted() == ["P2", "P3", "P4"])
            #expect(try substitutes(3) == ["P4"])
            #expect(
                numbers(try PartSupersessions.replaced(by: parts[3].id, shelf.transaction)) == ["P4", "P3", "P2", "P1"])
            #expect(throws: RegistryError.self) { try shelf.supersede(parts[3], by: parts[0]) }
            #expect(throws: RegistryError.self) { try shelf.supersede(parts[0], by: parts[0]) }
        }
    }

    @Test(arguments: Engine.available)
    func whatCannotBeIsRefused(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let (model, part) = (try shelf.make("A"), try shelf.make("P"))
            for details in [
                PartFit(part.id, .sparePart, quantity: 0), PartFit(part.id, .sparePart, quantity: 1_000_001),
                PartFit(part.id, .sparePart, position: String(repeating: "x", count: 81)),
                PartFit(part.id, .sparePart, population: "produced sometime"),
                PartFit(part.id, .sparePart, note: "a\u{202E}b"),
            ] {
                #expect(throws: RegistryError.self) { try shelf.fit(details, model) }
            }
            #expect(throws: RegistryError.self) { try shelf.fit(PartFit(model.id, .kit), model) }
            #expect(try PartFits.list(of: model.id, limit: 10, shelf.transaction) == [])
        }
    }
}
