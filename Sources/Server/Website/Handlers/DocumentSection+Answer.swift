import Hummingbird
import Identifiers
import Nameplate
import Registry

extension DocumentSection {
    /// Nil where there is nothing to show, and nothing to be added.
    init?(_ answer: DocumentsAnswer, words: Words, edit: Link? = nil) {
        var groups: [Group] = []
        var pictures: [Figure] = []
        for document in answer.documents {
            let details = document.document.details
            if let figure = Figure(document) {
                pictures.append(figure)
                continue
            }
            guard var item = Item(document, words: words) else { continue }
            if edit != nil {
                item.change = .edit(answer.manufacturer.slug, "documents", document.document.id.description)
            }
            let title = words.documentKind(details.kind.rawValue)
            if groups.last?.title == title {
                groups[groups.count - 1].items.append(item)
            } else {
                groups.append(Group(title, [item]))
            }
        }
        if groups.isEmpty, pictures.isEmpty, edit == nil { return nil }
        self.init(groups: groups, pictures: pictures, edit: edit)
    }
}

extension DocumentSection.Item {
    init?(_ answer: DocumentAnswer, words: Words) {
        let (document, details) = (answer.document, answer.document.details)
        let href: Href
        var facts = [
            details.language?.text, details.version.map { Words.text("documents.version", ["value": "\($0)"]) },
            details.issuedOn?.text,
            details.audience == .everybody ? nil : words.audience(details.audience.rawValue),
            answer.population ?? (details.population == nil ? nil : Words.text("documents.forSomeUnits")),
        ]
        if !details.faultCodes.isEmpty {
            facts.append(
                Words.text("documents.forFaults", ["codes": details.faultCodes.joined(separator: ", ")]))
        }
        switch document.content {
        case .file(let file):
            href = .documentFile(answer.manufacturer.slug, document.id)
            facts += [file.type.name, Numbers.size(file.size)]
        case .link(let link):
            guard let elsewhere = Href(elsewhere: link) else { return nil }
            href = elsewhere
            facts.append(Words.text("documents.atAnotherSite"))
        }
        self.init(details.title, href, facts: facts.compactMap(\.self).joined(separator: ", "), badge: Badge(document))
    }
}

extension Badge {
    /// That a document is not what one should read.
    init?(_ document: Document) {
        if document.withdrawal != nil {
            self.init(Words.text("documents.withdrawn"), .bad)
        } else if document.successor != nil {
            self.init(Words.text("word.replaced"), .attention)
        } else {
            return nil
        }
    }
}

extension Figure {
    /// Nil for what is no stored picture.
    init?(_ answer: DocumentAnswer) {
        guard answer.document.details.kind.isPicture, case .file(let file) = answer.document.content,
            file.type.isPicture
        else { return nil }
        self.init(.documentFile(answer.manufacturer.slug, answer.document.id), answer.document.details.title)
    }
}

extension Site {
    /// The documents of a model on its page, and where its plate is.
    func addDocuments(to page: inout ModelPage, of slug: String, _ number: String, _ call: Call) async throws {
        var answer = try await call.registry.documents(of: number, slug, as: call.principal)
        page.platePicture =
            answer.documents.lazy.filter { $0.document.details.kind == .platePosition }
            .compactMap(Figure.init).first
        answer.documents.removeAll { $0.document.details.kind == .platePosition && Figure($0) == page.platePicture }
        let mayEdit = Access.allows(call.principal, .editCatalogue, of: answer.manufacturer.id)
        page.documents = DocumentSection(
            answer, words: words,
            edit: mayEdit
                ? Link(Words.text("documents.addAndChangeDocuments"), .documents(slug, answer.model.number.text)) : nil)
    }

    /// The right documents for a unit, in the languages that the reader's browser asks for.
    func addDocuments(to page: inout UnitPage, of answer: UnitAnswer, _ call: Call) async throws {
        let documents = try await call.registry.documents(
            for: answer, languages: LanguageTag.accepted(call.headers[.acceptLanguage]), as: call.principal)
        page.documents = DocumentSection(documents, words: words)
    }

    /// Where the plate of a model is, for somebody who could not read its number.
    func platePicture(of model: FoundModel, _ call: Call) async throws -> Figure? {
        try await call.registry.documents(
            of: model.model.number.text, model.manufacturer.slug, kinds: [.platePosition], as: call.principal
        ).documents.lazy.compactMap(Figure.init).first
    }
}

extension LanguageTag {
    /// The languages of a header `Accept-Language` (RFC 9110, section 12.5.4), the most wanted first, at most five. What
    /// is not understood is passed over.
    static func accepted(_ header: String?) -> [LanguageTag] {
        let ranges = (header ?? "").prefix(1_000).split(separator: ",").enumerated().compactMap { place, range in
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let first = parts.first, let tag = try? LanguageTag(parsing: first) else { return nil as Wanted? }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return weight > 0 ? Wanted(tag: tag, weight: weight, place: place) : nil
        }
        return ranges.sorted { ($1.weight, $0.place) < ($0.weight, $1.place) }.prefix(5).map(\.tag)
    }

    private struct Wanted {
        var tag: LanguageTag
        var weight: Double
        var place: Int
    }
}
