import Registry
import Synchronization

/// The rows of an import as they are judged: printed, or kept where they are refused.
final class RefusedRows: Sendable {
    private let sentences = Mutex<[Int: String]>([:])
    private let output: Output?
    private let printsJSON: Bool

    /// - Parameter output: Where each row is printed; nil keeps what is refused.
    init(prints output: Output?, json: Bool) {
        self.output = output
        printsJSON = json
    }

    func take(_ row: JSON) throws {
        guard let number = row.number.asInteger else { return }
        let errors = row.errors.asArray.map { error in
            Rejects.sentence(field: error.field.asText, error.sentence.asText, code: error.code.asText)
        }
        guard let output else {
            return sentences.withLock { $0[Int(number), default: ""] += errors.joined(separator: " ") }
        }
        if printsJSON { return try output.print(json: try JSONText.encode(row)) }
        let changes = row.changes.asArray.map { change in
            "\(change.field.asText ?? ""): \(change.before.asText ?? "nothing") → \(change.after.asText ?? "nothing")"
        }
        let what = (changes + errors).joined(separator: "; ").harmless()
        try output.print("\(number)  \(row.verdict.asText ?? "")\(what.isEmpty ? "" : "  " + what)")
    }

    /// Writes the refused rows, each with what is wrong.
    func write(_ path: String, from file: String, _ encoding: ReadingOptions.Encoding?) throws {
        let sentences = sentences.withLock { $0 }
        let output = try Output(path: path)
        do {
            var rejects = try Rejects(
                path: file, syntax: ImportSyntax(path: file),
                encoding: encoding.flatMap { SourceEncoding(rawValue: $0.rawValue) })
            _ = try rejects.write(sentences) { try output.write($0) }
        } catch let error as RowError where error.endsReading {
            // What keeps the whole file from being read has been told.
        }
    }
}
