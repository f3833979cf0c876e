package import Storage

extension Row {
    /// A word of a fixed vocabulary.
    /// - Throws: `storage.damaged` where the column holds another one.
    package func word<Word: RawRepresentable<String>>(_ column: Int32) throws -> Word {
        guard let word = Word(rawValue: text(column)) else {
            throw StorageError(
                .damaged, "The database holds the unknown word '\(text(column))'. Restore it from a backup.")
        }
        return word
    }

    package func optionalWord<Word: RawRepresentable<String>>(_ column: Int32) throws -> Word? {
        isNull(column) ? nil : try word(column)
    }
}
