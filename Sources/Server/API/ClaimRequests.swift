import AfterSales
import Identifiers
import Nameplate
import Registry

extension ClaimDetails {
    private static let properties: [ObjectSchema.Property] = [
        .optional("kind", .word(ClaimKind.allCases.map(\.rawValue)), "what is asked for; claim without it"),
        .optional("complaint", .text(most: mostCharacters), "what is wrong, in the owner's words"),
        .optional("faultCode", .text(most: 80), "one of the manufacturer's codes"),
        .optional("causalPart", .text(most: 120), "the part at fault"),
        .optional("reference", .text(most: 100), "your own number"),
        .optional("failedOn", .date, "when it failed"),
        .optional("repairedOn", .date, "when it was repaired"),
        .optional("meter", .word(UsageLimit.Meter.allCases.map(\.rawValue)), "which meter was read"),
        .optional("reading", .integer(0...1_000_000_000), "what it showed on the day of the failure"),
        .required("currency", .text(most: 3), "ISO 4217, of all amounts"),
        .optional("lines", .list(.object(ClaimLine.requestSchema), most: mostLines), "what is asked for"),
    ]
    static let schema = ObjectSchema("ClaimDraft", properties)
    static let newSchema = ObjectSchema(
        "NewClaim",
        properties + [
            .optional("site", .text(most: 200), "for which of your sites; the only one without it"),
            .optional("submit", .boolean, "true hands it over at once"),
        ])

    /// - Throws: `value.invalid`.
    init(_ json: JSONValue) throws {
        var lines: [ClaimLine] = []
        for line in json["lines"]?.elements ?? [] { lines.append(try ClaimLine(line)) }
        self.init(
            json["kind"]?.text.flatMap(ClaimKind.init) ?? .claim, complaint: json["complaint"]?.text,
            currency: json["currency"]?.text ?? "", lines: lines)
        faultCode = json["faultCode"]?.text
        causalPart = json["causalPart"]?.text
        reference = json["reference"]?.text
        failedOn = try json.date("failedOn")
        repairedOn = try json.date("repairedOn")
        reading = try Reading(json)
    }
}

extension ClaimDetails.Reading {
    /// What the members `meter` and `reading` say; nil where nothing was read.
    /// - Throws: `value.invalid` where it is not said which meter.
    init?(_ json: JSONValue) throws(RegistryError) {
        guard let value = json["reading"]?.integer else { return nil }
        guard let meter = json["meter"]?.text.flatMap(UsageLimit.Meter.init) else {
            throw RegistryError(.valueInvalid, "Say which meter was read: km, miles, hours or cycles.", field: "meter")
        }
        self.init(meter, value)
    }
}

extension ClaimMove {
    private static let words: [ObjectSchema.Property] = [
        .optional("reason", .text(most: 1_000), "why, for the other side to read")
    ]

    static func schema(of actor: ClaimStep.Actor) -> ObjectSchema {
        let steps = ClaimStep.allCases.filter { $0.actor == actor }.map(\.rawValue)
        let step = ObjectSchema.Property.required("step", .word(steps), "what is done")
        guard actor == .decider else { return ObjectSchema("ClaimantStep", [step] + words) }
        return ObjectSchema(
            "DeciderStep",
            [step] + words + [
                .optional("note", .text(most: 1_000), "what is said within the manufacturer"),
                .optional(
                    "remedy", .word(ClaimRemedy.allCases.map(\.rawValue)), "what the owner gets; repair without it"),
                .optional(
                    "lines",
                    .list(
                        .object(
                            ObjectSchema(
                                "ApprovedLine",
                                [
                                    .required("line", .integer(1...Int64(ClaimDetails.mostLines)), "its place, from 1"),
                                    .required("approved", .count, "minor units, at most what was claimed"),
                                    .optional("remark", .text(most: 200), "why"),
                                ])), most: ClaimDetails.mostLines),
                    "of a decision in part: lines that are approved otherwise than claimed"),
            ])
    }

    init(_ json: JSONValue) {
        self.init(
            json["step"]?.text.flatMap(ClaimStep.init) ?? .submit, reason: json["reason"]?.text,
            note: json["note"]?.text, remedy: json["remedy"]?.text.flatMap(ClaimRemedy.init))
        for line in json["lines"]?.elements ?? [] {
            adjustments[Int(line["line"]?.integer ?? 0) - 1] = Adjustment(
                line["approved"]?.integer ?? 0, remark: line["remark"]?.text)
        }
    }
}
