import Hummingbird
import Identifiers
import Nameplate
import Quality
import Registry

// Complaints as tables: one's own, and what an authority publishes.

extension Routes {
    private static let complaintTable = PathPattern(
        stringLiteral: "\(prefix)/manufacturers/{manufacturer}/complaint-table")
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")

    static let complaintTables: [Route] = [
        Route(
            method: .get, path: complaintTable, permission: .readQuality,
            summary: "The complaints as a table for spreadsheets",
            query: ComplaintFilterText.parameters + [ComplaintFilterText.text],
            answer: .stream(["text/csv"], "a row for each complaint")
        ) { call in
            let (registry, principal) = (call.registry, call.principal)
            let (slug, filter) = (try call.segment("manufacturer"), try call.complaintFilter())
            return try await PagedCSV.response(columns: ComplaintTable.columns) { last in
                try await registry.complaints(
                    of: slug, filter, after: last.map { ComplaintList.Place($0.complaint) }, limit: PagedCSV.pageSize,
                    as: principal)
            } row: {
                ComplaintTable.cells($0.complaint, model: $0.model?.number.text ?? "")
            }
        },
        Route(
            method: .post, path: complaintTable, permission: .handleQuality,
            summary: "Keep the complaints of a table, all or none; references that are there already change nothing",
            query: [dryRun],
            request: .json(
                ObjectSchema(
                    "ComplaintTable",
                    [
                        .optional(
                            "table", .text(most: HeadedTable.mostBytes), "CSV with columns 'model' and 'receivedOn'"),
                        .optional(
                            "items", .list(.object(ComplaintOrder.schema), most: 1_000), "complaints, instead of CSV"),
                    ])), answer: .json(ImportedComplaints.schema, status: 200, "what became of them")
        ) { call in
            let (slug, isDryRun) = (try call.segment("manufacturer"), call.flag("dryRun"))
            // Nobody waits for a write in which a long table is read.
            let rows = try call.complaintRows()
            return try await call.performOrTry(status: 200) { commands, json in
                try commands.importComplaints(rows, of: slug).write(to: &json, isDryRun: isDryRun)
            }
        },
        Route(
            method: .post, path: "\(prefix)/complaints/import", permission: .handleQuality,
            summary: "Keep the complaints that an authority has published, of the makers and models that there are",
            query: [dryRun],
            request: .json(
                ObjectSchema(
                    "AuthorityComplaints",
                    [
                        .required("authority", .word(["nhtsa"]), "who publishes them"),
                        .required(
                            "table", .text(most: HeadedTable.mostBytes), "CSV; docs/quality.md tells the columns"),
                        .optional(
                            "makeCodes", .boolean, "true: components that are no fault codes yet become some"),
                    ])), answer: .json(PublishedComplaintsJSON.schema, status: 200, "what became of each complaint")
        ) { call in
            let table = try NHTSAComplaints.read(call.json["table"]?.text ?? "")
            let (makesCodes, isDryRun) = (call.json["makeCodes"]?.boolean ?? false, call.flag("dryRun"))
            return try await call.performOrTry(status: 200) { commands, json in
                PublishedComplaintsJSON.write(
                    table, try commands.importComplaints(table, makesCodes: makesCodes), isDryRun: isDryRun, to: &json)
            }
        },
    ]
}

extension Call {
    /// What a request to import says; an item counts as a line of its own, from 1.
    /// - Throws: `list.invalid`, `value.invalid` with the line and the field.
    fileprivate func complaintRows() throws -> [ComplaintTableRow] {
        if let table = json["table"]?.text { return try ComplaintTable.read(table) }
        return try (json["items"]?.elements ?? []).enumerated().map { index, item in
            do {
                let order = try ComplaintOrder(item)
                return ComplaintTableRow(
                    line: index + 1, model: order.model, serial: order.serial, reference: order.reference,
                    order.details)
            } catch let error as RegistryError {
                throw error.within("items[\(index)]")
            }
        }
    }
}
