private import Foundation
import Identifiers
import Registry
import Storage

/// The tables `emerging_issues` and `emerging_searches`.
enum EmergingIssueRows {
    static func find(_ id: ID<EmergingIssue>, _ reader: any SQLReader) throws -> EmergingIssue? {
        try reader.first(EmergingIssueRowsSQL.find, [.integer(id.value)]) {
            (row: borrowing Row) throws in
            try issue(row)
        }
    }

    /// Up to `limit` issues, the latest first.
    static func page(
        _ question: EmergingIssueQuestion, of manufacturer: ID<Manufacturer>, after place: RecordPlace?,
        limit: Int,
        _ reader: any SQLReader
    ) throws -> [EmergingIssue] {
        let values: [SQLValue] = [
            .integer(manufacturer.value), .integer(place?.at ?? .max), .integer(place?.id ?? .max),
            .text(question.state?.rawValue ?? ""), .integer(question.isOpen.map { $0 ? 1 : 0 } ?? 2),
            .integer(question.model?.value ?? 0), .integer(Int64(limit)),
        ]
        return try reader.all(EmergingIssueRowsSQL.page, values) { (row: borrowing Row) throws in
            try issue(row)
        }
    }

    /// All of a model that a search may find again.
    static func all(of model: ID<Model>, _ reader: any SQLReader) throws -> [EmergingIssue] {
        try reader.all(EmergingIssueRowsSQL.ofModel, [.integer(model.value)]) {
            (row: borrowing Row) throws in
            try issue(row)
        }
    }

    /// - Returns: false where another issue has the number.
    static func insert(_ issue: EmergingIssue, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(issue.number.value), .integer(issue.manufacturer.value), .integer(issue.model.value),
            .text(issue.code), .integer(issue.openedAt),
        ]
        return try transaction.rowsChanged(by: EmergingIssueRowsSQL.insert, values + changeable(issue))
            == 1
    }

    /// - Throws: `issue.changed` where somebody was faster.
    static func update(_ issue: inout EmergingIssue, _ transaction: any SQLTransaction) throws {
        let values = try changeable(issue) + [.integer(issue.number.value), .integer(issue.rowVersion)]
        guard try transaction.rowsChanged(by: EmergingIssueRowsSQL.update, values) == 1 else {
            throw EmergingIssues.changedMeanwhile
        }
        issue.rowVersion += 1
    }

    private static func changeable(_ issue: EmergingIssue) throws -> [SQLValue] {
        [
            .text(try text(issue.cohort)), .text(issue.population), .text(try text(issue.also)),
            .text(issue.state.rawValue), SQLValue(issue.state.isOpen), SQLValue(issue.endedAt),
            .text(issue.foundOn.isoText), .integer(issue.foundAt), .text(try text(issue.figures)),
            .integer(issue.figures.claims), SQLValue(issue.judgedClaims), SQLValue(issue.problem?.value),
        ]
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func value<T: Decodable>(_ text: String) throws -> T {
        do {
            return try JSONDecoder().decode(T.self, from: Data(text.utf8))
        } catch {
            throw StorageError(
                .damaged, "An emerging issue cannot be read. Restore the database from a backup.")
        }
    }

    private static func issue(_ row: borrowing Row) throws -> EmergingIssue {
        var issue = EmergingIssue(
            number: EmergingIssueNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            model: ID(row.integer(2)),
            code: row.text(3), cohort: try value(row.text(5)), population: row.text(6),
            figures: try value(row.text(12)),
            also: try value(row.text(7)), openedAt: row.integer(4),
            foundOn: try CivilDate(parsing: row.text(10)),
            foundAt: row.integer(11))
        issue.state = try row.word(8)
        issue.endedAt = row.optionalInteger(9)
        issue.judgedClaims = row.optionalInteger(13)
        issue.problem = row.optionalInteger(14).map { ProblemNumber(ID($0)) }
        issue.rowVersion = row.integer(15)
        return issue
    }

    // MARK: Searches

    static func write(
        _ search: EmergingSearchRecord, of manufacturer: ID<Manufacturer>,
        _ transaction: any SQLTransaction
    )
        throws
    {
        let scope = search.scope
        try transaction.run(
            EmergingIssueRowsSQL.writeSearch,
            [
                .integer(manufacturer.value), .integer(search.at), .text(scope.lastDay.isoText),
                .integer(scope.models),
                .integer(scope.units), .integer(scope.claims), .integer(scope.windows),
                .integer(search.milliseconds),
            ])
    }

    static func search(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws
        -> EmergingSearchRecord?
    {
        try reader.first(EmergingIssueRowsSQL.findSearch, [.integer(manufacturer.value)]) {
            (row: borrowing Row) throws in
            var scope = EmergingScope(lastDay: try CivilDate(parsing: row.text(1)))
            (scope.models, scope.units) = (row.integer(2), row.integer(3))
            (scope.claims, scope.windows) = (row.integer(4), row.integer(5))
            return EmergingSearchRecord(at: row.integer(0), scope: scope, milliseconds: row.integer(6))
        }
    }
}

private enum EmergingIssueRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, model_id, fault_code, opened_at, cohort, population, also, state, ended_at, found_on,
               found_at, figures, judged_claims, problem_id, row_version
          FROM emerging_issues
         WHERE id = $1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, model_id, fault_code, opened_at, cohort, population, also, state, ended_at, found_on,
               found_at, figures, judged_claims, problem_id, row_version
          FROM emerging_issues
         WHERE manufacturer_id = $1
           AND (opened_at, id) < ($2, $3)
           AND CAST($4 AS TEXT) IN ('', state)
           AND CAST($5 AS BIGINT) IN (2, is_open)
           AND CAST($6 AS BIGINT) IN (0, model_id)
         ORDER BY opened_at DESC, id DESC
         LIMIT $7
        """)
    static let ofModel = Statement(
        """
        SELECT id, manufacturer_id, model_id, fault_code, opened_at, cohort, population, also, state, ended_at, found_on,
               found_at, figures, judged_claims, problem_id, row_version
          FROM emerging_issues
         WHERE model_id = $1
         ORDER BY opened_at DESC, id DESC
        """)
    static let insert = Statement(
        """
        INSERT INTO emerging_issues (id, manufacturer_id, model_id, fault_code, opened_at, cohort, population, also, state,
                                     is_open, ended_at, found_on, found_at, figures, claims, judged_claims, problem_id,
                                     row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE emerging_issues
           SET cohort = $1, population = $2, also = $3, state = $4, is_open = $5, ended_at = $6, found_on = $7,
               found_at = $8, figures = $9, claims = $10, judged_claims = $11, problem_id = $12,
               row_version = row_version + 1
         WHERE id = $13
           AND row_version = $14
        """)
    static let writeSearch = Statement(
        """
        INSERT INTO emerging_searches (manufacturer_id, searched_at, last_day, models, units, claims, windows, milliseconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (manufacturer_id) DO UPDATE
           SET searched_at = excluded.searched_at, last_day = excluded.last_day, models = excluded.models,
               units = excluded.units, claims = excluded.claims, windows = excluded.windows,
               milliseconds = excluded.milliseconds
        """)
    static let findSearch = Statement(
        """
        SELECT searched_at, last_day, models, units, claims, windows, milliseconds
          FROM emerging_searches
         WHERE manufacturer_id = $1
        """)
}
