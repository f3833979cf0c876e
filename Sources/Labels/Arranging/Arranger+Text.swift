extension Arranger {
    /// A text set within a width.
    ///
    /// - Throws: `label.tooSmall` where its smallest type is too wide: a number is never cut.
    func fit(_ text: Item.SetText, width: Double) throws(LabelError) -> TextFit {
        let element: LayoutNode.Text = text.element
        let sizes: ClosedRange<Double> = element.sizes.lowerBound...max(element.sizes.lowerBound, scaled(element.sizes))
        // Numbers have no words to keep whole.
        let isNumber: Bool = element.typeface.family == Typeface.number.family
        func fit(anywhere: Bool) -> TextFit? {
            TextFit(text.paragraphs, width: width, sizes: sizes, lines: element.lines, anywhere: anywhere)
        }
        if let found = fit(anywhere: isNumber) { return found }
        if element.isCut, let first = text.paragraphs.first {
            let ellipsis: MeasuredText = typesetter.measure("…", element.typeface)
            if let found = TextFit(first, ellipsis: ellipsis, width: width, size: sizes.lowerBound) { return found }
        }
        if !isNumber, let found = fit(anywhere: true) { return found }
        let shown: String = text.paragraphs.first.map { $0.text(0..<min(40, $0.characters.count)) } ?? ""
        throw LabelError(
            .tooSmall,
            "'\(shown)' does not fit within \(Decimals.text(max(0, width))) mm in \(element.lines ?? 1) lines of its smallest "
                + "type; take a larger label, or let the layout give it more lines or a smaller type.")
    }

    func extent(of text: Item.SetText, width: Double) throws(LabelError) -> Extent {
        Extent(width: width, height: try fit(text, width: width).height)
    }

    func draw(_ text: Item.SetText, in box: LabelDrawing.Box, isWhite: Bool, on drawing: inout LabelDrawing)
        throws(LabelError)
    {
        let fit: TextFit = try fit(text, width: box.width)
        let element: LayoutNode.Text = text.element
        for (index, line) in fit.lines.enumerated() where !line.text.isEmpty {
            let width: Double = line.width * fit.size
            let left: Double = box.width - width
            let x: Double =
                switch element.alignment {
                case .left: box.x
                case .center: box.x + left / 2
                case .right: box.x + left
                }
            let y: Double = box.y + (Double(index) * Typeface.lineHeight + Typeface.baseLine) * fit.size
            drawing.elements.append(
                .text(
                    .init(
                        text: line.text, x: x, baseLine: y, size: fit.size, width: width, typeface: element.typeface,
                        isWhite: isWhite, field: element.content.field, offset: line.offset, widths: line.widths)))
        }
    }
}
