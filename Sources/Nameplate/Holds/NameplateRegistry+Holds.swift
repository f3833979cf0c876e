import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// Goods of a manufacturer that are held back, the latest first: what waits for a decision, or all.
    /// - Parameter place: the number of the hold after which the page begins.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `hold.unknown` for such a place.
    package func holds(
        of slug: String, open: Bool, after place: String? = nil, limit: Int, as principal: Principal
    ) async throws -> [Hold] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, of: manufacturer.id)
            let start = try place.map { try Self.hold($0, of: manufacturer, reader) }
            return try Holds.page(of: manufacturer.id, open: open, after: start, limit: limit, reader)
        }
    }

    /// A hold with what it holds.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `hold.unknown`.
    package func hold(_ number: String, of slug: String, as principal: Principal) async throws -> HoldAnswer {
        let now = now()
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, of: manufacturer.id)
            let hold = try Self.hold(number, of: manufacturer, reader)
            return try Self.answer(hold, of: manufacturer, at: now, as: principal, reader)
        }
    }

    /// The tests that units of a model must have passed before they may leave.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func requiredTests(
        of slug: String, model number: String, as principal: Principal
    ) async throws -> [RequiredTest] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, of: manufacturer.id)
            return try RequiredTests.list(of: Models.require(number, of: manufacturer, reader).id, reader)
        }
    }

    /// Whether a unit may leave: a product, or a case or pallet with all that is in it.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`.
    package func clearance(
        of serial: String, model number: String, of slug: String, as principal: Principal
    ) async throws -> ClearanceAnswer {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            let key = UnitKey(model.id, try SerialNumber(parsing: serial))
            guard let unit = try Units.find(key, reader), let name = try Self.reference(unit.key, reader) else {
                throw RegistryError(.unitUnknown, "No unit has this serial number.", field: "serial")
            }
            let found = try Clearance(reader).obstacle(of: unit)
            let history = try Units.history(of: unit, reader)
            var answer = ClearanceAnswer(
                manufacturer: manufacturer, unit: name, obstacle: found?.obstacle,
                holds: try Holds.lasting(of: unit, reader),
                tests: try RequiredTests.list(of: model.id, reader).map {
                    ClearanceAnswer.Test(test: $0, outcome: TestOutcome(of: $0, in: history))
                })
            if case .unit(let inner) = found?.subject, inner != unit.key {
                answer.within = try Self.reference(inner, reader)
            }
            return answer
        }
    }

    static func hold(_ text: String, of manufacturer: Manufacturer, _ reader: any SQLReader) throws -> Hold {
        guard let number = HoldNumber(parsing: text), let hold = try Holds.find(number, reader),
            hold.manufacturer == manufacturer.id
        else { throw Holds.unknown }
        return hold
    }

    static func answer(
        _ hold: Hold, of manufacturer: Manufacturer, at now: Int64, as principal: Principal, _ reader: any SQLReader
    ) throws -> HoldAnswer {
        let items = try Holds.items(of: hold, limit: Holds.mostUnits + Holds.mostRanges, reader)
        var parts: [PartReference] = []
        for item in items {
            switch item {
            case .unit(let key, _): parts += try reference(key, reader).map { [.unit($0)] } ?? []
            case .range(let range): parts += try part(range, reader).map { [$0] } ?? []
            }
        }
        return HoldAnswer(
            manufacturer: manufacturer, hold: hold, items: parts,
            mayDecide: hold.outcome?.decision != .released
                && Access.allows(principal, .decideRelease, of: manufacturer.id))
    }

    /// A part of a batch in words, for those who may know of batches.
    private static func part(
        _ range: EventDraft.SequenceRange, _ reader: any SQLReader
    ) throws -> PartReference? {
        guard let batch = try Batches.find(range.batch, reader), let model = try Models.find(batch.model, reader),
            let manufacturer = try Manufacturers.find(model.manufacturer, reader),
            let writer = try RowlessSerials.writer(of: batch, reader)
        else { return nil }
        return .units(
            PartReference.Units(
                manufacturer: manufacturer.slug, model: model.number.text, count: Int64(range.sequences.count),
                firstSerial: try writer.text(of: range.sequences.lowerBound),
                lastSerial: try writer.text(of: range.sequences.upperBound), batch: batch.number, range: range))
    }
}
