package import Identifiers
package import Storage

/// That a part belongs to the units of a model: which one, how many, where, and to which units.
///
/// A part is a model too: it has a number, specifications, perhaps units with serial numbers of their own.
package struct PartFit: ModelEntry {
    package enum Kind: String, CaseIterable, Sendable {
        /// Takes the place of what was built in.
        case sparePart
        /// May be added.
        case accessory
        /// Is used up.
        case consumable
        /// Several parts that are bought together.
        case kit
    }
    package var part: ID<Model>
    package var kind: Kind
    /// How many a unit takes, 1 to a million.
    package var quantity: Int64
    /// Where in the exploded view or the assembly it stands; empty where nobody says.
    package var position: String
    /// The units that it fits, in the language of populations: `serial from TR2410000001 to TR2410000500`; nil for all.
    package var population: String?
    package var note: String?

    package init(
        _ part: ID<Model>, _ kind: Kind, quantity: Int64 = 1, position: String = "", population: String? = nil,
        note: String? = nil
    ) {
        self.part = part
        self.kind = kind
        self.quantity = quantity
        self.position = position
        self.population = population
        self.note = note
    }

    // MARK: In the database

    package static let table = ImportTable.parts
    package static let word = "part"
    package static let most = 20_000
    package static let statements = PartFits.statements

    package init(_ row: borrowing Row) {
        part = ID(row.integer(3))
        kind = Kind(rawValue: row.text(4)) ?? .sparePart
        quantity = row.integer(5)
        position = row.text(6)
        population = row.optionalText(7)
        note = row.optionalText(8)
    }

    package var key: [SQLValue] { [.integer(part.value), .text(position)] }
    package var values: [SQLValue] {
        [
            .integer(part.value), .text(kind.rawValue), .integer(quantity), .text(position), SQLValue(population),
            SQLValue(note),
        ]
    }
    package func name(_ reader: any SQLReader) throws -> String {
        try Models.find(part, reader)?.number.text ?? ""
    }

    private static let mostQuantity: Int64 = 1_000_000

    package func check(in model: Model, _ reader: any SQLReader) throws {
        guard part != model.id else {
            throw RegistryError(.valueInvalid, "A model is no part of itself.", field: "part")
        }
        guard (1...Self.mostQuantity).contains(quantity) else {
            throw RegistryError(.valueInvalid, "A unit takes 1 to \(Self.mostQuantity) of a part.", field: "quantity")
        }
        if !position.isEmpty { try TextRules.check(position, field: "position", limit: 80) }
        try TextRules.check(note, field: "note", limit: 400)
        try WrittenPopulation.check(population, of: model, reader)
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.part

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws {
        let before = faults.total
        let number = faults.checking { () throws(RowError) in try row.required(.part) }
        let kind = faults.checking { () throws(RowError) in try row.word(.kind, Kind.self) }
        let quantity = faults.checking { () throws(RowError) in try row.integer(.quantity) }
        guard faults.total == before, let number else { return nil }
        guard let part = try Models.named(number, of: manufacturer.id, reader) else {
            throw row.error(
                .part, code: RegistryError.Code.modelUnknown.rawValue,
                sentence: Models.unknown(of: manufacturer).sentence)
        }
        self.init(
            part.id, kind ?? .sparePart, quantity: quantity ?? 1, position: row[.position] ?? "",
            population: row[.appliesTo], note: row[.note])
    }

    package func cells(_ reader: any SQLReader) throws -> [ExportRow.Cell] {
        [
            .init(try Models.find(part, reader)?.number.text), .text(kind.rawValue), .init(quantity),
            .init(position.isEmpty ? nil : position), .init(population), .init(note),
        ]
    }
}
