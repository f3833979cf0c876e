import Identifiers
import Nameplate
import Registry

/// Half a million models of one category with a name, a line and eight properties each.
enum ManyModels {
    static let count = 500_000
    static let category = "Refrigerator"
    static let kinds = ["Combined", "Undercounter", "French door", "Side by side", "Larder"]
    static let lines = ["Fjord", "Alp", "Tundra", "Polar", "Glacier", "Steppe", "Meadow"]
    /// Each is on disk together.
    private static let modelsPerCommit = 5_000

    static func number(_ ordinal: Int) -> String { "FR-\(100_000 + ordinal)" }

    static func fill(_ registry: NameplateRegistry) async throws {
        try await registry.perform(as: .administrator) { commands in
            _ = try commands.createCategory(
                CategoryDraft(
                    key: category,
                    entries: [
                        TemplateEntry("Capacity", .number, unit: "LTR", direction: .more, isRequired: true),
                        TemplateEntry("Height", .number, unit: "CMT"), TemplateEntry("Width", .number, unit: "CMT"),
                        TemplateEntry("Energy per year", .number, unit: "KWH/ANN", direction: .less, isRequired: true),
                        TemplateEntry("Noise", .number, unit: "2N", direction: .less),
                        TemplateEntry("Ambient", .range, unit: "CEL"), TemplateEntry("Frost free", .yesNo),
                        TemplateEntry("Colour", .text),
                    ]))
        }
        for start in stride(from: 0, to: count, by: modelsPerCommit) {
            try await registry.perform(as: .administrator) { commands in
                var random = RandomNumbers(seed: UInt64(start))
                for ordinal in start..<(start + modelsPerCommit) {
                    _ = try commands.createModel(
                        try details(ordinal, using: &random), supersedes: nil, of: SampleRegistry.slug)
                }
            }
        }
    }

    private static func details(_ ordinal: Int, using random: inout RandomNumbers) throws -> ModelDetails {
        var details = ModelDetails(number: try ModelNumber(parsing: Self.number(ordinal)))
        details.category = category
        details.name = "\(kinds[ordinal % kinds.count]) refrigerator \(ordinal % 97)"
        details.line = lines[ordinal % lines.count]
        details.releasedOn = try CivilDate(year: 2005 + ordinal % 20, month: 1 + ordinal % 12)
        func number(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &random)) }
        let colours = ["White", "Grey", "Black", "Steel", "Red"]
        let low = Int.random(in: 5...16, using: &random)
        details.specifications = [
            Specification(name: "Capacity", value: .number(number(50...700), unit: "LTR")),
            Specification(name: "Height", value: .number(number(500...2_100), unit: "MMT")),
            Specification(name: "Width", value: .number(number(45...95), unit: "CMT")),
            Specification(name: "Energy per year", value: .number(number(60...400), unit: "KWH/ANN")),
            Specification(name: "Noise", value: .number(number(30...45), unit: "2N")),
            Specification(name: "Ambient", value: .range(from: String(low), to: String(low + 25), unit: "CEL")),
            Specification(name: "Frost free", value: .yesNo(Bool.random(using: &random))),
            Specification(name: "Colour", value: .text(colours[Int.random(in: 0..<colours.count, using: &random)])),
        ]
        return details
    }
}
