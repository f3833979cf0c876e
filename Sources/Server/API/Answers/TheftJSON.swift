import Identifiers
import Nameplate
import Registry
import Safeguards

extension TheftNote {
    static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "the number of the report"),
        .required("kind", .word(TheftKind.allCases.map(\.rawValue)), "stolen or lost"),
        .required("state", .word(TheftState.allCases.map(\.rawValue)), "confirmed, or not yet"),
        .required("happenedOn", .date, "the day on which it happened, or was noticed"),
    ]
    static let schema = ObjectSchema("TheftNote", properties)

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    func writeMembers(to json: inout JSONWriter) {
        json.field("number", number.text)
        json.field("kind", kind.rawValue)
        json.field("state", state.rawValue)
        json.field("happenedOn", happenedOn.isoText)
    }
}

extension TheftWarning {
    static let schema = ObjectSchema(
        "TheftWarning",
        [
            .required("serial", .text(most: 64), "the unit's serial number"),
            .optional("report", .object(TheftNote.schema), "absent where the unit only carries the mark"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("serial", serial.text)
            if let note { json.objectField("report") { note.writeMembers(to: &$0) } }
        }
    }
}

extension ListedTheft {
    static let properties: [ObjectSchema.Property] =
        TheftNote.properties + [
            .optional("model", .text(), "the model's number"),
            .required("serial", .text(most: 64), "the unit's serial number; of several the first"),
            .required("units", .count, "how many units it is about"),
            .required("proof", .word(TheftProof.allCases.map(\.rawValue)), "what speaks for it"),
            .required("reportedAt", .time, "when it was reported"),
            .optional("expiresAt", .time, "when it ends unless it is confirmed"),
            .optional("endedAt", .time, "when it ended"),
        ]
    static let schema = ObjectSchema("ListedTheft", properties)

    func writeMembers(to json: inout JSONWriter) {
        TheftNote(report).writeMembers(to: &json)
        json.field("model", model?.number.text)
        json.field("serial", report.unit.serial.text)
        json.field("units", report.unitCount)
        json.field("proof", report.proof.rawValue)
        json.field("reportedAt", TimeText.text(report.reportedAt))
        json.field("expiresAt", report.expiresAt == .max ? nil : TimeText.text(report.expiresAt))
        json.field("endedAt", report.endedAt.map { TimeText.text($0) })
    }
}

extension TheftAnswer {
    static let schema = ObjectSchema(
        "TheftReport",
        ListedTheft.properties + [
            .required("part", .word(["holder", "reporter", "staff"]), "what the asker is to it"),
            .optional("country", .text(most: 2), "ISO 3166-1 alpha-2; for staff and the reporter"),
            .optional("region", .text(most: TheftDetails.longestRegion), "a town or a county; for both"),
            .optional("policeReference", .text(most: TheftDetails.longestReference), "the police's number; for both"),
            .optional(
                "words", .text(most: TheftDetails.longestWords), "in the reporter's words; for both, absent once erased"
            ),
            .optional("reportedBy", .text(), "as whom; for staff"),
            .required("possible", .list(.word(TheftStep.allCases.map(\.rawValue)), most: 10), "steps you may do"),
            .required("steps", .list(.object(TheftStepEntry.schema), most: TheftSteps.most), "what was done"),
            .optional(
                "threads", .list(.object(TheftThread.schema), most: 100),
                "what finders have written, the newest first; for staff and the reporter"),
            .required("rowVersion", .count, "for If-Match"),
            .required("path", .text(most: 200), "its address"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            ListedTheft(model: model, report: report).writeMembers(to: &json)
            json.field("part", part.rawValue)
            json.field("country", report.details.country)
            json.field("region", report.details.region)
            json.field("policeReference", report.details.policeReference)
            json.field("words", report.details.words)
            json.field("reportedBy", report.reportedBy.isEmpty ? nil : report.reportedBy)
            json.field("possible", possible.map(\.rawValue))
            json.listField("steps", steps) { $1.write(to: &$0) }
            if !threads.isEmpty {
                json.listField("threads", threads) { json, thread in
                    json.object { thread.writeMembers(withID: true, to: &$0) }
                }
            }
            json.field("rowVersion", report.rowVersion)
            json.field("path", Address.theft(report.number))
        }
    }
}

extension TheftStepEntry {
    static var schema: ObjectSchema {
        ObjectSchema(
            "TheftStepEntry",
            [
                .required("step", .word(TheftStep.allCases.map(\.rawValue)), "what was done"),
                .required("state", .word(TheftState.allCases.map(\.rawValue)), "the state that it led to"),
                .required("at", .time, "when"),
                .optional("by", .text(), "as whom; for staff"),
                .optional("note", .text(most: TheftSteps.longestNote), "why, or what is said against it"),
            ])
    }
}
