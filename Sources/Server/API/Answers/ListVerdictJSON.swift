import Identifiers
import Nameplate
import Registry
import Safeguards

extension ListVerdict {
    static let schema = ObjectSchema(
        "ListVerdict",
        [
            .required("line", .count, "where the entry begins, in lines from 1"),
            .required("text", .text(), "what stands there, at most \(longestText) characters"),
            .required("verdict", .word(Verdict.allCases.map(\.rawValue)), "what it turned out to be"),
            .optional("path", .text(most: 1_000), "the address of the unit's dossier, or the model's"),
            .optional("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
            .optional("model", .object(Model.referenceSchema), "its model"),
            .optional("serial", .text(most: 64), "the serial number as marked"),
            .optional("state", .text(), "the unit's state, for whoever may know it"),
            .optional(
                "warnings", .texts(most: 10), "what everybody must know: recalled, stolen, destroyed, exported, expired"
            ),
            .optional("campaigns", .texts(most: 10_000), "the numbers of the recalls that it is one of"),
            .optional(
                "thefts", .list(.object(TheftNote.schema), most: 1_000),
                "open reports that it was stolen or lost, for whoever may know of them"),
            .optional("reason", .text(most: 4_000), "why no unit was found, for people"),
            .optional("position", .count, "a wrong character's place in the text"),
            .optional("duplicateOf", .count, "the line of the first entry that says the same"),
        ])

    func write(to json: inout JSONWriter) { json.object(writeMembers) }

    func writeMembers(to json: inout JSONWriter) {
        json.field("line", line)
        json.field("text", text)
        json.field("verdict", verdict.rawValue)
        json.field("path", path)
        manufacturer?.writeReference(to: &json)
        if let model { json.objectField("model") { model.writeReferenceMembers(to: &$0) } }
        json.field("serial", serial?.text)
        json.field("state", state?.rawValue)
        if !warnings.isEmpty { json.field("warnings", warnings.map(\.rawValue)) }
        if !campaigns.isEmpty { json.field("campaigns", campaigns.map(\.number.text)) }
        if !thefts.isEmpty { json.listField("thefts", thefts) { $1.write(to: &$0) } }
        json.field("reason", reason)
        json.field("position", position)
        json.field("duplicateOf", duplicateOf)
    }

    private var path: String? {
        guard let manufacturer, let model else { return nil }
        guard let serial else { return Address.model(manufacturer.slug, model.number.text) }
        return Address.unit(manufacturer.slug, model.number.text, serial.text)
    }

    static let csvHeader = [
        "line", "text", "verdict", "manufacturer", "model", "serial", "state", "warnings", "position", "reason",
        "duplicate_of", "campaigns", "thefts",
    ]

    var csvCells: [String] {
        [
            String(line), text, verdict.rawValue, manufacturer?.name ?? "", model?.number.text ?? "",
            serial?.text ?? "",
            state?.rawValue ?? "", warnings.map(\.rawValue).joined(separator: " "), position.map { String($0) } ?? "",
            reason ?? "", duplicateOf.map { String($0) } ?? "", campaigns.map(\.number.text).joined(separator: " "),
            thefts.map { "\($0.number.text) \($0.state.rawValue)" }.joined(separator: ", "),
        ]
    }
}

extension ListCounts {
    static let schema = ObjectSchema(
        "ListReport",
        [
            .required(
                "report",
                .object(
                    ObjectSchema(
                        "ListCounts",
                        [.required("entries", .count, "entries of the list")]
                            + ListVerdict.Verdict.allCases.map { .required($0.rawValue, .count, "how many of them") })),
                "how many entries got each verdict")
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("report") { json in
                json.field("entries", entries)
                for verdict in ListVerdict.Verdict.allCases { json.field(verdict.rawValue, self[verdict]) }
            }
        }
    }
}
