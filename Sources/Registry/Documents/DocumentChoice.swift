import Identifiers

/// Which of a model's documents are right for somebody.
package enum DocumentChoice {
    /// Of each kind and number, in the nearest language, the newest. Those that were replaced or withdrawn are left out.
    ///
    /// A language is near in this order: the one asked for and what it is a case of, another case of it, the original,
    /// English, any. What has no language stands beside those that have one.
    /// - Parameters:
    ///   - documents: those that apply and may be read.
    ///   - asked: languages, the most wanted first.
    package static func right(among documents: [Document], in asked: [LanguageTag]) -> [Document] {
        let groups = Dictionary(grouping: documents.filter(\.isCurrent)) { document in
            Group(kind: document.details.kind, number: document.details.number ?? "")
        }
        return sorted(
            groups.flatMap { group, documents in
                group.kind.isPicture ? documents : nearest(documents, asked)
            })
    }

    /// As a list shows them: by kind, number, language, the newest first.
    package static func sorted(_ documents: [Document]) -> [Document] {
        documents.sorted { left, right in
            let (one, other) = (order(left), order(right))
            guard one == other else { return one < other }
            return isNewer(left, than: right)
        }
    }

    private static func order(_ document: Document) -> (Int, String, String) {
        let details = document.details
        return (
            Document.Kind.allCases.firstIndex(of: details.kind) ?? 0, details.number ?? "", details.language?.text ?? ""
        )
    }

    private struct Group: Hashable {
        var kind: Document.Kind
        var number: String
    }

    private static func nearest(_ documents: [Document], _ asked: [LanguageTag]) -> [Document] {
        let spoken = documents.filter { $0.details.language != nil }
        let silent = documents.filter { $0.details.language == nil }
        let best = spoken.min { left, right in
            let (one, other) = (rank(left, asked), rank(right, asked))
            guard one == other else { return one < other }
            let (first, second) = (left.details.language?.text ?? "", right.details.language?.text ?? "")
            guard first == second else { return first < second }
            return isNewer(left, than: right)
        }
        return [best, silent.min { isNewer($0, than: $1) }].compactMap(\.self)
    }

    private static func rank(_ document: Document, _ asked: [LanguageTag]) -> (Int, Int) {
        guard let language = document.details.language else { return (.max, 0) }
        for (place, wanted) in asked.enumerated() {
            if let distance = language.distance(from: wanted) { return (place, distance) }
        }
        if document.details.isOriginal { return (asked.count, 0) }
        return (asked.count + (language.base == "en" ? 1 : 2), 0)
    }

    /// By date of issue, else by when it came here.
    private static func isNewer(_ left: Document, than right: Document) -> Bool {
        let (one, other) = (day(left), day(right))
        if one != other { return one > other }
        if left.createdAt != right.createdAt { return left.createdAt > right.createdAt }
        return left.id > right.id
    }

    private static func day(_ document: Document) -> CivilDate {
        document.details.issuedOn ?? CivilDate(microseconds: document.createdAt)
    }
}

extension Document.Kind {
    /// Pictures stand beside each other: none of them takes another's place.
    package var isPicture: Bool { self == .picture || self == .platePosition }
}
