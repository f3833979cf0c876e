import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

struct ModelSearchTests {
    private static let today = CivilDate(microseconds: 1_780_315_200_000_000)

    private static func find(_ question: ModelQuestion, _ reader: any SQLReader) throws -> ModelFinding {
        try ModelSearch.find(question, reader) { $0.isReleased(on: today) }
    }

    private static func numbers(_ text: String, _ reader: any SQLReader) throws -> [String] {
        try find(ModelQuestion(text), reader).models.map(\.number)
    }

    /// A few models of three makers.
    private static func fill(_ transaction: any SQLTransaction) throws -> Manufacturer {
        func maker(_ slug: String, _ name: String) throws -> Manufacturer {
            try Manufacturers.create(ManufacturerDraft(slug: slug, name: name), as: .administrator, transaction)
        }
        func add(
            _ number: String, _ name: String?, of maker: Manufacturer, line: String? = nil, released: String? = nil
        ) throws {
            var details = ModelDetails(number: try ModelNumber(parsing: number))
            (details.name, details.line, details.category) = (name, line, "Refrigerator")
            details.releasedOn = try released.map { try CivilDate(parsing: $0) }
            _ = try Models.create(details, of: maker, as: .administrator, transaction)
        }
        let samsung = try maker("samsung", "Samsung Electronics")
        try add("RF28R7351SR", "French door refrigerator", of: samsung, line: "Family Hub")
        try add("RF28R7351SG", "French door refrigerator, black", of: samsung)
        try add("RF23", "Kühlschrank für Größen", of: samsung)
        try add("RF99", "Secretive refrigerator", of: samsung, released: "2030-01-01")
        try add("WD-40/EFRX", "Side-by-side", of: try maker("acme", "Acme"))
        return samsung
    }

    @Test(arguments: Engine.available)
    func whatSpeaksForAModelLeadsToItAsLongAsItIsSaid(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Self.fill(transaction)
                let model = try Models.require("RF23", of: maker, transaction)
                let kept = try ModelEntries.set(
                    Marketing(segment: "Bakers", sellingPoints: ["Whisper-quiet at night", "Cools bread dough"]),
                    of: model, as: .administrator, transaction)
                for text in ["whisper quiet", "RF23 dough", "baker", "whisperquiet"] {
                    #expect(try Self.numbers(text, transaction) == ["RF23"], "\(text)")
                }
                _ = try ModelEntries.set(Marketing(sellingPoints: ["Loud"]), of: model, as: .administrator, transaction)
                #expect(try Self.numbers("dough", transaction) == [])
                #expect(try Self.numbers("loud", transaction) == ["RF23"])
                let renewed = try #require(try ModelEntries.find(kept.id, transaction))
                try ModelEntries.remove(renewed, of: model, as: .administrator, transaction)
                #expect(try Self.numbers("loud", transaction) == [])
            }
        }
    }

    @Test(arguments: Engine.available)
    func wordsAreFoundByTheirBeginningsInAnyOrderAndCase(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                _ = try Self.fill(transaction)
                for (text, expected) in [
                    ("RF28", ["RF28R7351SG", "RF28R7351SR"]), ("rf28r7351sr", ["RF28R7351SR"]),
                    ("french black", ["RF28R7351SG"]), ("samsung rf28 fam", ["RF28R7351SR"]),
                    ("samsung/RF23", ["RF23"]), ("kuhlschrank", ["RF23"]), ("GRÖSSEN", []), ("größen", ["RF23"]),
                    ("wd40efrx", ["WD-40/EFRX"]), ("WD 40", ["WD-40/EFRX"]), ("efrx", ["WD-40/EFRX"]),
                    ("side by", ["WD-40/EFRX"]), ("sidebyside", ["WD-40/EFRX"]), ("?!", []), ("nothing", []),
                ] as [(String, [String])] {
                    #expect(try Self.numbers(text, transaction) == expected, "\(text)")
                }
                #expect(try Self.numbers("", transaction).count == 4)
            }
        }
    }

    @Test(arguments: Engine.available)
    func aNumberThatIsAskedForComesFirst(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                for (number, name) in [("A1", "for B2"), ("B2X", "x"), ("B2", "y"), ("C", "z B2")] {
                    var details = ModelDetails(number: try ModelNumber(parsing: number))
                    details.name = name
                    _ = try Models.create(details, of: maker, as: .administrator, transaction)
                }
                #expect(try Self.numbers("b2", transaction) == ["B2", "B2X", "A1", "C"])
            }
        }
    }

    @Test(arguments: Engine.available)
    func slipsAreForgivenWhereNothingElseIsFound(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                _ = try Self.fill(transaction)
                let found = try Self.find(ModelQuestion("refrigarator samsnug"), transaction)
                #expect(found.models.map(\.number) == ["RF23", "RF28R7351SG", "RF28R7351SR"])
                #expect(
                    found.corrections == [
                        .init(asked: "refrigarator", found: "Refrigerator"),
                        .init(asked: "samsnug", found: "samsung"),
                    ])
                // What nobody may know is no word that somebody may have meant.
                let secret = try Self.find(ModelQuestion("secretife"), transaction)
                #expect(secret.models.isEmpty && secret.corrections.isEmpty && secret.count == 0)
            }
        }
    }

    @Test(arguments: Engine.available)
    func wordsFollowEveryChangeOfTheCatalogue(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Self.fill(transaction)
                var model = try Models.require("RF23", of: maker, transaction)
                model.details.name = "Cooler"
                model.details.gtins = ["09506000134352"]
                model = try Models.update(
                    model.details, expecting: nil, of: maker, as: .administrator, transaction)
                #expect(try Self.numbers("kuhlschrank", transaction) == [])
                #expect(try Self.numbers("cooler", transaction) == ["RF23"])
                #expect(try Self.numbers("9506000134352", transaction) == ["RF23"])
                model = try ModelNumbers.renumber(
                    model, to: ModelNumber(parsing: "KX77"), of: maker, as: .administrator, transaction)
                #expect(try Self.numbers("RF23", transaction) == ["KX77"])
                try ModelNumbers.remove(
                    ModelNumber(parsing: "RF23"), from: model, of: maker, as: .administrator, transaction)
                #expect(try Self.numbers("RF23", transaction) == [])
                try ModelNumbers.add(
                    OtherNumber(ModelNumber(parsing: "QQ-1"), .variant), to: model, of: maker, as: .administrator,
                    transaction)
                #expect(try Self.numbers("qq1", transaction) == ["KX77"])
                _ = try Manufacturers.update(
                    ManufacturerDraft(slug: "samsung", name: "Renamed"), expecting: nil, as: .administrator, transaction
                )
                #expect(try Self.numbers("renamed cooler", transaction) == ["KX77"])
                #expect(try Self.numbers("electronics", transaction) == [])
            }
        }
    }

    @Test(arguments: Engine.available)
    func wordsAreMadeAnewWhereTheyAreMissing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                _ = try Self.fill(transaction)
                try transaction.run(Statement("DELETE FROM model_words"))
                try transaction.run(Statement("DELETE FROM manufacturer_words"))
                #expect(try Self.numbers("samsung", transaction) == [])
            }
            try await ModelWords.renew(in: registry.database)
            let database = registry.database
            let found = try await database.read { reader in
                try Self.numbers("samsung rf28", reader) + Self.numbers("efrx", reader)
            }
            #expect(found == ["RF28R7351SG", "RF28R7351SR", "WD-40/EFRX"])
            // Once is enough.
            try await registry.database.write { try $0.run(Statement("DELETE FROM model_words")) }
            try await ModelWords.renew(in: registry.database)
            let none = try await database.read { try Self.numbers("rf28", $0) }
            #expect(none == [])
        }
    }
}
