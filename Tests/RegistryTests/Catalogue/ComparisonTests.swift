import Identifiers
import TestSupport
import Testing

@testable import Registry

struct ComparisonTests {
    private static let template = CategoryTemplate(
        Category(
            id: ID(1), key: "Refrigerator", name: nil, parent: nil,
            entries: [
                TemplateEntry("Capacity", .number, unit: "LTR", direction: .more, group: "Size"),
                TemplateEntry("Width", .number, unit: "CMT", group: "Size"),
                TemplateEntry("Energy", .number, unit: "KWH/ANN", direction: .less, group: "Use"),
                TemplateEntry("Frost free", .yesNo, direction: .more, group: "Use"),
                TemplateEntry("Never told", .text, isRequired: true),
            ], rowVersion: 1))

    private static func model(_ number: String, _ values: [(String, Specification.Value)]) throws -> ModelDetails {
        var details = ModelDetails(number: try ModelNumber(parsing: number))
        details.specifications = values.map { Specification(name: $0.0, value: $0.1) }
        return details
    }

    private static func models() throws -> [ModelDetails] {
        [
            try model(
                "A",
                [
                    ("Capacity", .number("300", unit: "LTR")), ("Width", .number("600", unit: "MMT")),
                    ("Energy", .number("120", unit: "KWH/ANN")), ("Frost free", .yesNo(true)),
                    ("Colour", .text("White")),
                ]),
            try model(
                "B",
                [
                    ("Colour", .text("Grey")), ("Capacity", .number("12", unit: "FTQ")),
                    ("Width", .number("60", unit: "CMT")), ("Energy", .number("100", unit: "KWH/ANN")),
                ]),
            try model("C", [("Capacity", .number("12.0", unit: "FTQ")), ("Width", .number("60.0", unit: "CMT"))]),
        ]
    }

    private func row(_ name: String, of comparison: Comparison) throws -> Comparison.Row {
        try #require(comparison.groups.flatMap(\.rows).first { $0.name == name })
    }

    @Test func rowsStandInTheOrderAndGroupsOfTheTemplateAndInItsUnits() throws {
        let comparison = Comparison(try Self.models(), templates: [Self.template])
        #expect(comparison.groups.map(\.title) == ["Size", "Use", nil])
        #expect(
            comparison.groups.map { $0.rows.map(\.name) } == [
                ["Capacity", "Width"], ["Energy", "Frost free"], ["Colour"],
            ])
        let capacity = try row("Capacity", of: comparison)
        #expect(
            capacity.cells.map { $0?.shown } == [
                .number("300", unit: "LTR"), .number("340", unit: "LTR"), .number("340", unit: "LTR"),
            ])
        #expect(capacity.cells.map { $0?.given } == [nil, .number("12", unit: "FTQ"), .number("12.0", unit: "FTQ")])
    }

    @Test func theBestIsMarkedWhereADirectionIsDeclaredAndMissingValuesStayMissing() throws {
        let comparison = Comparison(try Self.models(), templates: [Self.template])
        #expect(try row("Capacity", of: comparison).cells.map { $0?.isBest } == [false, true, true])
        #expect(try row("Energy", of: comparison).cells.map { $0?.isBest } == [false, true, nil])
        // One alone is not the best of anything.
        #expect(try row("Frost free", of: comparison).cells.map { $0?.isBest } == [false, nil, nil])
        #expect(try row("Colour", of: comparison).cells.map { $0?.isBest } == [false, false, nil])
    }

    @Test func whatIsTheSameInAnotherUnitDoesNotDiffer() throws {
        let comparison = Comparison(try Self.models(), templates: [Self.template])
        #expect(try row("Width", of: comparison).isSame)
        #expect(
            comparison.differences.groups.map { $0.rows.map(\.name) } == [
                ["Capacity"], ["Energy", "Frost free"], ["Colour"],
            ])
        let alike = try Self.models()[0]
        #expect(Comparison([alike, alike], templates: [Self.template]).differences.groups.isEmpty)
    }

    @Test func readersSeeTheUnitsThatTheyAreUsedTo() throws {
        let comparison = Comparison(try Self.models(), templates: [Self.template], in: .customary)
        #expect(
            try row("Width", of: comparison).cells.map { $0?.shown } == [
                .number("23.6", unit: "INH"), .number("23.6", unit: "INH"), .number("23.6", unit: "INH"),
            ])
        #expect(try row("Capacity", of: comparison).cells[0]?.shown == .number("10.6", unit: "FTQ"))
        let metric = Comparison(try Self.models(), templates: [], in: .metric)
        #expect(try row("Capacity", of: metric).cells[1]?.shown == .number("340", unit: "LTR"))
    }

    @Test func quantitiesThatDoNotAgreeAreShownAndNotRanked() throws {
        let models = [
            try Self.model("A", [("Capacity", .number("300", unit: "LTR"))]),
            try Self.model("B", [("Capacity", .number("900", unit: "KGM"))]),
            try Self.model("C", [("Capacity", .text("much"))]),
        ]
        let found = try row("Capacity", of: Comparison(models, templates: [Self.template]))
        #expect(found.cells.map { $0?.isBest } == [false, false, false])
        #expect(found.cells[1]?.shown == .number("900", unit: "KGM"))
        #expect(!found.isSame)
    }

    @Test func datesAndSuccessorsAreCompared() throws {
        var models = try Self.models()
        models[0].supportEndOn = try CivilDate(parsing: "2030-01")
        models[1].supportEndOn = try CivilDate(parsing: "2031-01")
        let successor = try ModelNumber(parsing: "B")
        let comparison = Comparison(models, templates: [], successors: [[successor], [], []])
        #expect(comparison.groups.last?.title == Comparison.times)
        #expect(comparison.groups.last?.rows.map(\.name) == ["Supported until", "Replaced by"])
        #expect(try row("Replaced by", of: comparison).cells.map { $0?.shown } == [.text("B"), nil, nil])
    }

    @Test func aNarrowerCategorySaysAgainWhatTheWiderOneSaid() {
        let wider = Category(
            id: ID(1), key: "Cold", name: nil, parent: nil,
            entries: [TemplateEntry("Capacity", .number, unit: "LTR"), TemplateEntry("Width", .number)], rowVersion: 1)
        let own = Category(
            id: ID(2), key: "Wine", name: nil, parent: ID(1),
            entries: [TemplateEntry("Bottles", .number), TemplateEntry("Capacity", .number, unit: "GLL")], rowVersion: 1
        )
        let template = CategoryTemplate(own, wider: [wider])
        #expect(template.entries.map(\.name) == ["Capacity", "Width", "Bottles"])
        #expect(template.entry("Capacity")?.unit == "GLL")
    }

    /// Gower (1971), by hand: numbers 1 − 20/100, words 0 and 1, a yes or no; what one of them does not tell does not count.
    @Test func likenessIsGowersCoefficient() throws {
        let model = try Self.model(
            "A",
            [
                ("Capacity", .number("300", unit: "LTR")), ("Colour", .text("White")), ("Frost free", .yesNo(true)),
                ("Ports", .list(["a", "b"])), ("Size", .dimensions(["60", "65"], unit: "CMT")),
                ("Ambient", .range(from: "10", to: "30", unit: "CEL")), ("Own", .text("only here")),
            ])
        let names = Set(model.specifications.map(\.name))
        let similarity = GowerSimilarity(to: model, names: names, ranges: ["Capacity": 0.1, "Ambient": 40])
        let other = [
            Specification(name: "Capacity", value: .number("320000", unit: "MLT")),
            Specification(name: "Colour", value: .text("Grey")), Specification(name: "Frost free", value: .yesNo(true)),
            Specification(name: "Ports", value: .list(["b", "c"])),
            Specification(name: "Size", value: .dimensions(["300", "650"], unit: "MMT")),
            Specification(name: "Ambient", value: .range(from: "10", to: "38", unit: "CEL")),
            Specification(name: "Theirs", value: .text("only there")),
        ]
        let expected = (0.8 + 0 + 1 + 1.0 / 3 + 0.75 + 0.9) / 6
        let found = try #require(similarity.of(other))
        #expect((found - expected).magnitude < 1e-9)
        #expect(similarity.of(model.specifications) == 1)
        #expect(similarity.of(Array(other.prefix(2))) == nil, "too little in common to tell")
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func likenessIsSymmetricAndBetweenNoughtAndOne(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func specifications(_ random: inout SplitMix64) -> [Specification] {
            ["a", "b", "c", "d"].map { name in
                let number = String(Int.random(in: 0...100, using: &random))
                let values: [Specification.Value] = [
                    .number(number, unit: "CMT"), .text(number), .yesNo(Bool.random(using: &random)),
                    .range(from: number, to: "200", unit: "CMT"), .list([number, "5"]),
                    .dimensions([number, "7"], unit: "MMT"),
                ]
                return Specification(name: name, value: values[Int.random(in: 0..<values.count, using: &random)])
            }
        }
        var (left, right) = (try Self.model("A", []), try Self.model("B", []))
        left.specifications = specifications(&random)
        right.specifications = specifications(&random)
        let ranges = ["a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0]
        let there = GowerSimilarity(to: left, names: ["a", "b", "c", "d"], ranges: ranges).of(right.specifications)
        let back = GowerSimilarity(to: right, names: ["a", "b", "c", "d"], ranges: ranges).of(left.specifications)
        #expect(there == back, "seed \(seed)")
        if let there { #expect((0...1).contains(there), "seed \(seed)") }
    }
}
