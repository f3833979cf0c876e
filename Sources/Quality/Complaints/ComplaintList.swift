package import Identifiers
package import Registry
package import Storage

/// Which complaints of a manufacturer somebody wants to see.
package struct ComplaintQuestion: Hashable, Sendable {
    package var model: ID<Model>?
    /// Those with one of these fault codes: a code and all narrower ones. Nil for all.
    package var faultCodes: [String]?
    /// Received on this day or later.
    package var since: CivilDate?
    /// Received on this day or before.
    package var until: CivilDate?
    package var state: ComplaintState?
    package var problem: ProblemNumber?
    /// Those that hold this text in their words, numbers or references, in small letters or capitals.
    package var text: String?

    package init() {}

    /// Whether the text stands somewhere in a complaint.
    /// - Parameter knowsWords: Whether whoever asks may read the words.
    func holds(_ complaint: Complaint, knowsWords: Bool) -> Bool {
        guard let text = text?.lowercased(), !text.isEmpty else { return true }
        let fields = [
            complaint.number.text, complaint.reference, complaint.serial?.text, complaint.details.identification,
            knowsWords ? complaint.details.words : nil,
        ]
        return fields.contains { $0?.lowercased().contains(text) ?? false }
    }
}

/// Lists complaints, the latest received first.
package enum ComplaintList {
    /// Where a page ended.
    package struct Place: Hashable, Sendable {
        /// The ISO text of the day.
        var receivedOn: String
        var id: Int64

        package init(_ complaint: Complaint) {
            (receivedOn, id) = (complaint.details.receivedOn.isoText, complaint.number.value)
        }

        /// The day and the number with a space between.
        package var text: String { "\(receivedOn) \(id)" }

        /// Nil for anything else.
        package init?(_ text: String) {
            let parts = text.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, let day = try? CivilDate(parsing: parts[0]), let id = Int64(parts[1]) else {
                return nil
            }
            (receivedOn, self.id) = (day.isoText, id)
        }
    }

    /// How often a fault code is complained of.
    package struct CodeCount: Hashable, Sendable {
        package var code: String
        package var complaints: Int64
        /// Complaints of a crash, a fire, injured or dead people.
        package var harmful: Int64
    }

    /// No code stands above more others.
    package static let mostCodes = 300
    private static let chunk = 200

    /// Up to `limit` complaints after a place.
    /// - Parameter knowsWords: Whether whoever asks may read the words, and so find by them.
    package static func page(
        _ question: ComplaintQuestion, of manufacturer: ID<Manufacturer>, after place: Place? = nil, limit: Int,
        knowsWords: Bool, _ reader: any SQLReader
    ) throws -> [Complaint] {
        var (found, last): ([Complaint], Place?) = ([], place)
        let size = question.text == nil ? limit : max(limit, chunk)
        while found.count < limit {
            let page = try raw(question, of: manufacturer, after: last, limit: size, reader)
            found += page.filter { question.holds($0, knowsWords: knowsWords) }
            guard page.count == size, let end = page.last else { break }
            last = Place(end)
        }
        return Array(found.prefix(limit))
    }

    /// How often each fault code is complained of, the most frequent first. The text of a question does not count.
    package static func counts(
        _ question: ComplaintQuestion, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [CodeCount] {
        let values = [.integer(manufacturer.value)] + bounds(question) + [.integer(Int64(FaultCodes.most))]
        let all = try reader.all(ComplaintListSQL.byCode, values) { row in
            CodeCount(code: row.text(0), complaints: row.integer(1), harmful: row.integer(2))
        }
        guard let codes = question.faultCodes else { return all }
        let wanted = Set(codes)
        return all.filter { wanted.contains($0.code) }
    }

    /// How many complaints are signs of a problem.
    package static func count(of problem: ProblemNumber, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(ComplaintListSQL.number, [.integer(problem.value)]) { $0.integer(0) } ?? 0
    }

    private static func raw(
        _ question: ComplaintQuestion, of manufacturer: ID<Manufacturer>, after place: Place?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [Complaint] {
        let start: [SQLValue] = [
            .integer(manufacturer.value), .text(place?.receivedOn ?? "9999-12-32"), .integer(place?.id ?? .max),
        ]
        let (bounds, most) = (bounds(question), SQLValue.integer(Int64(limit)))
        guard let codes = question.faultCodes else {
            let statement = question.problem == nil ? ComplaintListSQL.all : ComplaintListSQL.ofProblem
            return try reader.all(statement, start + bounds + [most], ComplaintRows.row)
        }
        // The pages of each code, put together: a complaint may have several.
        var found: [Int64: Complaint] = [:]
        for code in codes.prefix(mostCodes) {
            let values = start + bounds + [.text(code), most]
            for complaint in try reader.all(ComplaintListSQL.ofCode, values, ComplaintRows.row) {
                found[complaint.number.value] = complaint
            }
        }
        let sorted = found.values.sorted {
            ($0.details.receivedOn.isoText, $0.number.value) > ($1.details.receivedOn.isoText, $1.number.value)
        }
        return Array(sorted.prefix(limit))
    }

    /// Model, first and last day, state and problem; what is not asked for is 0 or empty.
    private static func bounds(_ question: ComplaintQuestion) -> [SQLValue] {
        [
            .integer(question.model?.value ?? 0), .text(question.since?.isoText ?? ""),
            // A month holds all its days.
            .text(question.until.map { $0.isoText + "~" } ?? "~"), .text(question.state?.rawValue ?? ""),
            .integer(question.problem?.value ?? 0),
        ]
    }
}

private enum ComplaintListSQL {
    static let all = Statement(
        """
        SELECT id, manufacturer_id, source, entered_by, entered_at, model_id, unit_key, serial, identification,
               fault_codes, failed_on, received_on, usage, usage_unit, country, crash, fire, injured, deaths, words,
               reference, state, problem_id, row_version
          FROM complaints
         WHERE manufacturer_id = $1
           AND (received_on, id) < ($2, $3)
           AND CAST($4 AS BIGINT) IN (0, model_id)
           AND received_on >= $5
           AND received_on < $6
           AND CAST($7 AS TEXT) IN ('', state)
           AND (CAST($8 AS BIGINT) = 0 OR problem_id = $8)
         ORDER BY received_on DESC, id DESC
         LIMIT $9
        """)
    static let ofProblem = Statement(
        """
        SELECT id, manufacturer_id, source, entered_by, entered_at, model_id, unit_key, serial, identification,
               fault_codes, failed_on, received_on, usage, usage_unit, country, crash, fire, injured, deaths, words,
               reference, state, problem_id, row_version
          FROM complaints
         WHERE manufacturer_id = $1
           AND (received_on, id) < ($2, $3)
           AND CAST($4 AS BIGINT) IN (0, model_id)
           AND received_on >= $5
           AND received_on < $6
           AND CAST($7 AS TEXT) IN ('', state)
           AND problem_id = $8
         ORDER BY received_on DESC, id DESC
         LIMIT $9
        """)
    static let ofCode = Statement(
        """
        SELECT id, complaints.manufacturer_id, source, entered_by, entered_at, model_id, unit_key, serial,
               identification, fault_codes, failed_on, complaints.received_on, usage, usage_unit, country, crash, fire,
               injured, deaths, words, reference, state, problem_id, row_version
          FROM complaint_faults
          JOIN complaints ON complaints.id = complaint_faults.complaint_id
         WHERE complaint_faults.manufacturer_id = $1
           AND (complaint_faults.received_on, complaint_id) < ($2, $3)
           AND CAST($4 AS BIGINT) IN (0, model_id)
           AND complaint_faults.received_on >= $5
           AND complaint_faults.received_on < $6
           AND CAST($7 AS TEXT) IN ('', state)
           AND (CAST($8 AS BIGINT) = 0 OR problem_id = $8)
           AND fault_code = $9
         ORDER BY complaint_faults.received_on DESC, complaint_id DESC
         LIMIT $10
        """)
    static let number = Statement("SELECT count(*) FROM complaints WHERE problem_id = $1")
    static let byCode = Statement(
        """
        SELECT fault_code, count(*),
               CAST(sum(CASE WHEN crash + fire + injured + deaths > 0 THEN 1 ELSE 0 END) AS BIGINT)
          FROM complaint_faults
          JOIN complaints ON complaints.id = complaint_faults.complaint_id
         WHERE complaint_faults.manufacturer_id = $1
           AND CAST($2 AS BIGINT) IN (0, model_id)
           AND complaint_faults.received_on >= $3
           AND complaint_faults.received_on < $4
           AND CAST($5 AS TEXT) IN ('', state)
           AND (CAST($6 AS BIGINT) = 0 OR problem_id = $6)
         GROUP BY fault_code
         ORDER BY count(*) DESC, fault_code
         LIMIT $7
        """)
}
