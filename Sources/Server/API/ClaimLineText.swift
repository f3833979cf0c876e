import AfterSales
package import Registry

/// A line of a claim as people type it in one line, amounts in the currency's larger units:
///
///     part COMP-12 450.00 x2 out=A17 in=B03
///     labour R-10 90 600
///     expense Travel to Hamar 150
///
/// Of work, the minutes and the price of an hour.
package enum ClaimLineText {
    /// A member of a document as the API takes it: a text or a whole number.
    package typealias Member = (name: String, text: String?, number: Int64?)

    /// The members of a line as the API takes it. What is missing is missing there too, and told by the API.
    package static func members(of line: String, in currency: String) -> [Member] {
        var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard !words.isEmpty else { return [] }
        let kind = words.removeFirst().lowercased()
        var members: [Member] = [("kind", kind, nil)]
        while let last = words.last, let option = option(last) {
            members.append(option)
            words.removeLast()
        }
        if words.count > 1, let amount = words.last.flatMap({ Money.amount(parsing: $0, currency) }) {
            members.append((kind == "expense" ? "amount" : "price", nil, amount))
            words.removeLast()
        }
        if kind == "labour", words.count > 1, let minutes = words.last.flatMap({ Int64($0) }) {
            members.append(("minutes", nil, minutes))
            words.removeLast()
        }
        return members + [("title", words.joined(separator: " "), nil)]
    }

    /// What is approved of a line, in the same way: its place from 1, the amount, and why.
    ///
    ///     2 450.00 the standard is one hour
    ///
    /// - Returns: nil for what cannot be read so.
    package static func adjustment(of line: String, in currency: String) -> [Member]? {
        let words = line.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 1, let place = Int64(words[0]), let amount = Money.amount(parsing: words[1], currency)
        else { return nil }
        return [("line", nil, place), ("approved", nil, amount)] + words.dropFirst(2).map { ("remark", $0, nil) }
    }

    private static func option(_ word: String) -> Member? {
        if word.hasPrefix("out=") { return ("removed", String(word.dropFirst(4)), nil) }
        if word.hasPrefix("in=") { return ("fitted", String(word.dropFirst(3)), nil) }
        if word.hasPrefix("x"), let count = Int64(word.dropFirst()) { return ("quantity", nil, count) }
        return nil
    }

    /// The document of a line.
    static func json(of line: String, in currency: String) -> JSONValue { json(members(of: line, in: currency)) }

    static func json(_ members: [Member]) -> JSONValue {
        .object(
            Dictionary(members.map { ($0.name, $0.text.map(JSONValue.text) ?? .number("\($0.number ?? 0)")) }) { $1 })
    }

    /// A line as it is typed, for changing it.
    static func text(of line: ClaimLine, in currency: String) -> String {
        var words: [String] = [line.kind.rawValue, line.title]
        switch line.kind {
        case .part: words.append(Money.text(line.price ?? 0, currency))
        case .labour: words += [String(line.minutes ?? 0), Money.text(line.price ?? 0, currency)]
        case .expense: words.append(Money.text(line.claimed, currency))
        }
        if let quantity = line.quantity, quantity > 1 { words.append("x\(quantity)") }
        if let removed = line.removed { words.append("out=\(removed)") }
        if let fitted = line.fitted { words.append("in=\(fitted)") }
        return words.joined(separator: " ")
    }
}
