extension LabelDrawing {
    /// The drawing with what is black at its edge drawn beyond it; its elements keep their places.
    ///
    /// - Parameter bleed: How far, in millimetres.
    func bleeding(by bleed: Double) -> LabelDrawing {
        var drawing: LabelDrawing = self
        drawing.elements = elements.map { element in
            guard case .fill(let box, isBlack: true) = element else { return element }
            return .fill(extended(box, by: bleed), isBlack: true)
        }
        return drawing
    }

    private func extended(_ box: Box, by bleed: Double) -> Box {
        // Less than a tenth of a dot of the finest printer.
        let near = 0.004
        let (right, bottom) = (box.x + box.width, box.y + box.height)
        let x: Double = box.x < near ? -bleed : box.x
        let y: Double = box.y < near ? -bleed : box.y
        let farRight: Double = right > size.width - near ? size.width + bleed : right
        let farBottom: Double = bottom > size.height - near ? size.height + bleed : bottom
        return Box(x: x, y: y, width: farRight - x, height: farBottom - y)
    }
}
