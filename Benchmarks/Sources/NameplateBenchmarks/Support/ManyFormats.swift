import Identifiers
import Nameplate
import Registry

/// A thousand models with a serial format each and, under each, a batch of a million serial numbers: a thousand million
/// that no row holds. Some models have a literal of their own, most number alike, some without a check character.
struct ManyFormats {
    static let models = 1_000
    static let unitsEach: Int64 = 1_000_000
    private static let plants = ["TR", "FR", "PL", "DE"]

    /// Adds them to a registry.
    static func add(to sample: SampleRegistry) async throws {
        for start in stride(from: 0, to: models, by: 50) {
            try await sample.registry.perform(as: .administrator) { commands in
                for index in start..<(start + 50) {
                    let number = "MF-\(index)"
                    _ = try commands.createModel(
                        ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: SampleRegistry.slug
                    )
                    _ = try commands.createFormat(pattern(index), of: SampleRegistry.slug, model: number)
                    _ = try commands.issue(
                        BatchDraft(count: unitsEach, firstSequence: first(index), fields: try fields(index)),
                        of: SampleRegistry.slug, model: number)
                }
            }
        }
    }

    private static func pattern(_ index: Int) -> String {
        switch index % 10 {
        // With a literal of their own.
        case 0, 1, 2: "\(letters(index)){yy}{ww}{seq:8}{check:mod37-36}"
        // Many models of a maker number alike.
        case 3, 4, 5, 6: "{plant:2}{yy}{ww}{seq:8}{check:mod37-36}"
        case 7: "{plant:2}{year:vin}{mm}-{seq:6:base32}{check:mod37-2}"
        // Without a check character, known by a literal.
        case 8: "\(letters(index)){seq:10}"
        default: "{yyyy}{ddd}{seq:9}{check:luhn}"
        }
    }

    private static func first(_ index: Int) -> Int64 { index % 10 == 8 ? Int64(index) * 1_000 : 1 }

    private static func fields(_ index: Int) throws -> SerialFormat.Fields {
        SerialFormat.Fields(
            plant: plants[index / 10 % 4],
            date: try CivilDate(dayOfYear: 1 + index * 7 % 360, year: 2020 + index / 10 % 6))
    }

    private static func letters(_ index: Int) -> String {
        let symbols = Array("ABCDEFGHJKLMNPRSTUVWXYZ")
        return String([symbols[index % 23], symbols[index / 23 % 23], symbols[(index / 7) % 23]])
    }

    /// A serial number of one of the batches.
    static func serial(using random: inout RandomNumbers) throws -> (text: String, model: String) {
        let index = Int.random(in: 0..<models, using: &random)
        let sequence = first(index) + Int64.random(in: 0..<unitsEach, using: &random)
        let format = try SerialFormat(parsing: pattern(index))
        return (try format.writer(for: try fields(index)).text(of: sequence), "MF-\(index)")
    }
}
