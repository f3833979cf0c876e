/// Who allocates the numbers that begin with a GS1 prefix: usually the member organisation of a country. It does not tell
/// where a product is made.
public struct GS1Prefixes: Sendable {
    /// A range of numbers and its owner.
    public struct Allocation: Hashable, Sendable {
        /// The first digits that decided, such as `400`.
        public let prefix: String
        /// The member organisation, or what the numbers are for.
        public let owner: String
    }

    private struct Row: Sendable {
        var from: UInt32
        var to: UInt32
        var width: Int
        var owner: String
    }

    /// The date of the table as it stands in its comments, such as `2026-01-27`; nil where there is none.
    public let release: String?
    /// Out of what it was made.
    public let source: String
    /// Whose data it is and under which licence it may be passed on.
    public let notice: String

    /// Longest prefixes first.
    private let rows: [Row]

    private static let longestPrefix = 7
    private static let mostBytes = 1 << 20

    /// Reads a table: first digits from, to (inclusive, of equal width) and owner, a line each with tabs between; lines
    /// that begin with `#` are comments. Comments may tell `# Release: `, `# Source: ` and `# Notice: `.
    ///
    /// - Throws: `gs1.table` with the line that cannot be read.
    public init(parsing bytes: some Collection<UInt8>) throws(IdentifierError) {
        guard bytes.count <= Self.mostBytes else { throw Self.error("the file is too large") }
        var rows: [Row] = []
        var number = 0
        let text = String(decoding: Array(bytes), as: UTF8.self)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }) {
            number += 1
            if line.isEmpty || line.first == "#" { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 3, fields[0].utf8.count == fields[1].utf8.count,
                (2...Self.longestPrefix).contains(fields[0].utf8.count),
                fields[0].utf8.allSatisfy({ ASCII.isDigit($0) }), fields[1].utf8.allSatisfy({ ASCII.isDigit($0) }),
                let from = UInt32(fields[0]), let to = UInt32(fields[1]), from <= to, !fields[2].isEmpty
            else { throw Self.error("line \(number): '\(line.prefix(60))' is no range with its owner") }
            rows.append(Row(from: from, to: to, width: fields[0].utf8.count, owner: String(fields[2])))
        }
        guard !rows.isEmpty else { throw Self.error("it has no range") }
        let head = TextTableHead(text)
        release = head.release
        source = head.source
        notice = head.notice
        self.rows = rows.sorted { $0.width > $1.width }
    }

    /// The first of the ranges' first numbers for which this holds.
    func firstPrefix(where holds: (String) -> Bool) -> String? {
        rows.lazy.map { DigitText.padded(UInt64($0.from), to: $0.width) }.first(where: holds)
    }

    private static func error(_ reason: String) -> IdentifierError {
        IdentifierError(.gs1Table, in: "table of GS1 prefixes", found: reason, expected: "from, to and owner")
    }

    /// Who allocated a number that begins with these digits; nil where nobody is listed.
    ///
    /// - Parameter digits: The digits of a GLN or of a GTIN behind its indicator: 13 of them, or their beginning.
    public func allocation(of digits: some StringProtocol) -> Allocation? {
        let known: [UInt8] = Array(digits.utf8.prefix(Self.longestPrefix))
        guard known.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
        for row in rows where row.width <= known.count {
            let value: UInt32 = known[..<row.width].reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
            guard (row.from...row.to).contains(value) else { continue }
            return Allocation(prefix: String(decoding: known[..<row.width], as: UTF8.self), owner: row.owner)
        }
        return nil
    }

    /// Who allocated a GTIN-8 that begins with these digits: its prefix has three digits, though the fourth may tell owners
    /// apart.
    public func allocation(ofGTIN8 digits: some StringProtocol) -> Allocation? {
        let prefix = String(digits.prefix(3))
        guard prefix.utf8.count == 3, prefix.utf8.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
        if prefix.hasPrefix("0") {
            return Allocation(prefix: prefix, owner: "Used to issue Restricted Circulation Numbers within a company")
        }
        return allocation(of: digits).map { Allocation(prefix: prefix, owner: $0.owner) }
    }

    /// Who allocated a trade item's number.
    public func allocation(of gtin: GTIN) -> Allocation? {
        gtin.number < 100_000_000
            ? allocation(ofGTIN8: DigitText.padded(gtin.number, to: 8))
            : allocation(of: DigitText.padded(gtin.number % 10_000_000_000_000, to: 13))
    }
}
