import Identifiers
import Registry
import Storage
import Testing

@Suite struct UnknownPlatesTests {
    private func plate(_ text: String, _ maker: ID<Manufacturer>? = ID(7), _ model: ID<Model>? = nil) throws
        -> UnknownPlate
    {
        UnknownPlate(try #require(PlateShape(of: text)), .unknown, manufacturer: maker, model: model)
    }

    private static let march = CivilDate(dayNumber: 19_800)

    /// A text with a shape of its own for each number.
    private static func text(_ number: Int) -> String {
        "1" + String(String(number, radix: 2).map { $0 == "1" ? "Z" : "7" })
    }

    @Test(arguments: Engine.available)
    func lookupsAreAddedUp(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let month = try #require(Self.march)
            let (one, other) = (try plate("TR24-1"), try plate("TR24-12", ID(7), ID(9)))
            for _ in 0..<3 {
                try await registry.database.write { try UnknownPlates.add([one: 2, other: 5], in: month, $0) }
            }
            let counts = try await registry.read { try UnknownPlates.list(of: ID(7), in: month, limit: 10, $0) }
            #expect(counts.map(\.lookups) == [15, 6])
            #expect(counts.map(\.plate) == [other, one])
            #expect(try await registry.read { try UnknownPlates.list(of: nil, in: month, limit: 10, $0) } == [])
            #expect(try await registry.read { try UnknownPlates.months(of: ID(7), $0) } == [month.toMonth])
        }
    }

    @Test(arguments: Engine.available)
    func aFloodOfShapesFillsNoMoreThanItsPlace(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let month = try #require(Self.march)
            let most = Int(UnknownPlates.mostOfManufacturer)
            let flood = try Dictionary(
                uniqueKeysWithValues: (0..<(most + 500)).map { (try plate(Self.text($0)), Int64(1)) })
            #expect(flood.count == most + 500)
            for _ in 0..<2 { try await registry.database.write { try UnknownPlates.add(flood, in: month, $0) } }
            let counts = try await registry.read { try UnknownPlates.list(of: ID(7), in: month, limit: 5_000, $0) }
            #expect(counts.count == most + 1)
            #expect(counts.reduce(0) { $0 + $1.lookups } == Int64(flood.count) * 2)
            let rest = try #require(counts.first { $0.plate.reason == .rest })
            #expect(rest.lookups == 1_000 && rest.plate.shape.isEmpty)
            // Another manufacturer has room of its own, and what was known goes on being counted.
            let known = try #require(counts.first { $0.plate.reason != .rest }).plate
            let other = try plate("TR24-1", ID(8))
            try await registry.database.write { try UnknownPlates.add([known: 40, other: 1], in: month, $0) }
            let again = try await registry.read { try UnknownPlates.list(of: ID(7), in: month, limit: 2, $0) }
            #expect(again.last?.plate == known && again.last?.lookups == 42)
            #expect(try await registry.read { try UnknownPlates.list(of: ID(8), in: month, limit: 2, $0) }.count == 1)
        }
    }

    @Test(arguments: Engine.available)
    func allManufacturersTogetherFillNoMoreThanTheMonthsPlace(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let month = try #require(Self.march)
            let makers = UnknownPlates.mostOfMonth / UnknownPlates.mostOfManufacturer + 2
            for maker in 1...makers {
                let flood = try Dictionary(
                    uniqueKeysWithValues: (0..<Int(UnknownPlates.mostOfManufacturer)).map {
                        (try plate(Self.text($0), ID(maker)), Int64(1))
                    })
                try await registry.database.write { try UnknownPlates.add(flood, in: month, $0) }
            }
            let last = try await registry.read { try UnknownPlates.list(of: ID(makers), in: month, limit: 10, $0) }
            #expect(last.map(\.plate.reason) == [.rest])
            #expect(last.first?.lookups == UnknownPlates.mostOfManufacturer)
        }
    }

    @Test(arguments: Engine.available)
    func whatIsOlderThanTwoYearsIsForgotten(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let one = try plate("TR24-1")
            for month in ["2024-01", "2024-02", "2025-12", "2026-01"] {
                let date = try CivilDate(parsing: month)
                try await registry.database.write { try UnknownPlates.add([one: 1], in: date, $0) }
            }
            let months = try await registry.read { try UnknownPlates.months(of: ID(7), $0) }
            #expect(months.map(\.isoText) == ["2026-01", "2025-12", "2024-02"])
        }
    }
}
