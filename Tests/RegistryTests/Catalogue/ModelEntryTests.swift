import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("What is said of a model in lists")
struct ModelEntryTests {
    private struct Desk {
        let transaction: any SQLTransaction
        let model: Model
        let other: Model

        func set<Entry: ModelEntry>(_ entry: Entry, of other: Model? = nil) throws -> KeptEntry<Entry> {
            try ModelEntries.set(entry, of: other ?? model, as: .administrator, transaction)
        }
    }

    private func with(_ engine: Engine, _ body: @escaping @Sendable (Desk) throws -> Void) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                func make(_ number: String, gtins: [String]) throws -> Model {
                    var details = ModelDetails(number: try ModelNumber(parsing: number))
                    details.gtins = gtins
                    return try Models.create(details, of: maker, as: .administrator, transaction)
                }
                let model = try make("A", gtins: ["04012345678901"])
                try body(Desk(transaction: transaction, model: model, other: try make("B", gtins: [])))
            }
        }
    }

    @Test(arguments: Engine.available)
    func whatIsSaidAgainChangesTheSameEntryAndSayingTheSameChangesNothing(_ engine: Engine) async throws {
        try await with(engine) { desk in
            let first = try desk.set(Approval("CE", body: "the manufacturer", standards: ["IEC 60335-1", "EN 1"]))
            #expect(try desk.set(first.entry) == first)
            let changed = try desk.set(
                Approval("CE", standards: ["IEC 60335-1"], validUntil: try CivilDate(parsing: "2030-06")))
            #expect(changed.id == first.id && changed.rowVersion == 2)
            let listed = try desk.set(Approval("UL Listed", certificate: "E12345"))
            let list: [KeptEntry<Approval>] = try ModelEntries.list(of: desk.model.id, desk.transaction)
            #expect(list == [changed, listed])
            #expect(try ModelEntries<Approval>.list(of: desk.other.id, desk.transaction).isEmpty)
            try ModelEntries.remove(changed, of: desk.model, as: .administrator, desk.transaction)
            #expect(try ModelEntries<Approval>.list(of: desk.model.id, desk.transaction) == [listed])
            #expect(throws: RegistryError.self) {
                try ModelEntries<Approval>.require(listed.id, of: desk.other, desk.transaction)
            }
        }
    }

    @Test(arguments: Engine.available)
    func everyListKeepsAllThatItIsTold(_ engine: Engine) async throws {
        try await with(engine) { desk in
            func keeps<Entry: ModelEntry>(_ entries: [Entry]) throws {
                for entry in entries { _ = try desk.set(entry) }
                #expect(try ModelEntries<Entry>.list(of: desk.model.id, desk.transaction).map(\.entry) == entries)
            }
            let (may, june) = (try CivilDate(parsing: "2025-05-01"), try CivilDate(parsing: "2025-06"))
            try keeps([
                ModelVersion("A"),
                ModelVersion(
                    "B", releasedOn: june, population: "produced >= 2025-06-01", changeNote: "ECN-114",
                    change: "Quieter", isPublic: true),
            ])
            try keeps([
                PackagingLevel(.each, gtin: "04012345678901", size: "60 x 65.5 x 185 cm", weight: "62 kg"),
                PackagingLevel(.case, quantity: 4, gtin: "14012345678908"), PackagingLevel(.pallet, quantity: 16),
            ])
            try keeps([
                PriceBand(text: "on request"), PriceBand(market: "NO", currency: "NOK", from: "10990.00", to: "12990"),
                PriceBand(market: "NO", currency: "NOK", from: "9990", validFrom: may, validUntil: june),
            ])
            try keeps([Marketing(segment: "small kitchens", sellingPoints: ["37 dB", "60 cm wide"])])
            // One entry a model: the next takes its place.
            _ = try desk.set(Marketing(sellingPoints: ["36 dB"]))
            let marketing: [KeptEntry<Marketing>] = try ModelEntries.list(of: desk.model.id, desk.transaction)
            #expect(marketing.map(\.entry) == [Marketing(sellingPoints: ["36 dB"])])
            #expect(try Models.dependent(of: desk.model.id, besides: [], desk.transaction) == "versions")
            #expect(try Models.dependent(of: desk.other.id, besides: [], desk.transaction) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func whatCannotBeIsRefusedWithItsField(_ engine: Engine) async throws {
        try await with(engine) { desk in
            func refused(_ entry: some ModelEntry, _ field: String?, of other: Model? = nil) {
                #expect {
                    try desk.set(entry, of: other)
                } throws: { error in
                    (error as? RegistryError).map { $0.field == field } ?? (field == nil && error is IdentifierError)
                }
            }
            let (may, june) = (try CivilDate(parsing: "2025-05-01"), try CivilDate(parsing: "2025-06-01"))
            refused(Approval(" "), "mark")
            refused(Approval("CE\u{202E}"), "mark")
            refused(Approval("CE", standards: Array(repeating: "X", count: 41)), "standards")
            refused(Approval("CE", validFrom: june, validUntil: may), "valid_until")
            refused(PackagingLevel(.case, quantity: 0), "quantity")
            refused(PackagingLevel(.case, quantity: 1_000_001), "quantity")
            refused(PackagingLevel(.case, size: "60 kg"), "size")
            refused(PackagingLevel(.case, size: "60 x 65 x 185"), "size")
            refused(PackagingLevel(.case, weight: "heavy"), "weight")
            refused(PackagingLevel(.case, weight: "60 cm"), "weight")
            refused(PackagingLevel(.case, gtin: "14012345678909"), nil)
            // The model's own GTIN stands for one unit of it, and for no other model.
            refused(PackagingLevel(.case, quantity: 4, gtin: "04012345678901"), "gtin")
            refused(PackagingLevel(.each, gtin: "04012345678901"), "gtin", of: desk.other)
            _ = try desk.set(PackagingLevel(.case, quantity: 4, gtin: "14012345678908"))
            refused(PackagingLevel(.case, quantity: 6, gtin: "14012345678908"), "gtin")
            refused(PriceBand(), "price_from")
            refused(PriceBand(currency: "NOK", text: "cheap"), "price_from")
            refused(PriceBand(from: "10"), "currency")
            refused(PriceBand(currency: "nok", from: "10"), "currency")
            refused(PriceBand(currency: "NOK", from: "-10"), "price_from")
            refused(PriceBand(currency: "NOK", from: "1e3"), "price_from")
            refused(PriceBand(currency: "NOK", from: "10", to: "9.99"), "price_to")
            refused(PriceBand(market: "Norway", text: "cheap"), "market")
            refused(Marketing(sellingPoints: []), "selling_points")
            refused(Marketing(sellingPoints: Array(repeating: "X", count: 21)), "selling_points")
            refused(ModelVersion(""), "version")
            refused(ModelVersion("B", change: String(repeating: "x", count: 2_001)), "change")
            #expect(throws: RegistryError.self) { try desk.set(ModelVersion("B", population: "produced sometime")) }
        }
    }

    @Test(arguments: Engine.available)
    func theGTINOfAPackagingIsNoOtherModelsEither(_ engine: Engine) async throws {
        try await with(engine) { desk in
            _ = try desk.set(PackagingLevel(.case, quantity: 4, gtin: "14012345678908"))
            _ = try desk.set(PackagingLevel(.each, gtin: "24012345678905"))
            func give(_ gtin: String, to number: String) throws {
                var details = ModelDetails(number: try ModelNumber(parsing: number))
                details.gtins = [gtin]
                let maker = try #require(try Manufacturers.find(desk.model.manufacturer, desk.transaction))
                _ = try Models.create(details, of: maker, as: .administrator, desk.transaction)
            }
            for gtin in ["14012345678908", "24012345678905"] {
                #expect {
                    try give(gtin, to: "NEW \(gtin)")
                } throws: { ($0 as? RegistryError)?.code == .gtinTaken }
            }
        }
    }

    @Test(arguments: Engine.available)
    func aModelHasNoMoreOfThemThanAReaderCanTake(_ engine: Engine) async throws {
        try await with(engine) { desk in
            for quantity in 1...PackagingLevel.most {
                _ = try desk.set(PackagingLevel(.case, quantity: Int64(quantity)))
            }
            #expect(throws: RegistryError.self) { try desk.set(PackagingLevel(.pallet)) }
            _ = try desk.set(PackagingLevel(.case, quantity: 1, weight: "3 kg"))
        }
    }
}
