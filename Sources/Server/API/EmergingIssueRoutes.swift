import Hummingbird
import Nameplate
import Quality
import Registry

// Cohorts whose claims exceed what the ages of their units explain.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/quality"
    private static let oneIssue = "\(ofMaker)/issues/{issue}"
    private static let answer = Route.Answer.json(EmergingIssueAnswer.schema, headers: ["ETag"], "the issue")

    static let emergingIssues: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/issues"), permission: .readQuality,
            summary: "List the emerging issues of a manufacturer's products, the latest first",
            query: [
                .init("open", .boolean, "true: only open ones; false: only those taken up, dismissed or faded"),
                .init("state", .word(EmergingIssueState.allCases.map(\.rawValue)), "only those in this state"),
                .init("model", .text(), "only those of this model"),
            ] + Route.pageParameters, answer: .json(Route.page(of: EmergingIssue.listedSchema), "the issues")
        ) { call in
            let found = try await call.registry.emergingIssues(
                of: call.segment("manufacturer"), call.emergingIssueFilter, after: call.recordPlace(),
                limit: call.limit + 1, as: call.principal)
            return call.page(
                found, key: { RecordPlace(at: $0.issue.openedAt, id: $0.issue.number.value).text }
            ) { json, listed in
                json.object { listed.issue.writeMembers(to: &$0, listed.model) }
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneIssue), permission: .readQuality,
            summary: "Read an emerging issue: its units, its figures, what was made of it", answer: answer
        ) { call in
            let found = try await call.registry.emergingIssue(
                call.segment("issue"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(found.issue.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneIssue)/steps"), permission: .handleQuality,
            summary: "Take an emerging issue up, which opens a problem; dismiss it, or reopen it",
            request: .json(EmergingIssueMove.schema), answer: answer, needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("issue"))
            let (move, expected) = (EmergingIssueMove(try call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, json in
                try commands.moveEmergingIssue(number, by: move, of: slug, expecting: expected).write(to: &json)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/search"), permission: .readQuality,
            summary: "Search the fleet for emerging issues, and keep nothing",
            answer: .json(EmergingSearchAnswer.schema, "what stands out")
        ) { call in
            let found = try await call.registry.searchEmergingIssues(
                of: call.segment("manufacturer"), isDryRun: true, as: call.principal)
            return .json { found.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/search"), permission: .handleQuality,
            summary: "Search the fleet for emerging issues, as each night does",
            answer: .json(EmergingSearchAnswer.schema, "what stands out, and which issues are new")
        ) { call in
            let found = try await call.registry.searchEmergingIssues(
                of: call.segment("manufacturer"), isDryRun: false, as: call.principal)
            return .json { found.write(to: &$0) }
        },
    ]
}

extension Call {
    var emergingIssueFilter: EmergingIssueFilter {
        func said(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
        var filter = EmergingIssueFilter()
        filter.state = said("state").flatMap(EmergingIssueState.init)
        filter.isOpen = said("open").map { $0 == "true" }
        filter.model = said("model")
        return filter
    }
}
