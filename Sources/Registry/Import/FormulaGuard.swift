/// Keeps spreadsheets from taking a cell of a table for a formula, so that it comes back unchanged when it is imported.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it, as OWASP's page on
/// CSV injection advises; one that begins with apostrophes and then such a character gets one more. The import takes one
/// away. A negative number such as `-12.5` is no danger, and stays a number.
package enum FormulaGuard {
    /// The cell of a text.
    package static func cell(_ text: String) -> String {
        let mark = text.utf8.first { $0 != apostrophe }
        guard let mark, isMark(mark), !isNegativeNumber(text) else { return text }
        return "'" + text
    }

    /// Whether spreadsheets may take a text that begins with this byte for a formula.
    package static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }

    /// The text of a cell.
    static func text(of cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.first == apostrophe, let mark = cell.first(where: { $0 != apostrophe }), isMark(mark) else {
            return cell
        }
        return cell.dropFirst()
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func isNegativeNumber(_ text: String) -> Bool {
        guard text.utf8.first == UInt8(ascii: "-") else { return false }
        let parts = text.utf8.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(Cell.isDigit) }
    }
}
