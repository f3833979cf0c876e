import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Whether a product is real: for anybody.

extension Href {
    /// Where anybody asks whether a product is real.
    package static let verify = Href(["verify"])

    /// The same with the numbers of a unit.
    package static func verify(_ model: String, _ serial: String) -> Href {
        Href(["verify"], query: [("model", model), ("text", serial)])
    }
}

extension Site {
    static let verification: EditForm = {
        var form = EditForm(
            "verify", Routes.taking(.post, "/verify"),
            [
                .prose("text"), .code("model"), .code("code"), .lines("components"),
                .rows("features") { line in
                    let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
                    return .object([
                        "name": .text(parts.first ?? ""), "value": .text(parts.count > 1 ? parts[1] : ""),
                    ])
                }, .code("region"),
            ], subject: "text", at: "/verify"
        ) { _, _ in .verify }
        form.complete = { call in call.json.set(.text(UnitScan.Channel.web.rawValue), at: ["channel"]) }
        form.shows = { verdictSection($0) }
        return form
    }()

    static let verifying = EditPage(
        path: "/verify", permission: .look, summary: "Ask whether a product is real",
        query: [
            .init("text", .text(most: NameplateRegistry.longestLookup), "what stands on the plate"),
            .init("model", .text(), "the model, where the text is the serial number"),
        ], forms: [verification]
    ) { site, call in
        var signature = FormSection.Item(Words.text("verify.signature"))
        signature.href = Href(["verify", "signature"])
        return FormsPage(
            title: Words.text("editForm.verify"), lead: Words.text("verify.lead"),
            sections: [
                site.section(Self.verification, call, call.query),
                FormSection("signature", Words.text("signature.title"), items: [signature]),
            ], isNarrow: true)
    }

    /// What is told, of the answer of the route.
    private static func verdictSection(_ answer: JSONValue) -> FormSection {
        let verdict = Verdict(rawValue: answer["verdict"]?.text ?? "") ?? .cannotTell
        var section = FormSection("verdict", Words.text("verify.heading.\(verdict.rawValue)"))
        section.notice = Notice(
            verdict.tone, answer["sentence"]?.text ?? "", text: answer.texts("advice").joined(separator: " "))
        var facts: [Fact] = []
        if let number = answer["model"]?["number"]?.text {
            let maker = answer["manufacturer"]?["name"]?.text ?? ""
            facts.append(Fact(Words.text("word.model"), "\(maker) \(number)"))
        }
        if let serial = answer["serial"]?.text {
            facts.append(Fact(Words.text("verify.serial"), serial, isNumber: true))
        }
        for approval in answer["approvals"]?.elements ?? [] {
            let name = [approval["mark"]?.text, approval["certificate"]?.text].compactMap(\.self)
            facts.append(
                Fact(
                    Words.text("verify.approval"), name.joined(separator: " "),
                    note: approval.texts("standards").joined(separator: ", ")))
        }
        for element in answer.texts("authentication") {
            facts.append(Fact(Words.text("verify.authentication"), element))
        }
        section.facts = facts
        section.items = ((answer["findings"]?.elements ?? []) + (answer["signals"]?.elements ?? []))
            .compactMap { $0["sentence"]?.text }.map { FormSection.Item($0) }
        return section
    }
}

extension Verdict {
    /// How it feels. None is good: a number cannot prove a thing.
    fileprivate var tone: Tone {
        switch self {
        case .issuedFirstSeen, .issuedSeenBefore: .plain
        case .unknownModel, .cannotTell, .notAsBuilt, .recalled, .exported: .attention
        case .notIssued, .wrongCode, .otherModel, .possibleCopy, .reportedStolen, .withdrawn: .bad
        }
    }
}
