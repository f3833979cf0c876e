import Hummingbird
import Nameplate
import Quality
import Registry

// Units that somebody watches.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/quality"
    private static let ofUnit = "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/watch"

    static let watch: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/watched"), permission: .readQuality,
            summary: "List the units that somebody watches, the most conspicuous first",
            query: WatchFilter.parameters + [.init("limit", .integer(1...500), "how many; 100 without it")],
            answer: .json(WatchListAnswer.schema, "the units, how they fare, and what has changed since")
        ) { call in
            let answer = try await call.registry.watchList(
                of: call.segment("manufacturer"), WatchFilter(call), limit: Int(call.number("limit") ?? 100),
                as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/watch-proposals"), permission: .readQuality,
            summary: "List units of a model that differ from their siblings for the worse, and are not watched",
            query: [
                .init("model", .text(most: 120), "of which model"),
                .init("limit", .integer(1...Int64(WatchProposals.most)), "how many; 20 without it"),
            ], answer: .json(WatchProposalsAnswer.schema, "the units, the most conspicuous first")
        ) { call in
            guard let model = call.query["model"], !model.isEmpty else {
                throw RequestError(.queryInvalid, "Say of which model, by the parameter 'model'.", field: "model")
            }
            let answer = try await call.registry.watchProposals(
                of: call.segment("manufacturer"), model: model, limit: Int(call.number("limit") ?? 20),
                as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofUnit), permission: .handleQuality,
            summary: "Watch a unit, or say another reason or day of one that is watched",
            query: [.init("dryRun", .boolean, "true checks everything and writes nothing")],
            request: .json(
                ObjectSchema(
                    "NewWatch",
                    [
                        .required("reason", .text(most: WatchedUnit.longestReason), "why"),
                        .optional("until", .date, "the last day; until further notice without it"),
                    ])), answer: .json(WatchedUnit.schema, status: 201, "the watched unit; 200 for a dry run")
        ) { call in
            let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
            let (serial, json) = (try call.segment("serial"), call.json)
            let (reason, until) = (json["reason"]?.text ?? "", try json.date("until"))
            return try await call.performOrTry { commands, json in
                let watched = try commands.watch(serial, model: model, of: slug, reason, until: until)
                json.object { watched.writeMembers(to: &$0, model: model) }
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: ofUnit), permission: .handleQuality,
            summary: "Watch a unit no more", answer: .json(WatchedUnit.schema, "the unit, as it was watched")
        ) { call in
            let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
            let serial = try call.segment("serial")
            return try await call.perform(status: 200) { commands, json in
                let watched = try commands.unwatch(serial, model: model, of: slug)
                json.object { watched.writeMembers(to: &$0, model: model) }
            }
        },
    ]
}

extension WatchFilter {
    static let parameters: [Route.Parameter] = [
        .init("model", .text(most: 120), "only of the model with this number"),
        .init("reason", .text(most: WatchedUnit.longestReason), "only those whose reason has this text in it"),
        .init("minAge", .integer(0...100_000), "only those at least so many days old"),
        .init("maxAge", .integer(0...100_000), "only those at most so many days old"),
    ]

    init(_ call: Call) {
        self.init()
        func asked(_ name: String) -> String? { call.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        (model, reason) = (asked("model"), asked("reason"))
        let least = call.number("minAge") ?? 0
        age = least...max(least, call.number("maxAge") ?? .max)
    }
}
