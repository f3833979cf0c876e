import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

struct CategoryTests {
    private static let entries = [
        TemplateEntry("Capacity", .number, unit: "LTR", direction: .more, group: "Size", isRequired: true),
        TemplateEntry("Frost free", .yesNo, direction: .more), TemplateEntry("Ambient", .range, unit: "CEL"),
        TemplateEntry("Fittings", .list), TemplateEntry("Size", .dimensions, unit: "CMT"),
        TemplateEntry("Colour", .text),
    ]

    @Test(arguments: Engine.available)
    func aCategoryIsKeptChangedAndInherits(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                _ = try Categories.create(CategoryDraft(key: "Cold"), as: .administrator, transaction)
                let made = try Categories.create(
                    CategoryDraft(key: "Fridge", name: "Fridges", parent: "Cold", entries: Self.entries),
                    as: .administrator, transaction)
                #expect(try Categories.find("Fridge", transaction) == made)
                #expect(
                    #expect(throws: RegistryError.self) {
                        try Categories.create(CategoryDraft(key: "Fridge"), as: .administrator, transaction)
                    }?.code == .categoryTaken)
            }
            let template = try await registry.database.write { transaction in
                _ = try Categories.update(
                    CategoryDraft(key: "Cold", entries: [TemplateEntry("Noise", .number, unit: "2N")]), expecting: 1,
                    as: .administrator, transaction)
                #expect(
                    #expect(throws: RegistryError.self) {
                        try Categories.update(CategoryDraft(key: "Cold"), expecting: 1, as: .administrator, transaction)
                    }?.code == .categoryChanged)
                return try Categories.template(of: "Fridge", transaction)
            }
            #expect(template?.entries.map(\.name) == ["Noise"] + Self.entries.map(\.name))
            let all = try await registry.database.read { try Categories.list(after: "", limit: 10, $0) }
            #expect(all.map(\.key) == ["Cold", "Fridge"])
            let trail = try await registry.database.read { reader in
                try #require(try Categories.find("Cold", reader)).rowVersion
            }
            #expect(trail == 2)
        }
    }

    @Test(arguments: Engine.available)
    func noCategoryLiesWithinItself(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                _ = try Categories.create(CategoryDraft(key: "a"), as: .administrator, transaction)
                for (key, parent) in [("b", "a"), ("c", "b")] {
                    _ = try Categories.create(
                        CategoryDraft(key: key, parent: parent), as: .administrator, transaction)
                }
                for parent in ["a", "c"] {
                    let error = #expect(throws: RegistryError.self) {
                        try Categories.update(
                            CategoryDraft(key: "a", parent: parent), expecting: nil, as: .administrator, transaction)
                    }
                    #expect(error?.field == "parent")
                }
            }
        }
    }

    @Test(arguments: [
        CategoryDraft(key: ""), CategoryDraft(key: "a\nb"), CategoryDraft(key: String(repeating: "x", count: 121)),
        CategoryDraft(key: "a", parent: "nowhere"),
        CategoryDraft(key: "a", entries: [TemplateEntry("x", .number, unit: "ZZZ")]),
        CategoryDraft(key: "a", entries: [TemplateEntry("x", .text, unit: "KGM")]),
        CategoryDraft(key: "a", entries: [TemplateEntry("x", .text, direction: .more)]),
        CategoryDraft(key: "a", entries: [TemplateEntry("x", .text), TemplateEntry("x", .number)]),
        CategoryDraft(key: "a", entries: (0...200).map { TemplateEntry("x\($0)", .text) }),
    ])
    func badCategoriesAreRefused(_ draft: CategoryDraft) async throws {
        try await Engine.sqlite.withRegistry { registry in
            await #expect(throws: RegistryError.self) {
                try await registry.database.write { try Categories.create(draft, as: .administrator, $0) }
            }
        }
    }

    @Test(arguments: [
        ("Capacity = number L, more, required, group Size", "Capacity = number L, more, required, group Size"),
        ("Capacity=number LTR", "Capacity = number L"), ("Frost free = yes/no", "Frost free = yes/no"),
        ("Energy per year=number kWh/year,less", "Energy per year = number kWh/year, less"),
    ])
    func anEntryIsReadAndWrittenOnALine(_ line: String, written: String) throws {
        let entry = try TemplateEntry(reading: line)
        #expect(entry.text == written)
        #expect(try TemplateEntry(reading: entry.text) == entry)
    }

    @Test(arguments: ["", "Capacity", "= number", "Capacity = heap", "Capacity = number L, most", "a = text, group"])
    func aLineThatIsNoEntryIsRefused(_ line: String) {
        #expect(throws: RegistryError.self) { try TemplateEntry(reading: line) }
    }
}

struct ModelGapTests {
    private static let template = CategoryTemplate(
        Category(
            id: ID(1), key: "Fridge", name: nil, parent: nil,
            entries: [
                TemplateEntry("Capacity", .number, unit: "LTR", isRequired: true),
                TemplateEntry("Width", .number, unit: "CMT"),
                TemplateEntry("Colour", .text),
            ], rowVersion: 1))

    private func gaps(
        _ specifications: [Specification], template: CategoryTemplate? = template,
        _ change: (inout ModelDetails) throws -> Void = { _ in }
    ) throws -> [String] {
        var details = ModelDetails(number: try ModelNumber(parsing: "M"))
        details.category = "Fridge"
        details.specifications = specifications
        try change(&details)
        return ModelGap.all(
            of: details, template: template, on: try CivilDate(parsing: "2026-06-15"), staleAfter: 36
        ).map { "\($0.kind.rawValue) \($0.field)" }
    }

    @Test func whatIsThereAndFitsIsNoGap() throws {
        #expect(
            try gaps([
                Specification(
                    name: "Capacity", value: .number("11", unit: "FTQ"), sourceOn: CivilDate(parsing: "2023-06")),
                Specification(name: "Width", value: .number("600", unit: "MMT")),
                Specification(name: "Other", value: .yesNo(true)),
            ]) == [])
    }

    @Test func whatIsMissingOfAnotherKindOrOfAnotherQuantityIsListed() throws {
        #expect(
            try gaps([
                Specification(name: "Width", value: .number("60", unit: "KGM")),
                Specification(name: "Colour", value: .number("7", unit: nil)),
            ]) == ["missing Capacity", "mistyped Width", "mistyped Colour"])
        #expect(try gaps([Specification(name: "Capacity", value: .number("60", unit: nil))]) == ["mistyped Capacity"])
        #expect(try gaps([], template: nil) == ["undescribed category"])
        #expect(try gaps([], template: nil) { $0.category = nil } == ["undescribed category"])
    }

    @Test func datesThatCannotBothBeAndOldSourcesAreListed() throws {
        let capacity = Specification(
            name: "Capacity", value: .number("300", unit: "LTR"), sourceOn: try CivilDate(parsing: "2023-05-31"))
        #expect(try gaps([capacity]) == ["stale Capacity"])
        let found = try gaps([]) { details in
            details.releasedOn = try CivilDate(parsing: "2024-02-01")
            details.salesEndOn = try CivilDate(parsing: "2023-12-31")
            details.supportEndOn = try CivilDate(parsing: "2023-01-01")
        }
        #expect(found == ["contradictory salesEndOn", "contradictory supportEndOn", "missing Capacity"])
    }
}
