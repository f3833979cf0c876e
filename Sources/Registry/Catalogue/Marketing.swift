package import Identifiers
package import Storage

/// Whom a model is made for, and what speaks for it: one entry a model.
package struct Marketing: ModelEntry {
    /// The target segment: `families in small flats`.
    package var segment: String?
    /// In the order in which a data sheet prints them.
    package var sellingPoints: [String]

    package init(segment: String? = nil, sellingPoints: [String]) {
        self.segment = segment
        self.sellingPoints = sellingPoints
    }

    // MARK: In the database

    package static let table = ImportTable.marketing
    package static let word = "marketing"
    package static let most = 1
    package static let isFoundByWords = true
    package static let statements = ModelEntryStatements(
        ofModel: MarketingSQL.ofModel, count: MarketingSQL.count, byID: MarketingSQL.byID, byKey: MarketingSQL.byKey,
        insert: MarketingSQL.insert, update: MarketingSQL.update, delete: MarketingSQL.delete)

    package init(_ row: borrowing Row) {
        segment = row.optionalText(3)
        sellingPoints = row.text(4).split(separator: "\n").map { String($0) }
    }

    package var key: [SQLValue] { [] }
    package var values: [SQLValue] { [SQLValue(segment), .text(sellingPoints.joined(separator: "\n"))] }
    package func name(_ reader: any SQLReader) -> String { segment ?? "" }

    package func check(in model: Model, _ reader: any SQLReader) throws {
        try TextRules.check(segment, field: "segment", limit: 120)
        guard sellingPoints.count <= 20 else {
            throw RegistryError(.valueInvalid, "A model has at most 20 selling points.", field: "selling_points")
        }
        for point in sellingPoints { try TextRules.check(point, field: "selling_points", limit: 200) }
        guard segment != nil || !sellingPoints.isEmpty else {
            throw RegistryError(.valueInvalid, "Give a selling point or a target segment.", field: "selling_points")
        }
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.model

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) {
        guard let points = faults.checking({ () throws(RowError) in try row.list(.sellingPoints) }) else { return nil }
        self.init(segment: row[.segment], sellingPoints: points)
    }

    package func cells(_ reader: any SQLReader) -> [ExportRow.Cell] { [.init(segment), .init(sellingPoints)] }
}

private enum MarketingSQL {
    static let ofModel = Statement(
        """
        SELECT id, model_id, row_version, segment, selling_points
          FROM model_marketing
         WHERE model_id = $1
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM model_marketing WHERE model_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, model_id, row_version, segment, selling_points
          FROM model_marketing
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, model_id, row_version, segment, selling_points
          FROM model_marketing
         WHERE model_id = $1
        """)
    static let insert = Statement(
        """
        INSERT INTO model_marketing (id, model_id, segment, selling_points, row_version)
        VALUES ($1, $2, $3, $4, 1)
        """)
    static let update = Statement(
        """
        UPDATE model_marketing
           SET segment = $1, selling_points = $2, row_version = row_version + 1
         WHERE id = $3
        """)
    static let delete = Statement("DELETE FROM model_marketing WHERE id = $1")
}
