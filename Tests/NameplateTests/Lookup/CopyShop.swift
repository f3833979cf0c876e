import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport

/// A registry of two makers with formats of several kinds, rows and batches, in which misread numbers are looked up.
struct CopyShop {
    /// 2026-01-01T00:00:00Z.
    static let now: Int64 = 1_767_225_600_000_000

    let registry: NameplateRegistry
    let fjordlys: Manufacturer
    let northwind: Manufacturer

    /// - Parameter issues: Whether numbers were issued and units registered, or only the catalogue is there.
    static func run(issues: Bool = true, _ body: (CopyShop) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let registry = try await RegistryEngine.open(directory.file("registry.sqlite"), now: { now })
        do {
            try await body(try await fill(registry, issues: issues))
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    /// Checked: a refrigerator whose numbers carry a check character; so does a model that is not released. Plain: one
    /// without. Foreign: a drive whose numbers come from elsewhere.
    static let models = [
        ("fjordlys", "FJ-320", "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}"),
        ("fjordlys", "FJ-SECRET", "ZZ{yy}{ww}{seq:6}{check:mod37-36}"),
        ("northwind", "NW-PLAIN", "NW{seq:7}"), ("northwind", "NW-CHECKED", "K-{seq:8:base32}-{check:mod37-2}"),
        ("northwind", "NW-FOREIGN", nil as String?),
    ]

    static let foreign = ["Z302SWQW", "Z302SWQZ", "Z30AAAA1", "ДЖ-4711-Я", "SHARED-77", "Q+4711*9", "Q0TQTHEO"]

    private static func fill(_ registry: NameplateRegistry, issues: Bool) async throws -> CopyShop {
        try await registry.perform(as: .administrator) { desk in
            let fjordlys = try desk.createManufacturer(ManufacturerDraft(slug: "fjordlys", name: "Fjordlys"))
            let northwind = try desk.createManufacturer(ManufacturerDraft(slug: "northwind", name: "Northwind"))
            for (slug, number, pattern) in models {
                var details = ModelDetails(number: try ModelNumber(parsing: number))
                if number == "FJ-SECRET" { details.releasedOn = try CivilDate(parsing: "2030-01-01") }
                _ = try desk.createModel(details, supersedes: nil, of: slug)
                guard let pattern else { continue }
                _ = try desk.createFormat(pattern, of: slug, model: number)
                guard issues else { continue }
                let fields = SerialFormat.Fields(plant: "TR", date: try CivilDate(parsing: "2025-03-05"))
                for (count, first) in [(5_000, 1), (200, 50_000), (1, 77_777)] {
                    _ = try desk.issue(
                        BatchDraft(
                            number: "B\(first)", count: Int64(count), firstSequence: Int64(first), fields: fields),
                        of: slug, model: number)
                }
            }
            for serial in issues ? foreign : [] {
                var event = EventDraft(time: now - 86_400_000_000)
                event.businessStep = .commissioning
                event.disposition = .active
                _ = try desk.register(
                    try SerialNumber(parsing: serial), of: "northwind", model: "NW-FOREIGN", event: event)
            }
            return CopyShop(registry: registry, fjordlys: fjordlys, northwind: northwind)
        }
    }

    /// The serial number with this sequence number.
    func serial(_ sequence: Int64, of model: String) throws -> String {
        let pattern = Self.models.first { $0.1 == model }?.2 ?? ""
        let fields = SerialFormat.Fields(plant: "TR", date: try CivilDate(parsing: "2025-03-05"))
        return try SerialFormat(parsing: pattern).writer(for: fields).text(of: sequence)
    }

    func staff(of manufacturers: Manufacturer..., role: Staff = .support) -> Principal {
        .staff(role, .manufacturers(Set(manufacturers.map(\.id))))
    }

    func look(_ text: String, as principal: Principal = .administrator) async throws -> LookupAnswer {
        try await registry.lookup(text, as: principal)
    }

    /// The serial numbers that were probably meant, in the order shown.
    func meant(_ text: String, as principal: Principal = .administrator) async throws -> [String] {
        try await look(text, as: principal).candidates.map(\.serial.text)
    }
}

extension LookupAnswer {
    var isDense: Bool { notes.contains { $0.code == .manySimilar } }
}
