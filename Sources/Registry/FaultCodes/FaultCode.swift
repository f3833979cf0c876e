package import Identifiers

/// What can be found wrong with a product, by a code of its manufacturer. Codes form a tree: a narrower one stands below a
/// wider one. A code is retired, never deleted: events and claims name it for ever.
package struct FaultCode: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case fault
        /// Somebody looked and found nothing wrong. It counts apart: no part was at fault.
        case noTroubleFound = "ntf"
    }

    /// The category of the models that it is for, by its key; empty for all. Where a category has codes of its own, those
    /// for all hold beside them.
    package var category: String
    package var code: String
    /// The wider code, of the same category.
    package var parent: String?
    package var kind: Kind
    /// What it means, by language (BCP 47), `pt-BR` in its own case.
    package var titles: [String: String]
    package var isRetired: Bool

    package init(
        _ code: String, of category: String = "", below parent: String? = nil, kind: Kind = .fault,
        titles: [String: String], isRetired: Bool = false
    ) {
        self.category = category
        self.code = code
        self.parent = parent
        self.kind = kind
        let named = titles.map { ((try? LanguageTag(parsing: $0.key))?.text ?? $0.key, $0.value) }
        self.titles = Dictionary(named) { min($0, $1) }
        self.isRetired = isRetired
    }

    /// What it means in a language, else in English, else in any; the code where nobody has said.
    package func title(in language: String) -> String {
        titles[language] ?? titles["en"] ?? titles.min { $0.key < $1.key }?.value ?? code
    }

    package static let longestCode = 80

    /// A code and all those below it, each once.
    package static func codes(from code: String, among all: [FaultCode]) -> [String] {
        let below = Dictionary(grouping: all.filter { $0.parent != nil }) { $0.parent ?? "" }
        var (found, seen) = ([code], Set([code]))
        var place = 0
        while place < found.count {
            for child in below[found[place]] ?? [] where seen.insert(child.code).inserted { found.append(child.code) }
            place += 1
        }
        return found
    }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        try TextRules.check(code, field: "code", limit: Self.longestCode)
        try TextRules.check(parent, field: "parent", limit: Self.longestCode)
        guard titles.count <= 50 else {
            throw RegistryError(.valueInvalid, "A fault code has titles in at most 50 languages.", field: "titles")
        }
        for (language, title) in titles {
            guard (try? LanguageTag(parsing: language)) != nil else {
                throw RegistryError(
                    .valueInvalid, "'\(language.prefix(20))' is no language, such as 'de'.", field: "titles")
            }
            try TextRules.check(title, field: "titles", limit: 200)
        }
    }
}
