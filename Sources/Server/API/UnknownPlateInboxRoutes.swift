import Hummingbird
import Identifiers
import Nameplate
import Registry

// What was looked up in vain, to be worked off.

extension Routes {
    static let unknownPlateInbox: [Route] = [
        inbox("\(prefix)/manufacturers/{manufacturer}/unknown-plates/clusters", .readProduction, "of a manufacturer") {
            try $0.segment("manufacturer")
        },
        decide("\(prefix)/manufacturers/{manufacturer}/unknown-plates/clusters", .resolvePlates, "of a manufacturer") {
            try $0.segment("manufacturer")
        },
        inbox("\(prefix)/unknown-plates/clusters", .audit, "that names no manufacturer") { _ in nil },
        decide("\(prefix)/unknown-plates/clusters", .audit, "that names no manufacturer") { _ in nil },
    ]

    private static func inbox(
        _ path: String, _ permission: Permission, _ whose: String, _ slug: @escaping @Sendable (Call) throws -> String?
    ) -> Route {
        Route(
            method: .get, path: PathPattern(stringLiteral: path), permission: permission,
            summary: "List clusters of what was looked up in vain \(whose), with their probable causes",
            query: UnknownPlateQuestion.parameters,
            answer: .json(UnknownPlateInboxAnswer.schema, "those of at least five look-ups")
        ) { call in
            let answer = try await call.registry.unknownPlateInbox(
                of: slug(call), UnknownPlateQuestion(call.query), as: call.principal)
            return .json { answer.write(to: &$0) }
        }
    }

    private static func decide(
        _ path: String, _ permission: Permission, _ whose: String, _ slug: @escaping @Sendable (Call) throws -> String?
    ) -> Route {
        Route(
            method: .post, path: PathPattern(stringLiteral: path), permission: permission,
            summary: "Close clusters \(whose) or open them again: all of the list, or none",
            request: .json(
                ObjectSchema(
                    "UnknownPlateDecision",
                    [
                        .required("ids", .texts(most: 500), "the clusters"),
                        .required(
                            "state", .word(UnknownPlateCluster.State.allCases.map(\.rawValue)), "what becomes of them"),
                        .optional(
                            "note", .text(most: UnknownPlateDecisions.longestNote),
                            "what the cause was, or why nothing is to be done; needed to close"),
                    ])),
            answer: .json(
                ObjectSchema("UnknownPlatesDecided", [.required("decided", .count, "how many")]), "how many")
        ) { call in
            let ids = call.json.texts("ids")
            let state = call.json["state"]?.text.flatMap(UnknownPlateCluster.State.init(rawValue:)) ?? .open
            let note = call.json["note"]?.text ?? ""
            let slug = try slug(call)
            return try await call.perform(status: 200) { commands, json in
                try commands.decideUnknownPlates(ids, state, note: note, of: slug)
                json.object { $0.field("decided", Set(ids).count) }
            }
        }
    }
}

extension UnknownPlateQuestion {
    static let parameters: [Route.Parameter] = [
        .init("id", .text(most: 12), "only the cluster of this id"),
        .init("state", .word(UnknownPlateCluster.State.allCases.map(\.rawValue)), "only these; all without it"),
        .init("cause", .word(UnknownPlateCluster.Cause.allCases.map(\.rawValue)), "only these; all without it"),
        .init("sort", .word(Order.allCases.map(\.rawValue)), "the order; most look-ups first without it"),
        .init("offset", .integer(0...1_000_000), "how many clusters come before the page"),
        .init("limit", .integer(1...Int64(Limits.largestPage)), "how many at most; \(Limits.page) without it"),
    ]

    /// The query of a request, whose shape is checked.
    init(_ query: [String: String]) {
        self.init()
        id = query["id"]
        state = query["state"].flatMap(UnknownPlateCluster.State.init(rawValue:))
        cause = query["cause"].flatMap(UnknownPlateCluster.Cause.init(rawValue:))
        order = query["sort"].flatMap(Order.init(rawValue:)) ?? .lookups
        offset = query["offset"].flatMap { Int($0) } ?? 0
        limit = query["limit"].flatMap { Int($0) } ?? Limits.page
    }
}

extension UnknownPlateInboxAnswer {
    static let schema = ObjectSchema(
        "UnknownPlateInbox",
        [
            .optional("manufacturer", .object(Manufacturer.referenceSchema), "of whom; absent for what names nobody"),
            .required("count", .count, "how many there are of what was asked for, on all pages"),
            .required("open", .count, "how many are open"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "UnknownPlateCluster",
                            [
                                .required("id", .text(most: 12), "names it for as long as there is such a cluster"),
                                .required(
                                    "cause", .word(UnknownPlateCluster.Cause.allCases.map(\.rawValue)), "probably"),
                                .optional("model", .object(Model.referenceSchema), "the model that was named"),
                                .required("shape", .text(), "letters are A, digits 9"),
                                .optional("confused", .text(most: 8), "of a confusing font what was typed / is marked"),
                                .required("lookups", .count, "in all months that are kept"),
                                .required("first", .date, "the first month"),
                                .required("last", .date, "the last month"),
                                .required(
                                    "state", .word(UnknownPlateCluster.State.allCases.map(\.rawValue)),
                                    "open again where it has grown by five since it was closed"),
                                .optional(
                                    "note", .text(most: UnknownPlateDecisions.longestNote), "of the last decision"),
                                .optional("decidedBy", .text(), "who decided last"),
                            ])), most: Limits.largestPage), "the page"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer?.writeReference(to: &json)
            json.field("count", count)
            json.field("open", open)
            json.listField("items", items) { $1.write(to: &$0) }
        }
    }
}

extension UnknownPlateInboxAnswer.Item {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", cluster.id)
            json.field("cause", cluster.cause.rawValue)
            if let model { json.objectField("model") { model.writeReferenceMembers(to: &$0) } }
            json.field("shape", cluster.shape)
            json.field("confused", cluster.detail.isEmpty ? nil : cluster.detail)
            json.field("lookups", cluster.lookups)
            json.field("first", cluster.first.isoText)
            json.field("last", cluster.last.isoText)
            json.field("state", cluster.state.rawValue)
            json.field("note", cluster.decision?.note)
            json.field("decidedBy", cluster.decision?.by)
        }
    }
}
