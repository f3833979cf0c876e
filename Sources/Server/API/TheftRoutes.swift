import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Thefts and losses: reported, confirmed, answered, brought to an end and listed.

extension Routes {
    static let ofTheft = "\(prefix)/thefts/{theft}"
    private static let theftsOfMaker = PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/thefts")

    static let thefts: [Route] = [
        Route(
            method: .get, path: theftsOfMaker, permission: .handleThefts,
            summary: "List the reports of thefts and losses that are for you",
            query: TheftFilterText.parameters + Route.pageParameters,
            answer: .json(Route.page(of: ListedTheft.schema), "open ones, the newest first")
        ) { call in
            let found = try await call.registry.thefts(
                of: call.segment("manufacturer"), call.theftFilter, after: call.theftPlace(), limit: call.limit + 1,
                as: call.principal)
            return call.page(found, key: { "\($0.report.reportedAt) \($0.report.number.value)" }) { json, listed in
                json.object { listed.writeMembers(to: &$0) }
            }
        },
        Route(
            method: .post, path: theftsOfMaker, permission: .handleThefts,
            summary:
                "Report a unit stolen or lost; what its owner, its owner code or staff speak for is confirmed at once",
            query: [.init("dryRun", .boolean, "true says what would be reported, and reports nothing")],
            request: .json(TheftDetails.schema),
            answer: .json(TheftAnswer.schema, status: 201, "the report; 200 for a dry run"), isCharged: true
        ) { call in
            let (json, details) = (call.json, try TheftDetails(call.json))
            var order = TheftOrder(
                try call.segment("manufacturer"), json["model"]?.text ?? "", json["serial"]?.text ?? "", details,
                ownerCode: json["ownerCode"]?.text, isHearsay: json["provisional"]?.boolean ?? false)
            (order.lastSerial, order.hasContents) = (json["lastSerial"]?.text, json["contents"]?.boolean ?? false)
            return try await call.report(order, isDryRun: call.flag("dryRun"))
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofTheft), permission: .handleThefts,
            summary: "Read a report of a theft or a loss",
            answer: .json(TheftAnswer.schema, headers: ["ETag"], "the report")
        ) { call in
            let answer = try await call.registry.theft(call.segment("theft"), as: call.principal)
            return call.versioned(answer.report.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofTheft)/steps"), permission: .handleThefts,
            summary: "Confirm a report, say something against it, or bring it to an end",
            request: .json(TheftMove.schema),
            answer: .json(TheftAnswer.schema, headers: ["ETag"], "the report"), needsIfMatch: true
        ) { call in
            let (json, expected) = (call.json, try call.expectedVersion())
            let order = TheftMoveOrder(
                try call.segment("theft"),
                TheftMove(json["step"]?.text.flatMap(TheftStep.init) ?? .expire, json["note"]?.text),
                ownerCode: json["ownerCode"]?.text)
            let tries = try await call.registry.prepare(order, as: call.principal, from: call.source)
            let response = try await call.perform(status: 200) { commands, answer in
                try commands.moveTheft(order, expecting: expected).write(to: &answer)
            }
            try await call.registry.settle(tries)
            return response
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofTheft)/erasure"), permission: .erase,
            summary: "Erase what people have written in a report; that there was one, and how it ended, stays",
            request: .json(
                ObjectSchema("TheftErasure", [.optional("confirm", .boolean, "true: it cannot be undone")])),
            answer: .json(
                ObjectSchema("ErasedTheft", [.required("number", .text(most: 11), "its number")]), "its number")
        ) { call in
            let number = try call.segment("theft")
            try await call.registry.eraseTheft(
                number, isConfirmed: call.json["confirm"]?.boolean ?? false, as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("number", number) } }
        },
    ]
}

extension TheftDetails {
    static let schema = ObjectSchema(
        "NewTheftReport",
        [
            .required("model", .text(), "the model's number"),
            .required("serial", .text(most: 64), "the unit's serial number"),
            .required("kind", .word(TheftKind.allCases.map(\.rawValue)), "stolen or lost"),
            .required("happenedOn", .text(most: 10), "the day on which it happened, or was noticed"),
            .optional("country", .text(most: 2), "ISO 3166-1 alpha-2"),
            .optional("region", .text(most: longestRegion), "a town or a county in words, nothing finer"),
            .optional("policeReference", .text(most: longestReference), "under which number the police has it"),
            .optional("words", .text(most: longestWords), "what happened"),
            .optional("ownerCode", .text(most: 64), "the code on a card in the package, which proves that you had it"),
            .optional("lastSerial", .text(most: 64), "all units of the batch from serial to this one; for staff"),
            .optional("contents", .boolean, "true for a case or pallet (model SSCC) with what is in it; for staff"),
            .optional("provisional", .boolean, "true where it is to wait: staff write down what somebody else says"),
        ])

    /// - Throws: `value.invalid`.
    init(_ json: JSONValue) throws {
        guard let day = try? CivilDate(parsing: json["happenedOn"]?.text ?? "") else {
            throw RegistryError(
                .valueInvalid, "The day is one such as 2026-03-14, and not in the future.", field: "happenedOn")
        }
        self.init(
            json["kind"]?.text.flatMap(TheftKind.init) ?? .stolen, on: day, country: json["country"]?.text,
            region: json["region"]?.text, policeReference: json["policeReference"]?.text, words: json["words"]?.text)
    }
}

extension TheftMove {
    static let schema = ObjectSchema(
        "TheftStep",
        [
            .required(
                "step", .word(TheftStep.allCases.filter { $0 != .expire }.map(\.rawValue)), "what is done"),
            .optional("note", .text(most: TheftSteps.longestNote), "why; of what is said against it, the words"),
            .optional("ownerCode", .text(most: 64), "the code on a card in the package"),
        ])
}

/// How a list of reports is asked for.
enum TheftFilterText {
    static let parameters: [Route.Parameter] = [
        .init("ended", .boolean, "true lists those that have ended instead of the open ones"),
        .init("state", .word(TheftState.allCases.map(\.rawValue)), "only those in this state"),
        .init("model", .text(), "only those about units of this model"),
    ]
}

extension Call {
    var theftFilter: TheftFilter {
        var filter = TheftFilter()
        filter.isEnded = flag("ended")
        filter.state = query["state"].flatMap(TheftState.init)
        filter.model = query["model"].flatMap { $0.isEmpty ? nil : $0 }
        return filter
    }

    /// Reports what an order says, or says what would be reported.
    fileprivate func report(_ order: TheftOrder, isDryRun: Bool) async throws -> Response {
        let tries = try await registry.prepare(order, as: principal, from: source)
        let response: Response
        if isDryRun {
            let answer = try await registry.rehearse(as: principal, from: source) { try $0.reportTheft(order) }
            response = .json { answer.write(to: &$0) }
        } else {
            response = try await perform { commands, json in try commands.reportTheft(order).write(to: &json) }
        }
        try await registry.settle(tries)
        return response
    }

    func theftPlace() throws -> TheftList.Place? {
        guard let parts = try after()?.split(separator: " ").map({ Int64($0) ?? 0 }), parts.count == 2 else {
            return nil
        }
        return TheftList.Place(reportedAt: parts[0], id: parts[1])
    }
}
