import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Which documents tell how a fault is repaired.

extension Site {
    /// The right documents for the unit of a service order and its diagnosis, else its symptom; nil where nobody has said
    /// what is wrong.
    func procedures(_ answer: ServiceAnswer, _ unit: UnitAnswer, _ call: Call) async throws -> FormSection? {
        let details = answer.order.details
        guard let code = details.faultCode ?? details.symptom else { return nil }
        let found = try await call.registry.documents(
            for: unit, fault: code, languages: LanguageTag.accepted(call.headers[.acceptLanguage]), as: call.principal)
        let items = found.documents.compactMap { document -> FormSection.Item? in
            guard let shown = DocumentSection.Item(document, words: words) else { return nil }
            let kind = words.documentKind(document.document.details.kind.rawValue)
            var item = FormSection.Item(
                shown.title, note: [kind, shown.facts].filter { !$0.isEmpty }.joined(separator: ", "))
            item.href = shown.href
            return item
        }
        var section = FormSection(
            "procedures", Words.text("service.procedures"),
            text: Words.text(items.isEmpty ? "service.noProcedure" : "service.proceduresText", ["code": code]),
            items: items)
        section.isWide = true
        return section
    }

    /// The repair procedures of a model for a fault; none where the principal may not know of the model.
    func procedures(for code: String, model: String, of slug: String, _ call: Call) async throws -> [Link] {
        do {
            return try await call.registry.documents(
                of: model, slug, kinds: [.repairProcedure], fault: code, as: call.principal
            ).documents.compactMap { document in
                DocumentSection.Item(document, words: words).map { Link($0.title, $0.href) }
            }
        } catch let error as RegistryError {
            guard error.code == .modelUnknown else { throw error }
            return []
        }
    }
}
