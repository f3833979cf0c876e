import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

struct SimilarModelTests {
    private static let today = CivilDate(microseconds: 1_780_315_200_000_000)

    private static func details(_ number: String, capacity: Int, colour: String) throws -> ModelDetails {
        var details = ModelDetails(number: try ModelNumber(parsing: number))
        details.category = "Fridge"
        details.specifications = [
            Specification(name: "Capacity", value: .number(String(capacity), unit: "LTR")),
            Specification(name: "Colour", value: .text(colour)),
        ]
        return details
    }

    @Test(arguments: Engine.available)
    func theMostAlikeComeFirstAndNoneIsToldThatTheReaderMayNotKnow(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                var models: [Model] = []
                for (number, capacity, colour) in [
                    ("A", 300, "White"), ("B", 310, "White"), ("C", 300, "Grey"), ("D", 500, "Grey"),
                    ("E", 301, "White"),
                    ("F", 299, "White"),
                ] {
                    var details = try Self.details(number, capacity: capacity, colour: colour)
                    if number == "E" { details.releasedOn = try CivilDate(parsing: "2030-01-01") }
                    if number == "F" { details.category = "Freezer" }
                    models.append(try Models.create(details, of: maker, as: .administrator, transaction))
                }
                return models[0]
            }
            func found(_ day: CivilDate) async throws -> [String] {
                try await registry.database.read { reader in
                    try SimilarModels.of(model, template: nil, releasedBy: day, limit: 10, reader) {
                        $0.isReleased(on: day)
                    }
                    .map { "\($0.model.number.text) \(Int(($0.likeness * 1000).rounded()))" }
                }
            }
            // The category reaches from 300 to 500 L.
            #expect(try await found(Self.today) == ["B 975", "C 500", "D 0"])
            #expect(try await found(.last) == ["E 998", "B 975", "C 500", "D 0"])
        }
    }

    @Test(arguments: Engine.available)
    func replacementsLeadToTheNewestAndEndInACircle(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                var first: Model?
                for (number, older) in [("A", nil), ("B", "A"), ("B2", "A"), ("C", "B2"), ("D", "C")]
                    as [(String, String?)]
                {
                    var details = try Self.details(number, capacity: 300, colour: "White")
                    if number == "B2" { details.releasedOn = try CivilDate(parsing: "2025-01-01") }
                    if number == "D" { details.releasedOn = try CivilDate(parsing: "2030-01-01") }
                    let model = try Models.create(
                        details, supersedes: older, of: maker, as: .administrator, transaction)
                    first = first ?? model
                }
                let model = try #require(first)
                let chain = try SimilarModels.replacements(of: model, transaction) { $0.isReleased(on: Self.today) }
                #expect(chain.map(\.number.text) == ["B2", "C"])
                _ = try Models.update(
                    model.details, supersedes: "D", expecting: nil, of: maker, as: .administrator, transaction)
                let circle = try SimilarModels.replacements(of: model, transaction) { _ in true }
                #expect(circle.map(\.number.text) == ["B2", "C", "D"])
            }
        }
    }
}
