/// Arranges the elements of a layout for one label.
///
/// What may shrink, shrinks together: `scale` 1 gives every type and code its largest size, 0 its smallest. The largest
/// scale at which everything fits is taken.
struct Arranger {
    struct Extent {
        var width: Double
        var height: Double
    }

    let fields: LabelFields
    let resolution: PrintResolution
    let typesetter: Typesetter
    /// From 0 to 1.
    var scale: Double = 1

    private static let steps = 24

    /// Draws a layout.
    ///
    /// - Throws: `label.field`, `label.tooSmall`, `label.empty`, `label.tooLong`, `label.content`.
    mutating func arrange(_ layout: LabelLayout, size: LabelSize, title: String) throws(LabelError) -> LabelDrawing {
        var drawing = LabelDrawing(size: size, resolution: resolution, title: title)
        let root: Item = try item(.group(layout.root)) ?? .space(nil)
        let box = LabelDrawing.Box(x: 0, y: 0, width: size.width, height: size.height)
        var refusal: LabelError?
        for step in 0...Self.steps {
            scale = 1 - Double(step) / Double(Self.steps)
            do {
                let needed: Extent = try extent(of: root, width: box.width, height: box.height)
                guard needed.height > box.height + 1e-6 else {
                    refusal = nil
                    break
                }
                refusal = tooSmall(size, needed: needed.height)
            } catch {
                refusal = error
            }
        }
        if let refusal { throw refusal }
        try draw(root, in: box, isWhite: false, on: &drawing)
        return drawing
    }

    private func tooSmall(_ size: LabelSize, needed: Double) -> LabelError {
        LabelError(
            .tooSmall,
            "A label of \(Decimals.text(size.width)) by \(Decimals.text(size.height)) mm is too small for all that must "
                + "stand on it: it needs \(Decimals.text(needed.rounded(.up))) mm of height. Take a larger one.")
    }

    /// A length between the bounds of a range, by the scale.
    func scaled(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * scale
    }

    /// What an element takes up at least, within a width and at most a height.
    func extent(of item: Item, width: Double, height: Double) throws(LabelError) -> Extent {
        switch item {
        case .group(let group, let children):
            return try extent(of: group, children, width: width, height: height)
        case .text(let text): return try extent(of: text, width: width)
        case .code(let code): return try extent(of: code, width: width, height: height)
        case .line(let thickness): return Extent(width: width, height: thickness)
        case .space(let length): return Extent(width: length ?? 0, height: length ?? 0)
        case .picture(let picture):
            guard picture.width <= width else {
                throw LabelError(
                    .tooSmall,
                    "A picture is \(Decimals.text(picture.width)) mm wide, where \(Decimals.text(max(0, width))) mm are left; give it "
                        + "less height.")
            }
            return Extent(width: picture.width, height: picture.height)
        }
    }

    private func extent(
        of group: LayoutNode.Group, _ children: [Item], width: Double, height: Double
    ) throws(LabelError) -> Extent {
        let rim: Double = group.frame + group.padding
        let gaps: Double = Double(max(0, children.count - 1)) * group.gap
        let inner: Double = width - 2 * rim
        var high: Double = 0
        if group.isRow {
            for (child, share) in zip(children, try widths(of: children, gap: group.gap, width: inner, height: height))
            {
                high = max(high, try extent(of: child, width: share, height: height - 2 * rim).height)
            }
        } else {
            for child in children { high += try extent(of: child, width: inner, height: height - 2 * rim).height }
            high += gaps
        }
        return Extent(width: width, height: high + 2 * rim)
    }

    /// How a row's width is shared: codes, pictures and what has a width take theirs, texts and columns the rest.
    func widths(
        of children: [Item], gap: Double, width: Double, height: Double
    ) throws(LabelError) -> [Double] {
        var left: Double = width - Double(max(0, children.count - 1)) * gap
        var widths: [Double?] = []
        let whole: Double = left
        let sharing: Int = children.count { $0.sharesWidth }
        for child in children {
            switch child {
            case .group(let group, _): widths.append(group.width)
            case .text(let text): widths.append(text.element.width)
            case .line(let thickness): widths.append(thickness)
            case .space(let length): widths.append(length)
            case .code, .picture:
                // Codes leave half of the row to the texts beside them.
                let most: Double = sharing > 0 ? min(left, whole / 2) : left
                widths.append(try extent(of: child, width: most, height: height).width)
            }
            left -= widths.last.flatMap { $0 } ?? 0
        }
        guard left > -1e-6, sharing == 0 || left > 1 else {
            throw LabelError(
                .tooSmall,
                "A row is \(Decimals.text(width)) mm wide, too little for what stands in it; take a larger label.")
        }
        let elastic: Int = children.count { if case .space(nil) = $0 { true } else { false } }
        let share: Double = sharing > 0 ? left / Double(sharing) : left / Double(max(1, elastic))
        return zip(children, widths).map { child, width in
            if let width { return width }
            if case .space(nil) = child { return sharing > 0 ? 0 : share }
            return share
        }
    }
}
