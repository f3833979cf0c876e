import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// What a manufacturer promises, and what one unit has beyond that.

extension Href {
    /// Where warranty terms are read and set.
    package static func warrantyTerms(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["edit", "manufacturers", slug, "warranty-terms"], query: query)
    }
}

extension Site {
    private static let ofManufacturer = "/manufacturers/{manufacturer}/warranty-terms"
    private static let ofUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}/warranty/extensions"

    private static let terms: EditForm = {
        var form = EditForm(
            "warrantyTerms", Routes.taking(.post, ofManufacturer), [.prose("terms"), .flag("backdated")],
            subject: "terms"
        ) { call, _ in .warrantyTerms(call.values["manufacturer"] ?? "", [("done", "warrantyTerms")]) }
        form.complete = { call in
            guard let text = call.json["terms"]?.text else { return }
            call.json.set(.array(try JSONDocuments.read(text, of: "terms")), at: ["terms"])
        }
        return form
    }()
    private static let termRemoval = EditForm(
        "warrantyTermRemoval", Routes.taking(.delete, "\(ofManufacturer)/{term}"), in: "warrantyTerms"
    ) { call, _ in .warrantyTerms(call.values["manufacturer"] ?? "", [("done", "warrantyTerms")]) }

    static let warrantyEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/warranty-terms", permission: .editCatalogue,
        summary: "Set what a manufacturer promises",
        query: [.init("term", .id, "the term to begin with")], forms: [terms, termRemoval]
    ) { site, call in try await site.warrantyTermsPage(call) }

    private func warrantyTermsPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: manufacturer.id)
        let kept = try await call.registry.warrantyTerms(of: slug, model: nil, as: call.principal)
        let items = kept.map { kept in
            let lengths = kept.term.coverages.map { coverage in
                [coverage.title ?? coverage.component, Words.cover(coverage.length)].compactMap(\.self).joined(
                    separator: ": ")
            }
            var item = FormSection.Item(
                kept.term.title ?? kept.term.label,
                note: ([kept.term.label, kept.term.target.words] + lengths).joined(separator: ", "),
                form: card(Self.termRemoval, call, ["term": kept.id.description], isDanger: true))
            item.href = .warrantyTerms(slug, [("term", kept.id.description)])
            return item
        }
        let chosen = kept.first { $0.id.description == call.query["term"] }
        var section = section(Self.terms, call, ["terms": chosen?.document ?? ""], items: items)
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.warrantyTerms"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug))], here: Words.text("editForm.warrantyTerms")),
            sections: [section])
    }

    // MARK: One unit

    /// Cover that a unit has beyond its terms.
    static let coverExtension: EditForm = {
        var form = EditForm(
            "extension", Routes.taking(.post, ofUnit),
            [
                .choice("kind", CoverExtension.Kind.self) { _, word in Words.first(["coverKind.\(word)"]) ?? word },
                .code("reference"), .flag("coverage.parts"), .flag("coverage.labour"), .flag("coverage.expenses"),
                .text("coverage.component"), .number("coverage.months"), .code("from"),
                .choice("transfer", WarrantyTerm.Transfer.self) { _, word in
                    Words.first(["coverTransfer.\(word)"]) ?? word
                }, .flag("pausesInRepair"),
            ], next: again)
        form.complete = { call in
            guard case .object(var coverage)? = call.json["coverage"] else { return }
            let covers = Coverage.Kind.allCases.map(\.rawValue).filter { coverage.removeValue(forKey: $0) != nil }
            if !covers.isEmpty { coverage["covers"] = .array(covers.map { .text($0) }) }
            call.json.set(.object(coverage), at: ["coverage"])
        }
        return form
    }()
    static let extensionEnd = EditForm(
        "extensionEnd", Routes.taking(.delete, "\(ofUnit)/{reference}"), segments: ["reference"], in: "extension",
        subject: "reference", at: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/warranty/ended",
        next: again)

    private static let again: @Sendable (Call, [String: String]) -> Href = { call, _ in
        .edit(
            call.values["manufacturer"] ?? "", "models", call.values["model"] ?? "", "units",
            call.values["serial"] ?? "", done: "extension")
    }
}
