/// Reads rows from bytes as they arrive.
///
/// Give it bytes with ``append(_:)``, then call ``next()`` until it returns `nil`, and so on; after ``finish()`` a
/// `nil` means the end. ``ImportReader`` does this for a file.
package protocol RowReader: Sendable {
    /// What the columns are, once the header has been read.
    var layout: ImportLayout? { get }
    /// Where the record after the last row returned begins; before any, the first one, once the header has been read.
    var position: ImportPosition { get }

    mutating func append(_ bytes: UnsafeRawBufferPointer)
    /// No more bytes come.
    mutating func finish()

    /// The next row; `nil` where more bytes must come first, or the file has ended.
    ///
    /// - Throws: One fault. Reading goes on behind it with the next call, unless the fault ``RowError/endsReading``.
    mutating func next() throws(RowError) -> ImportRow?

    /// Reads the header alone.
    ///
    /// - Returns: If it has been read; `false` where more bytes must come first.
    /// - Throws: A fault of the header.
    mutating func readHeader() throws(RowError) -> Bool

    /// Whether what becomes of a row depends on those before it.
    var remembersRows: Bool { get }
    /// What there is to say of the file besides faults.
    var remarks: [ImportRemark] { get }

    /// Goes on from a place that ``position`` once gave: drops what has been appended. The bytes from there on come
    /// next. The header must have been read.
    mutating func resume(at position: ImportPosition)
}

extension RowReader {
    package var remembersRows: Bool { false }
    package var remarks: [ImportRemark] { [] }
}

/// Something that a person should know of a file of which nothing is at fault: values of a column that are not what its
/// header says.
package struct ImportRemark: Hashable, Sendable {
    /// The header as the file spells it.
    package var field: String
    /// In how many rows.
    package var count: Int
    /// What is so, with an example.
    package var sentence: String
}
