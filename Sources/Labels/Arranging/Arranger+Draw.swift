extension Arranger {
    /// Draws an element in the place that it was given.
    func draw(
        _ item: Item, in box: LabelDrawing.Box, isWhite: Bool, on drawing: inout LabelDrawing
    ) throws(LabelError) {
        switch item {
        case .group(let group, let children):
            try draw(group, children, in: box, isWhite: isWhite, on: &drawing)
        case .text(let text): try draw(text, in: box, isWhite: isWhite, on: &drawing)
        case .code(let code): try draw(code, in: box, on: &drawing)
        case .line: drawing.elements.append(.fill(box, isBlack: !isWhite))
        case .space: break
        case .picture(let picture):
            let x: Double =
                switch picture.alignment {
                case .left: box.x
                case .center: box.x + (box.width - picture.width) / 2
                case .right: box.x + box.width - picture.width
                }
            drawing.elements.append(
                .picture(picture.picture, .init(x: x, y: box.y, width: picture.width, height: picture.height)))
        }
    }

    private func draw(
        _ group: LayoutNode.Group, _ children: [Item], in box: LabelDrawing.Box, isWhite: Bool,
        on drawing: inout LabelDrawing
    ) throws(LabelError) {
        if group.isReversed { drawing.elements.append(.fill(box, isBlack: true)) }
        if group.frame > 0 {
            drawing.elements.append(.frame(box, thickness: group.frame, radius: group.radius))
        }
        let inner: LabelDrawing.Box = box.inset(group.frame + group.padding)
        let isWhite: Bool = isWhite || group.isReversed
        if group.isRow {
            try drawRow(group, children, in: inner, isWhite: isWhite, on: &drawing)
        } else {
            try drawColumn(group, children, in: inner, isWhite: isWhite, on: &drawing)
        }
    }

    private func drawRow(
        _ group: LayoutNode.Group, _ children: [Item], in box: LabelDrawing.Box, isWhite: Bool,
        on drawing: inout LabelDrawing
    ) throws(LabelError) {
        var x: Double = box.x
        for (child, width) in zip(
            children, try widths(of: children, gap: group.gap, width: box.width, height: box.height))
        {
            var place = LabelDrawing.Box(x: x, y: box.y, width: width, height: box.height)
            switch child {
            case .text, .code, .picture:
                let needed: Double = try extent(of: child, width: width, height: box.height).height
                switch group.alignment {
                case .top: break
                case .middle: place.y += max(0, box.height - needed) / 2
                case .bottom: place.y += max(0, box.height - needed)
                }
                place.height = min(box.height, needed)
            // Columns and lines are as high as the row.
            case .group, .line, .space: break
            }
            try draw(child, in: place, isWhite: isWhite, on: &drawing)
            x += width + group.gap
        }
    }

    private func drawColumn(
        _ group: LayoutNode.Group, _ children: [Item], in box: LabelDrawing.Box, isWhite: Bool,
        on drawing: inout LabelDrawing
    ) throws(LabelError) {
        var heights: [Double] = []
        for child in children { heights.append(try extent(of: child, width: box.width, height: box.height).height) }
        let used: Double = heights.reduce(0, +) + Double(max(0, children.count - 1)) * group.gap
        let takers: Int = children.count(where: \.takesHeight)
        let share: Double = max(0, box.height - used) / Double(max(1, takers))
        var y: Double = box.y
        for (child, height) in zip(children, heights) {
            let high: Double = height + (child.takesHeight ? share : 0)
            let place = LabelDrawing.Box(x: box.x, y: y, width: box.width, height: high)
            try draw(child, in: place, isWhite: isWhite, on: &drawing)
            y += high + group.gap
        }
    }
}
