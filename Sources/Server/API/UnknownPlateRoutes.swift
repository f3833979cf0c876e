import Hummingbird
import Identifiers
import Nameplate
import Registry

// What was looked up in vain.

extension Routes {
    private static let parameters: [Route.Parameter] = [
        .init("month", .date, "such as 2026-03; the latest for which something is counted without it"),
        .init(
            "limit", .integer(1...UnknownPlates.mostOfManufacturer), "how many at most; all that are kept without it"),
    ]

    static let unknownPlates: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/unknown-plates", permission: .readProduction,
            summary: "Count what was looked up in vain of a manufacturer's plates, by shape", query: parameters,
            answer: .json(UnknownPlatesAnswer.schema, "most often first; a table where Accept asks for text/csv")
        ) { call in try await unknownPlates(of: call.segment("manufacturer"), call) },
        Route(
            method: .get, path: "\(prefix)/unknown-plates", permission: .audit,
            summary: "Count what was looked up in vain and names no manufacturer, by shape", query: parameters,
            answer: .json(UnknownPlatesAnswer.schema, "most often first; a table where Accept asks for text/csv")
        ) { call in try await unknownPlates(of: nil, call) },
    ]

    private static func unknownPlates(of slug: String?, _ call: Call) async throws -> Response {
        let month = try call.query["month"].map { text in
            try reading("month") { () throws(IdentifierError) in try CivilDate(parsing: text) }
        }
        let answer = try await call.registry.unknownPlates(
            of: slug, in: month, limit: call.number("limit").map { Int($0) } ?? Int(UnknownPlates.mostOfManufacturer),
            as: call.principal)
        guard call.headers[.accept]?.contains("text/csv") == true else { return .json { answer.write(to: &$0) } }
        return .bytes(answer.csv, "text/csv; charset=utf-8; header=present")
    }
}

extension UnknownPlatesAnswer {
    static let schema = ObjectSchema(
        "UnknownPlates",
        [
            .optional("manufacturer", .object(Manufacturer.referenceSchema), "of whom; absent for what names nobody"),
            .required("month", .date, "the month"),
            .required("months", .texts(most: UnknownPlates.months), "the months for which something is counted"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "UnknownPlate",
                            [
                                .optional("model", .object(Model.referenceSchema), "the model that was named"),
                                .required(
                                    "reason", .word(UnknownPlate.Reason.allCases.map(\.rawValue)),
                                    "why nothing was found; 'rest' are shapes that are not kept apart"),
                                .required("shape", .text(), "letters are A, digits 9; empty for the rest"),
                                .required("lookups", .count, "how often"),
                            ])), most: Int(UnknownPlates.mostOfManufacturer) + 1), "most often first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer?.writeReference(to: &json)
            json.field("month", month.isoText)
            json.field("months", months.map(\.isoText))
            json.listField("items", items) { json, item in
                json.object { json in
                    if let model = item.model { json.objectField("model") { model.writeReferenceMembers(to: &$0) } }
                    json.field("reason", item.reason.rawValue)
                    json.field("shape", item.shape)
                    json.field("lookups", item.lookups)
                }
            }
        }
    }

    /// A table for spreadsheets.
    var csv: [UInt8] {
        items.reduce(into: CSVRow.bytes(["month", "model", "reason", "shape", "lookups"])) { bytes, item in
            bytes += CSVRow.bytes([
                month.isoText, item.model?.number.text ?? "", item.reason.rawValue, item.shape, String(item.lookups),
            ])
        }
    }
}
