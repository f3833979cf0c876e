private import Foundation
import Storage

/// A list of texts as a column holds it: a JSON array, NULL for an empty one.
enum StoredTexts {
    static func value(_ texts: [String]) throws -> SQLValue {
        guard !texts.isEmpty else { return .null }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return .text(String(decoding: try encoder.encode(texts), as: UTF8.self))
    }

    /// - Throws: `storage.damaged`.
    static func texts(_ text: String?) throws(StorageError) -> [String] {
        guard let text else { return [] }
        do {
            return try JSONDecoder().decode([String].self, from: Data(text.utf8))
        } catch {
            throw StorageError(.damaged, "A list of texts cannot be read. Restore the database from a backup.")
        }
    }
}
