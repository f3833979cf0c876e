import Hummingbird
import Nameplate
import Quality
import Registry

// Problems of a manufacturer's products: opened, contained, explained, corrected, verified.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/problems"
    private static let oneProblem = "\(ofMaker)/{problem}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")
    private static let answer = Route.Answer.json(ProblemAnswer.schema, headers: ["ETag"], "the problem")

    static let problems: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readQuality,
            summary: "List the problems of a manufacturer's products, the latest first",
            query: [
                .init("open", .boolean, "true: only those that are not at an end; false: only those that are"),
                .init("state", .word(ProblemState.allCases.map(\.rawValue)), "only those in this state"),
                .init("model", .text(), "only those of this model"),
                .init("owner", .text(), "only those that this account sees to"),
            ] + Route.pageParameters, answer: .json(Route.page(of: QualityProblem.listedSchema), "the problems")
        ) { call in
            let found = try await call.registry.problems(
                of: call.segment("manufacturer"), call.problemFilter, after: call.recordPlace(), limit: call.limit + 1,
                as: call.principal)
            return call.page(
                found, key: { RecordPlace(at: $0.problem.openedAt, id: $0.problem.number.value).text }
            ) { json, listed in
                json.object { listed.problem.writeMembers(to: &$0, listed.models, isOverdue: listed.isOverdue) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .handleQuality,
            summary: "Open a problem", query: [dryRun], request: .json(ProblemOrder.schema),
            answer: .json(ProblemAnswer.schema, status: 201, "the problem; 200 for a dry run")
        ) { call in
            let (slug, order) = (try call.segment("manufacturer"), try ProblemOrder(call.json))
            return try await call.performOrTry { try $0.openProblem(order, of: slug).write(to: &$1) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneProblem), permission: .readQuality,
            summary: "Read a problem, with what was done about it", answer: answer
        ) { call in
            let found = try await call.registry.problem(
                call.segment("problem"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(found.problem.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: oneProblem), permission: .handleQuality,
            summary: "Say other things of a problem", request: .json(ProblemOrder.schema), answer: answer,
            needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("problem"))
            let (order, expected) = (try ProblemOrder(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, json in
                try commands.updateProblem(number, order, of: slug, expecting: expected).write(to: &json)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneProblem)/steps"), permission: .handleQuality,
            summary: "Move a problem on: contain it, say its cause, correct it, verify that, close or reopen it",
            request: .json(ProblemMove.schema), answer: answer, needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("problem"))
            let (move, expected) = (try ProblemMove(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, json in
                try commands.moveProblem(number, by: move, of: slug, expecting: expected).write(to: &json)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(oneProblem)/check"), permission: .readQuality,
            summary: "Compare units that are made with the correction of a problem with those before, at equal ages",
            answer: .json(CorrectionCheckAnswer.schema, "whether it has helped")
        ) { call in
            let found = try await call.registry.correctionCheck(
                ofProblem: call.segment("problem"), of: call.segment("manufacturer"), as: call.principal)
            return .json { found.write(to: &$0) }
        },
    ]
}
