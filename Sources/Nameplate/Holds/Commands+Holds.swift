import Identifiers
package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Holds goods back.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `batch.unknown`, `access.forbidden`, `unit.unknown`, and what
    ///   ``Holds`` throws.
    package func placeHold(_ order: HoldOrder) throws -> HoldAnswer {
        let manufacturer = try Manufacturers.require(order.manufacturer, transaction)
        try Access.require(principal, .holdGoods, .somewhere(manufacturer.id))
        var items: [HeldItem] = []
        for goods in order.goods {
            let unit = try Units.find(goods.key, transaction)
            try require(
                .holdGoods, at: unit.flatMap { try UnitPlaces.place(of: $0, transaction) }, of: manufacturer)
            items.append(.unit(goods.key, in: nil))
        }
        if let range = try range(of: order, manufacturer) {
            try Access.require(principal, .holdGoods, of: manufacturer.id)
            items.append(.range(range))
        }
        let hold = try Holds.place(
            items, order.reason, order.note, of: manufacturer.id, as: principal, from: source, recorder)
        return try NameplateRegistry.answer(hold, of: manufacturer, at: now, as: principal, transaction)
    }

    /// Decides about held goods.
    /// - Throws: `manufacturer.unknown`, `hold.unknown`, `access.forbidden`, and what ``Holds`` throws.
    package func decideHold(
        _ number: String, _ decision: Hold.Decision, _ note: String, of slug: String, expecting version: Int64?
    ) throws -> HoldAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .decideRelease, of: manufacturer.id)
        let known = try NameplateRegistry.hold(number, of: manufacturer, transaction)
        let hold = try Holds.decide(
            known, decision, note, expecting: version, as: principal, from: source, recorder)
        return try NameplateRegistry.answer(hold, of: manufacturer, at: now, as: principal, transaction)
    }

    /// Says that units of a model must have passed a test before they may leave.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`, `value.invalid`.
    package func setRequiredTest(_ test: RequiredTest, of slug: String, model number: String) throws {
        let (_, model) = try require(slug, number, .decideRelease)
        try RequiredTests.set(test, of: model, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`, `test.unknown`.
    package func removeRequiredTest(_ code: String, of slug: String, model number: String) throws {
        let (_, model) = try require(slug, number, .decideRelease)
        try RequiredTests.remove(code, of: model, as: principal, from: source, transaction)
    }

    private func range(of order: HoldOrder, _ manufacturer: Manufacturer) throws -> EventDraft.SequenceRange? {
        guard let number = order.batch else {
            guard order.firstSerial == nil, order.lastSerial == nil else {
                throw RegistryError(
                    .valueInvalid, "Serial numbers from one to another are of one batch; name it too.", field: "batch")
            }
            return nil
        }
        guard let model = order.model else {
            throw RegistryError(.valueInvalid, "Name the model that the batch is of.", field: "model")
        }
        let batch = try Batches.require(number, of: Models.require(model, of: manufacturer, transaction), transaction)
        guard let issued = batch.issue?.sequences else {
            throw RegistryError(
                .valueInvalid, "The units of the batch '\(number)' were numbered elsewhere; name their serial numbers.",
                field: "batch")
        }
        let first = try order.firstSerial.map { try sequence($0, in: batch, "firstSerial") } ?? issued.lowerBound
        let last = try order.lastSerial.map { try sequence($0, in: batch, "lastSerial") } ?? issued.upperBound
        guard first <= last else {
            throw RegistryError(.valueInvalid, "The part of the batch runs backwards.", field: "lastSerial")
        }
        return EventDraft.SequenceRange(batch: batch.id, sequences: first...last)
    }

    private func sequence(_ serial: String, in batch: Batch, _ field: String) throws -> Int64 {
        let number = try SerialNumber(parsing: serial)
        guard let unit = try Units.find(UnitKey(batch.model, number), transaction), unit.batch == batch.id,
            let sequence = unit.sequence
        else {
            throw RegistryError(.unitUnknown, "The batch has no unit '\(serial)'.", field: field)
        }
        return sequence
    }
}
