package import Identifiers
package import Storage

/// That another part takes a part's place: an entry of the older one.
package struct PartSupersession: ModelEntry {
    package var successor: ID<Model>
    /// The old part may take the new one's place too.
    package var isTwoWay: Bool
    package var reason: String?
    package var since: CivilDate?

    package init(by successor: ID<Model>, isTwoWay: Bool = false, reason: String? = nil, since: CivilDate? = nil) {
        self.successor = successor
        self.isTwoWay = isTwoWay
        self.reason = reason
        self.since = since
    }

    // MARK: In the database

    package static let table = ImportTable.supersessions
    package static let word = "supersession"
    package static let most = 50
    package static let statements = PartSupersessions.statements

    package init(_ row: borrowing Row) throws {
        successor = ID(row.integer(3))
        isTwoWay = row.flag(4)
        reason = row.optionalText(5)
        since = try row.optionalText(6).map(CivilDate.init(parsing:))
    }

    package var key: [SQLValue] { [.integer(successor.value)] }
    package var values: [SQLValue] {
        [.integer(successor.value), SQLValue(isTwoWay), SQLValue(reason), SQLValue(since?.isoText)]
    }
    package func name(_ reader: any SQLReader) throws -> String {
        try Models.find(successor, reader)?.number.text ?? ""
    }

    package func check(in model: Model, _ reader: any SQLReader) throws {
        try TextRules.check(reason, field: "reason", limit: 400)
        guard try !PartSupersessions.leads(from: successor, to: model.id, reader) else {
            throw RegistryError(
                .valueInvalid,
                "'\(model.number.text)' takes the place of this part itself; a part that may be exchanged either way is "
                    + "said so once, as two-way.", field: "successor")
        }
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.successor

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws {
        let before = faults.total
        let number = faults.checking { () throws(RowError) in try row.required(.successor) }
        let isTwoWay = faults.checking { () throws(RowError) in try row.yesNo(.twoWay) }
        let since = faults.checking { () throws(RowError) in try row.date(.since) }
        guard faults.total == before, let number else { return nil }
        guard let successor = try Models.named(number, of: manufacturer.id, reader) else {
            throw row.error(
                .successor, code: RegistryError.Code.modelUnknown.rawValue,
                sentence: Models.unknown(of: manufacturer).sentence)
        }
        self.init(by: successor.id, isTwoWay: isTwoWay ?? false, reason: row[.reason], since: since)
    }

    package func cells(_ reader: any SQLReader) throws -> [ExportRow.Cell] {
        [
            .init(try Models.find(successor, reader)?.number.text), .text(isTwoWay ? "yes" : "no"), .init(reason),
            .init(since?.isoText),
        ]
    }
}
