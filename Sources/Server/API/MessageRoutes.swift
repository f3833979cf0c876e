import Hummingbird
import Nameplate
import Registry

// What somebody of a manufacturer writes to a person, and what comes back.

extension Routes {
    static let messages: [Route] = [
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/messages", permission: .manageNotices,
            summary: "Write to a person, by e-mail where it has an address, else by letter",
            request: .json(
                ObjectSchema(
                    "NewMessage",
                    [
                        .required("party", .text(most: 120), "the manufacturer's reference to the person"),
                        .required("subject", .text(most: 150), "what it is about"),
                        .required("text", .text(most: 1_000), "what it says"),
                        .optional(
                            "purpose", .word(ConsentPurpose.allCases.map(\.rawValue)),
                            "what the person must have consented to; absent for what it must be told"),
                        .optional("model", .text(), "the model of the product that it is about"),
                        .optional("serial", .text(most: 64), "its serial number"),
                    ])),
            answer: .json(
                ObjectSchema("WrittenMessage", [.required("delivery", .id, "the delivery; read how it went")]),
                status: 201, "the delivery")
        ) { call in
            let slug = try call.segment("manufacturer")
            var draft = MessageDraft(
                party: call.json["party"]?.text ?? "", subject: call.json["subject"]?.text ?? "",
                text: call.json["text"]?.text ?? "")
            draft.purpose = call.json["purpose"]?.text.flatMap(ConsentPurpose.init(rawValue:))
            draft.model = call.json["model"]?.text
            draft.serial = call.json["serial"]?.text
            let message = draft
            return try await call.perform { commands, json in
                let delivery = try commands.write(message, of: slug)
                json.object { $0.field("delivery", delivery.id.description) }
            }
        },
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/letters", permission: .manageNotices,
            summary: "Print the letters that wait, to those without an e-mail address: they count as sent then",
            answer: .stream(
                ["application/pdf"], "one file, each letter from a page of its own; nothing, with 204, where none waits"
            )
        ) { call in
            let bytes = try await call.registry.printLetters(
                of: call.segment("manufacturer"), as: call.principal, from: call.source)
            return bytes.map { .letters($0) } ?? Response(status: .noContent)
        },
        Route(
            method: .post, path: "\(prefix)/notices/bounce", permission: .manageNotices,
            summary: "Note that a message came back, by what the mail system says of it (RFC 3464)",
            request: .json(
                ObjectSchema(
                    "NewBounce",
                    [.required("report", .text(most: BounceReport.longest), "the whole message of the mail system")])),
            answer: .json(
                ObjectSchema(
                    "Bounce", [.optional("delivery", .id, "what came back; absent where it is nothing of ours")]),
                "what came back")
        ) { call in
            let report = BounceReport(parsing: call.json["report"]?.text ?? "")
            return try await call.perform(status: 200) { commands, json in
                let delivery = try commands.bounce(report)
                json.object { $0.field("delivery", delivery?.id.description) }
            }
        },
        // Without a page and without a question, as RFC 8058 has it: mail programs send it for their readers.
        Route(
            method: .post, path: PathPattern(stringLiteral: unsubscribePath), permission: .look,
            summary: "Want no more messages of the kind of one, by the code of its link",
            answer: .json(ObjectSchema("Unsubscribed", [.required("done", .boolean, "always true")]), "that it is done")
        ) { call in
            let code = try call.segment("code")
            try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.unsubscribe(code)
            }
            return .json { json in json.object { $0.field("done", true) } }
        },
        // Programs that know no RFC 8058 open the address as a link: reading changes nothing.
        Route(
            method: .get, path: PathPattern(stringLiteral: unsubscribePath), permission: .look,
            summary: "Go from the link of a message to the page that asks whether no more are wanted",
            answer: .redirect("leads to the page")
        ) { call in
            let page = Href(["unsubscribe"], query: [("code", try call.segment("code"))])
            return Response(status: .seeOther, headers: [.location: page.text])
        },
    ]

    private static let unsubscribePath = "\(prefix)/unsubscribe/{code}"

    /// Where the consent with a code is withdrawn.
    static func unsubscribing(_ code: String) -> Href { Href(["api", "v1", "unsubscribe", code]) }
}

extension Response {
    /// Letters to be printed: they hold addresses, so that nothing on the way keeps them.
    static func letters(_ bytes: [UInt8]) -> Response {
        var response = Response.bytes(bytes, "application/pdf", status: 200)
        response.headers[.contentDisposition] = "attachment; filename=\"letters.pdf\""
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
