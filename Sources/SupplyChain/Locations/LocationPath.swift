/// A location's place in its manufacturer's tree: the codes from the site down.
///
/// As text with U+0001 between them, so that locations sort as the tree is read, each before what stands below it, and what
/// stands below one is a range.
package struct LocationPath: Hashable, Sendable, Comparable {
    package let text: String

    /// Unicode scalars of the longest. An index of PostgreSQL holds 2,700 bytes.
    package static let longest = 600
    private static let mark = "\u{1}"
    private static let afterMark = "\u{2}"

    package init(text: String) { self.text = text }

    /// Of a location by its code, below another one.
    package init(_ code: String, below parent: LocationPath? = nil) {
        text = (parent.map { $0.text + Self.mark } ?? "") + code
    }

    /// From the site down to the location's own code.
    package var codes: [String] { text.split(separator: Self.mark).map(String.init) }

    /// 0 for a site.
    package var depth: Int { codes.count - 1 }

    /// The code of what it stands in; nil for a site.
    package var parentCode: String? { codes.dropLast().last }

    /// What the path of everything below begins with.
    package var below: String { text + Self.mark }

    /// The first text that is after everything below.
    package var end: String { text + Self.afterMark }

    package func holds(_ other: LocationPath) -> Bool {
        other.text == text || other.text.utf8.starts(with: below.utf8)
    }

    /// In the order of the tree, as both databases have it: by bytes.
    package static func < (left: LocationPath, right: LocationPath) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
