import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// What stands where.

extension Routes {
    static let stock: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/stock"),
            permission: .readStock, summary: "What stands where, now or at any time", query: StockText.query,
            answer: .json(StockAnswer.schema, "by place, by model, or by version")
        ) { call in
            let answer = try await call.registry.stock(
                of: call.segment("manufacturer"), StockQuestion(call), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/stock/pieces"),
            permission: .handleStock,
            summary: "Say that pieces without serial numbers have come, gone, or moved",
            query: [.init("dryRun", .boolean, "true checks everything and writes nothing")],
            request: .json(PiecesReport.schema),
            answer: .json(PiecesReport.recorded, status: 201, "the event that says so")
        ) { call in
            let (slug, report) = (try call.segment("manufacturer"), try PiecesReport(call.json))
            return try await call.performOrTry { commands, json in
                let event = try commands.recordPieces(report, of: slug)
                json.object { $0.field("event", event.id.description) }
            }
        },
    ]
}

enum StockText {
    static let query: [Route.Parameter] = [
        .init("location", .text(most: 120), "only at this place and what stands in it"),
        .init("model", .text(most: 120), "only of the model with this number"),
        .init(
            "by", .word(StockQuestion.Grouping.allCases.map(\.rawValue)),
            "a line for each place, each model, or each version of the model that is asked for; by model where a place is "
                + "asked for, else by place"),
        .init("asOf", .time, "what stood where then (RFC 3339, with a zone)"),
    ]
}

extension StockQuestion {
    /// - Throws: `time.invalid` for a time that is none.
    init(_ call: Call) throws {
        self.init()
        location = call.query["location"].flatMap { $0.isEmpty ? nil : $0 }
        model = call.query["model"].flatMap { $0.isEmpty ? nil : $0 }
        grouping = call.query["by"].flatMap(Grouping.init)
        time = try call.asOf()
    }
}

extension StockLine {
    static let schema = ObjectSchema(
        "StockLine",
        [
            .optional(
                "location", .text(), "the code of the place, or the text that events have for it; empty on the way"),
            .optional("name", .text(), "what the place or the model is called"),
            .optional("model", .text(), "the model's number"),
            .optional(
                "version", .text(),
                "by version: the version of the model; none where they are of no version that says which its units are"),
            .optional(
                "untold", .word(StockVersion.Reason.allCases.map(\.rawValue)),
                "by version: why it cannot be told; they are pieces, or too many to be looked at one by one, or which units "
                    + "a version has cannot be told now"),
            .required("total", .integer(.min ... .max), "how many; below 0 where more left than came"),
            .required("available", .integer(.min ... .max), "those that can be sold, shipped or used"),
            .required("reserved", .integer(.min ... .max), "those that are promised"),
            .required("held", .integer(.min ... .max), "those that must not leave"),
            .required("inTransit", .integer(.min ... .max), "those that are shipped and not yet received"),
            .required(
                "dispositions",
                .list(
                    .object(
                        ObjectSchema(
                            "DispositionCount",
                            [
                                .optional("disposition", .text(), "CBV 2.0; none where nobody has told"),
                                .required("count", .integer(.min ... .max), "how many"),
                            ])), most: 40), "the same by disposition"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("location", place)
            json.field("name", location?.details.name ?? model?.details.name)
            json.field("model", model?.number.text)
            switch version {
            case .version(let name): json.field("version", name)
            case .untold(let reason): json.field("untold", reason.rawValue)
            case .unnamed, nil: break
            }
            json.field("total", total)
            for state in StockState.allCases { json.field(state.rawValue, self[state]) }
            json.listField("dispositions", dispositions.filter { $0.value != 0 }.sorted { $0.key < $1.key }) {
                json, entry in
                json.object { json in
                    json.field("disposition", entry.key.isEmpty ? nil : entry.key)
                    json.field("count", entry.value)
                }
            }
        }
    }
}

extension StockAnswer {
    static let schema = ObjectSchema(
        "Stock",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods these are"),
            .required("by", .word(StockQuestion.Grouping.allCases.map(\.rawValue)), "what a line stands for"),
            .optional("location", .text(), "the place that was asked for"),
            .optional("model", .text(), "the model that was asked for"),
            .required("total", .integer(.min ... .max), "how many in all lines"),
            .required("position", .count, "through which position of the ledger events are counted"),
            .required("behind", .count, "how many events are not counted yet"),
            .required("lines", .list(.object(StockLine.schema), most: 1_000_000), "places in the order of the tree"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("by", grouping.rawValue)
            json.field("location", location?.code)
            json.field("model", model?.number.text)
            json.field("total", total)
            json.field("position", position)
            json.field("behind", behind)
            json.listField("lines", lines) { json, line in line.write(to: &json) }
        }
    }
}

extension PiecesReport {
    static let schema = ObjectSchema(
        "Pieces",
        [
            .required("model", .text(), "the number of their model"),
            .required("quantity", .integer(1...1_000_000_000_000), "how many"),
            .optional("batch", .text(), "the batch that they are of"),
            .optional("from", .text(most: 120), "where they come from, by any name of the place"),
            .optional("to", .text(most: 120), "where they are then"),
            .optional("disposition", .word(Disposition.allCases.map(\.rawValue)), "in which state (CBV 2.0)"),
            .optional(
                "fromDisposition", .word(Disposition.allCases.map(\.rawValue)), "in which state they were; none told"),
            .optional("businessStep", .word(BusinessStep.allCases.map(\.rawValue)), "what was being done (CBV 2.0)"),
            .optional("note", .text(most: 4_000), "a remark; it can be erased later"),
            .optional("eventTime", .time, "when it happened (RFC 3339, with a zone); now without it"),
        ])
    static let recorded = ObjectSchema("RecordedPieces", [.required("event", .id, "the event's id")])

    /// - Throws: `time.invalid`.
    init(_ json: JSONValue) throws {
        self.init(json["quantity"]?.integer ?? 0, of: json["model"]?.text ?? "")
        (batch, source, place) = (json["batch"]?.text, json["from"]?.text, json["to"]?.text)
        disposition = json["disposition"]?.text.flatMap(Disposition.init)
        sourceDisposition = json["fromDisposition"]?.text.flatMap(Disposition.init)
        step = json["businessStep"]?.text.flatMap(BusinessStep.init)
        note = json["note"]?.text
        if let text = json["eventTime"]?.text { time = try ZonedTime(parsing: text, field: "eventTime") }
    }
}
