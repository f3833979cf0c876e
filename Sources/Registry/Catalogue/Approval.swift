package import Identifiers
package import Storage

/// That a body has found a model to meet standards: a mark on the plate, a certificate, a listing.
package struct Approval: ModelEntry {
    /// As it stands on the plate: `CE`, `UL Listed`, `FCC ID`, `ENERGY STAR`.
    package var mark: String
    /// The certificate's, file's or identification number; empty where the mark has none.
    package var certificate: String
    /// Who has examined it: a notified body, a laboratory, the manufacturer.
    package var body: String?
    /// Such as `IEC 60335-2-24:2020`.
    package var standards: [String]
    package var validFrom: CivilDate?
    package var validUntil: CivilDate?

    package init(
        _ mark: String, certificate: String = "", body: String? = nil, standards: [String] = [],
        validFrom: CivilDate? = nil, validUntil: CivilDate? = nil
    ) {
        self.mark = mark
        self.certificate = certificate
        self.body = body
        self.standards = standards
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether it holds on a day; one without dates always does.
    package func isValid(on day: CivilDate) -> Bool { day.isWithin(validFrom, validUntil) }

    // MARK: In the database

    package static let table = ImportTable.approvals
    package static let word = "approval"
    package static let most = 100
    package static let statements = ModelEntryStatements(
        ofModel: ApprovalsSQL.ofModel, count: ApprovalsSQL.count, byID: ApprovalsSQL.byID, byKey: ApprovalsSQL.byKey,
        insert: ApprovalsSQL.insert, update: ApprovalsSQL.update, delete: ApprovalsSQL.delete)

    package init(_ row: borrowing Row) throws {
        mark = row.text(3)
        certificate = row.text(4)
        body = row.optionalText(5)
        standards = row.text(6).split(separator: "\n").map { String($0) }
        validFrom = try row.optionalText(7).map(CivilDate.init(parsing:))
        validUntil = try row.optionalText(8).map(CivilDate.init(parsing:))
    }

    package var key: [SQLValue] { [.text(mark), .text(certificate)] }
    package var values: [SQLValue] {
        key + [
            SQLValue(body), .text(standards.joined(separator: "\n")), SQLValue(validFrom?.isoText),
            SQLValue(validUntil?.isoText),
        ]
    }
    package func name(_ reader: any SQLReader) -> String { certificate.isEmpty ? mark : "\(mark) \(certificate)" }

    package func check(in model: Model, _ reader: any SQLReader) throws {
        try TextRules.check(mark, field: "mark", limit: 60)
        if !certificate.isEmpty { try TextRules.check(certificate, field: "certificate", limit: 80) }
        try TextRules.check(body, field: "body", limit: 120)
        guard standards.count <= 40 else {
            throw RegistryError(.valueInvalid, "An approval names at most 40 standards.", field: "standards")
        }
        for standard in standards { try TextRules.check(standard, field: "standards", limit: 80) }
        try CivilDate.check(validFrom, before: validUntil, fields: "valid_from", "valid_until")
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.mark

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) {
        let before = faults.total
        let mark = faults.checking { () throws(RowError) in try row.required(.mark) }
        let certificate = faults.checking { () throws(RowError) in try row.identifier(.certificate) }
        let standards = faults.checking { () throws(RowError) in try row.list(.standards) }
        let validFrom = faults.checking { () throws(RowError) in try row.date(.validFrom) }
        let validUntil = faults.checking { () throws(RowError) in try row.date(.validUntil) }
        guard faults.total == before, let mark else { return nil }
        self.init(
            mark, certificate: certificate ?? "", body: row[.body], standards: standards ?? [], validFrom: validFrom,
            validUntil: validUntil)
    }

    package func cells(_ reader: any SQLReader) -> [ExportRow.Cell] {
        [
            .text(mark), .init(certificate.isEmpty ? nil : certificate), .init(body), .init(standards),
            .init(validFrom?.isoText), .init(validUntil?.isoText),
        ]
    }
}

private enum ApprovalsSQL {
    static let ofModel = Statement(
        """
        SELECT id, model_id, row_version, mark, certificate, body, standards, valid_from, valid_until
          FROM approvals
         WHERE model_id = $1
         ORDER BY mark, certificate
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM approvals WHERE model_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, model_id, row_version, mark, certificate, body, standards, valid_from, valid_until
          FROM approvals
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, model_id, row_version, mark, certificate, body, standards, valid_from, valid_until
          FROM approvals
         WHERE model_id = $1
           AND mark = $2
           AND certificate = $3
        """)
    static let insert = Statement(
        """
        INSERT INTO approvals (id, model_id, mark, certificate, body, standards, valid_from, valid_until, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
        """)
    static let update = Statement(
        """
        UPDATE approvals
           SET mark = $1, certificate = $2, body = $3, standards = $4, valid_from = $5, valid_until = $6,
               row_version = row_version + 1
         WHERE id = $7
        """)
    static let delete = Statement("DELETE FROM approvals WHERE id = $1")
}
