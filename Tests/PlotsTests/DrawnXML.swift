import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a parser of XML finds in a drawing.
final class DrawnXML: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []
    private(set) var isWellFormed = false

    init(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        open.append(elements.count)
        elements.append(Element(name: elementName, attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let last = open.last { elements[last].text += string }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func all(classed name: String) -> [Element] {
        elements.filter { ($0.attributes["class"] ?? "").split(separator: " ").contains(Substring(name)) }
    }

    var texts: [String] { all("text").map(\.text) }

    /// The width and the height of the view box.
    var size: (width: Double, height: Double) {
        let numbers = (elements.first?.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        return numbers.count == 4 ? (numbers[2], numbers[3]) : (0, 0)
    }

    /// The places that paths go through, but for the arcs of circles.
    static func places(_ path: String) -> [(x: Double, y: Double)] {
        var places: [(x: Double, y: Double)] = []
        var at = (x: 0.0, y: 0.0)
        var rest = path[...]
        while let command = rest.first {
            let body = rest.dropFirst().prefix { !$0.isLetter }
            rest = rest[body.endIndex...]
            // Not a number where it is none: tests find that.
            let numbers = body.split(separator: " ").map { Double($0) ?? .nan }
            switch command {
            case "M", "L": at = numbers.count == 2 ? (numbers[0], numbers[1]) : (.nan, .nan)
            case "H": at.x = numbers.first ?? .nan
            case "V": at.y = numbers.first ?? .nan
            case "Z", "a", "h": continue
            default: at = (.nan, .nan)
            }
            places.append(at)
        }
        return places
    }
}
