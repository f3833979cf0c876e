import Nameplate
import Registry

extension ImportProgress {
    static let line = ObjectSchema(
        "ImportProgressLine",
        [
            .required(
                "progress",
                .object(
                    ObjectSchema(
                        "ImportProgress",
                        [
                            .required("phase", .word(Phase.allCases.map(\.rawValue)), "what is being done"),
                            .required("rows", .count, "rows checked or written"),
                            .required("bytes", .count, "bytes received, checked or written"),
                            .optional("totalBytes", .count, "bytes in the file; absent while they are coming"),
                        ])), "how far it has come")
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("phase", phase.rawValue)
        json.field("rows", rows)
        json.field("bytes", bytes)
        json.field("totalBytes", totalBytes)
    }
}

extension ImportReport {
    static let line = ObjectSchema(
        "ImportReportLine",
        [
            .required(
                "report",
                .object(
                    ObjectSchema(
                        "ImportReport",
                        [
                            .optional("id", .id, "the import's id; absent where nothing was written"),
                            .required("kind", .text(), "what the rows are"),
                            .required("rows", .count, "rows in the file"),
                            .required("created", .count, "rows that made something new"),
                            .required("updated", .count, "rows that changed something"),
                            .required("unchanged", .count, "rows that said what was known"),
                            .required("errorCount", .count, "faults; with any, nothing is written"),
                            .required("errors", .list(.object(RowError.schema), most: 1_000), "the first of them"),
                            .required("dryRun", .boolean, "whether it was only a trial"),
                            .required("alreadyImported", .boolean, "the same file was imported before"),
                            .required("refused", .count, "rows with faults"),
                            .required("leavesOut", .boolean, "whether these are left out and the others written"),
                            .required(
                                "remarks",
                                .list(
                                    .object(
                                        ObjectSchema(
                                            "ImportRemark",
                                            [
                                                .required(
                                                    "field", .text(most: 1_000), "the column, as the file spells it"),
                                                .required("count", .count, "in how many rows"),
                                                .required("sentence", .text(most: 1_000), "what is so"),
                                            ])), most: 10_000), "what else there is to say of the file"),
                            .optional("proposedMapping", .text(), "a mapping for files with such headers"),
                        ])), "what it has done")
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("id", id?.description)
        json.field("kind", table.rawValue)
        json.field("rows", rows)
        json.field("created", created)
        json.field("updated", updated)
        json.field("unchanged", unchanged)
        json.field("errorCount", errorCount)
        json.listField("errors", errors) { $1.write(to: &$0) }
        json.field("dryRun", isDryRun)
        json.field("alreadyImported", alreadyImported)
        json.field("refused", refused)
        json.field("leavesOut", leavesOut)
        json.listField("remarks", remarks) { json, remark in
            json.object { json in
                json.field("field", remark.field)
                json.field("count", remark.count)
                json.field("sentence", remark.sentence)
            }
        }
        json.field("proposedMapping", proposedMapping)
    }
}

extension RowError {
    static let schema = ObjectSchema(
        "RowError",
        [
            .required("row", .count, "the row as a spreadsheet counts it, from 1"),
            .required("line", .count, "the line as a text editor counts it, from 1"),
            .optional("field", .text(), "the column, as the file spells it"),
            .optional("byte", .count, "the byte within the field, from 1"),
            .required("code", .text(), "stable and dotted"),
            .required("sentence", .text(most: 4_000), "what is wrong and what to do"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("row", row)
            json.field("line", line)
            json.field("field", field)
            json.field("byte", byte)
            json.field("code", code)
            json.field("sentence", sentence)
        }
    }
}

extension ImportJournal.Entry {
    static let schema = ObjectSchema(
        "Import",
        [
            .required("id", .id, "the import's id"),
            .required("kind", .text(), "what the rows are"),
            .required("state", .word(["writing", "done"]), "whether all is written"),
            .required("rows", .count, "rows in the file"),
            .required("rowsWritten", .count, "how many are written"),
            .required("importedBy", .text(), "as whom it was imported"),
            .required("startedAt", .time, "when writing began"),
            .optional("finishedAt", .time, "when all was written"),
            .optional("undoneAt", .time, "when it was taken back"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            json.field("kind", table.rawValue)
            json.field("state", state.rawValue)
            json.field("rows", rowsTotal)
            json.field("rowsWritten", written.rows)
            json.field("importedBy", principal)
            json.field("startedAt", TimeText.text(startedAt))
            json.field("finishedAt", finishedAt.map(TimeText.text))
            json.field("undoneAt", undoneAt.map(TimeText.text))
        }
    }
}
