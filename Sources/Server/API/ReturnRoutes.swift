import Hummingbird
import Nameplate
import Registry
import SupplyChain

// Goods that customers buy, and send back.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}"
    private static let oneReturn = "\(ofMaker)/returns/{return}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")

    static let returns: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/sales"), permission: .handleStock,
            summary: "Sell units to whoever uses them, all or none; warranties begin with that", query: [dryRun],
            request: .json(SaleTerms.orderSchema),
            answer: .json(GoodsAnswer.schema, status: 201, "what was recorded; 200 for a dry run")
        ) { call in
            let order = try await GoodsOrder(call)
            let terms = SaleTerms(invoice: call.json["invoice"]?.text, market: call.json["market"]?.text)
            let pick = call.json["pick"]?.text
            return try await call.performOrTry { try $0.sell(order, terms, pick: pick).write(to: &$1) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/returns"), permission: .readStock,
            summary: "List the units that customers send back, the latest first",
            query: [
                .init("closed", .boolean, "true: those that have come to an end"),
                .init("location", .text(most: 120), "only those that came in at this place"),
            ] + Route.pageParameters,
            answer: .json(Route.page(of: ReturnAnswer.listSchema), "the returns")
        ) { call in
            var question = ReturnQuestion()
            (question.isClosed, question.location) = (call.flag("closed"), call.query["location"])
            let found = try await call.registry.returns(
                of: call.segment("manufacturer"), question, after: call.after(), limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { $0.entry.number.text }) { json, answer in
                json.object { answer.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/returns"), permission: .handleStock,
            summary: "Promise to take a unit back", query: [dryRun], request: .json(ReturnAnswer.requestSchema),
            answer: .json(ReturnAnswer.schema, status: 201, "the return; 200 for a dry run")
        ) { call in
            let (slug, json) = (try call.segment("manufacturer"), call.json)
            let reason = json["reason"]?.text.flatMap(GoodsReturn.Reason.init) ?? .other
            let reference = json["reference"]?.text
            let found = try await call.registry.goods([json["unit"]?.text ?? ""], of: slug, as: call.principal)
            guard let goods = found.first else { throw Returns.unknown }
            return try await call.performOrTry {
                try $0.authorizeReturn(of: goods, reason, reference: reference, of: slug).write(to: &$1)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneReturn), permission: .readStock,
            summary: "Read what became of a unit that a customer sends back",
            answer: .json(ReturnAnswer.schema, headers: ["ETag"], "the return")
        ) { call in
            let answer = try await call.registry.goodsReturn(
                call.segment("return"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(answer.entry.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneReturn)/steps"), permission: .handleStock,
            summary: "Receive a unit that a customer sends back, or say what becomes of it", query: [dryRun],
            request: .json(ReturnAnswer.moveSchema),
            answer: .json(ReturnAnswer.schema, headers: ["ETag"], "the return"), needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("return"))
            let move = ReturnMove(
                call.json["step"]?.text.flatMap(ReturnStep.init) ?? .cancel, at: call.json["location"]?.text,
                note: call.json["note"]?.text)
            let expected = try call.expectedVersion()
            return try await call.performOrTry(status: 200) { commands, answer in
                try commands.moveReturn(number, move, of: slug, expecting: expected).write(to: &answer)
            }
        },
    ]
}

extension SaleTerms {
    static let orderSchema = ObjectSchema(
        "Sale",
        [
            .required(
                "items", Schema.texts(most: Packing.most, each: 1_000),
                "what the labels say: a serial number, perhaps with its model number"),
            .required("location", .text(most: 120), "in which place, by a name of it"),
            .optional("invoice", .text(most: 200), "the number of the invoice or order"),
            .optional("pick", .text(most: 80), "the pick list whose goods are sold, by its number or its reference"),
            .optional("market", .text(most: 2), "where they are sold for (ISO 3166-1 alpha-2)"),
            .optional("eventTime", .time, "when it happened (RFC 3339, with a zone); now without it"),
            .optional("notes", .texts(most: 20, each: 4_000), "remarks; they can be erased later"),
        ])
}

extension ReturnAnswer {
    private static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "its number"),
        .required("unit", .object(UnitReference.schema), "the unit"),
        .required("reason", .word(GoodsReturn.Reason.allCases.map(\.rawValue)), "why it comes back"),
        .optional("reference", .text(most: GoodsReturn.longestReference), "the customer's own, such as an order"),
        .required("state", .word(ReturnState.allCases.map(\.rawValue)), "where it is on its way"),
        .optional("location", .text(most: 120), "where it came in"),
        .required("authorizedAt", .time, "when it was promised"),
        .required("rowVersion", .count, "for If-Match"),
    ]
    private static let step = ObjectSchema(
        "ReturnStepDone",
        [
            .required("step", .word(ReturnStep.allCases.map(\.rawValue)), "what was done"),
            .required("at", .time, "when"), .required("by", .text(), "by whom"),
            .optional("note", .text(most: GoodsReturn.longestNote), "what was found"),
        ])
    static let listSchema = ObjectSchema("ListedReturn", properties)
    static let schema = ObjectSchema(
        "GoodsReturn",
        properties + [
            .required("steps", .list(.object(step), most: ReturnSteps.most), "what was done after the promise"),
            .required("possible", .texts(most: 10, each: 20), "what you may do next"),
        ])
    static let requestSchema = ObjectSchema(
        "NewReturn",
        [
            .required("unit", .text(most: 1_000), "what its label says, perhaps with its model number before"),
            .required("reason", .word(GoodsReturn.Reason.allCases.map(\.rawValue)), "why it comes back"),
            .optional("reference", .text(most: GoodsReturn.longestReference), "the customer's own, such as an order"),
        ])
    static let moveSchema = ObjectSchema(
        "ReturnMove",
        [
            .required("step", .word(ReturnStep.allCases.map(\.rawValue)), "what is done"),
            .optional("location", .text(most: 120), "where it came in, or is put to stock"),
            .optional("note", .text(most: GoodsReturn.longestNote), "what was found; needed but for receiving"),
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("number", entry.number.text)
        json.objectField("unit") { unit.writeMembers(to: &$0) }
        json.field("reason", entry.reason.rawValue)
        json.field("reference", entry.reference)
        json.field("state", entry.state.rawValue)
        json.field("location", entry.location)
        json.field("authorizedAt", TimeText.text(entry.authorizedAt))
        json.field("rowVersion", entry.rowVersion)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            writeMembers(to: &json)
            json.listField("steps", steps) { json, step in
                json.object { json in
                    json.field("step", step.step.rawValue)
                    json.field("at", TimeText.text(step.at))
                    json.field("by", step.by)
                    json.field("note", step.note)
                }
            }
            json.field("possible", possible.map(\.rawValue))
        }
    }
}
