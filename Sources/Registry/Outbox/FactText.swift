private import Foundation
import Storage

/// Texts by name as they are stored, such as the facts of a notice: a JSON object of texts, its names in order.
enum FactText {
    static func text(_ facts: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(facts), as: UTF8.self)
    }

    /// - Throws: `storage.damaged`.
    static func facts(_ text: String) throws(StorageError) -> [String: String] {
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        } catch {
            throw StorageError(.damaged, "Texts kept by name cannot be read. Restore the database from a backup.")
        }
    }
}
