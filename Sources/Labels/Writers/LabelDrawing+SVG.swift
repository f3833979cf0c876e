/// Characters of a field that a drawing shall emphasise.
public struct FieldMark: Hashable, Sendable {
    /// The field's name.
    public let field: String
    /// Which of its characters, counted from 0.
    public let characters: Range<Int>

    /// Marks characters of a field.
    public init(_ field: String, _ characters: Range<Int>) {
        self.field = field
        self.characters = characters
    }
}

extension LabelDrawing {
    /// The label as an SVG document of its true size, in units of the printer's dots.
    ///
    /// A text that is one field and nothing else has the class `field-` and the field's name.
    /// - Parameters:
    ///   - marks: Characters that stand on a yellow ground, a rectangle of the class `mark`.
    ///   - bleed: How far what is black at the edge goes beyond it, in millimetres: the document is larger by as much on
    ///     each side.
    ///   - hasCodes: False draws a grey ground in the place of each code, and tells nothing of what they say.
    public func svg(marks: [FieldMark] = [], bleed: Double = 0, hasCodes: Bool = true) -> String {
        let unit: Double = resolution.dotsPerMillimetre
        let (width, height) = (size.width + 2 * bleed, size.height + 2 * bleed)
        var svg = SVGWriter(
            size: (width, height), units: (width * unit, height * unit), origin: -bleed * unit, title: title,
            description: description.isEmpty || !hasCodes ? nil : description)
        svg.rectangle(
            x: -bleed * unit, y: -bleed * unit, width: width * unit, height: height * unit, fill: "#fff")
        for element in bleeding(by: Sides(all: bleed)).elements {
            switch element {
            case .text(let run):
                for box in run.boxes(of: marks) {
                    svg.rectangle(
                        x: box.x * unit, y: box.y * unit, width: box.width * unit, height: box.height * unit,
                        fill: "#ffd84d", kind: "mark")
                }
                svg.text(
                    run.text, x: run.x * unit, y: run.baseLine * unit, size: run.size * unit, width: run.width * unit,
                    typeface: run.typeface, isWhite: run.isWhite, kind: run.field.map { "field-\($0)" })
            case .code(let code):
                // A code that stands on black has its quiet zone all the same.
                let area: PlacedCode.Bar = code.area
                svg.rectangle(
                    x: Double(area.x), y: Double(area.y), width: Double(area.width), height: Double(area.height),
                    fill: hasCodes ? "#fff" : "#d5d5d5")
                guard hasCodes else { continue }
                svg.path(
                    code.bars.map { "M\($0.x) \($0.y)h\($0.width)v\($0.height)h-\($0.width)z" }.joined())
            case .fill(let box, let isBlack):
                svg.rectangle(
                    x: box.x * unit, y: box.y * unit, width: box.width * unit, height: box.height * unit,
                    fill: isBlack ? "#000" : "#fff")
            case .frame(let box, let thickness, let radius):
                svg.frame(
                    x: box.x * unit, y: box.y * unit, width: box.width * unit, height: box.height * unit,
                    line: thickness * unit, radius: radius * unit)
            case .picture(let picture, let box):
                svg.picture(
                    picture, x: box.x * unit, y: box.y * unit, width: box.width * unit, height: box.height * unit)
            }
        }
        return svg.document
    }
}

extension LabelDrawing.TextRun {
    /// Where the marked characters of the run stand.
    fileprivate func boxes(of marks: [FieldMark]) -> [LabelDrawing.Box] {
        marks.filter { $0.field == field }.compactMap { mark in
            let characters: Range<Int> = mark.characters.clamped(to: offset..<(offset + widths.count))
            guard !characters.isEmpty else { return nil }
            let start: Double = widths[..<(characters.lowerBound - offset)].reduce(0, +)
            let width: Double = widths[(characters.lowerBound - offset)..<(characters.upperBound - offset)].reduce(0, +)
            return .init(x: x + start * size, y: baseLine - size * 0.9, width: width * size, height: size * 1.15)
        }
    }
}
