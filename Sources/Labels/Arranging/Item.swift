/// An element of a layout with its fields filled in, its text measured and its code encoded.
indirect enum Item {
    case group(LayoutNode.Group, [Item])
    case text(SetText)
    case code(EncodedCode)
    case line(Double)
    case space(Double?)
    case picture(LayoutNode.Picture)

    struct SetText {
        var element: LayoutNode.Text
        /// What stands between line feeds.
        var paragraphs: [MeasuredText]
    }
    struct EncodedCode {
        var element: LayoutNode.Code
        var code: BarCode
        /// What people read below it, in parts that are not broken.
        var readable: MeasuredText?
    }

    /// Whether it takes what width others leave in a row.
    var sharesWidth: Bool {
        switch self {
        case .group(let group, _): group.width == nil
        case .text(let text): text.element.width == nil
        case .code, .line, .space, .picture: false
        }
    }

    /// Whether it takes what height others leave in a column.
    var takesHeight: Bool {
        switch self {
        case .group(let group, _): group.fills
        case .space(nil): true
        case .text, .code, .line, .space, .picture: false
        }
    }
}

extension Arranger {
    /// An element with its fields; nil where it is left out for want of one.
    func item(_ node: LayoutNode) throws(LabelError) -> Item? {
        switch node {
        case .group(let group):
            var children: [Item] = []
            for child in group.children {
                if let item = try item(child) { children.append(item) }
            }
            return children.isEmpty ? nil : .group(group, children)
        case .text(let text):
            if text.isOptional, !text.content.isFilled(by: fields) { return nil }
            let parts: [String] = try text.content.filled(with: fields).map(\.text)
            let paragraphs: [MeasuredText] = parts.joined().split(omittingEmptySubsequences: false) { $0.isNewline }
                .map { typesetter.measure(Self.visible($0), text.typeface) }
            return .text(.init(element: text, paragraphs: paragraphs))
        case .code(let code):
            if code.isOptional, !code.content.isFilled(by: fields) { return nil }
            let filled: [FieldText.Filled] = try code.content.filled(with: fields)
            let encoded: BarCode =
                code.symbology.holdsGS1
                ? try BarCode(elements: GS1Element.list(of: filled), as: code.symbology)
                : try BarCode(filled.map(\.text).joined(), as: code.symbology, correction: code.correction)
            return .code(.init(element: code, code: encoded, readable: code.readable.map { _ in readable(encoded) }))
        case .line(let thickness): return .line(thickness)
        case .space(let length): return .space(length)
        case .picture(let picture): return .picture(picture)
        }
    }

    /// Characters that control something and are not seen, as the sign for what cannot be shown.
    private static func visible(_ text: Substring) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return String(text)
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }

    /// The text below a code. GS1 element strings are broken only between one and the next.
    private func readable(_ code: BarCode) -> MeasuredText {
        let text: MeasuredText = typesetter.measure(Self.visible(code.readable[...]), Self.readableFace)
        guard !code.elements.isEmpty else {
            return MeasuredText(
                characters: text.characters, widths: text.characters.indices.map { text.width($0..<($0 + 1)) },
                breaks: text.characters.map { _ in true })
        }
        var breaks = [Bool](repeating: false, count: text.characters.count)
        var end = 0
        for element in code.elements {
            end += element.identifier.count + 2 + element.value.count
            if end > 0, end <= breaks.count { breaks[end - 1] = true }
        }
        return MeasuredText(
            characters: text.characters, widths: text.characters.indices.map { text.width($0..<($0 + 1)) },
            breaks: breaks)
    }

    static let readableFace = Typeface(family: "sans-serif")
}
