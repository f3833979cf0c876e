import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// What has become of many units in campaigns, from a table.

extension Routes {
    static let remedyTable: [Route] = [
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/campaigns/remedies",
            permission: .manageCampaigns,
            summary: "Say what has become of units in campaigns, from a table: all of it or nothing",
            request: .json(RemedyTable.schema), answer: .json(RemedyTableAnswer.schema, "what was done, or would be")
        ) { call in
            let json = call.json
            // Nobody waits for a write in which a long table is read.
            let read = try RemedyTable.read(json)
            let answer = try await call.registry.reportRemedies(
                read.rows, errors: read.errors, of: call.segment("manufacturer"),
                skipping: json["skipErrors"]?.boolean ?? false, isDryRun: json["dryRun"]?.boolean ?? false,
                as: call.principal, from: call.source)
            return .json { answer.write(to: &$0) }
        }
    ]
}

/// Reads what has become of units from a table of a spreadsheet, or from a list of objects that say the same.
enum RemedyTable {
    private static let row = ObjectSchema(
        "RemedyTableRow",
        [
            .required("campaign", .text(most: 20), "the campaign's number"),
            .optional("plate", .text(most: 400), "what stands on the unit's plate"),
            .optional("model", .text(most: 120), "or its model number"),
            .optional("serial", .text(most: 64), "and its serial number"),
            .required("result", .text(most: 40), "what has become of it: one of the states that people report"),
            .optional("date", .text(most: 40), "the day on which it was done; today without it"),
            .optional("who", .text(most: 200), "who has done it"),
            .optional("evidence", .text(most: 200), "what proves it"),
            .optional("note", .text(most: 1_000), "what is said about it"),
        ])
    static let schema = ObjectSchema(
        "RemedyTable",
        [
            .optional(
                "table", .text(most: HeadedTable.mostBytes),
                "CSV with the columns campaign, result and plate, or model and serial; and date, who, evidence, note"),
            .optional("rows", .list(.object(row), most: RemedyTableRow.most), "the same as a list"),
            .optional("dryRun", .boolean, "true says what would be done, with every error, and writes nothing"),
            .optional("skipErrors", .boolean, "true leaves the rows out that are wrong; otherwise nothing is written"),
        ])
    private static let columns = ["plate", "model", "serial", "date", "who", "evidence", "note"]

    typealias Read = (rows: [RemedyTableRow], errors: [RemedyTableError])

    /// - Throws: `list.invalid` for what is no such table.
    static func read(_ json: JSONValue) throws -> Read {
        if let rows = json["rows"]?.elements {
            let names = ["campaign", "result"] + columns
            return read(
                rows.enumerated().map { index, row in
                    let cells = names.compactMap { name in row[name]?.text.map { (name, $0) } }
                    return (index + 1, Dictionary(cells) { first, _ in first })
                })
        }
        let table = try HeadedTable(json["table"]?.text ?? "", columns: ["campaign", "result"]) { columns.contains($0) }
        guard table.rows.count <= RemedyTableRow.most else {
            throw RegistryError(.listInvalid, "A table has at most \(RemedyTableRow.most) rows.", field: "table")
        }
        return read(table.rows.map { ($0.line, $0.cells) })
    }

    private static func read(_ rows: [(line: Int, cells: [String: String])]) -> Read {
        var read: Read = ([], [])
        for (line, cells) in rows {
            do {
                read.rows.append(try row(line, cells))
            } catch {
                read.errors.append(RemedyTableError(line: line, error: error))
            }
        }
        return read
    }

    private static func row(_ line: Int, _ cells: [String: String]) throws(RegistryError) -> RemedyTableRow {
        guard let campaign = cells["campaign"] else { throw missing("campaign") }
        guard let state = cells["result"].flatMap(RemedyState.init), state.isRecorded else {
            let known = RemedyState.allCases.filter(\.isRecorded).map(\.rawValue).joined(separator: ", ")
            throw RegistryError(.valueInvalid, "'result' is one of \(known).", field: "result")
        }
        var report = RemedyReport(state, evidence: cells["evidence"], note: cells["note"], doneBy: cells["who"])
        if let text = cells["date"] {
            guard let day = try? CivilDate(parsing: text), day.day != nil else {
                throw RegistryError(.valueInvalid, "'date' is a day such as 2026-07-14.", field: "date")
            }
            report.doneOn = day
        }
        if let plate = cells["plate"] {
            return RemedyTableRow(line: line, campaign: campaign, plate: plate, model: "", serial: "", report)
        }
        guard let model = cells["model"] else { throw missing("plate") }
        guard let serial = cells["serial"] else { throw missing("serial") }
        return RemedyTableRow(line: line, campaign: campaign, plate: nil, model: model, serial: serial, report)
    }

    private static func missing(_ field: String) -> RegistryError {
        RegistryError(.valueInvalid, "'\(field)' is missing.", field: field)
    }
}

extension RemedyTableAnswer {
    static let schema = ObjectSchema(
        "RemedyTableAnswer",
        [
            .required("dryRun", .boolean, "whether nothing was written"),
            .required("reported", .count, "rows that say something new"),
            .required("unchanged", .count, "rows that say what is known already"),
            .required(
                "errors", .list(.object(errorSchema), most: HeadedTable.mostRows), "rows that are wrong, in their order"
            ),
        ])
    private static let errorSchema = ObjectSchema(
        "RemedyTableError",
        [
            .required("line", .count, "where the row begins"), .required("code", .text(most: 80), "what is wrong"),
            .required("sentence", .text(most: 4_000), "the same in words"),
            .optional("field", .text(most: 80), "the column at fault"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("dryRun", isDryRun)
            json.field("reported", Int64(reported))
            json.field("unchanged", Int64(unchanged))
            json.listField("errors", errors) { json, item in
                json.object { json in
                    json.field("line", Int64(item.line))
                    json.field("code", item.error.code.rawValue)
                    json.field("sentence", item.error.sentence)
                    json.field("field", item.error.field)
                }
            }
        }
    }
}
