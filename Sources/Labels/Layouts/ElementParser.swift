/// Reads the words of one element.
enum ElementParser {
    static func group(isRow: Bool, _ words: inout LayoutWords) throws(LabelError) -> LayoutNode.Group {
        var group = LayoutNode.Group(isRow: isRow)
        while !words.isAtEnd {
            let start: LabelError.Position = words.position
            let word: String = try words.word()
            switch word {
            case "gap": group.gap = try words.number(0...100, "A gap in millimetres")
            case "padding": group.padding = try words.number(0...100, "A padding in millimetres")
            case "width": group.width = try words.number(1...500, "A width in millimetres")
            case "frame": group.frame = try words.number(0.1...5, "The thickness of a frame in millimetres")
            case "radius": group.radius = try words.number(0...50, "A radius in millimetres")
            case "fill": group.fills = true
            case "reverse": group.isReversed = true
            default:
                if isRow, let alignment = LayoutNode.RowAlignment(rawValue: word) {
                    group.alignment = alignment
                    continue
                }
                let own: [String] = isRow ? LayoutNode.RowAlignment.allCases.map(\.rawValue) : []
                throw words.unknown(
                    word, at: start, known: ["gap", "padding", "width", "frame", "radius", "fill", "reverse"] + own)
            }
        }
        return group
    }

    static func text(
        _ words: inout LayoutWords, known: Set<String>, font: String?
    ) throws(LabelError) -> LayoutNode.Text {
        var text = LayoutNode.Text(content: try fieldText(&words, known: known))
        if let font { text.typeface.family = font }
        while !words.isAtEnd {
            let start: LabelError.Position = words.position
            let word: String = try words.word()
            switch word {
            case "size":
                let points: ClosedRange<Double> = try words.numbers(3...200, "A type size in points")
                text.sizes = LayoutNode.points(points.lowerBound)...LayoutNode.points(points.upperBound)
            case "lines": text.lines = try words.count(1...50, "The most lines")
            case "width": text.width = try words.number(1...500, "A width in millimetres")
            case "wrap": text.lines = nil
            case "bold": text.typeface.isBold = true
            case "italic": text.typeface.isItalic = true
            case "mono": text.typeface.family = Typeface.number.family
            case "serif": text.typeface.family = "serif"
            case "cut": text.isCut = true
            case "optional": text.isOptional = true
            default:
                guard let alignment = LayoutNode.Alignment(rawValue: word) else {
                    throw words.unknown(
                        word, at: start,
                        known: [
                            "size", "lines", "wrap", "width", "bold", "italic", "mono", "serif", "left", "center",
                            "right", "cut", "optional",
                        ])
                }
                text.alignment = alignment
            }
        }
        return text
    }

    static func code(_ words: inout LayoutWords, known: Set<String>) throws(LabelError) -> LayoutNode.Code {
        let start: LabelError.Position = words.position
        let kind: String = try words.word()
        guard let symbology = Symbology(rawValue: kind) else {
            throw words.unknown(kind, at: start, known: Symbology.allCases.map(\.rawValue))
        }
        // What label printers and phones manage: 0.25 mm for bars (GS1 General Specifications, 5.12: from 0.25 mm in
        // general distribution), 0.375 mm for squares.
        var code = LayoutNode.Code(
            symbology: symbology, content: try fieldText(&words, known: known),
            modules: symbology.isLinear ? 0.25...0.5 : 0.375...0.75)
        while !words.isAtEnd {
            let start: LabelError.Position = words.position
            let word: String = try words.word()
            switch word {
            case "module": code.modules = try words.numbers(0.1...5, "A module in millimetres")
            case "height" where symbology.isLinear:
                code.height = try words.number(2...200, "The height of the bars in millimetres")
            case "readable":
                code.readable = LayoutNode.points(try words.number(3...72, "A type size in points"))
            case "correction" where symbology == .qr: code.correction = try correction(&words)
            case "optional": code.isOptional = true
            default:
                guard let alignment = LayoutNode.Alignment(rawValue: word) else {
                    let own: [String] = symbology.isLinear ? ["height"] : symbology == .qr ? ["correction"] : []
                    throw words.unknown(
                        word, at: start,
                        known: ["module", "readable", "optional", "left", "center", "right"] + own)
                }
                code.alignment = alignment
            }
        }
        return code
    }

    private static func correction(_ words: inout LayoutWords) throws(LabelError) -> QRCode.Correction {
        let start: LabelError.Position = words.position
        let word: String = try words.word()
        switch word {
        case "low": return .low
        case "medium": return .medium
        case "quartile": return .quartile
        case "high": return .high
        default: throw words.unknown(word, at: start, known: ["low", "medium", "quartile", "high"])
        }
    }

    static func picture(_ words: inout LayoutWords) throws(LabelError) -> LayoutNode.Picture {
        let start: LabelError.Position = words.position
        var picture = LayoutNode.Picture(picture: try EmbeddedPicture(dataURL: try words.text(), at: start))
        while !words.isAtEnd {
            let start: LabelError.Position = words.position
            let word: String = try words.word()
            if word == "height" {
                picture.height = try words.number(1...500, "The height of a picture in millimetres")
            } else if let alignment = LayoutNode.Alignment(rawValue: word) {
                picture.alignment = alignment
            } else {
                throw words.unknown(word, at: start, known: ["height", "left", "center", "right"])
            }
        }
        return picture
    }

    /// A text with fields in braces; doubled braces stand for themselves.
    static func fieldText(_ words: inout LayoutWords, known: Set<String>) throws(LabelError) -> FieldText {
        let start: LabelError.Position = words.position
        let characters: [Character] = Array(try words.text())
        func position(_ index: Int) -> LabelError.Position { .init(start.line, start.column + 1 + index) }
        var parts: [FieldText.Part] = []
        var literal = ""
        var index = 0
        while index < characters.count {
            let character: Character = characters[index]
            let isDoubled: Bool = index + 1 < characters.count && characters[index + 1] == character
            if character == "{", !isDoubled {
                guard let end = characters[index...].firstIndex(of: "}") else {
                    throw LabelError(
                        .layout, "The brace has no end; write {model}, or {{ for a brace.", at: position(index))
                }
                let name = String(characters[(index + 1)..<end])
                guard known.contains(name) else {
                    throw LabelError(
                        .layout,
                        "There is no field '\(name)'. These there are: \(known.sorted().joined(separator: ", ")). Others "
                            + "are declared at the top: field owner \"Name of the owner\".", at: position(index))
                }
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.field(name))
                index = end + 1
            } else {
                if character == "}", !isDoubled {
                    throw LabelError(.layout, "The brace has no beginning; write }} for a brace.", at: position(index))
                }
                literal.append(character)
                index += character == "{" || character == "}" ? 2 : 1
            }
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        guard !parts.isEmpty else { throw LabelError(.layout, "The text is empty; say what stands here.", at: start) }
        return FieldText(parts: parts)
    }
}
