import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Pick lists: goods set aside, picked scan by scan, ended.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/picks"
    private static let onePick = "\(ofMaker)/{pick}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")
    private static let answer = Route.Answer.json(PickAnswer.schema, headers: ["ETag"], "the pick list")

    static let picks: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readStock,
            summary: "List the pick lists of places that are for you, the newest first",
            query: PickText.filter + Route.pageParameters,
            answer: .json(Route.page(of: PickList.listedSchema), "the pick lists")
        ) { call in
            let slug = try call.segment("manufacturer")
            let found = try await call.registry.picks(
                of: slug, at: call.query["location"].flatMap { $0.isEmpty ? nil : $0 },
                call.query["state"].flatMap(PickState.init), after: call.recordPlace(), limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { RecordPlace(at: $0.list.createdAt, id: $0.list.number.value).text }) {
                json, listed in
                json.object { listed.list.writeMembers(of: slug, listed.location, to: &$0) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .handleStock,
            summary: "Set goods aside for somebody, all or none", query: [dryRun], request: .json(PickOrder.schema),
            answer: .json(PickAnswer.schema, status: 201, "the pick list; 200 for a dry run")
        ) { call in try await call.reserve() },
        Route(
            method: .get, path: PathPattern(stringLiteral: onePick), permission: .readStock,
            summary: "Read a pick list by its number or its reference", answer: answer
        ) { call in
            let found = try await call.registry.pick(
                call.segment("pick"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(found.list.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(onePick)/items"), permission: .readStock,
            summary: "List what is set aside for it, picked or gone", query: Route.pageParameters,
            answer: .json(Route.page(of: PickedItem.schema), "a page of it")
        ) { call in
            let found = try await call.registry.items(
                ofPick: call.segment("pick"), of: call.segment("manufacturer"),
                after: call.after().flatMap { Int64($0) } ?? -1, limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { String($0.item.ordinal) }) { $1.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(onePick)/scans"), permission: .handleStock,
            summary: "Pick goods: each scan gets a result, and none keeps another from being taken", query: [dryRun],
            request: .json(PickText.scans),
            answer: .json(PickingAnswer.schema, status: 200, "the results, in the order of the scans")
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("pick"))
            let scans = try await call.registry.picked(
                call.json["scans"]?.elements.map { ScanEntry($0) } ?? [], inPick: name, of: slug, as: call.principal)
            return try await call.performOrTry(status: 200) {
                try $0.pick(scans, inPick: name, of: slug).write(to: &$1)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(onePick)/steps"), permission: .handleStock,
            summary: "Say that nothing more is picked, or that nobody wants the goods: the rest is free again",
            query: [dryRun], request: .json(PickText.step), answer: answer, needsIfMatch: true
        ) { call in
            let (slug, name) = (try call.segment("manufacturer"), try call.segment("pick"))
            let step = call.json["step"]?.text.flatMap(PickStep.init) ?? .finish
            let expected = try call.expectedVersion()
            return try await call.performOrTry(status: 200) {
                try $0.movePick(name, by: step, of: slug, expecting: expected).write(to: &$1)
            }
        },
    ]
}

/// How pick lists are asked for and told of.
enum PickText {
    static let states = PickState.allCases.map(\.rawValue)
    static let filter: [Route.Parameter] = [
        .init("location", .text(most: 120), "only lists of this place, by any name of it"),
        .init("state", .word(states), "only those in this state"),
    ]
    static let step = ObjectSchema(
        "PickStep",
        [
            .required(
                "step", .word(PickStep.allCases.map(\.rawValue)),
                "finish: what is not picked is free again; cancel: all is")
        ])
    static let scans = ObjectSchema(
        "PickScans",
        [
            .required(
                "scans",
                .list(
                    .object(
                        ObjectSchema(
                            "PickScan",
                            [
                                .required("text", .text(most: 4_000), "what the scanner read"),
                                .optional("time", .text(most: 40), "when (RFC 3339, with a zone); now without it"),
                                .optional(
                                    "id", .text(most: PickScan.longestID),
                                    "the scanner's number of it; without one time and text tell it from others"),
                                .optional(
                                    "quantity", .integer(1...PickScan.mostPieces), "of pieces: how many; 1 without it"),
                            ])), most: PickScan.most),
                "in any order; what was sent before changes nothing")
        ])
}

extension PickOrder {
    private static let line = ObjectSchema(
        "PickOrderLine",
        [
            .optional("serial", .text(most: 400), "a unit: its serial number, or what its label says"),
            .optional("model", .text(most: 120), "the number of the model; a serial number needs none if it is alone"),
            .optional("batch", .text(most: 120), "of which batch; of any without it"),
            .optional("quantity", .integer(1...PickScan.mostPieces), "how many of the model"),
            .optional(
                "strategy", .word(PickStrategy.allCases.map(\.rawValue)),
                "fifo: what came first; fefo: what expires first, also without it where batches have dates"),
        ])
    static let schema = ObjectSchema(
        "NewPickList",
        [
            .required("location", .text(most: 120), "the place, by any name of it; what stands in it is taken too"),
            .optional("reference", .text(most: 80), "the number of the order; given once"),
            .optional("for", .text(most: 200), "for whom: a customer, or the code of a shop"),
            .optional("lines", .list(.object(line), most: Picks.mostLines), "what is wanted"),
            .optional(
                "table", .text(most: HeadedTable.mostBytes),
                "the same as CSV with the columns \(columns.joined(separator: ", "))"),
            .optional("partial", .boolean, "true: what there is is set aside where it is too little"),
            .optional(
                "takeContained", .boolean, "true: what is in cases and on pallets is as good as what stands loose"),
        ])

    /// - Throws: `list.invalid`, `value.invalid`.
    init(_ json: JSONValue) throws {
        self.init(at: json["location"]?.text ?? "")
        (reference, recipient) = (json["reference"]?.text, json["for"]?.text)
        (isPartial, takesContained) = (json["partial"]?.boolean ?? false, json["takeContained"]?.boolean ?? false)
        lines = json["lines"]?.elements.map { PickOrder.Line($0) } ?? []
        guard let table = json["table"]?.text else { return }
        guard lines.isEmpty else {
            throw RegistryError(.valueInvalid, "Send 'lines' or a 'table', not both.", field: "table")
        }
        lines = try Self.table(table)
    }
}

extension PickOrder.Line {
    fileprivate init(_ json: JSONValue) {
        self.init()
        (serial, model, batch) = (json["serial"]?.text, json["model"]?.text, json["batch"]?.text)
        (quantity, strategy) = (json["quantity"]?.integer, json["strategy"]?.text.flatMap(PickStrategy.init))
    }
}

extension Call {
    /// Somebody else has taken what was found.
    private struct GoodsTaken: Error {}
    private static let mostTries = 5

    fileprivate func reserve() async throws -> Response {
        let (slug, order) = (try segment("manufacturer"), try PickOrder(json))
        for _ in 0..<Self.mostTries {
            let plan = try await registry.plan(order, of: slug, as: principal)
            do {
                return try await performOrTry { commands, json in
                    guard let answer = try commands.reserve(plan, of: slug) else { throw GoodsTaken() }
                    answer.write(to: &json)
                }
            } catch is GoodsTaken {}
        }
        throw Picks.changedMeanwhile
    }
}
