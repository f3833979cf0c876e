import Identifiers

extension ImportRow {
    /// An error of the registry's rules as a fault of this row; `nil` for errors that are not about the row.
    func fault(_ error: any Error, in column: ImportColumn? = nil) -> RowError? {
        switch error {
        case let error as RowError:
            return error
        case let error as RefusedRow:
            return error.error
        case let error as RegistryError:
            return self.error(column ?? named(error.field), code: error.code.rawValue, sentence: error.sentence)
        case let error as IdentifierError:
            return self.error(column, code: error.code.rawValue, sentence: error.sentence)
        default:
            return nil
        }
    }

    private func named(_ field: String?) -> ImportColumn? {
        field.flatMap { name in layout.table.columns.first { $0.name == name } }
    }

    /// Reads a cell with rules of the registry; what they refuse is a fault of the cell.
    package func read<Value>(_ column: ImportColumn, _ parse: (String) throws -> Value) throws(RowError) -> Value? {
        guard let text = try identifier(column) else { return nil }
        do {
            return try parse(text)
        } catch {
            guard let fault = fault(error, in: column) else {
                throw self.error(column, code: RegistryError.Code.valueInvalid.rawValue, sentence: "\(error)")
            }
            throw fault
        }
    }

    /// One of the words of CBV or EPCIS, in any case, with spaces or dashes for underscores.
    package func word<Word: RawRepresentable<String> & CaseIterable>(
        _ column: ImportColumn, _ words: Word.Type
    ) throws(RowError) -> Word? {
        guard let text = self[column] else { return nil }
        if let word = Word(rawValue: text) { return word }
        let folded = foldedHeader(text)
        if let word = Word.allCases.first(where: { foldedHeader($0.rawValue) == folded }) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw error(
            column, code: RegistryError.Code.valueInvalid.rawValue,
            sentence: "\(quotedForPeople(text)) is not known here; write one of \(known).")
    }
}

extension ImportRow {
    /// The row says again what a row above says.
    package func duplicate(of other: Int, _ column: ImportColumn) -> RowError {
        error(
            column, code: RowError.Code.duplicate.rawValue,
            sentence:
                "row \(other) says the same of \(quotedForPeople(self[column] ?? "")) or something else; keep one of "
                + "the two.")
    }

    /// What a row that passed its check can only be when the file has been changed since.
    package func refusal(_ faults: ImportErrors) -> RowError {
        faults.shown.first
            ?? error(
                nil, code: RegistryError.Code.importInvalid.rawValue, sentence: "the row is not what was checked.")
    }
}
