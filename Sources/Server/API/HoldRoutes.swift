import Hummingbird
import Nameplate
import Registry
import SupplyChain

// Goods that are held back, and what units need before they may leave.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}"
    private static let oneHold = "\(ofMaker)/holds/{hold}"
    private static let testsOfModel = "\(ofMaker)/models/{model}/required-tests"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")

    static let holds: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/holds"), permission: .readStock,
            summary: "List the goods of a manufacturer that are held back, the latest first",
            query: [.init("all", .boolean, "true: also what has been decided about")] + Route.pageParameters,
            answer: .json(Route.page(of: Hold.schema), "the holds")
        ) { call in
            let found = try await call.registry.holds(
                of: call.segment("manufacturer"), open: !call.flag("all"), after: call.after(), limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { $0.number.text }) { json, hold in
                json.object { hold.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/holds"), permission: .holdGoods,
            summary: "Hold units or a batch back, so that nobody ships or sells them", query: [dryRun],
            request: .json(HoldOrder.schema),
            answer: .json(HoldAnswer.schema, status: 201, "the hold; 200 for a dry run")
        ) { call in
            let order = try await HoldOrder(call)
            return try await call.performOrTry { try $0.placeHold(order).write(to: &$1) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneHold), permission: .readStock,
            summary: "Read why goods are held back, and what was decided",
            answer: .json(HoldAnswer.schema, headers: ["ETag"], "the hold")
        ) { call in
            let answer = try await call.registry.hold(
                call.segment("hold"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(answer.hold.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneHold)/decisions"), permission: .decideRelease,
            summary: "Release goods that are held back, or reject them", query: [dryRun],
            request: .json(Hold.decisionSchema),
            answer: .json(HoldAnswer.schema, headers: ["ETag"], "the hold"), needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("hold"))
            let decision = call.json["decision"]?.text.flatMap(Hold.Decision.init) ?? .rejected
            let (note, expected) = (call.json["note"]?.text ?? "", try call.expectedVersion())
            return try await call.performOrTry(status: 200) { commands, answer in
                try commands.decideHold(number, decision, note, of: slug, expecting: expected).write(to: &answer)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: testsOfModel), permission: .readStock,
            summary: "List the tests that units of a model must have passed before they may leave",
            answer: .json(
                ObjectSchema(
                    "RequiredTests",
                    [.required("items", .list(.object(RequiredTest.schema), most: RequiredTests.most), "by code")]),
                "the tests")
        ) { call in
            let found = try await call.registry.requiredTests(
                of: call.segment("manufacturer"), model: call.segment("model"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(testsOfModel)/{code}"), permission: .decideRelease,
            summary: "Say that units of a model must have passed a test before they may leave",
            request: .json(RequiredTest.requestSchema), answer: .json(RequiredTest.schema, "the test")
        ) { call in
            let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
            let test = RequiredTest(try call.segment("code"), call.json)
            return try await call.perform(status: 200) { commands, json in
                try commands.setRequiredTest(test, of: slug, model: model)
                test.write(to: &json)
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: "\(testsOfModel)/{code}"), permission: .decideRelease,
            summary: "Say that units need a test no more", answer: .json(RequiredTest.removedSchema, "its code")
        ) { call in
            let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
            let code = try call.segment("code")
            return try await call.perform(status: 200) { commands, json in
                try commands.removeRequiredTest(code, of: slug, model: model)
                json.object { $0.field("code", code) }
            }
        },
        Route(
            method: .get,
            path: PathPattern(stringLiteral: "\(ofMaker)/models/{model}/units/{serial}/clearance"),
            permission: .readStock, summary: "Read whether a unit may leave, and what keeps it",
            answer: .json(ClearanceAnswer.schema, "the answer")
        ) { call in
            let answer = try await call.registry.clearance(
                of: call.segment("serial"), model: call.segment("model"), of: call.segment("manufacturer"),
                as: call.principal)
            return .json { answer.write(to: &$0) }
        },
    ]
}

extension HoldOrder {
    static let schema = ObjectSchema(
        "NewHold",
        [
            .required("reason", .word(Hold.Reason.allCases.map(\.rawValue)), "why"),
            .required("note", .text(most: Hold.longestNote), "what is the matter"),
            .optional(
                "items", .texts(most: Holds.mostUnits, each: 1_000),
                "what the labels of units say: a serial number, perhaps with its model number, or an SSCC"),
            .optional("model", .text(), "the number of the model of a batch"),
            .optional("batch", .text(), "the number of a batch: all of it, or from one serial number to another"),
            .optional("firstSerial", .text(most: 64), "the first of the batch that is held"),
            .optional("lastSerial", .text(most: 64), "the last of the batch that is held"),
        ])

    /// - Throws: what ``NameplateRegistry/goods(_:of:for:as:)`` throws.
    init(_ call: Call) async throws {
        let (json, slug) = (call.json, try call.segment("manufacturer"))
        self.init(
            of: slug, json["reason"]?.text.flatMap(Hold.Reason.init) ?? .other, json["note"]?.text ?? "")
        (model, batch) = (json["model"]?.text, json["batch"]?.text)
        (firstSerial, lastSerial) = (json["firstSerial"]?.text, json["lastSerial"]?.text)
        goods = try await call.registry.goods(json.texts("items"), of: slug, for: .holdGoods, as: call.principal)
    }
}
