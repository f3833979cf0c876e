/// A Mustache tag as it stands in a template's text.
struct TemplateTag: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case variable, section, inverted, close, partial, parent, block, comment
        /// A tag that writes text unescaped, turns escaping off, changes the delimiters, or computes.
        case forbidden
    }

    var kind: Kind
    var name: String

    /// All tags of a template, in order.
    static func tags(in template: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        var rest = Substring(template).utf8
        while let start = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[rest.index(after: start)...]
            guard rest.first == UInt8(ascii: "{") else { continue }
            rest = rest.dropFirst()
            let body = rest.prefix { $0 != UInt8(ascii: "}") }
            tags.append(TemplateTag(body: Substring(body)))
            rest = rest[body.endIndex...]
        }
        return tags
    }

    private init(body: Substring) {
        let kinds: [Character: Kind] = [
            "{": .forbidden, "&": .forbidden, "=": .forbidden, "%": .forbidden, "#": .section, "^": .inverted,
            "/": .close, ">": .partial, "<": .parent, "$": .block, "!": .comment,
        ]
        let trimmed = body.drop { $0 == " " }
        let marked = trimmed.first.flatMap { kinds[$0] }
        let name = (marked == nil ? trimmed : trimmed.dropFirst()).drop { $0 == " " }
        self.name = String(name.prefix { $0 != " " })
        let isPlain = self.name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."): true
            default: false
            }
        }
        kind = marked == .comment ? .comment : isPlain ? marked ?? .variable : .forbidden
    }
}
