import Hummingbird
import Nameplate
import Registry

// Programs that a manufacturer has told of what happens.

extension Routes {
    private static let webhooksPath = "\(prefix)/manufacturers/{manufacturer}/webhooks"
    private static let webhookPath = "\(webhooksPath)/{webhook}"

    static let webhooks: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: webhooksPath), permission: .manageNotices,
            summary: "List the programs that are told of what happens",
            answer: .json(
                ObjectSchema(
                    "Webhooks",
                    [
                        .required(
                            "items", .list(.object(WebhookSubscription.schema), most: WebhookSubscriptions.most),
                            "by name")
                    ]), "the webhooks, without their secrets")
        ) { call in
            let found = try await call.registry.webhooks(of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: webhooksPath), permission: .manageNotices,
            summary: "Tell a program of what happens from now on",
            request: .json(ObjectSchema("NewWebhook", WebhookDraft.properties + [WebhookSecret.property])),
            answer: .json(WebhookSubscription.schema, status: 201, "the webhook; ask for its secret")
        ) { call in
            let (slug, draft) = (try call.segment("manufacturer"), try WebhookDraft(call.json))
            let (secret, isOn) = (call.json["secret"]?.text, call.json["on"]?.boolean ?? false)
            return try await call.perform { commands, json in
                try commands.createWebhook(draft, secret: secret, isOn: isOn, of: slug).write(to: &json)
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: webhookPath), permission: .manageNotices,
            summary: "Say something else of a webhook, switch it on or off",
            request: .json(ObjectSchema("ChangedWebhook", WebhookDraft.properties)),
            answer: .json(WebhookSubscription.schema, "the webhook as it is now")
        ) { call in
            let (slug, draft) = (try call.segment("manufacturer"), try WebhookDraft(call.json))
            let (id, isOn) = (ID<WebhookSubscription>(try call.id("webhook")), call.json["on"]?.boolean ?? false)
            return try await call.perform(status: 200) { commands, json in
                try commands.changeWebhook(id, to: draft, isOn: isOn, of: slug).write(to: &json)
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: webhookPath), permission: .manageNotices,
            summary: "Take a webhook away",
            answer: .json(ObjectSchema("RemovedWebhook", [.required("id", .id, "its id")]), "its id")
        ) { call in
            let (slug, id) = (try call.segment("manufacturer"), ID<WebhookSubscription>(try call.id("webhook")))
            try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.removeWebhook(id, of: slug)
            }
            return .json { json in json.object { $0.field("id", id.description) } }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(webhookPath)/secret"), permission: .manageNotices,
            summary: "Tell the secret by which a webhook's program checks what it gets",
            answer: .json(
                ObjectSchema("WebhookSecret", [.required("secret", .text(), "whsec_ and base64")]), "the secret")
        ) { call in
            let secret = try await call.registry.webhookSecret(
                of: ID(call.id("webhook")), call.segment("manufacturer"), as: call.principal, from: call.source)
            var response = Response.json { json in json.object { $0.field("secret", secret.text) } }
            response.headers[.cacheControl] = "no-store"
            return response
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(webhookPath)/secret"), permission: .manageNotices,
            summary: "Give a webhook another secret; for a day both sign what it gets",
            request: .json(ObjectSchema("NewWebhookSecret", [WebhookSecret.property])),
            answer: .json(WebhookSubscription.schema, "the webhook; ask for its secret")
        ) { call in
            let (slug, secret) = (try call.segment("manufacturer"), call.json["secret"]?.text)
            let id = ID<WebhookSubscription>(try call.id("webhook"))
            return try await call.perform(status: 200) { commands, json in
                try commands.replaceWebhookSecret(of: id, by: secret, slug).write(to: &json)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(webhookPath)/test"), permission: .manageNotices,
            summary: "Send a webhook a notice that says nothing, to see whether it arrives",
            answer: .json(
                ObjectSchema("WebhookTest", [.required("delivery", .id, "the delivery; read how it went")]),
                status: 201, "the delivery")
        ) { call in
            let (slug, id) = (try call.segment("manufacturer"), ID<WebhookSubscription>(try call.id("webhook")))
            return try await call.perform { commands, json in
                let delivery = try commands.testWebhook(id, of: slug)
                json.object { $0.field("delivery", delivery.description) }
            }
        },
    ]
}

extension WebhookDraft {
    fileprivate static let properties: [ObjectSchema.Property] = [
        .required("name", .text(most: 80), "by which people know it"),
        .required("url", .text(most: 1_000), "where it is: https://…"),
        .required(
            "topics", .list(.word(NoticeTopic.subscribable.map(\.rawValue)), most: NoticeTopic.subscribable.count),
            "of what it is told"),
        .optional(
            "businessSteps", .list(.word(BusinessStep.allCases.map(\.rawValue)), most: 100),
            "of events, only those with one of these steps (CBV 2.0)"),
        .optional(
            "dispositions", .list(.word(Disposition.allCases.map(\.rawValue)), most: 100),
            "of events, only those after which units are so (CBV 2.0)"),
        .optional("population", .text(most: 4_000), "of events, only those of such units; docs/populations.md"),
        .optional("on", .boolean, "whether it is sent anything; not without it"),
    ]

    /// What a request says of a webhook.
    fileprivate init(_ json: JSONValue) throws(RegistryError) {
        self.init(
            name: json["name"]?.text ?? "", address: try WebhookAddress(parsing: json["url"]?.text ?? ""),
            topics: (json["topics"]?.elements ?? []).compactMap { $0.text.flatMap(NoticeTopic.init(rawValue:)) })
        businessSteps = (json["businessSteps"]?.elements ?? []).compactMap {
            $0.text.flatMap(BusinessStep.init(rawValue:))
        }
        dispositions = (json["dispositions"]?.elements ?? []).compactMap {
            $0.text.flatMap(Disposition.init(rawValue:))
        }
        population = json["population"]?.text
    }
}

extension WebhookSecret {
    fileprivate static let property = ObjectSchema.Property.optional(
        "secret", .text(most: 100), "whsec_ and 24 to 64 bytes in base64; a new one without it")
}
