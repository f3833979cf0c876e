extension LabelDrawing {
    /// A length at each side of a label.
    struct Sides: Hashable, Sendable {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        init(left: Double, top: Double, right: Double, bottom: Double) {
            (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
        }

        init(all length: Double) { self.init(left: length, top: length, right: length, bottom: length) }

        /// Each at most so much.
        func limited(to most: Double) -> Sides {
            Sides(left: min(left, most), top: min(top, most), right: min(right, most), bottom: min(bottom, most))
        }
    }

    /// The drawing with what is black at its edge drawn beyond it; its elements keep their places.
    ///
    /// - Parameter bleed: How far, in millimetres.
    func bleeding(by bleed: Sides) -> LabelDrawing {
        var drawing: LabelDrawing = self
        drawing.elements = elements.map { element in
            guard case .fill(let box, isBlack: true) = element else { return element }
            return .fill(extended(box, by: bleed), isBlack: true)
        }
        return drawing
    }

    private func extended(_ box: Box, by bleed: Sides) -> Box {
        // Less than a tenth of a dot of the finest printer.
        let near = 0.004
        let (right, bottom) = (box.x + box.width, box.y + box.height)
        let x: Double = box.x < near ? -bleed.left : box.x
        let y: Double = box.y < near ? -bleed.top : box.y
        let farRight: Double = right > size.width - near ? size.width + bleed.right : right
        let farBottom: Double = bottom > size.height - near ? size.height + bleed.bottom : bottom
        return Box(x: x, y: y, width: farRight - x, height: farBottom - y)
    }
}
