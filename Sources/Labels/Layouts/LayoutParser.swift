/// Reads a layout: its head, then elements, those of a group indented below it.
struct LayoutParser {
    private static let head = ["name", "about", "size", "bleed", "margin", "gap", "frame", "font", "field"]
    private static let elements = ["row", "column", "text", "code", "line", "space", "picture"]
    private static let deepest = 12
    private static let mostElements = 400

    private let lines: [LayoutScanner.Line]
    private var at = 0
    private var count = 0
    private var font: String?
    private var known: Set<String> = Set(LabelFields.standard.map(\.name))
    private var declared: [LabelLayout.OwnField] = []

    init(lines: [LayoutScanner.Line]) { self.lines = lines }

    mutating func read(into layout: inout LabelLayout) throws(LabelError) {
        while at < lines.count, try readHead(of: &layout) { at += 1 }
        layout.ownFields = declared
        layout.root.fills = true
        layout.root.children = try children(indent: 0, depth: 0)
        guard !layout.root.children.isEmpty else {
            throw LabelError(
                .layout, "The layout has no element; begin one with \(Self.elements.joined(separator: ", ")).",
                at: .init(lines.last?.number ?? 1, 1))
        }
        guard !layout.name.isEmpty else {
            throw LabelError(.layout, "A layout says its name at the top: name \"Rating plate\".", at: .init(1, 1))
        }
    }

    /// One line of the head; false where the elements begin.
    private mutating func readHead(of layout: inout LabelLayout) throws(LabelError) -> Bool {
        let line: LayoutScanner.Line = lines[at]
        guard line.indent == 0 else {
            throw LabelError(
                .layout, "This line stands below nothing; begin it without spaces.", at: line.tokens[0].position)
        }
        var words = LayoutWords(line)
        let start: LabelError.Position = words.position
        let word: String = try words.word()
        switch word {
        case "name": layout.name = try Self.short(&words)
        case "about": layout.about = try Self.short(&words)
        case "size":
            let range: ClosedRange<Double> = LabelSize.range
            let width: Double = try words.number(range, "The width of a label in millimetres")
            guard words.take("x") else {
                throw LabelError(.layout, "Between width and height stands x: size 80 x 40.", at: words.position)
            }
            layout.size = try LabelSize(
                width: width, height: try words.number(range, "The height of a label in millimetres"))
        case "bleed": layout.bleed = try words.number(0...10, "A bleed in millimetres")
        case "margin": layout.root.padding = try words.number(0...100, "A margin in millimetres")
        case "gap": layout.root.gap = try words.number(0...100, "A gap in millimetres")
        case "frame":
            layout.root.frame = try words.number(0.1...5, "The thickness of a frame in millimetres")
            if words.take("radius") { layout.root.radius = try words.number(0...50, "A radius in millimetres") }
        case "font": font = try Self.short(&words)
        case "field": try declareField(&words)
        default:
            guard Self.elements.contains(word) else {
                throw words.unknown(word, at: start, known: Self.head + Self.elements)
            }
            return false
        }
        try words.finish()
        return true
    }

    private mutating func declareField(_ words: inout LayoutWords) throws(LabelError) {
        let start: LabelError.Position = words.position
        let name: String = try words.word()
        guard declared.count < 40 else { throw LabelError(.layout, "A layout declares at most 40 fields.", at: start) }
        guard name.utf8.count <= 40, known.insert(name).inserted else {
            throw LabelError(
                .layout,
                "There is a field '\(name)' already, or its name is longer than 40 characters; name it otherwise.",
                at: start)
        }
        let meaning: String = try Self.short(&words)
        let example: String? = words.take("example") ? try Self.short(&words) : nil
        declared.append(.init(name: name, meaning: meaning, example: example))
    }

    private static func short(_ words: inout LayoutWords) throws(LabelError) -> String {
        let start: LabelError.Position = words.position
        let text: String = try words.text()
        guard (1...200).contains(text.utf8.count) else {
            throw LabelError(.layout, "This text has from 1 to 200 bytes.", at: start)
        }
        return text
    }

    /// The elements that stand so far in.
    private mutating func children(indent: Int, depth: Int) throws(LabelError) -> [LayoutNode] {
        var found: [LayoutNode] = []
        while at < lines.count, lines[at].indent >= indent {
            let line: LayoutScanner.Line = lines[at]
            guard line.indent == indent else {
                throw LabelError(
                    .layout, "This line is indented by \(line.indent) spaces, its neighbours by \(indent).",
                    at: line.tokens[0].position)
            }
            count += 1
            guard count <= Self.mostElements, depth < Self.deepest else {
                throw LabelError(
                    .layout, "A layout has at most \(Self.mostElements) elements, groups at most \(Self.deepest) deep.",
                    at: line.tokens[0].position)
            }
            found.append(try element(line, depth: depth))
        }
        return found
    }

    private mutating func element(_ line: LayoutScanner.Line, depth: Int) throws(LabelError) -> LayoutNode {
        var words = LayoutWords(line)
        let start: LabelError.Position = words.position
        let word: String = try words.word()
        at += 1
        switch word {
        case "row", "column":
            var group: LayoutNode.Group = try ElementParser.group(isRow: word == "row", &words)
            if at < lines.count, lines[at].indent > line.indent {
                group.children = try children(indent: lines[at].indent, depth: depth + 1)
            }
            guard !group.children.isEmpty else {
                throw LabelError(.layout, "This \(word) is empty; indent its elements below it.", at: start)
            }
            return .group(group)
        case "text": return .text(try ElementParser.text(&words, known: known, font: font))
        case "code": return .code(try ElementParser.code(&words, known: known))
        case "line":
            let thickness: Double =
                words.isAtEnd ? 0.25 : try words.number(0.1...5, "The thickness of a line in millimetres")
            try words.finish()
            return .line(thickness: thickness)
        case "space":
            let height: Double? = words.isAtEnd ? nil : try words.number(0...500, "A space in millimetres")
            try words.finish()
            return .space(height)
        case "picture": return .picture(try ElementParser.picture(&words))
        default:
            throw words.unknown(word, at: start, known: Self.elements)
        }
    }
}
