import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

struct SpecificationStorageTests {
    private static let values: [Specification] = [
        Specification(name: "Capacity", value: .number("300.50", unit: "LTR"), source: "Data sheet 4", sourceOn: nil),
        Specification(name: "Ambient", value: .range(from: "-10", to: "43", unit: "CEL")),
        Specification(name: "Size", value: .dimensions(["60", "65.5", "185"], unit: "CMT")),
        Specification(name: "Ports", value: .list(["HDMI", "USB"])),
        Specification(name: "Frost free", value: .yesNo(true)),
        Specification(name: "Colour", value: .text("White")),
        Specification(name: "Doors", value: .number("2", unit: nil)),
        Specification(name: "Odd", value: .number("5", unit: "ZZZ")),
    ]

    private static func details(_ specifications: [Specification]) throws -> ModelDetails {
        var details = ModelDetails(number: try ModelNumber(parsing: "F-1"))
        details.category = "Refrigerator"
        details.specifications = specifications
        return details
    }

    @Test(arguments: Engine.available)
    func everyKindOfValueIsReadBackAsItWasWritten(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            var told = Self.values
            told[0].sourceOn = try CivilDate(parsing: "2024-03")
            let details = try Self.details(told)
            let model = try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                return try Models.create(details, of: maker, as: .administrator, transaction)
            }
            let found = try await registry.database.read { try Models.find(model.id, $0) }
            #expect(found?.details.specifications == told)
            let base = try await registry.database.read { reader in
                try reader.all(Self.places, [.integer(model.id.value)]) { row in
                    "\(row.text(0)) \(row.text(1)) \(row.text(2)) \(row.isNull(3) ? 0 : (row.real(3) * 1e6).rounded() / 1e6)"
                }
            }
            #expect(
                base == [
                    "Ambient Refrigerator temperature 263.15", "Capacity Refrigerator volume 0.3005",
                    "Colour Refrigerator  0.0", "Doors Refrigerator  2.0", "Frost free Refrigerator  0.0",
                    "Odd Refrigerator  5.0", "Ports Refrigerator  0.0", "Size Refrigerator length 0.0",
                ])
        }
    }

    private static let places = Statement(
        "SELECT name, category, quantity, base_value FROM model_specifications WHERE model_id = $1 ORDER BY name")

    @Test(
        arguments: [
            .range(from: "43", to: "10", unit: "CEL"), .range(from: "1,5", to: "2", unit: nil), .list([]), .list([""]),
            .list(Array(repeating: "a", count: 101)), .dimensions(["1"], unit: "CMT"),
            .dimensions(["1", "-2"], unit: "CMT"),
            .dimensions(["1", "2", "3", "4"], unit: nil), .list(["a\nb"]), .number("1e5", unit: nil),
            .number("1", unit: String(repeating: "x", count: 21)),
        ] as [Specification.Value])
    func badValuesAreRefused(_ value: Specification.Value) throws {
        #expect(throws: RegistryError.self) { try Specifications.check([Specification(name: "p", value: value)]) }
    }

    /// What a registry of the version before holds, the migration places as the program would.
    @Test(arguments: Engine.available)
    func theMigrationPlacesOlderRowsAsTheProgramDoes(_ engine: Engine) async throws {
        let units = UnitOfMeasure.all.filter { $0.code != "KWH/ANN" }.map(\.code) + ["ZZZ"]
        try await engine.withMigrations(before: 12) { database, migrate in
            try await database.write { transaction in
                try transaction.run(Self.maker, [.integer(transaction.now)])
                try transaction.run(Self.model, [.integer(transaction.now)])
                for (ordinal, unit) in units.enumerated() {
                    try transaction.run(
                        Self.older,
                        [.text(unit), .integer(Int64(ordinal)), .text("number"), .text("-12.5"), .text(unit)])
                }
                try transaction.run(Self.older, [.text("text"), .integer(998), .text("text"), .text("12"), .null])
                try transaction.run(Self.older, [.text("bare"), .integer(999), .text("number"), .text("7"), .null])
            }
            try await migrate()
            try await database.read { reader in
                let model = try #require(try Models.find(ID(2), reader))
                for specification in model.details.specifications {
                    let row = try #require(
                        try reader.first(Self.placed, [.text(specification.name)]) { row in
                            (
                                row.text(0), row.text(1), row.isNull(2) ? nil : row.real(2),
                                row.isNull(3) ? nil : row.real(3)
                            )
                        })
                    let extent = specification.value.extent
                    #expect(
                        row.0 == "Fridge" && row.1 == specification.value.quantity?.rawValue ?? "", "\(specification)")
                    #expect((row.2 == nil) == (extent == nil) && (row.3 == nil) == (extent == nil), "\(specification)")
                    if let low = row.2, let extent {
                        #expect(Specification.Value.areClose(low, extent.low) && row.3 == low, "\(specification)")
                    }
                }
                #expect(model.details.specifications.count == units.count + 2)
            }
        }
    }

    private static let maker = Statement(
        "INSERT INTO manufacturers (id, slug, name, row_version, created_at) VALUES (1, 'acme', 'Acme', 1, $1)")
    private static let model = Statement(
        """
        INSERT INTO models (id, manufacturer_id, kind, number, number_key, category, fleet_published, row_version, created_at)
        VALUES (2, 1, 'product', 'M', 'M', 'Fridge', 0, 1, $1)
        """)
    private static let older = Statement(
        """
        INSERT INTO model_specifications (model_id, name, ordinal, kind, value, unit_code)
        VALUES (2, $1, $2, $3, $4, $5)
        """)
    private static let placed = Statement(
        "SELECT category, quantity, base_value, base_high FROM model_specifications WHERE model_id = 2 AND name = $1")

    /// The migration knows the units as the program does: what it computed of older rows equals what the program writes.
    @Test(arguments: Engine.available)
    func theMigrationKnowsEveryUnitAsTheProgramDoes(_ engine: Engine) throws {
        let migrations = engine == .sqlite ? RegistrySchema.sqlite : RegistrySchema.postgres
        let sql = try #require(migrations.first { $0.number == 12 }).sql
        let rows = sql.split(separator: "\n").flatMap { $0.split(separator: "(").filter { $0.hasPrefix("'") } }
            .map { $0.prefix { $0 != ")" }.split(separator: ",").map { $0.trimmingPrefix(" ") } }
            .filter { $0.count == 5 }
        #expect(rows.count == UnitOfMeasure.all.count)
        for row in rows {
            let unit = try #require(UnitOfMeasure.coded(String(row[0].dropFirst().dropLast())))
            #expect(row[1] == "'\(unit.quantity.rawValue)'")
            #expect(Double(row[2]) == unit.numerator && Double(row[3]) == unit.denominator, "\(unit.code)")
            #expect(Double(row[4]) == unit.offset, "\(unit.code)")
        }
    }
}
