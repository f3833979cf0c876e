import Labels
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("A manufacturer's own layouts in the database")
struct LabelLayoutStorageTests {
    private static let text = """
        name "Drive label"
        about "For drives."
        size 99.1 x 38.1
        field site "Where it stands" example "Oslo"
        text "{serial} {site}"
        """

    private func with(
        _ engine: Engine, _ body: @escaping @Sendable (Manufacturer, Manufacturer, any SQLTransaction) throws -> Void
    ) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let makers = try ["acme", "other"].map {
                    try Manufacturers.create(
                        ManufacturerDraft(slug: $0, name: $0), as: .administrator, transaction)
                }
                try body(makers[0], makers[1], transaction)
            }
        }
    }

    @Test(arguments: Engine.available)
    func oneIsKeptReplacedAndTakenAway(_ engine: Engine) async throws {
        try await with(engine) { maker, other, transaction in
            func set(_ name: String, _ text: String, of maker: Manufacturer) throws {
                try LabelLayouts.set(name, text, of: maker, as: .administrator, transaction)
            }
            try set("drive-label", "name \"Old\"\ntext \"{serial}\"", of: maker)
            try set("drive-label", Self.text, of: maker)
            try set("a1", Self.text, of: maker)
            try set("drive-label", "name \"Another\"\ntext \"{serial}\"", of: other)
            let known = try LabelLayouts.list(of: maker.id, transaction)
            #expect(known.map(\.name) == ["a1", "drive-label"])
            let entry = try #require(known.last)
            #expect(entry.title == "Drive label" && entry.about == "For drives." && entry.fields == ["site"])
            #expect(entry.size.width == 99.1 && entry.size.height == 38.1)
            #expect(entry.changedBy == Principal.administrator.auditName && entry.changedAt > 0)
            let found = try LabelLayouts.require("drive-label", of: maker, transaction)
            #expect(found.entry == entry && found.layout.text == Self.text)
            #expect(try Manufacturers.dependent(of: maker.id, transaction) == "layouts of labels")
            try LabelLayouts.remove("drive-label", of: maker, as: .administrator, transaction)
            for action in [
                { _ = try LabelLayouts.require("drive-label", of: maker, transaction) },
                { try LabelLayouts.remove("drive-label", of: maker, as: .administrator, transaction) },
            ] {
                let gone = #expect(throws: RegistryError.self) { try action() }
                #expect(gone?.code == .layoutUnknown)
            }
            #expect(try LabelLayouts.find("drive-label", of: other.id, transaction)?.entry.title == "Another")
        }
    }

    @Test(arguments: Engine.available)
    func whatIsNoLayoutIsRefusedAndNothingIsChanged(_ engine: Engine) async throws {
        try await with(engine) { maker, _, transaction in
            try LabelLayouts.set("drive-label", Self.text, of: maker, as: .administrator, transaction)
            let known = try LabelLayouts.list(of: maker.id, transaction)
            let names = [
                "", "-", "a-", "-a", "a--b", "Drive", "drive label", "drive_label", "ä", "a/b", "rating-plate",
                String(repeating: "a", count: 61),
            ]
            for name in names {
                let error = #expect(throws: RegistryError.self) {
                    try LabelLayouts.set(name, Self.text, of: maker, as: .administrator, transaction)
                }
                #expect(error?.code == .valueInvalid && error?.field == "name", "\(name)")
            }
            let wrong = #expect(throws: LabelError.self) {
                try LabelLayouts.set(
                    "drive-label", Self.text + "\ntxt \"x\"", of: maker, as: .administrator, transaction)
            }
            #expect(wrong?.code == .layout && wrong?.position?.line == 6 && wrong?.position?.column == 1)
            let texts = [
                Self.text + "\n#" + String(repeating: "x", count: LabelLayouts.longestText),
                "name \"A\u{202E}B\"\ntext \"x\"",
                "name \"A\"\nabout \"A\u{7}\"\ntext \"x\"",
                "name \"A\"\ntext \"x\u{0}\"",
            ]
            for text in texts {
                let error = #expect(throws: RegistryError.self) {
                    try LabelLayouts.set("drive-label", text, of: maker, as: .administrator, transaction)
                }
                #expect(error?.code == .valueInvalid && error?.field == "text")
            }
            #expect(try LabelLayouts.list(of: maker.id, transaction) == known)
        }
    }

    @Test func aManufacturerHasNoMoreThanItMay() async throws {
        try await with(.sqlite) { maker, _, transaction in
            for number in 1...LabelLayouts.most {
                try LabelLayouts.set("l\(number)", Self.text, of: maker, as: .administrator, transaction)
            }
            let error = #expect(throws: RegistryError.self) {
                try LabelLayouts.set("one-more", Self.text, of: maker, as: .administrator, transaction)
            }
            #expect(error?.code == .valueInvalid && error?.field == "name")
            try LabelLayouts.set("l1", Self.text, of: maker, as: .administrator, transaction)
        }
    }
}
