/// A place between two records of an imported file. An import's journal keeps one, and reading resumes from it.
package struct ImportPosition: Hashable, Sendable {
    /// The row that begins here, as a spreadsheet counts (the header is row 1).
    package var row: Int
    /// The line that begins here, from 1.
    package var line: Int
    /// Bytes before this place, a byte order mark included.
    package var offset: Int

    package init(row: Int, line: Int, offset: Int) {
        self.row = row
        self.line = line
        self.offset = offset
    }

    static let start = ImportPosition(row: 1, line: 1, offset: 0)
}

/// Limits that keep memory bounded whatever a file holds.
enum ImportLimit {
    /// Bytes in one field.
    static let field = 64 * 1024
    /// Bytes in one record.
    static let row = 1024 * 1024
    /// Columns of a file: an export of all models has one for each specification of any.
    static let columns = 4096
    /// Bytes in a header's name.
    static let heading = 1000
    /// Bytes that are cut into records at a time.
    static let window = 256 * 1024
    /// Elements in a list.
    static let list = 1000
}
