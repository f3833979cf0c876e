package import Identifiers
package import Storage

/// Something that is said of a model in a list of its own: a part, a packaging level, an approval, a price.
///
/// What tells it from the others of its model is its key: whoever says it again changes it, and a file that is loaded
/// twice changes nothing. ``ModelEntries`` keeps them, ``ModelEntryImporter`` loads them from files, ``ModelEntryRows``
/// exports them: one list is one type, its table and its statements.
package protocol ModelEntry: Hashable, Sendable {
    /// The files that hold such entries.
    static var table: ImportTable { get }
    /// What the audit trail calls such an entry: `packaging` makes `packaging.set` and `packaging.remove`.
    static var word: String { get }
    static var statements: ModelEntryStatements { get }
    /// No model has more.
    static var most: Int { get }

    /// - Parameter row: The columns of ``ModelEntryStatements``, of which the first three are not the entry's.
    init(_ row: borrowing Row) throws
    /// What tells it from the others of its model; never null.
    var key: [SQLValue] { get }
    /// All that it says, in the order of the statements.
    var values: [SQLValue] { get }
    /// The key as the audit trail writes it.
    func name(_ reader: any SQLReader) throws -> String
    /// Models are found by its words.
    static var isFoundByWords: Bool { get }
    /// What those read of it who do not see how a manufacturer's products are made; nil where nothing.
    func shownToStrangers(on today: CivilDate) -> Self?
    /// - Throws: `value.invalid` with the name of the column.
    func check(in model: Model, _ reader: any SQLReader) throws

    /// What a row of a file says; nil where its cells are at fault, which are in `faults` then.
    init?(
        _ row: ImportRow, of manufacturer: Manufacturer, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws
    /// The column that names it best, for errors.
    static var keyColumn: ImportColumn { get }
    /// The cells after the manufacturer and the model.
    func cells(_ reader: any SQLReader) throws -> [ExportRow.Cell]
}

extension ModelEntry {
    package static var isFoundByWords: Bool { false }

    package func shownToStrangers(on today: CivilDate) -> Self? { self }
}

/// How a list is read and written. All that read give id, model, row version, and then what the entry says.
package struct ModelEntryStatements: Sendable {
    /// Of the model `$1`, in the order in which people read them, up to `$2`.
    var ofModel: Statement
    /// How many of the model `$1`, counted no further than `$2`.
    var count: Statement
    var byID: Statement
    /// Of the model `$1` with the key `$2` …
    var byKey: Statement
    /// The id `$1` of the model `$2` says `$3` …
    var insert: Statement
    /// What the entry says from `$1` on, and its id last.
    var update: Statement
    var delete: Statement
}

/// An entry as it is kept.
package struct KeptEntry<Entry: ModelEntry>: Hashable, Sendable {
    package var id: ID<KeptEntry<Entry>>
    package var model: ID<Model>
    /// Counts the changes.
    package var rowVersion: Int64
    package var entry: Entry

    init(_ row: borrowing Row) throws {
        id = ID(row.integer(0))
        model = ID(row.integer(1))
        rowVersion = row.integer(2)
        entry = try Entry(row)
    }

    init(id: ID<KeptEntry<Entry>>, model: ID<Model>, rowVersion: Int64, entry: Entry) {
        self.id = id
        self.model = model
        self.rowVersion = rowVersion
        self.entry = entry
    }
}
