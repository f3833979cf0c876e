import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

/// Documents for faults in the database: which codes they may name.
@Suite struct DocumentFaultTests {
    private struct Shelf {
        let transaction: any SQLTransaction
        let maker: Manufacturer
        let models: [Model]

        func set(_ code: FaultCode) throws { try FaultCodes.set(code, of: maker, as: .administrator, transaction) }

        func add(_ codes: [String], of models: [Model]? = nil) throws -> Document {
            try Documents.create(
                DocumentDetails(.repairProcedure, "T", faultCodes: codes), .link("https://acme.example/p"),
                of: models ?? [self.models[0]], manufacturer: maker, as: .administrator, transaction)
        }

        func change(_ document: Document, _ codes: [String], of models: [Model]? = nil) throws -> Document {
            try Documents.update(
                document, DocumentDetails(.repairProcedure, "T", faultCodes: codes), of: models ?? [self.models[0]],
                expecting: nil, as: .administrator, transaction)
        }

        /// Why the body is refused; nil where it is not.
        func refusal(_ body: () throws -> Document) -> RegistryError.Code? {
            do {
                _ = try body()
                return nil
            } catch {
                return (error as? RegistryError)?.code
            }
        }
    }

    /// `A` of the category Fridge, `B` of none.
    private func with(_ engine: Engine, _ body: @escaping @Sendable (Shelf) throws -> Void) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                _ = try Categories.create(CategoryDraft(key: "Fridge"), as: .administrator, transaction)
                var fridge = ModelDetails(number: try ModelNumber(parsing: "A"))
                fridge.category = "Fridge"
                let models = try [fridge, ModelDetails(number: try ModelNumber(parsing: "B"))].map {
                    try Models.create($0, of: maker, as: .administrator, transaction)
                }
                try body(Shelf(transaction: transaction, maker: maker, models: models))
            }
        }
    }

    @Test(arguments: Engine.available)
    func whatADocumentIsForIsReadBackInItsOrder(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let codes = ["leak", "a, b; \"c\" \\ / <d>", "Überdruck", "007"]
            let made = try shelf.add(codes)
            #expect(try Documents.find(made.id, shelf.transaction)?.details.faultCodes == codes)
            #expect(try Documents.brief(of: shelf.models[0].id, shelf.transaction).map(\.details.faultCodes) == [codes])
            let changed = try shelf.change(made, ["fan"])
            #expect(try Documents.find(made.id, shelf.transaction) == changed)
            let plain = try shelf.change(changed, [])
            #expect(try Documents.find(made.id, shelf.transaction) == plain && plain.details.faultCodes == [])
            let next = try shelf.add([])
            #expect(try Documents.find(next.id, shelf.transaction)?.details.faultCodes == [])
        }
    }

    @Test(arguments: Engine.available)
    func eachCodeFollowsTheRulesOfFaultCodesAndIsNamedOnce(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            _ = try shelf.add((1...50).map { "F\($0)" })
            _ = try shelf.add([String(repeating: "x", count: 80)])
            for codes in [
                (1...51).map { "F\($0)" }, ["F1", "F1"], [""], ["a\u{202E}b"], ["a\nb"],
                [String(repeating: "x", count: 81)],
            ] {
                #expect(shelf.refusal { try shelf.add(codes) } == .valueInvalid, "\(codes.prefix(2))")
            }
        }
    }

    @Test(arguments: Engine.available)
    func aCodeThatThereIsNotIsRefusedWhereThereIsATree(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            try shelf.set(FaultCode("leak", of: "Fridge", titles: [:]))
            let old = try shelf.add(["leak"])
            #expect(shelf.refusal { try shelf.add(["leak", "nix"]) } == .faultUnknown)
            #expect(shelf.refusal { try shelf.change(old, ["nix"]) } == .faultUnknown)
            // For the other model there is no tree: whatever is said is taken.
            _ = try shelf.add(["nix"], of: [shelf.models[1]])
            _ = try shelf.add(["nix"], of: shelf.models)
            try shelf.set(FaultCode("ntf", kind: .noTroubleFound, titles: [:]))
            #expect(shelf.refusal { try shelf.add(["nix"], of: [shelf.models[1]]) } == .faultUnknown)
            #expect(shelf.refusal { try shelf.add(["leak"], of: [shelf.models[1]]) } == .faultUnknown)
            _ = try shelf.add(["leak", "ntf"], of: shelf.models)
            // What was named before a code was retired stays; nothing new names it.
            try shelf.set(FaultCode("leak", of: "Fridge", titles: [:], isRetired: true))
            #expect(shelf.refusal { try shelf.add(["leak"]) } == .faultUnknown)
            #expect(try shelf.change(old, ["leak", "ntf"]).details.faultCodes == ["leak", "ntf"])
        }
    }

    @Test(arguments: Engine.available)
    func aListThatCannotBeReadIsSaidToBeDamaged(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let made = try shelf.add(["leak"])
            try shelf.transaction.run(
                Statement("UPDATE documents SET fault_codes = $1 WHERE id = $2"),
                [.text("[1"), .integer(made.id.value)])
            #expect { try Documents.find(made.id, shelf.transaction) } throws: {
                ($0 as? StorageError)?.code == .damaged
            }
        }
    }
}
