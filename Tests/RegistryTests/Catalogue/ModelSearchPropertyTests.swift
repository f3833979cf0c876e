import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

/// What the indexes list, in whatever way a question goes, is what a look at every model finds.
struct ModelSearchPropertyTests {
    private static let today = CivilDate(microseconds: 1_780_315_200_000_000)

    @Test(arguments: Engine.available, 0..<6)
    func everyWayFindsWhatALookAtAllModelsFinds(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed + 1) { registry in
            try await registry.database.write { transaction in
                var random = SplitMix64(seed: seed)
                try RandomCatalogue.fill(120, using: &random, transaction)
                let ids = try transaction.all(Statement("SELECT id FROM models ORDER BY id")) { $0.integer(0) }
                let all = try ModelFacts.of(ids[...], withValues: true, transaction)
                for _ in 0..<60 {
                    let text = RandomCatalogue.condition(depth: 2, using: &random)
                    let order = RandomCatalogue.order(using: &random)
                    try Self.compare(text, order, all, using: &random, transaction)
                }
            }
        }
    }

    private static func compare(
        _ text: String, _ order: ModelOrder, _ all: [ModelFacts], using random: inout SplitMix64,
        _ reader: any SQLReader
    ) throws {
        let condition = try ModelCondition(parsing: text)
        let expected = all.filter {
            $0.isReleased(on: today) && condition.holds(for: $0, of: [RandomCatalogue.maker(of: $0)])
        }
        .sorted { order.precedes(order.place(of: $0, asked: ""), order.place(of: $1, asked: "")) }
        var counts: [String: Int] = [:]
        func expectedCount(_ narrower: String) throws -> Int {
            if let known = counts[narrower] { return known }
            let condition = try ModelCondition(parsing: narrower)
            let count = expected.filter { condition.holds(for: $0, of: [RandomCatalogue.maker(of: $0)]) }.count
            counts[narrower] = count
            return count
        }
        // From all that are looked at to a page found on the way.
        for lookedAt in [1_000, 20, 0] {
            var bounds = ModelSearch.Bounds()
            bounds.lookedAt = lookedAt
            bounds.listed = lookedAt == 0 ? 0 : 60
            bounds.shortest = lookedAt == 0 ? 0 : 40
            bounds.onTheWay = Int.random(in: 30...400, using: &random)
            var question = ModelQuestion(where: condition, order: order, limit: Int.random(in: 1...30, using: &random))
            question.wantsFacets = Bool.random(using: &random)
            var found: [String] = []
            for _ in 0..<300 {
                let finding = try ModelSearch.find(question, within: bounds, reader) { $0.isReleased(on: today) }
                found += finding.models.map(\.number)
                if finding.isCountExact { #expect(finding.count == expected.count, "\(text)") }
                #expect(finding.count <= expected.count, "\(text)")
                for part in finding.facets.flatMap(\.parts) where !finding.facets.isEmpty {
                    let count = try expectedCount(part.condition)
                    #expect(
                        finding.isCountExact ? part.count == count : part.count <= count, "\(text): \(part.condition)")
                }
                guard let next = finding.next else { break }
                question.after = try #require(ModelPlace(cursor: next.cursor))
            }
            #expect(found == expected.map(\.number), "\(text), sorted by \(order.text), \(lookedAt) looked at")
        }
    }
}

/// Models of two categories and two makers, with values in several units and some without.
private enum RandomCatalogue {
    static func maker(of model: ModelFacts) -> String { model.number.hasPrefix("A") ? "acme" : "bolt" }

    static func fill(_ count: Int, using random: inout SplitMix64, _ transaction: any SQLTransaction) throws {
        let makers = try ["acme", "bolt"].map {
            try Manufacturers.create(ManufacturerDraft(slug: $0, name: "Maker \($0)"), as: .administrator, transaction)
        }
        _ = try Categories.create(
            CategoryDraft(
                key: "Fridge",
                entries: [
                    TemplateEntry("Capacity", .number, unit: "LTR"), TemplateEntry("Width", .number, unit: "CMT"),
                    TemplateEntry("Colour", .text), TemplateEntry("Frost free", .yesNo),
                ]), as: .administrator, transaction)
        var older: [String: String] = [:]
        for ordinal in 0..<count {
            let isAcme = Bool.random(using: &random)
            let number = "\(isAcme ? "A" : "B")-\(ordinal * 37 % count)"
            var details = ModelDetails(number: try ModelNumber(parsing: number))
            details.category = pick(["Fridge", "Fridge", "Washer", nil], &random)
            details.line = pick(["Fjord", "Alp", nil], &random)
            details.name = pick(["Blue \(ordinal % 7)", "Red", nil], &random)
            details.releasedOn = try pick(["2024", "2025-03", "2025-03-17", "2030-01-01", nil], &random)
                .map { try CivilDate(parsing: $0) }
            details.specifications = specifications(using: &random)
            let maker = makers[isAcme ? 0 : 1]
            let supersedes = Int.random(in: 0..<5, using: &random) == 0 ? older[maker.slug] : nil
            _ = try Models.create(details, supersedes: supersedes, of: maker, as: .administrator, transaction)
            older[maker.slug] = number
        }
    }

    private static func specifications(using random: inout SplitMix64) -> [Specification] {
        var specifications: [Specification] = []
        func add(_ name: String, _ values: [Specification.Value]) {
            guard Int.random(in: 0..<5, using: &random) > 0 else { return }
            specifications.append(Specification(name: name, value: pick(values, &random)))
        }
        let number = Int.random(in: 1...9, using: &random)
        add(
            pick(["Capacity", "capacity"], &random),
            [.number("\(number)00", unit: "LTR"), .number("\(number)", unit: "MTQ"), .number("\(number)", unit: nil)])
        add(
            "Width",
            [.number("\(number)0", unit: "CMT"), .number("\(number)00", unit: "MMT"), .number("24", unit: "INH")])
        add("Ambient", [.range(from: "\(number)", to: "\(number + 20)", unit: "CEL"), .number("20", unit: "CEL")])
        add("Colour", [.text("White"), .text("Off white"), .list(["white", "Red"])])
        add("Frost free", [.yesNo(true), .yesNo(false)])
        return specifications
    }

    private static func pick<Element>(_ elements: [Element], _ random: inout SplitMix64) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    static func order(using random: inout SplitMix64) -> ModelOrder {
        ModelOrder(
            parsing: pick(
                [
                    "", "number", "-number", "name", "-name", "released", "-released", "capacity", "-capacity", "width",
                    "-ambient",
                ], &random))
    }

    static func condition(depth: Int, using random: inout SplitMix64) -> String {
        guard depth > 0, Int.random(in: 0..<3, using: &random) > 0 else { return test(using: &random) }
        let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in condition(depth: depth - 1, using: &random) }
        let joined = parts.map { "(\($0))" }.joined(separator: pick([" and ", " and ", " or "], &random))
        return pick(["\(joined)", "\(joined)", "not (\(joined))"], &random)
    }

    private static func test(using random: inout SplitMix64) -> String {
        let comparison = pick(["=", "!=", "<", "<=", ">", ">="], &random)
        let number = Int.random(in: 1...9, using: &random)
        return pick(
            [
                "category = Fridge", "category in (Fridge, Washer)", "missing category",
                "manufacturer = acme", "manufacturer != bolt", "line in (Fjord, Alp)", "has line", "name = red",
                "number = A-\(number)", "released \(comparison) 2025", "released \(comparison) 2025-03-17",
                "has successor", "missing successor", "capacity \(comparison) \(number)00 L",
                "capacity \(comparison) \(number) m³", "width \(comparison) \(number)00 mm",
                "width \(comparison) 24 in",
                "width in (24 in, \(number)0 cm)", "ambient \(comparison) \(number) °C", "ambient = 7 to 27 °C",
                "colour = white", "colour != 'Off white'", "frost free = yes", "missing colour", "has capacity",
            ], &random)
    }
}
