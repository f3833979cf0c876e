/// Just enough reading of HTML to test pages with: ours write every attribute in double quotes.
extension String {
    func count(of text: String) -> Int {
        ranges(of: text).count
    }

    func values(ofAttribute name: String) -> [String] {
        split(separator: " \(name)=\"", omittingEmptySubsequences: false).dropFirst().map { rest in
            String(rest.prefix { $0 != "\"" })
        }
    }

    /// The first element that is closed out of order or never, or nil.
    func unbalancedElement() -> String? {
        let void: Set<String> = [
            "!doctype", "meta", "link", "input", "img", "br",
        ]
        var open: [String] = []
        for part in split(separator: "<").dropFirst(hasPrefix("<") ? 0 : 1) {
            let tag = part.prefix { $0 != ">" && $0 != " " && $0 != "\n" }
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return String(tag) }
            } else if !void.contains(String(tag)), !part.prefix(while: { $0 != ">" }).hasSuffix("/") {
                open.append(String(tag))
            }
        }
        return open.last
    }
}
