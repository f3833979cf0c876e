import AfterSales
import Identifiers
import Nameplate
import Registry

extension ClaimAnswer {
    static let schema = ObjectSchema(
        "Claim",
        WarrantyClaim.properties + [
            .required("part", .word(["owner", "claimant", "decider"]), "what the asker is to it"),
            .optional("complaint", .text(most: ClaimDetails.mostCharacters), "what is wrong; absent once erased"),
            .optional("causalPart", .text(most: 120), "the part at fault"),
            .optional("reference", .text(most: 100), "the claimant's own number"),
            .optional("repairedOn", .date, "when it was repaired"),
            .optional("meter", .word(UsageLimit.Meter.allCases.map(\.rawValue)), "which meter was read"),
            .optional("reading", .count, "what it showed on the day of the failure"),
            .required("lines", .list(.object(ClaimLine.schema), most: ClaimDetails.mostLines), "what is asked for"),
            .required("findings", .list(.object(ClaimFinding.schema), most: 1_000), "what the rules found"),
            .required("possible", .list(.word(ClaimStep.allCases.map(\.rawValue)), most: 20), "steps you may do"),
            .required("steps", .list(.object(ClaimStepEntry.schema), most: ClaimSteps.most), "what was done"),
            .required("files", .list(.object(AttachedFile.schema), most: Attachments.most), "its files"),
            .required("rowVersion", .count, "for If-Match"),
            .required("path", .text(most: 200), "its address"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            claim.writeMembers(to: &json, model)
            json.field("part", part == .decider ? "decider" : part == .owner ? "owner" : "claimant")
            let details = claim.details
            json.field("complaint", details.complaint)
            json.field("causalPart", details.causalPart)
            json.field("reference", details.reference)
            json.field("repairedOn", details.repairedOn?.isoText)
            json.field("meter", details.reading?.meter.rawValue)
            json.field("reading", details.reading?.value)
            json.listField("lines", details.lines) { $1.write(to: &$0) }
            json.listField("findings", findings) { $1.write(to: &$0) }
            json.field("possible", possible.map(\.rawValue))
            json.listField("steps", steps) { $1.write(to: &$0) }
            json.listField("files", files) { $1.write(to: &$0) }
            json.field("rowVersion", claim.rowVersion)
            json.field("path", Address.claim(claim.number))
        }
    }
}

extension WarrantyClaim {
    static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "its number"),
        .optional("model", .text(), "the model's number"),
        .required("serial", .text(most: 64), "the unit's serial number"),
        .required("kind", .word(ClaimKind.allCases.map(\.rawValue)), "what is asked for"),
        .required("state", .word(ClaimState.allCases.map(\.rawValue)), "where it is on its way"),
        .optional("site", .text(most: 200), "the dealer's place, where one has filed it"),
        .optional("faultCode", .text(most: 80), "what was wrong"),
        .optional("failedOn", .date, "when it failed"),
        .required("currency", .text(most: 3), "ISO 4217, of all amounts"),
        .required("claimed", .count, "minor units"),
        .optional("approved", .count, "minor units; absent until somebody has decided"),
        .optional("remedy", .word(ClaimRemedy.allCases.map(\.rawValue)), "what the owner gets"),
        .required("createdAt", .time, "when it was made"),
        .optional("submittedAt", .time, "when it was handed over"),
    ]
    static let listedSchema = ObjectSchema("ListedClaim", properties)

    func writeMembers(to json: inout JSONWriter, _ model: Model?) {
        json.field("number", number.text)
        json.field("model", model?.number.text)
        json.field("serial", unit.serial.text)
        json.field("kind", details.kind.rawValue)
        json.field("state", state.rawValue)
        json.field("site", filing.site)
        json.field("faultCode", details.faultCode)
        json.field("failedOn", details.failedOn?.isoText)
        json.field("currency", details.currency)
        json.field("claimed", claimed)
        json.field("approved", approved)
        json.field("remedy", remedy?.rawValue)
        json.field("createdAt", TimeText.text(createdAt))
        json.field("submittedAt", submittedAt.map { TimeText.text($0) })
    }
}

extension ClaimLine {
    private static let common: [ObjectSchema.Property] = [
        .required("kind", .word(Kind.allCases.map(\.rawValue)), "what it is for"),
        .required("title", .text(most: 120), "a part's number, a labour code, or what an expense was"),
        .optional("quantity", .integer(1...10_000), "of parts; 1 without it"),
        .optional("price", .count, "minor units: of one part, of an hour of work; both need it"),
        .optional("minutes", .integer(1...60_000), "of work"),
        .optional("removed", .text(most: 120), "the serial number of the part that was taken out"),
        .optional("fitted", .text(most: 120), "the serial number of the part that was put in"),
    ]
    static let requestSchema = ObjectSchema(
        "NewClaimLine", common + [.optional("amount", .count, "minor units, of an expense, which needs it")])
    static let schema = ObjectSchema(
        "ClaimLine",
        common + [
            .required("claimed", .count, "minor units"),
            .optional("approved", .count, "minor units; absent until somebody has decided"),
            .optional("remark", .text(most: 200), "why other than what was claimed is approved"),
        ])

    /// - Throws: `value.invalid`.
    init(_ json: JSONValue) throws(RegistryError) {
        let title = json["title"]?.text ?? ""
        switch json["kind"]?.text.flatMap(Kind.init) ?? .expense {
        case .part:
            self = try .part(
                title, quantity: json["quantity"]?.integer ?? 1,
                price: Self.amount(json, "price", "A part needs its price, in minor units; 0 where it costs nothing."),
                removed: json["removed"]?.text, fitted: json["fitted"]?.text)
        case .labour:
            self = try .labour(
                title, minutes: json["minutes"]?.integer ?? 0,
                rate: Self.amount(json, "price", "Work needs the price of an hour, in minor units."))
        case .expense:
            let sentence = "An expense needs its amount, in minor units."
            self = try .expense(title, amount: Self.amount(json, "amount", sentence))
        }
    }

    /// A price that is not there, or that nobody can read, is not one of nothing.
    private static func amount(
        _ json: JSONValue, _ member: String, _ sentence: String
    ) throws(RegistryError) -> Int64 {
        guard let amount = json[member]?.integer else {
            throw RegistryError(.valueInvalid, sentence, field: "lines.\(member)")
        }
        return amount
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("kind", kind.rawValue)
            json.field("title", title)
            json.field("quantity", quantity)
            json.field("price", price)
            json.field("minutes", minutes)
            json.field("removed", removed)
            json.field("fitted", fitted)
            json.field("claimed", claimed)
            json.field("approved", approved)
            json.field("remark", remark)
        }
    }
}

extension ClaimFinding {
    static let schema = ObjectSchema(
        "ClaimFinding",
        [
            .required("code", .word(Code.allCases.map(\.rawValue)), "for programs"),
            .required("severity", .word(Severity.allCases.map(\.rawValue)), "how grave it is"),
            .required("sentence", .text(most: 2_000), "for people"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code.rawValue)
            json.field("severity", severity.rawValue)
            json.field("sentence", sentence)
        }
    }
}

extension ClaimStepEntry {
    static let schema = ObjectSchema(
        "ClaimStep",
        [
            .required("step", .word(ClaimStep.allCases.map(\.rawValue)), "what was done"),
            .required("state", .word(ClaimState.allCases.map(\.rawValue)), "where that led"),
            .required("at", .time, "when"),
            .required("by", .text(most: 80), "who, as the audit trail names them"),
            .optional("reason", .text(most: 1_000), "what the claimant was told, or said"),
            .optional("note", .text(most: 1_000), "what was said within the manufacturer"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("step", step.rawValue)
            json.field("state", state.rawValue)
            json.field("at", TimeText.text(at))
            json.field("by", by)
            json.field("reason", reason)
            json.field("note", note)
        }
    }
}

extension AttachedFile {
    static let erasedSchema = ObjectSchema("ErasedFile", [.required("id", .id, "its id")])
    static let schema = ObjectSchema(
        "AttachedFile",
        [
            .required("id", .id, "by which it is read and erased"),
            .required("name", .text(most: Attachments.nameLimit), "what its sender calls it"),
            .required("mediaType", .word(FileType.allCases.map(\.rawValue)), "what its bytes say it is"),
            .required("size", .count, "bytes"),
            .required("addedAt", .time, "when it was added"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.description)
            json.field("name", name)
            json.field("mediaType", file.type.rawValue)
            json.field("size", file.size)
            json.field("addedAt", TimeText.text(addedAt))
        }
    }
}

extension NamedCosts {
    static let schema = ObjectSchema(
        "ClaimCosts",
        [
            .optional("key", .text(most: 200), "what the claims have in common; absent where it is not known"),
            .required("currency", .text(most: 3), "ISO 4217; amounts of several are not added"),
            .required("count", .count, "claims that were submitted and not withdrawn"),
            .required("accepted", .count, "those approved in whole or in part"),
            .required("claimed", .count, "minor units"),
            .required("approved", .count, "minor units: parts, labour and expenses"),
            .required("parts", .count, "minor units approved"),
            .required("labour", .count, "minor units approved"),
            .required("expenses", .count, "minor units approved"),
        ])

    static let csvHeader = [
        "key", "currency", "count", "accepted", "claimed", "approved", "parts", "labour", "expenses",
    ]

    var csvCells: [String] {
        [name ?? "", sum.currency]
            + [sum.count, sum.accepted, sum.claimed, sum.approved, sum.parts, sum.labour, sum.expenses].map {
                String($0)
            }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("key", name)
            json.field("currency", sum.currency)
            json.field("count", sum.count)
            json.field("accepted", sum.accepted)
            json.field("claimed", sum.claimed)
            json.field("approved", sum.approved)
            json.field("parts", sum.parts)
            json.field("labour", sum.labour)
            json.field("expenses", sum.expenses)
        }
    }
}
