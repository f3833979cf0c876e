import Identifiers
import Registry

/// Serial numbers with their sequence numbers, row by row: what stands between them is the same in each row, so that a
/// row costs little more than its bytes.
struct SerialRows: Sendable {
    /// What stands around the values of a row.
    struct Style: Sendable {
        var head: String
        var beforeSequence: String
        var beforeSerial: String
        var end: String
        /// What stands for a byte of a serial number that may not stand there itself.
        var escape: @Sendable (UInt8) -> [UInt8]?
        /// The same style where a serial number has such bytes.
        var quoted: (beforeSerial: String, end: String)?

        static let csv = Style(
            head: "sequence,serial\n", beforeSequence: "", beforeSerial: ",", end: "\n",
            escape: { $0 == UInt8(ascii: "\"") ? [$0, $0] : $0 == UInt8(ascii: ",") ? [$0] : nil },
            quoted: (",\"", "\"\n"))

        /// Rows that the codes end.
        static let csvBeforeCodes = Style(
            head: "sequence,serial,label_code,owner_code\n", beforeSequence: "", beforeSerial: ",", end: "",
            escape: csv.escape, quoted: (",\"", "\""))

        static let ndjson = Style(
            head: "", beforeSequence: "{\"sequence\":", beforeSerial: ",\"serial\":\"", end: "\"}\n",
            escape: { byte in
                // As JSONWriter does: a text of this byte alone, without its quotation marks.
                let written = JSONWriter.bytes { $0.value(String(decoding: [byte], as: UTF8.self)) }
                return written.count > 3 ? Array(written.dropFirst().dropLast()) : nil
            })
    }

    private static let rowsPerPiece = 4_096
    /// Digits of the greatest sequence number.
    private static let mostDigits = 19
    /// Bytes of `\\u003c`, the longest escape.
    private static let longestEscape = 6

    let head: [UInt8]
    private let beforeSequence: [UInt8]
    private let beforeSerial: [UInt8]
    private let end: [UInt8]
    /// Nil where no serial number has a byte that needs it.
    private let escape: (@Sendable (UInt8) -> [UInt8]?)?
    private var lines: SerialLines
    private let codes: KeyedCodes.Maker?

    /// - Parameters:
    ///   - serial: one of the serial numbers. What needs escaping is a format's literal, the same in all of them; so is
    ///     what a spreadsheet takes for a formula (``FormulaGuard``).
    ///   - codes: makes the codes that end each row.
    init(_ lines: SerialLines, as style: Style, like serial: String, codes: KeyedCodes.Maker? = nil) {
        self.codes = codes
        let needsEscape = serial.utf8.contains { style.escape($0) != nil }
        self.lines = lines
        head = Array(style.head.utf8)
        beforeSequence = Array(style.beforeSequence.utf8)
        let quoted = needsEscape ? style.quoted : nil
        let isFormula = style.quoted != nil && serial.utf8.first.map(FormulaGuard.isMark) ?? false
        beforeSerial = Array(((quoted?.beforeSerial ?? style.beforeSerial) + (isFormula ? "'" : "")).utf8)
        end = Array((quoted?.end ?? style.end).utf8)
        escape = needsEscape ? style.escape : nil
    }

    var isFinished: Bool { lines.isFinished }

    /// The next rows.
    mutating func piece() -> [UInt8] {
        let (first, length) = (lines.next, lines.lineLength - 1)
        let serials = [UInt8](unsafeUninitializedCapacity: Self.rowsPerPiece * lines.lineLength) { buffer, count in
            count = lines.fill(buffer)
        }
        let longestSerial = escape == nil ? length : length * Self.longestEscape
        let longestCodes = codes == nil ? 0 : KeyedCodes.labelLength + KeyedCodes.ownerLength + 3
        let longestRow =
            beforeSequence.count + Self.mostDigits + beforeSerial.count + longestSerial + end.count + longestCodes
        return serials.withUnsafeBufferPointer { serials in
            let rows = serials.count / (length + 1)
            return [UInt8](unsafeUninitializedCapacity: rows * longestRow) { buffer, count in
                var output = RowBytes(buffer: buffer)
                var digits = DecimalCounter(first)
                for row in 0..<rows {
                    let serial = serials[(row * (length + 1))..<(row * (length + 1) + length)]
                    output.append(beforeSequence)
                    output.append(digits.digits)
                    output.append(beforeSerial)
                    append(serial, to: &output)
                    output.append(end)
                    if let (label, owner) = codes?.codes(of: serial) { output.append(",\(label),\(owner)\n".utf8) }
                    digits.increment()
                }
                count = output.count
            }
        }
    }

    private func append(_ serial: Slice<UnsafeBufferPointer<UInt8>>, to output: inout RowBytes) {
        guard let escape else { return output.append(serial) }
        for byte in serial { output.append(escape(byte) ?? [byte]) }
    }
}

/// Bytes that are written one after another into a buffer that is large enough.
private struct RowBytes {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    /// A loop and not a copy of memory: the runs are a few bytes long.
    @inline(__always)
    mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            buffer[count] = byte
            count += 1
        }
    }
}

/// A number that counts up in its decimal digits: adding one mostly changes one digit.
private struct DecimalCounter {
    private(set) var digits: [UInt8]

    init(_ number: Int64) { digits = Array(String(number).utf8) }

    mutating func increment() {
        var place = digits.count - 1
        while place >= 0, digits[place] == UInt8(ascii: "9") {
            digits[place] = UInt8(ascii: "0")
            place -= 1
        }
        if place >= 0 { digits[place] += 1 } else { digits.insert(UInt8(ascii: "1"), at: 0) }
    }
}
