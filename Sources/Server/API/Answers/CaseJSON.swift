import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards

extension ListedCase {
    static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "its number, which is the number of a return too"),
        .optional("model", .text(), "the model's number"),
        .required("serial", .text(most: 64), "the unit's serial number"),
        .required("kind", .word(CaseKind.allCases.map(\.rawValue)), "what the customer comes with"),
        .required("channel", .word(CaseChannel.allCases.map(\.rawValue)), "how it came in"),
        .required("state", .word(CaseState.allCases.map(\.rawValue)), "where it is on its way"),
        .required("priority", .word(CasePriority.allCases.map(\.rawValue)), "how much it presses"),
        .optional("headline", .text(most: 120), "the first line of the complaint"),
        .optional("assignee", .text(), "the account that looks after it; for the desk"),
        .optional("outcome", .word(CaseOutcome.allCases.map(\.rawValue)), "what became of it"),
        .optional("returnState", .word(CaseReturn.allCases.map(\.rawValue)), "where a unit is that may be sent back"),
        .optional("rating", .integer(1...5), "what the customer thinks, 1, bad, to 5, good"),
        .required("createdAt", .time, "when it was opened"),
        .required("dueAt", .time, "when it is to be at an end"),
        .optional("endedAt", .time, "when it was"),
        .required("overdue", .boolean, "true where it should be at an end; for the desk"),
    ]
    static let schema = ObjectSchema("ListedCase", properties)
    /// A page of them, with what stands at its head.
    static let pageSchema = ObjectSchema(
        "Cases",
        [
            .required(
                "items", .list(.object(schema), most: Limits.largestPage), "the one that is due first comes first"),
            .optional("next", .text(most: 1_000), "the cursor of the next page; absent on the last one"),
            .optional("open", .count, "how many are open in all; for the desk"),
            .optional("overdue", .count, "how many of these are overdue; for the desk"),
            .optional("ratings", .count, "of the model that is asked for, rated cases that ended in the last 90 days"),
            .optional("meanRating", .number, "their mean"),
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("number", serviceCase.number.text)
        json.field("model", model?.number.text)
        json.field("serial", serviceCase.unit.serial.text)
        json.field("kind", serviceCase.request.kind.rawValue)
        json.field("channel", serviceCase.request.channel.rawValue)
        json.field("state", serviceCase.state.rawValue)
        json.field("priority", serviceCase.handling.priority.rawValue)
        json.field("headline", serviceCase.request.headline)
        json.field("assignee", serviceCase.handling.assignee)
        json.field("outcome", serviceCase.outcome?.rawValue)
        json.field("returnState", serviceCase.returnState?.rawValue)
        json.field("rating", serviceCase.rating?.stars)
        json.field("createdAt", TimeText.text(serviceCase.createdAt))
        json.field("dueAt", TimeText.text(serviceCase.dueAt))
        json.field("endedAt", serviceCase.endedAt.map { TimeText.text($0) })
        json.field("overdue", isOverdue)
    }
}

extension CaseAnswer {
    static let schema = ObjectSchema(
        "Case",
        ListedCase.properties + [
            .required("part", .word(["customer", "desk"]), "what the asker is to it"),
            .optional(
                "complaint", .text(most: CaseRequest.longestComplaint), "in the customer's words; absent once erased"),
            .optional("contact", .text(most: CaseRequest.longestContact), "how whoever asks is reached"),
            .optional("claim", .text(most: 11), "a claim that it is linked to"),
            .optional("order", .text(most: 11), "a service order that it is linked to"),
            .optional("returnInstructions", .text(most: CaseReplies.longest), "how the unit is sent back"),
            .optional("ratingWords", .text(most: CaseRating.longestWords), "why the customer thinks so"),
            .optional(
                "thefts", .list(.object(TheftNote.schema), most: TheftList.mostOfUnit),
                "open reports that the unit was stolen or lost; for the desk"),
            .required("mayRate", .boolean, "true where you may say how it was dealt with"),
            .required("possible", .list(.word(CaseStep.allCases.map(\.rawValue)), most: 20), "steps you may do"),
            .required("replies", .list(.object(CaseReply.schema), most: CaseReplies.most), "what was said and done"),
            .required("files", .list(.object(AttachedFile.schema), most: Attachments.most), "its files"),
            .required("rowVersion", .count, "for If-Match"),
            .required("path", .text(most: 200), "its address"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            ListedCase(model: model, serviceCase: serviceCase, isOverdue: isOverdue).writeMembers(to: &json)
            json.field("part", part == .desk ? "desk" : "customer")
            json.field("complaint", serviceCase.request.complaint)
            json.field("contact", serviceCase.request.contact)
            json.field("claim", serviceCase.handling.claim?.text)
            json.field("order", serviceCase.handling.order?.text)
            json.field("returnInstructions", returnInstructions)
            json.field("ratingWords", serviceCase.rating?.words)
            if !thefts.isEmpty { json.listField("thefts", thefts) { $1.write(to: &$0) } }
            json.field("mayRate", mayRate)
            json.field("possible", possible.map(\.rawValue))
            json.listField("replies", replies) { $1.write(to: &$0, namingWhom: part == .desk) }
            json.listField("files", files) { $1.write(to: &$0) }
            json.field("rowVersion", serviceCase.rowVersion)
            json.field("path", Address.serviceCase(serviceCase.number))
        }
    }
}

extension CaseReply {
    static let schema = ObjectSchema(
        "CaseReply",
        [
            .required("side", .word(Side.allCases.map(\.rawValue)), "who says it"),
            .required("internal", .boolean, "true for the desk alone"),
            .optional("step", .word(CaseStep.allCases.map(\.rawValue)), "what was done with it"),
            .optional("state", .word(CaseState.allCases.map(\.rawValue)), "where that led"),
            .optional("text", .text(most: CaseReplies.longest), "what was said; absent once erased"),
            .required("at", .time, "when"),
            .optional("by", .text(most: 80), "who, as the audit trail names them; for the desk"),
        ])

    func write(to json: inout JSONWriter, namingWhom: Bool) {
        json.object { json in
            json.field("side", side.rawValue)
            json.field("internal", isInternal)
            json.field("step", step?.rawValue)
            json.field("state", state?.rawValue)
            json.field("text", text)
            json.field("at", TimeText.text(at))
            json.field("by", namingWhom ? by : nil)
        }
    }
}
