package import Identifiers
package import Storage

/// A revision of a design: since when, which units have it, and what changed.
package struct ModelVersion: ModelEntry {
    /// `B`, `2.1`.
    package var version: String
    package var releasedOn: CivilDate?
    /// The units that are made to it, in the language of populations: `serial from TR2410000501`, `produced >= 2025-06-01`,
    /// `batch = 2410-02`. Nil where nobody says, so that no unit is told to be of it.
    package var population: String?
    /// The number of the engineering change note.
    package var changeNote: String?
    /// What changed against the version before, and why.
    package var change: String?
    /// Strangers may read what changed.
    package var isPublic: Bool

    package init(
        _ version: String, releasedOn: CivilDate? = nil, population: String? = nil, changeNote: String? = nil,
        change: String? = nil, isPublic: Bool = false
    ) {
        self.version = version
        self.releasedOn = releasedOn
        self.population = population
        self.changeNote = changeNote
        self.change = change
        self.isPublic = isPublic
    }

    /// That there is a version and since when is no secret once it is out; how the units are told apart is.
    package func shownToStrangers(on today: CivilDate) -> ModelVersion? {
        guard releasedOn.map({ $0 <= today }) ?? true else { return nil }
        var shown = self
        shown.population = nil
        shown.changeNote = nil
        if !isPublic { shown.change = nil }
        return shown
    }

    // MARK: In the database

    package static let table = ImportTable.versions
    package static let word = "version"
    package static let most = 200
    package static let statements = ModelEntryStatements(
        ofModel: VersionsSQL.ofModel, count: VersionsSQL.count, byID: VersionsSQL.byID, byKey: VersionsSQL.byKey,
        insert: VersionsSQL.insert, update: VersionsSQL.update, delete: VersionsSQL.delete)

    package init(_ row: borrowing Row) throws {
        version = row.text(3)
        releasedOn = try row.optionalText(4).map(CivilDate.init(parsing:))
        population = row.optionalText(5)
        changeNote = row.optionalText(6)
        change = row.optionalText(7)
        isPublic = row.flag(8)
    }

    package var key: [SQLValue] { [.text(version)] }
    package var values: [SQLValue] {
        key + [
            SQLValue(releasedOn?.isoText), SQLValue(population), SQLValue(changeNote), SQLValue(change),
            SQLValue(isPublic),
        ]
    }
    package func name(_ reader: any SQLReader) -> String { version }

    package func check(in model: Model, _ reader: any SQLReader) throws {
        try TextRules.check(version, field: "version", limit: 40)
        try TextRules.check(changeNote, field: "change_note", limit: 80)
        try TextRules.check(change, field: "change", limit: 2_000)
        try WrittenPopulation.check(population, of: model, reader)
    }

    // MARK: In files

    package static let keyColumn = ImportColumn.version

    package init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) {
        let before = faults.total
        let version = faults.checking { () throws(RowError) in try row.required(.version) }
        let releasedOn = faults.checking { () throws(RowError) in try row.date(.releasedOn) }
        let changeNote = faults.checking { () throws(RowError) in try row.identifier(.changeNote) }
        let isPublic = faults.checking { () throws(RowError) in try row.yesNo(.isPublic) }
        guard faults.total == before, let version else { return nil }
        self.init(
            version, releasedOn: releasedOn, population: row[.appliesTo], changeNote: changeNote, change: row[.change],
            isPublic: isPublic ?? false)
    }

    package func cells(_ reader: any SQLReader) -> [ExportRow.Cell] {
        [
            .text(version), .init(releasedOn?.isoText), .init(population), .init(changeNote), .init(change),
            .text(isPublic ? "yes" : "no"),
        ]
    }
}

private enum VersionsSQL {
    static let ofModel = Statement(
        """
        SELECT id, model_id, row_version, version, released_on, population, change_note, change_text, is_public
          FROM model_versions
         WHERE model_id = $1
         ORDER BY released_on NULLS FIRST, version
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM model_versions WHERE model_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, model_id, row_version, version, released_on, population, change_note, change_text, is_public
          FROM model_versions
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, model_id, row_version, version, released_on, population, change_note, change_text, is_public
          FROM model_versions
         WHERE model_id = $1
           AND version = $2
        """)
    static let insert = Statement(
        """
        INSERT INTO model_versions (id, model_id, version, released_on, population, change_note, change_text, is_public,
                                    row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
        """)
    static let update = Statement(
        """
        UPDATE model_versions
           SET version = $1, released_on = $2, population = $3, change_note = $4, change_text = $5, is_public = $6,
               row_version = row_version + 1
         WHERE id = $7
        """)
    static let delete = Statement("DELETE FROM model_versions WHERE id = $1")
}
