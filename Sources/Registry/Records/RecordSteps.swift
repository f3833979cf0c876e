package import Storage

/// A step that was done to a record, as it is kept.
package struct RecordStepEntry<Step: WorkflowWord, State: WorkflowWord>: Hashable, Sendable {
    package var step: Step
    /// The state that it led to.
    package var state: State
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``; empty where that is not for whoever reads it.
    package var by: String
    /// What was said; nil where nothing was or it was erased.
    package var note: String?

    package init(step: Step, state: State, at: Int64, by: String, note: String? = nil) {
        self.step = step
        self.state = state
        self.at = at
        self.by = by
        self.note = note
    }
}

/// What a table of steps is asked and told.
package struct RecordStepStatements: Sendable {
    let list: Statement
    let count: Statement
    let insert: Statement

    /// - Parameters:
    ///   - list: step, state, at, by and note of a record's steps in order; of its id and how many.
    ///   - count: how many there are; of its id.
    ///   - insert: of its id, the ordinal, step, state, at, by and note.
    package init(list: Statement, count: Statement, insert: Statement) {
        self.list = list
        self.count = count
        self.insert = insert
    }
}

/// A table of what was done to records of one kind, step by step.
package protocol RecordStepTable {
    associatedtype Record
    associatedtype Step: WorkflowWord
    associatedtype State: WorkflowWord

    /// No record goes back and forth more often.
    static var most: Int { get }
    /// What is said to whoever wants one more.
    static var tooMany: String { get }
    static var statements: RecordStepStatements { get }
}

extension RecordStepTable {
    package typealias Entry = RecordStepEntry<Step, State>

    /// What was done to a record, in order.
    package static func list(of record: ID<Record>, _ reader: any SQLReader) throws -> [Entry] {
        try reader.all(statements.list, [.integer(record.value), .integer(Int64(most))]) { row in
            Entry(
                step: try row.word(0), state: try row.word(1), at: row.integer(2), by: row.text(3),
                note: row.optionalText(4))
        }
    }

    /// - Throws: `value.invalid` where there are ``most`` already.
    package static func append(_ entry: Entry, to record: ID<Record>, _ transaction: any SQLTransaction) throws {
        let count = try transaction.first(statements.count, [.integer(record.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else { throw RegistryError(.valueInvalid, tooMany, field: "step") }
        try transaction.run(
            statements.insert,
            [
                .integer(record.value), .integer(count), .text(entry.step.rawValue), .text(entry.state.rawValue),
                .integer(entry.at), .text(entry.by), SQLValue(entry.note),
            ])
    }
}
