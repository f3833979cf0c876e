import Nameplate
import Registry

extension DeliveryAnswer {
    private static let properties: [ObjectSchema.Property] = [
        .required("id", .id, "the delivery's id"),
        .required("message", .text(most: 40), "the id of the message, the same to everybody and at each attempt"),
        .required("topic", .word(NoticeTopic.allCases.map(\.rawValue)), "what it is about"),
        .required("channel", .word(Delivery.Channel.allCases.map(\.rawValue)), "how it is sent"),
        .optional("webhook", .text(most: 80), "the name of the webhook that it goes to"),
        .required("state", .word(DeliveryState.allCases.map(\.rawValue)), "how far it is"),
        .required("attempts", .count, "how often it has been tried, since it was last asked for"),
        .optional("dueAt", .time, "when it is tried, while it waits"),
        .optional("problem", .text(most: 80), "what went wrong last"),
        .required("createdAt", .time, "when it was announced"),
        .required("changedAt", .time, "when it last became something else"),
    ]

    static let schema = ObjectSchema("Delivery", properties)

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.field("id", delivery.id.description)
        json.field("message", "msg_\(delivery.notice)")
        json.field("topic", delivery.topic.rawValue)
        json.field("channel", delivery.channel.rawValue)
        json.field("webhook", webhook)
        json.field("state", delivery.state.rawValue)
        json.field("attempts", delivery.attempts)
        json.field(
            "dueAt", delivery.state == .waiting && delivery.channel != .letter ? TimeText.text(delivery.dueAt) : nil)
        json.field("problem", delivery.problem)
        json.field("createdAt", TimeText.text(delivery.createdAt))
        json.field("changedAt", TimeText.text(delivery.changedAt))
    }
}

extension DeliveryDetails {
    static let schema = ObjectSchema(
        "DeliveryDetails",
        DeliveryAnswer.schema.properties + [
            .required("data", .anyObject, "what it tells; docs/notices.md describes it"),
            .optional("proof", .object(DeliveryContent.proofSchema), "what a person was sent, without the words"),
            .required(
                "history", .list(.object(DeliveryAttempt.schema), most: 1_000), "each attempt, the first one first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            answer.writeMembers(to: &json)
            json.objectField("data") { content.writeData(to: &$0) }
            if let proof { json.objectField("proof") { proof.writeProof(to: &$0) } }
            json.listField("history", attempts) { $1.write(to: &$0) }
        }
    }
}

extension DeliveryContent {
    private static let proofProperties: [ObjectSchema.Property] = [
        .required("sentAt", .time, "when it was handed over"),
        .required("language", .text(most: 40), "in which it was written"),
        .optional("messageID", .text(most: 400), "the id of the message"),
        .required("sha256", .text(most: 64), "of the bytes that were handed over"),
    ]

    static let proofSchema = ObjectSchema("DeliveryProof", proofProperties)

    /// What a person was sent, for the person.
    static let schema = ObjectSchema(
        "PersonMessage",
        proofProperties + [
            .optional("address", .text(most: 254), "where to"), .optional("subject", .text(most: 2_000), "its subject"),
            .optional("body", .text(most: 20_000), "what it said"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            writeProof(to: &json)
            json.field("address", address)
            json.field("subject", text?.subject)
            json.field("body", text?.body)
        }
    }

    func writeProof(to json: inout JSONWriter) {
        json.field("sentAt", TimeText.text(sentAt))
        json.field("language", language)
        json.field("messageID", messageID)
        json.field("sha256", digest)
    }
}

extension DeliveryAttempt {
    static let schema = ObjectSchema(
        "DeliveryAttempt",
        [
            .required("number", .count, "from 1"), .required("endedAt", .time, "when its end was known"),
            .required("outcome", .text(most: 80), "'sent', or what went wrong"),
            .optional("status", .integer(Int64.min...Int64.max), "the status of HTTP"),
            .optional("detail", .text(most: 400), "more of it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("number", number)
            json.field("endedAt", TimeText.text(endedAt))
            json.field("outcome", outcome)
            json.field("status", status)
            json.field("detail", detail)
        }
    }
}

extension DeliveryRun {
    static let schema = ObjectSchema(
        "DeliveryRun",
        [
            .required("sent", .count, "so many were taken"),
            .required("failed", .count, "so many were not, and are tried again later or dead"),
            .required("stopped", .count, "so many were not to be sent any more"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("sent", sent)
            json.field("failed", failed)
            json.field("stopped", stopped)
        }
    }
}

extension WebhookSubscription {
    static let schema = ObjectSchema(
        "Webhook",
        [
            .required("id", .id, "its id"), .required("name", .text(most: 80), "by which people know it"),
            .required("url", .text(most: 1_000), "where it is"),
            .required("topics", .list(.word(NoticeTopic.allCases.map(\.rawValue)), most: 100), "of what it is told"),
            .optional("businessSteps", .texts(most: 100), "of events, only those with one of these steps"),
            .optional("dispositions", .texts(most: 100), "of events, only those after which units are so"),
            .optional("population", .text(most: 4_000), "of events, only those of such units"),
            .required("on", .boolean, "whether it is sent anything"),
            .optional("offReason", .word(OffReason.allCases.map(\.rawValue)), "why not"),
            .optional("offSince", .time, "since when not"),
            .optional("pausedUntil", .time, "it has failed, and is left alone until then"),
            .optional("formerSecretUntil", .time, "until then the secret before signs too"),
            .required("createdAt", .time, "since when it is there"),
            .required("createdBy", .text(most: 80), "who made it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            json.field("name", draft.name)
            json.field("url", draft.address.text)
            json.field("topics", draft.topics.map(\.rawValue))
            json.field("businessSteps", draft.businessSteps.isEmpty ? nil : draft.businessSteps.map(\.rawValue))
            json.field("dispositions", draft.dispositions.isEmpty ? nil : draft.dispositions.map(\.rawValue))
            json.field("population", draft.population)
            json.field("on", isOn)
            json.field("offReason", offReason?.rawValue)
            json.field("offSince", offSince.map { TimeText.text($0) })
            json.field("pausedUntil", pausedUntil.map { TimeText.text($0) })
            json.field("formerSecretUntil", formerUntil.map { TimeText.text($0) })
            json.field("createdAt", TimeText.text(createdAt))
            json.field("createdBy", createdBy)
        }
    }
}
