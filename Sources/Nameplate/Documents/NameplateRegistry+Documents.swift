import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// The documents of a model that one may have, by kind, number and language.
    /// - Parameters:
    ///   - kinds: only these; all where it is empty.
    ///   - fault: only those for this fault code or a wider one, repair procedures first; all where it is nil.
    ///   - showsAll: those too that were replaced or withdrawn.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it; `fault.unknown`.
    package func documents(
        of number: String, _ slug: String, kinds: Set<Document.Kind> = [], fault: String? = nil,
        showsAll: Bool = false, as principal: Principal
    ) async throws -> DocumentsAnswer {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            let fault = try fault.map { try Self.path(from: $0, for: model, as: principal, reader) }
            let documents = try Documents.brief(of: model.id, reader).filter { document in
                (kinds.isEmpty || kinds.contains(document.details.kind)) && (showsAll || document.isCurrent)
                    && Access.allows(principal, documentsFor: document.details.audience, of: manufacturer.id)
            }
            return DocumentsAnswer(
                manufacturer: manufacturer, model: model,
                documents: try Self.narrowed(documents, to: fault, by: DocumentChoice.sorted).map {
                    try Self.answer($0, of: [model], manufacturer, on: today, as: principal, reader)
                })
        }
    }

    /// The right documents for a unit: those that apply to it, each in the nearest language and the newest version.
    /// - Parameters:
    ///   - fault: only those for this fault code or a wider one, repair procedures first; all where it is nil.
    ///   - languages: those asked for, the most wanted first.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does; `fault.unknown`.
    package func documents(
        forUnit serial: String, model number: String, of slug: String, kinds: Set<Document.Kind> = [],
        fault: String? = nil, languages: [LanguageTag] = [], as principal: Principal
    ) async throws -> DocumentsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let fault = try fault.map { try Self.path(from: $0, for: found.model, as: principal, reader) }
            return try Self.right(found, kinds, fault, languages, catalogue, on: today, as: principal, reader)
        }
    }

    /// The same for a unit of which the principal has an answer already, and has paid for it. A fault code that there is not,
    /// as an older record may name it, stands for itself alone.
    package func documents(
        for unit: UnitAnswer, fault: String? = nil, languages: [LanguageTag], as principal: Principal
    ) async throws -> DocumentsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(unit) { found, reader in
            let fault = try fault.map { FaultPath(from: $0, among: try FaultCodes.list(for: found.model, reader)) }
            return try Self.right(found, [], fault, languages, catalogue, on: today, as: principal, reader)
        }
    }

    static func right(
        _ found: FoundUnit, _ kinds: Set<Document.Kind>, _ fault: FaultPath?, _ languages: [LanguageTag],
        _ catalogue: CatalogueCache, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> DocumentsAnswer {
        let manufacturer = found.manufacturer
        let effectivity = UnitEffectivity(found, catalogue, on: today, reader)
        let documents = try Documents.brief(of: found.model.id, reader).filter { document in
            guard kinds.isEmpty || kinds.contains(document.details.kind), document.isCurrent,
                Access.allows(principal, documentsFor: document.details.audience, of: manufacturer.id)
            else { return false }
            // What cannot be told is shown: nobody is kept from a safety notice because a key is missing.
            return try effectivity.applies(document.details.population) ?? true
        }
        return DocumentsAnswer(
            manufacturer: manufacturer, model: found.model,
            documents: try narrowed(documents, to: fault, by: { DocumentChoice.right(among: $0, in: languages) }).map {
                try answer($0, of: [found.model], manufacturer, on: today, as: principal, reader)
            })
    }

    /// Those for a fault, chosen and put in order as always, then the nearest first; all where it is nil.
    private static func narrowed(
        _ documents: [Document], to fault: FaultPath?, by choose: ([Document]) -> [Document]
    ) -> [Document] {
        guard let fault else { return choose(documents) }
        return DocumentChoice.nearestFirst(choose(DocumentChoice.fitting(fault, among: documents)), to: fault)
    }

    /// A fault code and those above it. Whoever may not read the manufacturer's codes is not told which there are.
    /// - Throws: `fault.unknown`.
    private static func path(
        from code: String, for model: Model, as principal: Principal, _ reader: any SQLReader
    ) throws -> FaultPath {
        guard Access.allows(principal, .readModels, .somewhere(model.manufacturer)) else {
            return FaultPath(from: code, among: try FaultCodes.list(for: model, reader))
        }
        return try FaultCodes.path(from: code, for: model, reader)
    }

    /// A document with what it has taken the place of.
    /// - Throws: `manufacturer.unknown`; `document.unknown`, also where the principal may not have it.
    package func document(
        _ id: ID<Document>, of slug: String, as principal: Principal
    ) async throws -> DocumentAnswer {
        let today = self.today
        return try await database.read { reader in
            var answer = try Self.requireDocument(id, slug, on: today, as: principal, reader)
            answer.older = try Documents.predecessors(of: answer.document, reader).filter {
                try !Self.visibleModels(of: $0, on: today, as: principal, reader).isEmpty
            }
            return answer
        }
    }

    /// A document that the principal may have.
    static func requireDocument(
        _ id: ID<Document>, _ slug: String, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> DocumentAnswer {
        let manufacturer = try Manufacturers.require(slug, reader)
        let document = try Documents.require(id, of: manufacturer, reader)
        let models = try visibleModels(of: document, on: today, as: principal, reader)
        guard !models.isEmpty else { throw Documents.unknown }
        return try answer(document, of: models, manufacturer, on: today, as: principal, reader)
    }

    /// Those of a document's models that the principal may know of; none where it may not have the document.
    private static func visibleModels(
        of document: Document, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> [Model] {
        guard Access.allows(principal, documentsFor: document.details.audience, of: document.manufacturer) else {
            return []
        }
        return try document.models.compactMap { try Models.find($0, reader) }.filter {
            visible($0, on: today, as: principal)
        }
    }

    static func answer(
        _ document: Document, of models: [Model], _ manufacturer: Manufacturer, on today: CivilDate,
        as principal: Principal, _ reader: any SQLReader
    ) throws -> DocumentAnswer {
        let successor = try document.successor.flatMap { try Documents.find($0, reader) }.flatMap {
            try visibleModels(of: $0, on: today, as: principal, reader).isEmpty ? nil : $0.id
        }
        return DocumentAnswer(
            document: document, manufacturer: manufacturer, successor: successor,
            models: models.sorted { $0.number.text < $1.number.text },
            population: Access.seesProduction(of: manufacturer.id, as: principal) ? document.details.population : nil)
    }
}
