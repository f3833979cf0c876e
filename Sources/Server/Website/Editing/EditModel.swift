import Hummingbird
import Identifiers
import Nameplate
import Registry

// Models: what is said of them, what they are called, their lists and parts.

extension Site {
    private static let ofModel = "/manufacturers/{manufacturer}/models/{model}"

    /// A form of a model's page, which comes back to that page.
    private static func modelForm(
        _ name: String, _ method: Route.Method, _ path: String, _ fields: [EditForm.Field] = [],
        in section: String? = nil, subject: String? = nil
    ) -> EditForm {
        EditForm(
            name, Routes.taking(method, "\(ofModel)\(path)"), fields, in: section, subject: subject
        ) { call, _ in
            .edit(call.values["manufacturer"] ?? "", "models", call.values["model"] ?? "", done: section ?? name)
        }
    }

    private static let change: EditForm = {
        var form = modelForm(
            "model", .put, "",
            [
                .text("name"), .text("line"), .text("brand"), .text("version"), .text("category"), .lines("gtins"),
                .code("announcedOn"), .code("releasedOn"), .code("salesEndOn"), .code("supportEndOn"),
                .code("supersedes"), .flag("fleetPublished"), .rows("specifications", SpecificationLine.json),
            ], subject: "specifications")
        form.complete = { call in try await SpecificationLine.keepUnchanged(&call) }
        return form
    }()
    private static let number = modelForm(
        "number", .post, "/numbers",
        [
            .code("number"),
            .choice("kind", OtherNumber.Kind.self) { _, word in Words.first(["otherNumber.\(word)"]) ?? word },
        ], subject: "number")
    private static let numberRemoval = modelForm(
        "numberRemoval", .post, "/numbers/removed", [.code("number")], in: "number")
    private static let renumbering = EditForm(
        "renumber", Routes.taking(.post, "\(ofModel)/renumber"), [.code("number")]
    ) { call, sent in .edit(call.values["manufacturer"] ?? "", "models", sent["number"] ?? "", done: "model") }
    private static let format = modelForm(
        "format", .post, "/formats", [.code("pattern"), .flag("unguessable")], subject: "pattern")
    private static let version = modelForm(
        "modelVersion", .post, "/versions",
        [
            .text("version"), .code("releasedOn"), .prose("appliesTo"), .code("changeNote"), .prose("change"),
            .flag("isPublic"),
        ])
    private static let packaging = modelForm(
        "packaging", .post, "/packaging",
        [
            .choice("level", PackagingLevel.Level.self) { $0.packagingLevel($1) }, .number("quantity"), .code("gtin"),
            .text("size"), .text("weight"),
        ])
    private static let approval = modelForm(
        "approval", .post, "/approvals",
        [
            .text("mark"), .code("certificate"), .text("body"), .lines("standards"), .code("validFrom"),
            .code("validUntil"),
        ])
    private static let price = modelForm(
        "price", .post, "/prices",
        [
            .code("market"), .code("currency"), .code("from"), .code("to"), .text("text"), .code("validFrom"),
            .code("validUntil"),
        ])
    private static let marketing = modelForm(
        "marketing", .post, "/marketing", [.text("segment"), .lines("sellingPoints")])
    private static let part = modelForm(
        "part", .post, "/parts",
        [
            .code("part"), .choice("kind", PartFit.Kind.self) { $0.partKind($1) }, .number("quantity"),
            .text("position"), .prose("appliesTo"), .text("note"),
        ], subject: "part")
    private static let supersession = modelForm(
        "supersession", .post, "/superseded", [.code("by"), .flag("twoWay"), .text("reason"), .code("since")],
        subject: "by")
    private static let supersessionRemoval = modelForm(
        "supersessionRemoval", .post, "/superseded/removed", [.code("by")], in: "supersession", subject: "by")
    private static let versionRemoval = modelForm("versionRemoval", .delete, "/versions/{entry}", in: "modelVersion")
    private static let packagingRemoval = modelForm("packagingRemoval", .delete, "/packaging/{entry}", in: "packaging")
    private static let approvalRemoval = modelForm("approvalRemoval", .delete, "/approvals/{entry}", in: "approval")
    private static let priceRemoval = modelForm("priceRemoval", .delete, "/prices/{entry}", in: "price")
    private static let marketingRemoval = modelForm("marketingRemoval", .delete, "/marketing/{entry}", in: "marketing")
    private static let partRemoval = modelForm("partRemoval", .delete, "/parts/{entry}", in: "part")

    static let modelEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}", permission: .editCatalogue,
        summary: "Change what is said of a model, its numbers, formats, lists and parts",
        forms: [
            change, number, numberRemoval, renumbering, format, version, packaging, approval, price, marketing, part,
            supersession, supersessionRemoval, versionRemoval, packagingRemoval, approvalRemoval, priceRemoval,
            marketingRemoval, partRemoval,
        ]
    ) { site, call in try await site.modelEditingPage(call) }

    private func modelEditingPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let answer = try await call.registry.model(number, of: slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: answer.manufacturer.id)
        let model = answer.model.number.text
        return FormsPage(
            title: Words.text("edit.title", ["what": model]), eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(answer.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model))],
                here: Words.text("edit.change")),
            sections: [
                section(
                    Self.change, call, Self.values(answer), hidden: [("rowVersion", String(answer.model.rowVersion))])
            ] + numberSections(answer, call) + [try await formatSection(answer, call)]
                + (try await listSections(answer, call)) + (try await partSections(answer, call))
                + [Self.ruleSection(slug, model)])
    }

    private static func values(_ answer: ModelAnswer) -> [String: String] {
        let details = answer.model.details
        return [
            "name": details.name ?? "", "line": details.line ?? "", "brand": details.brand ?? "",
            "version": details.version ?? "", "category": details.category ?? "",
            "gtins": details.gtins.joined(separator: "\n"), "announcedOn": details.announcedOn?.isoText ?? "",
            "releasedOn": details.releasedOn?.isoText ?? "", "salesEndOn": details.salesEndOn?.isoText ?? "",
            "supportEndOn": details.supportEndOn?.isoText ?? "", "supersedes": answer.supersedes?.number.text ?? "",
            "fleetPublished": details.fleetPublished ? "true" : "",
            "specifications": details.specifications.map(SpecificationLine.text).joined(separator: "\n"),
        ]
    }

    private func numberSections(_ answer: ModelAnswer, _ call: Call) -> [FormSection] {
        let items = answer.otherNumbers.map { other in
            FormSection.Item(
                other.number.text, note: Words.first(["otherNumber.\(other.kind.rawValue)"]),
                form: card(Self.numberRemoval, call, hidden: [("number", other.number.text)], isDanger: true))
        }
        return [section(Self.number, call, items: items), section(Self.renumbering, call)]
    }

    private func formatSection(_ answer: ModelAnswer, _ call: Call) async throws -> FormSection {
        section(
            Self.format, call,
            items: (answer.formats ?? []).map { FormSection.Item($0.format.format.pattern) })
    }

    /// Versions, packaging, approvals, prices and selling points, each with what there is.
    private func listSections(_ answer: ModelAnswer, _ call: Call) async throws -> [FormSection] {
        let today = call.registry.today
        func validity(_ from: CivilDate?, _ until: CivilDate?, _ isValid: Bool) -> String? {
            let span = [from?.isoText, until?.isoText].compactMap(\.self).joined(separator: " – ")
            return span.isEmpty ? nil : isValid ? span : Words.text("edit.notNow", ["span": span])
        }
        return [
            try await list(ModelVersion.self, Self.version, Self.versionRemoval, call) {
                ($0.version, [$0.releasedOn?.isoText, $0.population, $0.change])
            },
            try await list(PackagingLevel.self, Self.packaging, Self.packagingRemoval, call) {
                (
                    self.words.packagingLevel($0.level.rawValue),
                    [Numbers.grouped($0.quantity), $0.gtin, $0.size, $0.weight]
                )
            },
            try await list(Approval.self, Self.approval, Self.approvalRemoval, call) {
                ($0.mark, [$0.certificate, $0.body, validity($0.validFrom, $0.validUntil, $0.isValid(on: today))])
            },
            try await list(PriceBand.self, Self.price, Self.priceRemoval, call) {
                (
                    $0.text ?? [$0.from, $0.to, $0.currency].compactMap(\.self).joined(separator: " "),
                    [$0.market, validity($0.validFrom, $0.validUntil, $0.isValid(on: today))]
                )
            },
            try await list(Marketing.self, Self.marketing, Self.marketingRemoval, call) {
                ($0.segment ?? Words.text("editForm.marketing"), [$0.sellingPoints.joined(separator: "; ")])
            },
        ]
    }

    private func list<Entry: ModelEntry>(
        _ type: Entry.Type, _ form: EditForm, _ removal: EditForm, _ call: Call,
        _ tell: (Entry) -> (String, [String?])
    ) async throws -> FormSection {
        let found = try await call.registry.entries(
            type, of: call.segment("model"), call.segment("manufacturer"), as: call.principal)
        let items = found.entries.map { kept in
            let (text, notes) = tell(kept.entry)
            return FormSection.Item(
                text, note: notes.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", "),
                form: card(removal, call, ["entry": kept.id.description], isDanger: true))
        }
        return section(form, call, items: items)
    }

    private func partSections(_ answer: ModelAnswer, _ call: Call) async throws -> [FormSection] {
        let parts = try await call.registry.parts(
            of: call.segment("model"), call.segment("manufacturer"), limit: Limits.page, as: call.principal)
        let items = parts.parts.map { part in
            FormSection.Item(
                part.part.number.text,
                note: [
                    part.fit.entry.position, words.partKind(part.fit.entry.kind.rawValue), part.population,
                ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", "),
                form: card(Self.partRemoval, call, ["entry": part.fit.id.description], isDanger: true))
        }
        var supersession = section(Self.supersession, call)
        supersession.forms.append(card(Self.supersessionRemoval, call, isDanger: true))
        return [section(Self.part, call, items: items), supersession]
    }
}

/// A specification as a line of a form: `Capacity: 300 L`.
enum SpecificationLine {
    static func text(_ specification: Specification) -> String {
        let value = specification.value
        let unit = value.unit.map { code in " " + (UnitOfMeasure.coded(code)?.symbol ?? code) } ?? ""
        let line = "\(specification.name): \(specification.cell)\(unit)"
        return line.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// What a line says, for the API.
    static func json(_ line: String) -> JSONValue {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].drop(while: \.isWhitespace))
        guard parts.count == 2 else { return .object(["name": .text(name)]) }
        return .object(["name": .text(name), "written": .text(String(parts[1].drop(while: \.isWhitespace)))])
    }

    /// Of lines that were left as they were, the specifications stay as they are, with their sources: a text that looks
    /// like a number stays a text.
    static func keepUnchanged(_ call: inout Call) async throws {
        guard case .object(var document) = call.json, case .array(let rows) = document["specifications"] else { return }
        let model = try await call.registry.model(
            call.segment("model"), of: call.segment("manufacturer"), as: call.principal
        ).model
        var kept: [JSONValue: JSONValue] = [:]
        for specification in model.details.specifications {
            kept[json(text(specification))] = try JSONParser.parse(JSONWriter.bytes { specification.write(to: &$0) })
        }
        document["specifications"] = .array(rows.map { kept[$0] ?? $0 })
        call.json = .object(document)
    }
}
