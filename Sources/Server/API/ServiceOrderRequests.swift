import AfterSales
import Identifiers
import Nameplate
import Registry

extension ServiceDetails {
    private static let properties: [ObjectSchema.Property] = [
        .optional("charge", .word(ServiceCharge.allCases.map(\.rawValue)), "who bears the cost; customer without it"),
        .optional("complaint", .text(most: mostCharacters), "what is wrong, in the customer's words"),
        .optional("symptom", .text(most: 80), "what the customer complains of, as a fault code"),
        .optional("faultCode", .text(most: 80), "the diagnosis, as a fault code"),
        .optional("causalPart", .text(most: 120), "the part at fault"),
        .optional("workDone", .text(most: mostCharacters), "what was done, in words"),
        .optional("meter", .word(UsageLimit.Meter.allCases.map(\.rawValue)), "which meter was read"),
        .optional("reading", .integer(0...1_000_000_000), "what it showed when the unit came"),
        .optional("downSince", .time, "since when the unit could not be used; its receipt without it"),
        .optional("backSince", .time, "since when it can be used again; the completion without it"),
        .required("currency", .text(most: 3), "ISO 4217, of all amounts"),
        .optional(
            "lines", .list(.object(ClaimLine.requestSchema), most: mostLines), "parts out and in, labour, expenses"),
        .optional("case", .text(most: 11), "the case at the support desk that it came from"),
        .optional("campaign", .text(most: 80), "the recall that it was done for"),
        .optional("reference", .text(most: 100), "your own number"),
        .optional("technician", .text(most: 80), "who works on it"),
    ]
    static let schema = ObjectSchema("ServiceOrderDraft", properties)
    static let newSchema = ObjectSchema(
        "NewServiceOrder",
        properties + [
            .optional("site", .text(most: 200), "for which of your workshops; the only one without it"),
            .optional("receive", .boolean, "true: the unit is here"),
        ])

    /// - Throws: `value.invalid`.
    init(_ json: JSONValue) throws {
        var lines: [ClaimLine] = []
        for line in json["lines"]?.elements ?? [] { lines.append(try ClaimLine(line)) }
        self.init(
            json["charge"]?.text.flatMap(ServiceCharge.init) ?? .customer, complaint: json["complaint"]?.text,
            currency: json["currency"]?.text ?? "", lines: lines)
        (symptom, faultCode) = (json["symptom"]?.text, json["faultCode"]?.text)
        (causalPart, workDone) = (json["causalPart"]?.text, json["workDone"]?.text)
        downSince = try json["downSince"]?.text.map { try ZonedTime(parsing: $0, field: "downSince").microseconds }
        backSince = try json["backSince"]?.text.map { try ZonedTime(parsing: $0, field: "backSince").microseconds }
        caseNumber = try json["case"]?.text.map { text in
            guard let number = CaseNumber(parsing: text) else { throw Cases.unknown }
            return number
        }
        campaign = json["campaign"]?.text
        (reference, technician) = (json["reference"]?.text, json["technician"]?.text)
        reading = try ClaimDetails.Reading(json)
    }
}

extension ServiceMove {
    static let schema = ObjectSchema(
        "ServiceStep",
        [
            .required("step", .word(ServiceStep.allCases.map(\.rawValue)), "what is done"),
            .optional("note", .text(most: 1_000), "what is said about it; why, to decline, cancel or reopen"),
            .optional(
                "outcome", .word(ServiceOutcome.allCases.map(\.rawValue)), "of a completion: what the repair came to"),
        ])

    init(_ json: JSONValue) {
        self.init(
            json["step"]?.text.flatMap(ServiceStep.init) ?? .receive, note: json["note"]?.text,
            outcome: json["outcome"]?.text.flatMap(ServiceOutcome.init))
    }
}
