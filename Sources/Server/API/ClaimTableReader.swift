import AfterSales
import Identifiers
import Nameplate
import Registry

/// Reads claims from a table of a spreadsheet with the columns of ``ClaimTable``, and `lines` and `submit` beside them. What a
/// claimant cannot set, such as the state, is left out of account: an export files its claims anew, as drafts.
enum ClaimTableReader {
    private static let settable: Set<String> = [
        "kind", "complaint", "faultcode", "causalpart", "reference", "failedon", "repairedon", "currency", "site",
        "lines", "submit",
    ]
    private static let ignored: Set<String> = Set(ClaimTable.columns.map { $0.lowercased() }).subtracting(settable)

    /// - Throws: `list.invalid` for what is no such table; `value.invalid` and the like with the line and the field.
    static func read(_ text: String) throws -> [ClaimTableRow] {
        let table = try HeadedTable(text, columns: ["model", "serial", "currency"]) {
            settable.contains($0) || ignored.contains($0)
        }
        guard table.rows.count <= ClaimTableRow.most else {
            throw RegistryError(.listInvalid, "A table files \(ClaimTableRow.most) claims at most.", field: "table")
        }
        return try table.rows.map { line, cells in
            do {
                return try row(line, cells)
            } catch let error as RegistryError {
                throw ClaimTableRow.problem(error, on: line)
            }
        }
    }

    private static func row(_ line: Int, _ cells: [String: String]) throws -> ClaimTableRow {
        guard let model = cells["model"] else { throw missing("model") }
        guard let serial = cells["serial"] else { throw missing("serial") }
        guard let currency = cells["currency"] else { throw missing("currency") }
        guard let kind = cells["kind"].map(ClaimKind.init) ?? .claim else {
            let known = ClaimKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw RegistryError(.valueInvalid, "'kind' is one of \(known).", field: "kind")
        }
        var details = ClaimDetails(
            kind, complaint: cells["complaint"], currency: currency, lines: try lines(cells["lines"], currency))
        (details.faultCode, details.causalPart) = (cells["faultcode"], cells["causalpart"])
        details.reference = cells["reference"]
        details.failedOn = try day(cells["failedon"], "failedOn")
        details.repairedOn = try day(cells["repairedon"], "repairedOn")
        try details.check()
        return ClaimTableRow(
            line: line, model: model, serial: serial, details, site: cells["site"],
            submits: try flag(cells["submit"]))
    }

    private static func lines(_ text: String?, _ currency: String) throws -> [ClaimLine] {
        guard let text else { return [] }
        let parts = text.split(separator: ";").map { String($0) }
        return try parts.filter { part in !part.allSatisfy(\.isWhitespace) }.map { try line($0, currency) }
    }

    private static func line(_ text: String, _ currency: String) throws(RegistryError) -> ClaimLine {
        let json = ClaimLineText.json(of: text, in: currency)
        do throws(RequestError) {
            try Schema.object(ClaimLine.requestSchema).check(json)
        } catch {
            throw RegistryError(.valueInvalid, "A line of 'lines' cannot be read: \(error.sentence)", field: "lines")
        }
        do throws(RegistryError) {
            return try ClaimLine(json)
        } catch {
            throw RegistryError(error.code, error.sentence, field: "lines")
        }
    }

    private static func day(_ text: String?, _ field: String) throws(RegistryError) -> CivilDate? {
        guard let text else { return nil }
        guard let day = try? CivilDate(parsing: text) else {
            throw RegistryError(.valueInvalid, "'\(field)' needs a date such as 2026-07-14.", field: field)
        }
        return day
    }

    private static func flag(_ text: String?) throws(RegistryError) -> Bool {
        switch text?.lowercased() {
        case nil, "false", "no", "0": return false
        case "true", "yes", "1": return true
        default: throw RegistryError(.valueInvalid, "'submit' is true, or empty.", field: "submit")
        }
    }

    private static func missing(_ field: String) -> RegistryError {
        RegistryError(.valueInvalid, "'\(field)' is missing.", field: field)
    }
}

extension FiledClaims {
    static let schema = ObjectSchema(
        "FiledClaims",
        [
            .required("dryRun", .boolean, "whether nothing was filed"),
            .required("count", .count, "claims, one for each row"),
            .required("submitted", .count, "of them handed over; the others are drafts"),
            .required(
                "numbers", .list(.text(most: 11), most: ClaimTableRow.most),
                "in the order of the rows; none of a dry run"),
        ])

    func write(to json: inout JSONWriter, isDryRun: Bool) {
        json.object { json in
            json.field("dryRun", isDryRun)
            json.field("count", Int64(numbers.count))
            json.field("submitted", Int64(submitted))
            json.listField("numbers", isDryRun ? [] : numbers) { $0.value($1.text) }
        }
    }
}
