package import Identifiers
package import Registry
import Storage
package import SupplyChain

/// A line of an announcement as its sender writes it: a case or pallet by its SSCC, a unit by its serial number, a part of a
/// batch by its first and last serial number or the batch alone, or so many pieces of a model.
package struct AnnouncedItem: Hashable, Sendable {
    package var sscc: String?
    package var serial: String?
    /// The model's number. A serial number or a label that names one unit needs none.
    package var model: String?
    package var first: String?
    package var last: String?
    package var quantity: Int64?
    package var batch: String?

    package init() {}
}

/// What an item names; a case that nobody has seen is known by its code alone.
package enum AnnouncedGoods: Hashable, Sendable {
    case container(SSCC)
    case goods(ShipmentLine.Goods)
}

extension AnnouncedItem {
    /// The columns of a table of items.
    package static let columns = ["sscc", "serial", "model", "first", "last", "quantity", "batch"]

    /// Reads a table with some of ``columns``.
    /// - Throws: `list.invalid`, `value.invalid` with the field `lines[3]`.
    package static func table(_ text: String) throws -> [AnnouncedItem] {
        try HeadedTable(text, columns: []) { columns.contains($0) }.rows.enumerated().map { place, row in
            var item = AnnouncedItem()
            (item.sscc, item.serial, item.model) = (row.cells["sscc"], row.cells["serial"], row.cells["model"])
            (item.first, item.last, item.batch) = (row.cells["first"], row.cells["last"], row.cells["batch"])
            if let text = row.cells["quantity"] {
                guard let quantity = Int64(text) else {
                    throw refusal(
                        "'\(text.prefix(40))' on line \(row.line) is no whole number.", at: place)
                }
                item.quantity = quantity
            }
            return item
        }
    }

    static func refusal(
        _ sentence: String, _ code: RegistryError.Code = .valueInvalid, at place: Int
    ) -> RegistryError {
        RegistryError(code, sentence, field: "lines[\(place)]")
    }
}

extension NameplateRegistry {
    /// Finds what items name. All or none.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`; `value.invalid`, `model.unknown`, `unit.unknown`,
    ///   `batch.unknown`, `serial.notIssued` with the field `lines[3]`.
    package func announced(
        _ items: [AnnouncedItem], of slug: String, as principal: Principal
    ) async throws -> [AnnouncedGoods] {
        let (references, today, catalogue) = (referenceSnapshot, self.today, self.catalogue)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
            guard (1...Shipments.mostLines).contains(items.count) else {
                throw RegistryError(
                    .valueInvalid, "An announcement has 1 to \(Shipments.mostLines) lines.", field: "lines")
            }
            let finder = AnnouncedGoodsFinder(manufacturer: manufacturer, reader: reader) { text in
                var search = LookupSearch(
                    catalogue: catalogue, references: references, today: today, principal: principal, reader,
                    proposes: false, vain: VainNumbers(most: nil))
                switch try search.answer(listed: text, typed: text, model: nil).outcome {
                case .unit(let unit): return [unit].filter { $0.manufacturer.id == manufacturer.id }.map(\.unit.key)
                case .choice(let units, _):
                    return units.filter { $0.manufacturer.id == manufacturer.id }.map(\.unit.key)
                case .model, .unknown: return []
                }
            }
            return try items.enumerated().map { try finder.goods($1, at: $0) }
        }
    }
}

/// Finds what one item after the other names.
private final class AnnouncedGoodsFinder {
    private let manufacturer: Manufacturer
    private let reader: any SQLReader
    private let lookup: (String) throws -> [UnitKey]
    private var models: [String: Model] = [:]
    private var formats: [ID<Model>: [ModelFormat]] = [:]

    init(manufacturer: Manufacturer, reader: any SQLReader, lookup: @escaping (String) throws -> [UnitKey]) {
        (self.manufacturer, self.reader, self.lookup) = (manufacturer, reader, lookup)
    }

    func goods(_ item: AnnouncedItem, at place: Int) throws -> AnnouncedGoods {
        let said = [item.sscc != nil, item.serial != nil, (item.first ?? item.last) != nil, item.quantity != nil]
        guard said.count(where: { $0 }) <= 1 else {
            throw AnnouncedItem.refusal(
                "Say one of 'sscc', 'serial', 'first' with 'last', and 'quantity'.", at: place)
        }
        if let sscc = item.sscc {
            guard let code = Goods.container(sscc) else {
                throw AnnouncedItem.refusal("'\(sscc.prefix(40))' is no SSCC: it has 18 digits.", at: place)
            }
            return .container(code)
        }
        if let serial = item.serial { return try unit(serial, item, at: place) }
        guard let number = item.model else {
            throw AnnouncedItem.refusal("Say what it is: an SSCC, a serial number, or a model and how many.", at: place)
        }
        let model = try model(number, at: place)
        if let quantity = item.quantity {
            let batch = try item.batch.map { try self.batch($0, of: model, at: place) }
            return .goods(.pieces(EventDetails.Quantity(quantity, of: model.id, batch: batch?.id)))
        }
        if item.first != nil || item.last != nil { return try range(item, of: model, at: place) }
        guard let name = item.batch else {
            throw AnnouncedItem.refusal(
                "Say which units of the model: a batch, serial numbers, or how many.", at: place)
        }
        let batch = try batch(name, of: model, at: place)
        guard let sequences = batch.issue?.sequences else {
            throw AnnouncedItem.refusal(
                "The serial numbers of the batch \(batch.number) were issued elsewhere; name them.", at: place)
        }
        return .goods(.range(EventDraft.SequenceRange(batch: batch.id, sequences: sequences), of: model.id))
    }

    private func unit(_ text: String, _ item: AnnouncedItem, at place: Int) throws -> AnnouncedGoods {
        if let number = item.model {
            let model = try model(number, at: place)
            guard let serial = try? SerialNumber(parsing: text) else {
                throw AnnouncedItem.refusal("'\(text.prefix(40))' is no serial number.", at: place)
            }
            let key = UnitKey(model.id, serial)
            return .goods(.unit(key))
        }
        let found = try lookup(text)
        guard found.count <= 1 else {
            throw AnnouncedItem.refusal(
                "Several products have the number \(text.prefix(40)); say the model.", at: place)
        }
        guard let key = found.first else {
            throw AnnouncedItem.refusal(
                "No unit of \(manufacturer.name) is named by '\(text.prefix(40))'.", .unitUnknown, at: place)
        }
        return .goods(.unit(key))
    }

    private func range(_ item: AnnouncedItem, of model: Model, at place: Int) throws -> AnnouncedGoods {
        guard let first = item.first, let last = item.last else {
            throw AnnouncedItem.refusal("A range has a first and a last serial number.", at: place)
        }
        let ends = try [first, last].map { text -> (batch: ID<Batch>, sequence: Int64) in
            guard let serial = try? SerialNumber(parsing: text),
                let place = try Units.issued(UnitKey(model.id, serial), formats: formats(of: model), reader)
            else {
                throw AnnouncedItem.refusal(
                    "'\(text.prefix(40))' is no serial number that was issued of \(model.number.text).",
                    .serialNotIssued, at: place)
            }
            return (place.batch.id, place.sequence)
        }
        guard ends[0].batch == ends[1].batch, ends[0].sequence <= ends[1].sequence else {
            throw AnnouncedItem.refusal(
                "The first and the last are of one batch, in its order; make a line for each batch.", at: place)
        }
        return .goods(
            .range(
                EventDraft.SequenceRange(batch: ends[0].batch, sequences: ends[0].sequence...ends[1].sequence),
                of: model.id))
    }

    private func model(_ number: String, at place: Int) throws -> Model {
        if let known = models[number] { return known }
        guard let found = try? Models.require(number, of: manufacturer, reader) else {
            throw AnnouncedItem.refusal("There is no model '\(number.prefix(80))'.", .modelUnknown, at: place)
        }
        models[number] = found
        return found
    }

    private func formats(of model: Model) throws -> [ModelFormat] {
        if let known = formats[model.id] { return known }
        let found = try SerialFormats.list(of: model.id, reader)
        formats[model.id] = found
        return found
    }

    private func batch(_ name: String, of model: Model, at place: Int) throws -> Batch {
        guard let found = try? Batches.require(name, of: model, reader) else {
            throw AnnouncedItem.refusal(
                "\(model.number.text) has no batch '\(name.prefix(80))'.", .batchUnknown, at: place)
        }
        return found
    }
}
