import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport

/// A registry with one maker's units in the hands of two owners, one after the other, and a model not yet released.
struct Household {
    /// 2026-01-01T00:00:00Z.
    static let now: Int64 = 1_767_225_600_000_000

    let registry: NameplateRegistry
    let maker: Manufacturer
    let other: Manufacturer
    let first: Party
    let second: Party

    static func run(_ body: (Household) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let registry = try await RegistryEngine.open(directory.file("registry.sqlite"), now: { now })
        do {
            try await body(try await fill(registry))
        } catch {
            await registry.close()
            throw error
        }
        await registry.close()
    }

    private static func fill(_ registry: NameplateRegistry) async throws -> Household {
        try await registry.perform(as: .administrator) { desk in
            let maker = try desk.createManufacturer(ManufacturerDraft(slug: "acme", name: "Acme"))
            let other = try desk.createManufacturer(ManufacturerDraft(slug: "other", name: "Other"))
            var released = ModelDetails(number: try ModelNumber(parsing: "M-1"))
            released.releasedOn = try CivilDate(year: 2025, month: 1, day: 1)
            var secret = ModelDetails(number: try ModelNumber(parsing: "M-2"))
            secret.releasedOn = try CivilDate(year: 2027, month: 1, day: 1)
            _ = try desk.createModel(released, supersedes: nil, of: "acme")
            _ = try desk.createModel(secret, supersedes: "M-1", of: "acme")
            for model in ["M-1", "M-2"] {
                _ = try desk.createFormat("A{seq:4}", of: "acme", model: model)
                _ = try desk.issue(
                    BatchDraft(
                        number: "L-1", count: 10,
                        fields: SerialFormat.Fields(date: try CivilDate(year: 2025, month: 2, day: 14))),
                    of: "acme", model: model)
            }
            let first = try desk.party("first", of: maker.id)
            let second = try desk.party("second", of: maker.id)
            let batch = try desk.issue(BatchDraft(number: "L-2", count: 1, fields: .init()), of: "acme", model: "M-1")
            let unit = UnitKey(batch.model, try SerialNumber(parsing: "A0001"))
            for (offset, owner) in [first, second].enumerated() {
                var sale = EventDraft(time: now - Int64(2 - offset) * 86_400_000_000)
                sale.units = [unit]
                sale.businessStep = .retailSelling
                sale.businessLocation = "shop"
                sale.readPoint = "till"
                sale.details.owningParty = owner.id
                sale.details.set = ["recalled"]
                sale.notes = ["Sold to \(owner.name ?? "")"]
                _ = try desk.record(sale, of: maker.id)
            }
            return Household(registry: registry, maker: maker, other: other, first: first, second: second)
        }
    }

    func principal(_ name: PrincipalName) -> Principal {
        switch name {
        case .stranger: .stranger
        case .firstOwner: .owner(first.id)
        case .secondOwner: .owner(second.id)
        case .otherMaker: .staff(.maker, .manufacturers([other.id]))
        case .otherSupport: .staff(.support, .manufacturers([other.id]))
        case .technician: .staff(.technician, .manufacturers([maker.id]))
        case .support: .staff(.support, .manufacturers([maker.id]))
        case .maker: .staff(.maker, .manufacturers([maker.id]))
        case .administrator: .administrator
        }
    }

    enum PrincipalName: CaseIterable, Sendable {
        case stranger, firstOwner, secondOwner, otherMaker, otherSupport, technician, support, maker, administrator

        /// Whoever sees only what everybody sees of the unit: its former owner too.
        var isStranger: Bool { [.stranger, .firstOwner, .otherMaker, .otherSupport].contains(self) }
        var isOwnStaff: Bool { [.technician, .support, .maker, .administrator].contains(self) }
    }
}
