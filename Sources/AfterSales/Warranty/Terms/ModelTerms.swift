package import Identifiers
package import Registry
package import Storage

/// The terms that can concern one model's units, made ready once: ordered for choosing, their populations compiled.
package struct ModelTerms: Sendable {
    package let book: TermBook
    /// Which units each term is for.
    package let effectivity: Effectivity

    /// The components that they name.
    var components: Set<String> { Set(book.terms.flatMap(\.coverages).compactMap(\.component)) }

    package init(of model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        let terms = try WarrantyTerms.list(of: model, reader).map(\.term)
        book = TermBook(terms)
        effectivity = try Effectivity(of: terms.map(\.population), model, on: today, reader)
    }
}
