import Identifiers
import Nameplate
import Registry
import Safeguards

// Events: what happened to units.

extension Routes {
    static let events: [Route] = [
        Route(
            method: .post, path: "\(prefix)/events", permission: .record, summary: "Record an event",
            request: .json(EventReport.schema),
            answer: .json(RecordedEvent.schema, status: 201, headers: ["Location"], "what was recorded")
        ) { call in
            let report = try EventReport(call.json)
            return try await call.perform { commands, json in
                let recorded = try commands.record(report)
                let warnings = try commands.theftWarnings(of: recorded)
                recorded.write(path: Address.event(recorded.id), warnings: warnings, to: &json)
            }
        },
        Route(
            method: .get, path: "\(prefix)/events/{id}", permission: .readUnits, summary: "Read an event",
            answer: .json(EventAnswer.schema, "the event")
        ) { call in
            let text = try call.segment("id")
            guard let number = Int64(text), number > 0 else {
                throw RegistryError(.eventUnknown, "An event's id is a positive number.", field: "id")
            }
            let answer = try await call.registry.event(ID(number), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
    ]
}

extension RecordedEvent {
    static let schema = ObjectSchema(
        "RecordedEvent",
        [
            .required("path", .text(most: 1_000), "the address of the event, or of the unit that it registered"),
            .required("id", .id, "the event's id"),
            .optional("position", .count, "its place in the ledger"),
            .required("eventTime", .time, "when it happened"),
            .required("recordTime", .time, "when it was recorded"),
            .required("discrepancies", .list(.object(Discrepancy.schema), most: 10_000), "what does not fit"),
            .optional(
                "thefts", .list(.object(TheftWarning.schema), most: TheftWarning.most),
                "units of the event that are reported stolen or lost"),
        ])

    func write(path: String, warnings: [TheftWarning] = [], to json: inout JSONWriter) {
        json.object { json in
            json.field("path", path)
            json.field("id", id.description)
            json.field("position", position)
            json.field("eventTime", TimeText.text(draft.time))
            json.field("recordTime", TimeText.text(recordTime))
            json.listField("discrepancies", discrepancies) { $1.write(to: &$0) }
            if !warnings.isEmpty { json.listField("thefts", warnings) { $1.write(to: &$0) } }
        }
    }
}
