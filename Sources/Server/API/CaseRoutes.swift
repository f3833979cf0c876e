import AfterSales
import Hummingbird
import Nameplate
import Registry

// Cases at the support desk: opened, looked after, moved on, answered, rated and listed.

extension Routes {
    static let ofCase = "\(prefix)/cases/{case}"
    private static let casesOfMaker = PathPattern(stringLiteral: "\(prefix)/manufacturers/{manufacturer}/cases")

    static let cases: [Route] = [
        Route(
            method: .get, path: casesOfMaker, permission: .handleCases,
            summary: "List the cases at a manufacturer's support desk that are for you",
            query: CaseFilterText.parameters + Route.pageParameters,
            answer: .json(ListedCase.pageSchema, "open ones, the one that is due first comes first")
        ) { call in
            let page = try await call.registry.cases(
                of: call.segment("manufacturer"), call.caseFilter, after: call.casePlace(), limit: call.limit + 1,
                as: call.principal)
            return .json { page.write(to: &$0, call) }
        },
        Route(
            method: .post, path: casesOfMaker, permission: .handleCases,
            summary:
                "Open a case about a unit: as its owner, or at the support desk, which alone says how it is dealt with",
            request: .json(CaseRequest.schema), answer: .json(CaseAnswer.schema, status: 201, "the case")
        ) { call in
            let (slug, json) = (try call.segment("manufacturer"), call.json)
            let (request, plan) = (CaseRequest(json), try CasePlan.given(json))
            return try await call.perform { commands, answer in
                try commands.openCase(
                    request, plan, aboutUnit: json["serial"]?.text ?? "", model: json["model"]?.text ?? "", of: slug
                ).write(to: &answer)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: ofCase), permission: .handleCases,
            summary: "Read a case", answer: .json(CaseAnswer.schema, headers: ["ETag"], "the case")
        ) { call in
            let answer = try await call.registry.serviceCase(call.segment("case"), as: call.principal)
            return call.versioned(answer.serviceCase.rowVersion) { answer.write(to: &$0) }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: ofCase), permission: .handleCases,
            summary: "Say who looks after a case, until when, and what it is linked to",
            request: .json(CasePlan.schema), answer: .json(CaseAnswer.schema, headers: ["ETag"], "the case"),
            needsIfMatch: true
        ) { call in
            let number = try call.segment("case")
            let (plan, expected) = (try CasePlan(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.handleCase(number, plan, expecting: expected).write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCase)/steps"), permission: .handleCases,
            summary: "Move a case on", request: .json(CaseMove.schema),
            answer: .json(CaseAnswer.schema, headers: ["ETag"], "the case"), needsIfMatch: true
        ) { call in
            let number = try call.segment("case")
            let (move, expected) = (CaseMove(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, answer in
                try commands.moveCase(number, by: move, expecting: expected).write(to: &answer)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofCase)/replies"), permission: .handleCases,
            summary: "Say something in a case; what a customer says where more is asked is the answer",
            request: .json(
                ObjectSchema(
                    "NewCaseReply",
                    [
                        .required("text", .text(most: CaseReplies.longest), "what is said"),
                        .optional("internal", .boolean, "true for the desk alone"),
                    ])),
            answer: .json(CaseAnswer.schema, status: 201, "the case")
        ) { call in
            let (number, json) = (try call.segment("case"), call.json)
            return try await call.perform { commands, answer in
                try commands.replyToCase(
                    number, json["text"]?.text ?? "", isInternal: json["internal"]?.boolean ?? false
                ).write(to: &answer)
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(ofCase)/rating"), permission: .handleCases,
            summary: "Say how a case of yours was dealt with, once it is closed",
            request: .json(
                ObjectSchema(
                    "NewCaseRating",
                    [
                        .required("stars", .integer(1...5), "1, bad, to 5, good"),
                        .optional("words", .text(most: CaseRating.longestWords), "why"),
                    ])),
            answer: .json(CaseAnswer.schema, "the case")
        ) { call in
            let (number, json) = (try call.segment("case"), call.json)
            let rating = CaseRating(json["stars"]?.integer ?? 0, words: json["words"]?.text)
            return try await call.perform(status: 200) { commands, answer in
                try commands.rateCase(number, rating).write(to: &answer)
            }
        },
    ]
}

extension CasePage {
    /// Writes the rows that the call asks for, of one more that tells whether there is a next page.
    fileprivate func write(to json: inout JSONWriter, _ call: Call) {
        let shown = cases.prefix(call.limit)
        json.object { json in
            json.listField("items", shown) { json, listed in json.object { listed.writeMembers(to: &$0) } }
            let hasNext = cases.count > call.limit
            json.field(
                "next",
                hasNext ? shown.last.map { Cursor.text(CaseList.Place($0.serviceCase).text, in: call.path) } : nil)
            json.field("open", counts?.open)
            json.field("overdue", counts?.overdue)
            json.field("ratings", ratings?.count)
            json.field("meanRating", ratings?.mean)
        }
    }
}
