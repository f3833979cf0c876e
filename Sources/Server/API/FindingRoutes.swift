import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Messages between finders and those who have reported a unit, and what a manufacturer publishes.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}"
    private static let message = ObjectSchema.Property.required(
        "text", .text(most: TheftMessage.longest), "what is passed on")
    private static let code = ObjectSchema.Property.required(
        "code", .text(most: 100), "the code that the finder has got")

    static let findings: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/models/{model}/units/{serial}/findings"),
            permission: .look, summary: "Write to whoever has reported a unit stolen or lost that you have found",
            request: .json(
                ObjectSchema(
                    "NewFinding",
                    [message, .optional("email", .text(most: 254), "where an answer is told of; nobody is shown it")])),
            answer: .json(
                ObjectSchema("Finding", [.required("code", .text(most: 100), "by which you read the answer")]),
                status: 201, "the code, which nobody can be told again"), isCharged: true
        ) { call in
            let unit = try call.unitAddress
            let code = try await call.registry.leaveFinding(
                FindingOrder(
                    unit.slug, unit.model, unit.serial, call.json["text"]?.text ?? "", email: call.json["email"]?.text),
                as: call.principal, from: call.source)
            var response = Response.json(status: 201) { json in json.object { $0.field("code", code) } }
            response.headers[.cacheControl] = "no-store"
            return response
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(prefix)/findings/check"), permission: .look,
            summary: "Read what was answered to a finder", request: .json(ObjectSchema("FindingCode", [code])),
            answer: .json(TheftThread.schema, "what both have written")
        ) { call in
            let thread = try await call.registry.finding(
                code: call.json["code"]?.text ?? "", as: call.principal, from: call.source)
            return .json { json in json.object { thread.writeMembers(to: &$0) } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(prefix)/findings/replies"), permission: .look,
            summary: "Write on as a finder", request: .json(ObjectSchema("FindingReply", [code, message])),
            answer: .json(TheftThread.schema, status: 201, "what both have written")
        ) { call in
            let thread = try await call.registry.finding(
                code: call.json["code"]?.text ?? "", reply: call.json["text"]?.text ?? "", as: call.principal,
                from: call.source)
            return .json(status: 201) { json in json.object { thread.writeMembers(to: &$0) } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofTheft)/messages/{thread}"), permission: .handleThefts,
            summary: "Answer a finder", request: .json(ObjectSchema("FindingAnswer", [message])),
            answer: .json(TheftAnswer.schema, status: 201, "the report")
        ) { call in
            let number = try call.segment("theft")
            let thread = ID<TheftThread>(Int64(try call.segment("thread")) ?? 0)
            let text = call.json["text"]?.text ?? ""
            return try await call.perform { commands, answer in
                try commands.answerFinding(number, thread, text).write(to: &answer)
            }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/theft-feed"), permission: .look,
            summary: "What a manufacturer publishes of confirmed thefts and losses, as a JSON Feed 1.1",
            answer: .stream(["application/feed+json"], "404 where it publishes nothing")
        ) { call in
            let feed = try await call.theftFeed()
            return .bytes(TheftFeedText.json(feed, at: call.publicAddress?.text), "application/feed+json")
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/theft-feed/atom"), permission: .look,
            summary: "The same as Atom (RFC 4287)",
            answer: .stream(["application/atom+xml"], "404 where it publishes nothing")
        ) { call in
            let feed = try await call.theftFeed()
            return .bytes(TheftFeedText.atom(feed, at: call.publicAddress?.text), "application/atom+xml; charset=utf-8")
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(ofMaker)/theft-feed"), permission: .handleThefts,
            summary: "Say whether confirmed thefts and losses are published: model, serial number and month",
            request: .json(feedSetting), answer: .json(feedSetting, "as it is now")
        ) { call in
            let (slug, isOn) = (try call.segment("manufacturer"), call.json["published"]?.boolean ?? false)
            return try await call.perform(status: 200) { commands, json in
                try commands.publishThefts(isOn, of: slug)
                json.object { $0.field("published", isOn) }
            }
        },
    ]

    private static let feedSetting = ObjectSchema(
        "TheftFeed", [.required("published", .boolean, "whether anybody may read it; false until somebody says so")])
}

extension Call {
    fileprivate func theftFeed() async throws -> TheftFeed {
        guard let feed = try await registry.publishedThefts(of: segment("manufacturer")) else {
            throw TheftDesk.unknown
        }
        return feed
    }
}

extension TheftThread {
    static let schema = ObjectSchema(
        "FindingMessages",
        [
            .optional("id", .id, "by which it is answered; for whoever has reported the unit"),
            .required(
                "messages", .list(.object(messageSchema), most: TheftThreads.mostMessages), "what was written, in order"
            ),
        ])
    private static let messageSchema = ObjectSchema(
        "FindingMessage",
        [
            .required("side", .word(TheftMessage.Side.allCases.map(\.rawValue)), "who has written it"),
            .optional("text", .text(most: TheftMessage.longest), "absent once erased"),
            .required("at", .time, "when"),
        ])

    func writeMembers(withID: Bool = false, to json: inout JSONWriter) {
        if withID { json.field("id", id.description) }
        json.listField("messages", messages) { json, message in
            json.object { json in
                json.field("side", message.side.rawValue)
                json.field("text", message.text)
                json.field("at", TimeText.text(message.at))
            }
        }
    }
}
