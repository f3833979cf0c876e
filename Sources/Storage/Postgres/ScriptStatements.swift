/// The statements of an SQL script, each without the semicolon that ends it.
///
/// A migration is sent one by one: Citus hands a statement that changes a table on to its servers with the text of the whole
/// request that it came in.
struct ScriptStatements: Sequence {
    let script: String

    func makeIterator() -> Iterator { Iterator(rest: script.utf8[...]) }

    struct Iterator: IteratorProtocol {
        fileprivate var rest: Substring.UTF8View

        mutating func next() -> String? {
            while !rest.isEmpty {
                let end = endOfStatement()
                let statement = String(Substring(rest[..<end.start])).trimmed
                rest = rest[end.next...]
                if !statement.isEmpty { return statement }
            }
            return nil
        }

        /// Where the statement that `rest` begins with ends, and where the next begins.
        private func endOfStatement() -> (start: String.Index, next: String.Index) {
            var index = rest.startIndex
            while index < rest.endIndex {
                let text = rest[index...]
                switch rest[index] {
                case UInt8(ascii: ";"): return (index, rest.index(after: index))
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    index = Self.end(of: text, closing: [rest[index]], skipping: 1)
                case UInt8(ascii: "-") where text.starts(with: "--".utf8):
                    index = Self.end(of: text, closing: [0x0A], skipping: 2)
                case UInt8(ascii: "/") where text.starts(with: "/*".utf8):
                    index = Self.end(of: text, closing: Array("*/".utf8), skipping: 2)
                case UInt8(ascii: "$"):
                    // $$ or $name$; what else begins with a dollar is a parameter.
                    let name = text.dropFirst().prefix { $0 == 0x5F || (0x61...0x7A).contains($0 | 0x20) }
                    let mark = text[..<name.endIndex]
                    if rest[name.endIndex...].first == UInt8(ascii: "$") {
                        index = Self.end(
                            of: text, closing: Array(mark) + [UInt8(ascii: "$")], skipping: mark.count + 1)
                    } else {
                        index = rest.index(after: index)
                    }
                default: index = rest.index(after: index)
                }
            }
            return (rest.endIndex, rest.endIndex)
        }

        /// Where what `text` begins with ends, after its closing mark. A doubled quote closes one text and opens the next.
        private static func end(of text: Substring.UTF8View, closing mark: [UInt8], skipping count: Int) -> String.Index
        {
            var index = text.index(text.startIndex, offsetBy: count, limitedBy: text.endIndex) ?? text.endIndex
            while index < text.endIndex {
                if text[index...].starts(with: mark) {
                    return text.index(index, offsetBy: mark.count)
                }
                index = text.index(after: index)
            }
            return index
        }
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
