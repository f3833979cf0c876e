import Identifiers
import Registry
import Storage

/// The tables `problems`, `problem_models` and `problem_faults`.
enum ProblemRows {
    static func find(_ id: ID<QualityProblem>, _ reader: any SQLReader) throws -> QualityProblem? {
        try reader.first(ProblemRowsSQL.find, [.integer(id.value)], row).map { try complete($0, reader) }
    }

    /// Up to `limit` problems, the latest first.
    static func page(
        _ question: ProblemQuestion, of manufacturer: ID<Manufacturer>, after place: RecordPlace?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [QualityProblem] {
        let values: [SQLValue] = [
            .integer(manufacturer.value), .integer(place?.at ?? .max), .integer(place?.id ?? .max),
            .text(question.state?.rawValue ?? ""), .integer(question.isOpen.map { $0 ? 1 : 0 } ?? 2),
            .text(question.owner ?? ""), .integer(question.model?.value ?? 0), .integer(Int64(limit)),
        ]
        return try reader.all(ProblemRowsSQL.page, values, row).map { try complete($0, reader) }
    }

    private static func complete(_ problem: QualityProblem, _ reader: any SQLReader) throws -> QualityProblem {
        var problem = problem
        let key: [SQLValue] = [.integer(problem.number.value)]
        problem.details.models = try reader.all(ProblemRowsSQL.models, key) { ID($0.integer(0)) }
        problem.details.faultCodes = try reader.all(ProblemRowsSQL.faults, key) { $0.text(0) }
        return problem
    }

    /// - Returns: false where another problem has the number.
    static func insert(_ problem: QualityProblem, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(problem.number.value), .integer(problem.manufacturer.value), .text(problem.openedBy),
            .integer(problem.openedAt),
        ]
        guard try transaction.rowsChanged(by: ProblemRowsSQL.insert, values + changeable(problem)) == 1 else {
            return false
        }
        try insertLists(of: problem, transaction)
        return true
    }

    /// - Throws: `problem.changed` where somebody was faster.
    static func update(_ problem: inout QualityProblem, _ transaction: any SQLTransaction) throws {
        let values = changeable(problem) + [.integer(problem.number.value), .integer(problem.rowVersion)]
        guard try transaction.rowsChanged(by: ProblemRowsSQL.update, values) == 1 else {
            throw Problems.changedMeanwhile
        }
        problem.rowVersion += 1
        try transaction.run(ProblemRowsSQL.deleteModels, [.integer(problem.number.value)])
        try transaction.run(ProblemRowsSQL.deleteFaults, [.integer(problem.number.value)])
        try insertLists(of: problem, transaction)
    }

    private static func insertLists(of problem: QualityProblem, _ transaction: any SQLTransaction) throws {
        let id = SQLValue.integer(problem.number.value)
        for (ordinal, model) in problem.details.models.enumerated() {
            try transaction.run(
                ProblemRowsSQL.insertModel, [id, .integer(Int64(ordinal)), .integer(model.value)])
        }
        for (ordinal, code) in problem.details.faultCodes.enumerated() {
            try transaction.run(ProblemRowsSQL.insertFault, [id, .integer(Int64(ordinal)), .text(code)])
        }
    }

    private static func changeable(_ problem: QualityProblem) -> [SQLValue] {
        let details = problem.details
        return [
            .text(problem.state.rawValue), SQLValue(problem.state.isOpen), SQLValue(problem.endedAt),
            .text(details.title), SQLValue(details.population), SQLValue(details.severity),
            .text(details.owner ?? ""), SQLValue(details.dueOn?.isoText), SQLValue(details.containment?.text),
            SQLValue(details.containment?.on?.isoText), SQLValue(details.cause?.text),
            SQLValue(details.cause?.category.rawValue), SQLValue(details.correction?.text),
            SQLValue(details.correction?.changeNote), SQLValue(details.correction?.effectivity),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> QualityProblem {
        var details = ProblemDetails(row.text(6), of: [])
        (details.population, details.severity) = (row.optionalText(7), row.optionalInteger(8))
        details.owner = row.text(9).isEmpty ? nil : row.text(9)
        details.dueOn = try row.optionalText(10).map { try CivilDate(parsing: $0) }
        details.containment = try row.optionalText(11).map { text in
            ProblemDetails.Containment(text, on: try row.optionalText(12).map { try CivilDate(parsing: $0) })
        }
        if let text = row.optionalText(13) { details.cause = ProblemDetails.Cause(text, try row.word(14)) }
        if let text = row.optionalText(15), let effectivity = row.optionalText(17) {
            details.correction = ProblemDetails.Correction(
                text, effectivity: effectivity, changeNote: row.optionalText(16))
        }
        var problem = QualityProblem(
            number: ProblemNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)), details: details,
            state: try row.word(4), openedBy: row.text(2), openedAt: row.integer(3))
        problem.endedAt = row.optionalInteger(5)
        problem.rowVersion = row.integer(18)
        return problem
    }
}

private enum ProblemRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, opened_by, opened_at, state, ended_at, title, population, severity, owner, due_on,
               containment, contained_on, cause, cause_category, correction, change_note, effectivity, row_version
          FROM problems
         WHERE id = $1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, opened_by, opened_at, state, ended_at, title, population, severity, owner, due_on,
               containment, contained_on, cause, cause_category, correction, change_note, effectivity, row_version
          FROM problems
         WHERE manufacturer_id = $1
           AND (opened_at, id) < ($2, $3)
           AND CAST($4 AS TEXT) IN ('', state)
           AND CAST($5 AS BIGINT) IN (2, is_open)
           AND CAST($6 AS TEXT) IN ('', owner)
           AND (CAST($7 AS BIGINT) = 0
                OR EXISTS (SELECT 1 FROM problem_models WHERE problem_id = problems.id AND model_id = $7))
         ORDER BY opened_at DESC, id DESC
         LIMIT $8
        """)
    static let models = Statement("SELECT model_id FROM problem_models WHERE problem_id = $1 ORDER BY ordinal")
    static let faults = Statement("SELECT fault_code FROM problem_faults WHERE problem_id = $1 ORDER BY ordinal")
    static let insert = Statement(
        """
        INSERT INTO problems (id, manufacturer_id, opened_by, opened_at, state, is_open, ended_at, title, population,
                              severity, owner, due_on, containment, contained_on, cause, cause_category, correction,
                              change_note, effectivity, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE problems
           SET state = $1, is_open = $2, ended_at = $3, title = $4, population = $5, severity = $6, owner = $7,
               due_on = $8, containment = $9, contained_on = $10, cause = $11, cause_category = $12, correction = $13,
               change_note = $14, effectivity = $15, row_version = row_version + 1
         WHERE id = $16
           AND row_version = $17
        """)
    static let deleteModels = Statement("DELETE FROM problem_models WHERE problem_id = $1")
    static let deleteFaults = Statement("DELETE FROM problem_faults WHERE problem_id = $1")
    static let insertModel = Statement(
        "INSERT INTO problem_models (problem_id, ordinal, model_id) VALUES ($1, $2, $3)")
    static let insertFault = Statement(
        "INSERT INTO problem_faults (problem_id, ordinal, fault_code) VALUES ($1, $2, $3)")
}
