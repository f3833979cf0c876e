package import Registry
import Storage

/// A category with what models of it should tell.
package struct CategoryAnswer: Sendable {
    package var template: CategoryTemplate
    /// The keys of the categories above it, the nearest first.
    package var wider: [String]

    package var category: Category { template.category }

    init(_ category: Category, _ reader: any SQLReader) throws {
        let wider = try Categories.wider(than: category, reader)
        template = CategoryTemplate(category, wider: wider)
        self.wider = wider.map(\.key)
    }
}

extension NameplateRegistry {
    /// All categories by key: what products there are is public.
    package func categories(after key: String = "", limit: Int, as principal: Principal) async throws
        -> [CategoryAnswer]
    {
        try await database.read { reader in
            try Categories.list(after: key, limit: max(limit, 0), reader).map { try CategoryAnswer($0, reader) }
        }
    }

    /// - Throws: `category.unknown`.
    package func category(_ key: String, as principal: Principal) async throws -> CategoryAnswer {
        try await database.read { reader in try CategoryAnswer(Categories.require(key, reader), reader) }
    }
}

extension Commands {
    /// Makes a category, which all manufacturers share: it needs the right for the whole registry.
    package func createCategory(_ draft: CategoryDraft) throws -> CategoryAnswer {
        try Access.require(principal, .editCatalogue)
        return try CategoryAnswer(
            Categories.create(draft, as: principal, from: source, transaction), transaction)
    }

    /// Replaces what is said of a category, for all manufacturers.
    package func updateCategory(_ draft: CategoryDraft, expecting: Int64?) throws -> CategoryAnswer {
        try Access.require(principal, .editCatalogue)
        return try CategoryAnswer(
            Categories.update(draft, expecting: expecting, as: principal, from: source, transaction), transaction)
    }
}
