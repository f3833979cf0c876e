import Identifiers
import Registry

/// Reads the ranges of chassis numbers that the DVSA publishes: two columns, in which there are whole VINs, VINs with `*` or
/// `#` for a place that does not matter, the last places of VINs, frame numbers of motorcycles, several ranges at once, or
/// words.
///
/// In a range of whole VINs the first three places, the maker's, must be the same. Places 4 to 9 describe the vehicle and hold
/// a check digit, and have no order (ISO 3779): where the ends differ in them, any may stand. Places 10 to 17, mostly model
/// year, plant and number, are compared in order.
struct ChassisNumbers {
    private(set) var vins: [VINRange] = []
    private(set) var serials: [PopulationTest] = []
    /// Why nothing, or not all, is used: then no number narrows the scope.
    private(set) var remark: String?

    /// A column holds no number of so many zeros in sequence, but what fills up its width.
    private static let filling = "0000000"

    init(from first: String, to last: String) {
        let (first, last) = (Self.tidied(first), Self.tidied(last))
        guard !first.isEmpty || !last.isEmpty else { return }
        guard let pairs = Self.pairs(first, last) else {
            remark = "The chassis numbers are told in words: '\((first + " " + last).prefix(80))'."
            return
        }
        if first.contains("(") { remark = "Beside the chassis numbers stands '\(first.drop { $0 != "(" })'." }
        do throws(Unreadable) {
            for pair in pairs { try take(pair.0, pair.1) }
        } catch {
            (vins, serials, remark) = ([], [], error.sentence)
        }
    }

    private struct Unreadable: Error { var sentence: String }

    /// Without white space around it, in capitals, and with one sign for whatever place does not matter.
    private static func tidied(_ text: String) -> String {
        let scalars = text.uppercased().unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "*", "#": "?"
            case "–", "—": " "
            default: scalar.properties.isWhitespace ? " " : Character(scalar)
            }
        }
        let text = String(scalars)
        guard let start = text.firstIndex(where: { $0 != " " }), let end = text.lastIndex(where: { $0 != " " }) else {
            return ""
        }
        return String(text[start...end])
    }

    /// Nil for words.
    private static func pairs(_ first: String, _ last: String) -> [(String, String)]? {
        func words(_ text: String) -> [String] {
            text.split(separator: " ").map(String.init).filter { $0 != "AND" }
        }
        func isNumber(_ text: String) -> Bool { text.contains { $0.isNumber } && text.utf8.count >= 4 }
        if last.isEmpty {
            let parts = words(String(first.prefix { $0 != "(" }))
            guard parts.count == 3, parts[1] == "TO", isNumber(parts[0]), isNumber(parts[2]) else { return nil }
            return [(parts[0], parts[2])]
        }
        let whole = (first.filter { $0 != " " }, last.filter { $0 != " " })
        if whole.0.utf8.count == 17, whole.1.utf8.count == 17 { return [whole] }
        let (starts, ends) = (words(first), words(last))
        guard starts.count == ends.count, (starts + ends).allSatisfy(isNumber) else { return nil }
        return Array(zip(starts, ends))
    }

    private mutating func take(_ first: String, _ last: String) throws(Unreadable) {
        if first.contains("-"), last.contains("-") {
            guard let from = try? SerialNumber(parsing: first), let to = try? SerialNumber(parsing: last),
                !to.key.utf8.lexicographicallyPrecedes(from.key.utf8)
            else { throw Unreadable(sentence: "'\(first)' to '\(last)' is no range of frame numbers.") }
            serials.append(.serials(from: from, to: to))
            return
        }
        let (from, to) = (try Self.placed(first, beside: last), try Self.placed(last, beside: first))
        var ends = (Array(from), Array(to))
        guard ends.0[..<3] == ends.1[..<3] || ends.0[..<3].contains("?") else {
            throw Unreadable(sentence: "'\(first)' and '\(last)' begin with the codes of two makers.")
        }
        for place in 0..<17 where ends.0[place] != ends.1[place] {
            guard (3..<9).contains(place) || ends.0[place] == "?" || ends.1[place] == "?" else { continue }
            (ends.0[place], ends.1[place]) = ("?", "?")
        }
        do {
            let (first, last) = (try VINPattern(parsing: String(ends.0)), try VINPattern(parsing: String(ends.1)))
            vins.append(try VINRange(from: first, to: last))
        } catch {
            throw Unreadable(sentence: "'\(first)' to '\(last)' is no range of VINs: \(error.sentence)")
        }
    }

    /// A number in the 17 places of a VIN: the last places of one behind those that do not matter.
    private static func placed(_ text: String, beside other: String) throws(Unreadable) -> String {
        func isNumber(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        let longest = max(text.utf8.count, other.utf8.count)
        var text = text
        if isNumber(text), isNumber(other), longest <= 8 {
            text = String(repeating: "0", count: longest - text.utf8.count) + text
        }
        if text.hasPrefix(filling) {
            let zeros = text.prefix { $0 == "0" }.count
            text = String(repeating: "?", count: zeros) + text.dropFirst(zeros)
        }
        let length = text.utf8.count
        guard text.utf8.allSatisfy({ $0 < 0x80 }), !text.contains(filling),
            length == 17 || length == longest && (5...8).contains(length)
        else { throw Unreadable(sentence: "'\(text)' is no VIN and not the end of one.") }
        return String(repeating: "?", count: 17 - length) + text
    }
}
