import Foundation
import Storage

/// What an import has changed in the catalogue, row by row, so that it can be undone as one: the table `import_changes`.
enum ImportChanges {
    enum Subject: String {
        case manufacturer, model, format
        /// An event that built a component in.
        case event
        /// What is said of a model in a list of its own; the import's table says which.
        case entry
    }

    struct Change {
        var subject: Subject
        var id: Int64
        /// How often the subject had been changed when the import was through with it.
        var version: Int64
        /// What it was before, as a line that an import reads; nil where the import made it.
        var before: String?
    }

    /// No import of more changes is undone in one transaction.
    static let most = 20_000

    /// Notes a change; what a row has changed already it changes further.
    static func note(
        _ subject: Subject, _ id: Int64, version: Int64 = 1, before: ExportRow? = nil, of table: ImportTable,
        by row: Int,
        in journal: ID<Import>?, _ transaction: any SQLTransaction
    ) throws {
        guard let journal else { return }
        let line = try before.map { try $0.line(of: table) }
        try transaction.run(
            ImportChangesSQL.insert,
            [
                .integer(journal.value), .integer(Int64(row)), .text(subject.rawValue), .integer(id), .integer(version),
                SQLValue(line),
            ])
    }

    /// The last changes first.
    static func all(of journal: ID<Import>, _ reader: any SQLReader) throws -> [Change] {
        try reader.all(ImportChangesSQL.ofImport, [.integer(journal.value), .integer(Int64(most + 1))]) { row in
            Change(
                subject: Subject(rawValue: row.text(0)) ?? .event, id: row.integer(1), version: row.integer(2),
                before: row.optionalText(3))
        }
    }

    /// The import has changed a subject once more.
    static func advance(_ id: Int64, in journal: ID<Import>?, _ transaction: any SQLTransaction) throws {
        guard let journal else { return }
        try transaction.run(ImportChangesSQL.advance, [.integer(journal.value), .integer(id)])
    }

    static func forget(_ journal: ID<Import>, _ transaction: any SQLTransaction) throws {
        try transaction.run(ImportChangesSQL.forget, [.integer(journal.value)])
    }
}

private enum ImportChangesSQL {
    static let insert = Statement(
        """
        INSERT INTO import_changes (import_id, row_number, subject, subject_id, version, before)
        VALUES ($1, $2, $3, $4, $5, $6)
        """)
    static let ofImport = Statement(
        """
        SELECT subject, subject_id, version, before
          FROM import_changes
         WHERE import_id = $1
         ORDER BY row_number DESC
         LIMIT $2
        """)
    static let advance = Statement(
        """
        UPDATE import_changes
           SET version = version + 1
         WHERE import_id = $1
           AND subject_id = $2
        """)
    static let forget = Statement("DELETE FROM import_changes WHERE import_id = $1")
}

extension ExportRow {
    private enum Value: Encodable {
        case text(String)
        case list([String])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let elements): try container.encode(elements)
            }
        }
    }

    /// The row as a line of JSON that an import reads.
    func line(of table: ImportTable) throws -> String {
        var members: [String: Value] = [:]
        for (column, cell) in zip(table.columns, cells) {
            switch cell {
            case .blank: break
            case .text(let text): members[column.name] = .text(text)
            case .list(let elements): members[column.name] = .list(elements)
            }
        }
        for specification in specifications { members[specification.heading] = .text(specification.text) }
        return String(decoding: try JSONEncoder().encode(members), as: UTF8.self)
    }
}
