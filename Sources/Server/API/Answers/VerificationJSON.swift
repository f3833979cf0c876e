import Identifiers
import Nameplate
import Registry
import Safeguards

extension VerificationAnswer {
    static let schema = ObjectSchema(
        "Verification",
        [
            .required("verdict", .word(Verdict.allCases.map(\.rawValue)), "what can be said; never that it is genuine"),
            .required("sentence", .text(most: 4_000), "the same for people"),
            .required("findings", .list(.object(Finding.schema), most: 100), "what speaks for it, the gravest first"),
            .required("advice", .texts(most: 10, each: 4_000), "what to do next"),
            .optional("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
            .optional("model", .object(Model.referenceSchema), "its model"),
            .optional("serial", .text(most: 64), "the serial number as marked"),
            .required(
                "approvals", .list(.object(ObjectSchema(nil, approvalMembers)), most: Approval.most),
                "what bodies have found the model to meet, as far as it holds today"),
            .required("authentication", .texts(most: 100, each: 4_000), "by what a real unit of the model can be told"),
            .optional(
                "signals", .list(.object(CopySignal.schema), most: 10),
                "for whoever looks into copies: what speaks for them"),
            .optional("asOf", .time, "the moment of which it holds; now without it"),
        ])

    private static let approvalMembers: [ObjectSchema.Property] = [
        .required("mark", .text(most: 60), "as it stands on the plate"),
        .optional("certificate", .text(most: 80), "the number of the certificate"),
        .required("standards", .texts(most: 40), "such as IEC 60335-2-24:2020"),
    ]

    /// In the reader's language.
    var sentence: String { Words.text("verify.verdict.\(verdict.rawValue)") }

    /// What to do next, in the reader's language.
    var advice: [String] { [Words.text("verify.do.\(verdict.rawValue)")] }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("verdict", verdict.rawValue)
            json.field("sentence", sentence)
            json.listField("findings", findings) { $1.write(to: &$0) }
            json.field("advice", advice)
            manufacturer?.writeReference(to: &json)
            if let model { json.objectField("model") { model.writeReferenceMembers(to: &$0) } }
            json.field("serial", serial)
            json.listField("approvals", approvals) { json, approval in
                json.object { json in
                    json.field("mark", approval.mark)
                    json.field("certificate", approval.certificate.isEmpty ? nil : approval.certificate)
                    json.field("standards", approval.standards)
                }
            }
            json.field("authentication", authentication)
            if let signals { json.listField("signals", signals) { $1.write(to: &$0) } }
            json.field("asOf", asOf.map { TimeText.text($0) })
        }
    }
}

extension Finding {
    static let schema = ObjectSchema(
        "Finding",
        [
            .required("code", .word(Code.allCases.map(\.rawValue)), "what was found"),
            .required("sentence", .text(most: 4_000), "the same for people"),
        ])

    /// In the reader's language.
    var sentence: String {
        // What may not be told to everybody has a sentence that names nothing.
        let key = "verify.finding.\(code.rawValue)"
        return facts.isEmpty ? Words.first(["\(key).bare"]) ?? Words.text(key) : Words.text(key, facts)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code.rawValue)
            json.field("sentence", sentence)
        }
    }
}

extension CopySignal {
    static let schema = ObjectSchema(
        "CopySignal",
        [
            .required("kind", .word(Kind.allCases.map(\.rawValue)), "what does not fit a single unit"),
            .required("sentence", .text(most: 4_000), "the same for people, with its evidence"),
        ])

    /// In the reader's language.
    var sentence: String { Words.text("verify.signal.\(kind.rawValue)", evidence) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("kind", kind.rawValue)
            json.field("sentence", sentence)
        }
    }
}

extension CopyReview {
    static let members: [ObjectSchema.Property] = [
        .required("serial", .text(most: 64), "the serial number as marked"),
        .required("state", .word(State.allCases.map(\.rawValue)), "whether somebody must look into it"),
        .required(
            "signals", .list(.word(CopySignal.Kind.allCases.map(\.rawValue)), most: 10), "what it was found by"),
        .required("openedAt", .time, "when it was found"),
        .required("changedAt", .time, "since when it is in the state"),
    ]
    static let schema = ObjectSchema("CopyReview", members)

    func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

    func writeMembers(to json: inout JSONWriter) {
        json.field("serial", unit.serial.text)
        json.field("state", state.rawValue)
        json.field("signals", signals.map(\.rawValue))
        json.field("openedAt", TimeText.text(openedAt))
        json.field("changedAt", TimeText.text(changedAt))
    }
}

extension CopyReviewAnswer {
    static let schema = ObjectSchema(
        "ListedCopyReview", [.required("model", .object(Model.referenceSchema), "its model")] + CopyReview.members)

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            review.writeMembers(to: &json)
        }
    }
}

extension CopyFile {
    static let schema = ObjectSchema(
        "CopyFile",
        [
            .required("model", .object(Model.referenceSchema), "its model"),
            .required("serial", .text(most: 64), "the serial number as marked"),
            .required("verdict", .word(Verdict.allCases.map(\.rawValue)), "what everybody is told"),
            .required("signals", .list(.object(CopySignal.schema), most: 10), "what speaks for copies"),
            .required(
                "scans", .list(.object(UnitScan.schema), most: ScanRows.most), "who has asked, the latest first"),
            .required("reviews", .list(.object(CopyReview.schema), most: 100), "what was concluded, the latest first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("verdict", verdict.rawValue)
            json.listField("signals", signals) { $1.write(to: &$0) }
            json.listField("scans", scans) { $1.write(to: &$0) }
            json.listField("reviews", reviews) { $1.write(to: &$0) }
        }
    }
}

extension UnitScan {
    static let schema = ObjectSchema(
        "UnitScan",
        [
            .required("at", .time, "when somebody asked"),
            .optional("region", .text(most: 2), "the country that the asker named"),
            .required("channel", .word(Channel.allCases.map(\.rawValue)), "by which door"),
            .required("code", .word(CodeCheck.allCases.map(\.rawValue)), "which code came with it"),
            .required("isTrusted", .boolean, "whether it was somebody who may see the unit"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("at", TimeText.text(at))
            json.field("region", region)
            json.field("channel", channel.rawValue)
            json.field("code", code.rawValue)
            json.field("isTrusted", isTrusted)
        }
    }
}

extension VerificationRules {
    static let schema = ObjectSchema(
        "VerificationRules",
        ranges.map { name, range in .optional(name, .integer(range), summary(of: name)) })

    private static func summary(of name: String) -> String {
        switch name {
        case "askers": "so many askers within askerDays are a sign"
        case "askerDays": "in days"
        case "travelHours": "nobody goes from one country to another within less"
        case "foreignAskers": "so many askers outside the unit's market are a sign"
        case "lateDays": "first asked for so many days after its sale, and elsewhere, is a sign"
        default: "so many askers who have the owner code are a sign"
        }
    }

    init(_ json: JSONValue) {
        self.init()
        for (name, _) in Self.ranges { if let value = json[name]?.integer { self[name] = value } }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in for (name, _) in Self.ranges { json.field(name, self[name]) } }
    }
}
