package import Identifiers
package import Registry

/// A complaint that a row of a table tells.
package struct ComplaintTableRow: Hashable, Sendable {
    /// On which the row begins, from 1.
    package var line: Int
    /// The number of the model.
    package var model: String
    package var serial: String?
    package var reference: String?
    package var details: ComplaintDetails

    package init(line: Int, model: String, serial: String? = nil, reference: String?, _ details: ComplaintDetails) {
        (self.line, self.model, self.serial) = (line, model, serial)
        (self.reference, self.details) = (reference, details)
    }

    /// What is wrong with the row of a line, with the field that it is about.
    package static func problem(_ error: RegistryError, on line: Int) -> RegistryError {
        RegistryError(error.code, "Line \(line): \(error.sentence)", field: error.field)
    }
}

/// Complaints as a table of a spreadsheet. An export can be read again: what is decided here, such as the state, is left
/// out of account then.
package enum ComplaintTable {
    /// So many complaints a table has at most.
    package static let most = 5_000

    package static let columns = [
        "number", "source", "reference", "model", "serial", "identification", "faultCodes", "failedOn", "receivedOn",
        "usage", "usageUnit", "country", "crash", "fire", "injured", "deaths", "state", "problem", "words",
    ]

    /// - Throws: `list.invalid` for what is no such table; `value.invalid` with the line and the field.
    package static func read(_ text: String) throws(RegistryError) -> [ComplaintTableRow] {
        let known = Set(columns.map { $0.lowercased() })
        let table = try HeadedTable(text, columns: ["model", "receivedon"]) { known.contains($0) }
        guard table.rows.count <= most else {
            throw RegistryError(.listInvalid, "A table has at most \(most) complaints.", field: "table")
        }
        var rows: [ComplaintTableRow] = []
        for (line, cells) in table.rows {
            do throws(RegistryError) {
                rows.append(try row(Cells(cells: cells), line))
            } catch {
                throw ComplaintTableRow.problem(error, on: line)
            }
        }
        return rows
    }

    /// The cells of a complaint, in the order of ``columns``.
    package static func cells(_ complaint: Complaint, model: String) -> [String] {
        let (details, harm) = (complaint.details, complaint.details.harm)
        return [
            complaint.number.text, complaint.source.rawValue, complaint.reference ?? "", model,
            complaint.serial?.text ?? "", details.identification ?? "", details.faultCodes.joined(separator: ";"),
            details.failedOn?.isoText ?? "", details.receivedOn.isoText, details.usage.map { String($0.value) } ?? "",
            details.usage?.unit.rawValue ?? "", details.country ?? "", harm.crash ? "true" : "",
            harm.fire ? "true" : "", harm.injured > 0 ? String(harm.injured) : "",
            harm.deaths > 0 ? String(harm.deaths) : "", complaint.state.rawValue, complaint.problem?.text ?? "",
            details.words ?? "",
        ]
    }

    private static func row(_ cells: Cells, _ line: Int) throws(RegistryError) -> ComplaintTableRow {
        guard let model = cells["model"] else { throw Cells.invalid("'model' is missing.", "model") }
        guard let received = try cells.day("receivedOn") else {
            throw Cells.invalid("'receivedOn' is missing.", "receivedOn")
        }
        var details = ComplaintDetails(receivedOn: received)
        details.identification = cells["identification"]
        details.faultCodes = (cells["faultCodes"] ?? "").split(separator: ";").map { code in
            String(code.trimmingPrefix { $0 == " " })
        }
        details.failedOn = try cells.day("failedOn")
        if let value = try cells.number("usage") {
            guard let unit = cells["usageUnit"].flatMap({ ComplaintDetails.UsageUnit(rawValue: $0.uppercased()) })
            else {
                throw Cells.invalid("'usageUnit' is KMT, SMI or HUR.", "usageUnit")
            }
            details.usage = ComplaintDetails.Usage(value, unit)
        }
        details.country = cells["country"]?.uppercased()
        (details.harm.crash, details.harm.fire) = (try cells.flag("crash"), try cells.flag("fire"))
        details.harm.injured = try cells.number("injured") ?? 0
        details.harm.deaths = try cells.number("deaths") ?? 0
        details.words = cells["words"]
        return ComplaintTableRow(
            line: line, model: model, serial: cells["serial"], reference: cells["reference"], details)
    }

    /// The cells of a row by the names of their columns.
    private struct Cells {
        var cells: [String: String]

        subscript(column: String) -> String? { cells[column.lowercased()] }

        func day(_ column: String) throws(RegistryError) -> CivilDate? {
            guard let text = self[column] else { return nil }
            guard let day = try? CivilDate(parsing: text) else {
                throw Self.invalid("'\(column)' needs a date such as 2026-07-14.", column)
            }
            return day
        }

        func number(_ column: String) throws(RegistryError) -> Int64? {
            guard let text = self[column] else { return nil }
            guard let number = Int64(text) else { throw Self.invalid("'\(column)' needs a whole number.", column) }
            return number
        }

        func flag(_ column: String) throws(RegistryError) -> Bool {
            switch self[column]?.lowercased() {
            case nil, "false", "no", "n", "0": return false
            case "true", "yes", "y", "1": return true
            default: throw Self.invalid("'\(column)' is 'true' or 'false'.", column)
            }
        }

        static func invalid(_ sentence: String, _ field: String) -> RegistryError {
            RegistryError(.valueInvalid, sentence, field: field)
        }
    }
}
