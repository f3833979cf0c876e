import AfterSales
import Identifiers
import Nameplate
import Registry

extension CaseRequest {
    private static let unit: [ObjectSchema.Property] = [
        .required("model", .text(), "the model's number"),
        .required("serial", .text(most: 64), "the unit's serial number"),
    ]
    private static let properties: [ObjectSchema.Property] = [
        .required("complaint", .text(most: longestComplaint), "in the customer's words"),
        .optional("kind", .word(CaseKind.allCases.map(\.rawValue)), "what the customer comes with; repair without it"),
        .optional("channel", .word(CaseChannel.allCases.map(\.rawValue)), "how it came in; ownersPage without it"),
        .optional(
            "contact", .text(most: longestContact),
            "how whoever asks is reached; a case that the desk opens without it is the owner's"),
    ]
    static let schema = ObjectSchema("NewCase", unit + properties + CasePlan.properties)

    init(_ json: JSONValue) {
        self.init(
            json["kind"]?.text.flatMap(CaseKind.init) ?? .repair, json["complaint"]?.text,
            channel: json["channel"]?.text.flatMap(CaseChannel.init) ?? .ownersPage, contact: json["contact"]?.text)
    }
}

extension CasePlan {
    static let properties: [ObjectSchema.Property] = [
        .optional(
            "priority", .word(CasePriority.allCases.map(\.rawValue)), "how much it presses; normal without it"),
        .optional("dueAt", .time, "when it is to be at an end; without it the priority says: 5, 2, 1 days, 4 hours"),
        .optional("assignee", .text(), "the name of an account of the desk; nobody without it"),
        .optional("claim", .text(most: 11), "a claim about the same unit"),
        .optional("order", .text(most: 11), "a service order about the same unit"),
    ]
    static let schema = ObjectSchema("CasePlan", properties)

    /// Nil where nothing of it is said.
    /// - Throws: `time.invalid`, `claim.unknown`, `order.unknown`.
    static func given(_ json: JSONValue) throws -> CasePlan? {
        properties.contains { json[$0.name] != nil } ? try CasePlan(json) : nil
    }

    /// - Throws: as above.
    init(_ json: JSONValue) throws {
        var handling = CaseHandling(
            json["priority"]?.text.flatMap(CasePriority.init) ?? .normal, assignee: json["assignee"]?.text)
        handling.order = try json["order"]?.text.map { text in
            guard let number = ServiceOrderNumber(parsing: text) else { throw ServiceOrders.unknown }
            return number
        }
        handling.claim = try json["claim"]?.text.map { text in
            guard let number = ClaimNumber(parsing: text) else { throw Claims.unknown }
            return number
        }
        self.init(
            handling, dueAt: try json["dueAt"]?.text.map { try ZonedTime(parsing: $0, field: "dueAt").microseconds })
    }
}

extension CaseMove {
    static let schema = ObjectSchema(
        "CaseStep",
        [
            .required("step", .word(CaseStep.allCases.map(\.rawValue)), "what is done"),
            .optional(
                "text", .text(most: CaseReplies.longest),
                "what the other side is told: a question, an answer, how to send the unit back"),
            .optional("outcome", .word(CaseOutcome.allCases.map(\.rawValue)), "of an end: what became of it"),
        ])

    init(_ json: JSONValue) {
        self.init(
            json["step"]?.text.flatMap(CaseStep.init) ?? .answer, json["text"]?.text,
            outcome: json["outcome"]?.text.flatMap(CaseOutcome.init))
    }
}

/// How a list of cases is asked for.
enum CaseFilterText {
    static let parameters: [Route.Parameter] = [
        .init("ended", .boolean, "true lists those at an end, the latest first, instead of the open ones"),
        .init("state", .word(CaseState.allCases.map(\.rawValue)), "only those in this state"),
        .init("assignee", .text(), "only those of this account; 'me' for yours, 'nobody' for those of nobody"),
        .init("model", .text(), "only those about units of this model"),
        .init("priority", .word(CasePriority.allCases.map(\.rawValue)), "only those that press so much"),
        .init("overdue", .boolean, "true lists only those that should be at an end"),
    ]
}

extension Call {
    var caseFilter: CaseFilter {
        var filter = CaseFilter()
        filter.isEnded = flag("ended")
        filter.state = query["state"].flatMap(CaseState.init)
        filter.model = query["model"]
        filter.priority = query["priority"].flatMap(CasePriority.init)
        filter.overdueOnly = flag("overdue")
        filter.assignee =
            switch query["assignee"] {
            case nil, "": .anybody
            case "me": .me
            case "nobody": .nobody
            case let name?: .account(name)
            }
        return filter
    }

    func casePlace() throws -> CaseList.Place? {
        guard let parts = try after()?.split(separator: " ").map({ Int64($0) ?? 0 }), parts.count == 2 else {
            return nil
        }
        return CaseList.Place(listedAt: parts[0], id: parts[1])
    }
}

extension CaseList.Place {
    /// What a cursor holds.
    var text: String { "\(listedAt) \(id)" }
}
