extension Arranger {
    /// A code in a size that fits, in dots.
    struct CodeFit {
        var module: Int
        /// Of a linear code's bars, or of the whole with its quiet zone.
        var height: Int
        /// With its quiet zone.
        var width: Int
        var readable: TextFit?
        /// Whether its digits stand between its guard bars.
        var hasGuards: Bool
    }

    /// The largest module that the scale, the width and the height allow.
    ///
    /// - Throws: `label.tooSmall` where not even the smallest does.
    func fit(_ item: Item.EncodedCode, width: Double, height: Double) throws(LabelError) -> CodeFit {
        let (element, code) = (item.element, item.code)
        let wanted: ClosedRange<Double> =
            element.modules.lowerBound...max(element.modules.lowerBound, scaled(element.modules))
        // Where the range lies between two numbers of dots, the larger: smaller modules are not what the layout asks for.
        let allowed: ClosedRange<Int>
        if let dots = resolution.dots(within: wanted) {
            allowed = dots
        } else {
            let least = Int((wanted.lowerBound * resolution.dotsPerMillimetre).rounded(.up))
            allowed = least...least
        }
        let wide = Int((max(0, width) * resolution.dotsPerMillimetre + 1e-6).rounded(.down))
        let high = Int((max(0, height) * resolution.dotsPerMillimetre + 1e-6).rounded(.down))
        let most: Int =
            code.symbology.isLinear
            ? wide / code.widthWithQuiet : min(wide / code.widthWithQuiet, high / code.heightWithQuiet)
        let module: Int = min(allowed.upperBound, most)
        guard module >= allowed.lowerBound else {
            let needed: Double = Double(code.widthWithQuiet * allowed.lowerBound) / resolution.dotsPerMillimetre
            throw LabelError(
                .tooSmall,
                "The code needs \(Decimals.text(needed.rounded(.up))) mm, more than is left for it; take a larger label, or "
                    + "let the code say less.")
        }
        let hasGuards: Bool = !code.symbology.guards.isEmpty && element.readable != nil
        var readable: TextFit?
        if let text = item.readable, let size = element.readable, !hasGuards {
            let room = Double(code.widthWithQuiet * module) / resolution.dotsPerMillimetre
            readable = TextFit([text], width: room, sizes: (size * 0.6)...size, lines: 6, anywhere: false)
            guard readable != nil else {
                throw LabelError(
                    .tooSmall, "What people read below the code is wider than the code; take a larger label.")
            }
        }
        return CodeFit(
            module: module,
            height: code.symbology.isLinear ? resolution.dots(element.height) : code.heightWithQuiet * module,
            width: code.widthWithQuiet * module, readable: readable, hasGuards: hasGuards)
    }

    func extent(of item: Item.EncodedCode, width: Double, height: Double) throws(LabelError) -> Extent {
        let fit: CodeFit = try fit(item, width: width, height: height)
        var high: Double = millimetres(fit.height)
        if let readable = fit.readable { high += readable.height }
        if fit.hasGuards, let size = item.element.readable { high += size * Typeface.lineHeight }
        // A dot more: the code begins at a whole dot.
        return Extent(width: millimetres(fit.width), height: high + millimetres(1))
    }

    private func millimetres(_ dots: Int) -> Double { Double(dots) / resolution.dotsPerMillimetre }

    func draw(_ item: Item.EncodedCode, in box: LabelDrawing.Box, on drawing: inout LabelDrawing) throws(LabelError) {
        let fit: CodeFit = try fit(item, width: box.width, height: box.height)
        let wide: Double = millimetres(fit.width)
        let left: Double =
            switch item.element.alignment {
            case .left: box.x
            case .center: box.x + (box.width - wide) / 2
            case .right: box.x + box.width - wide
            }
        let most: Int = Int(((box.x + box.width) * resolution.dotsPerMillimetre + 1e-6).rounded(.down)) - fit.width
        let x: Int = max(0, min(resolution.dots(left), most))
        let y: Int = resolution.dots(box.y)
        drawing.elements.append(
            .code(.init(item.code, x: x, y: y, module: fit.module, height: fit.height, hasGuards: fit.hasGuards)))
        if drawing.description.isEmpty {
            drawing.description = "The code says: \(item.code.readable)"
        } else {
            drawing.description += "; \(item.code.readable)"
        }
        let below: Double = millimetres(y + fit.height)
        if let readable = fit.readable {
            for (index, line) in readable.lines.enumerated() {
                let width: Double = line.width * readable.size
                drawing.elements.append(
                    .text(
                        .init(
                            text: line.text, x: millimetres(x) + (wide - width) / 2,
                            baseLine: below + (Double(index) * Typeface.lineHeight + Typeface.baseLine) * readable.size,
                            size: readable.size, width: width, typeface: Self.readableFace)))
            }
        }
        if fit.hasGuards { drawDigits(item, fit, x: x, below: below, on: &drawing) }
    }

    /// The digits of an EAN or UPC between its guard bars, the first of EAN-13 and the outer ones of UPC-A beside it.
    private func drawDigits(
        _ item: Item.EncodedCode, _ fit: CodeFit, x: Int, below: Double, on drawing: inout LabelDrawing
    ) {
        let digits: [Character] = Array(item.code.content)
        let zone = item.code.symbology.quietZone
        // Where each part of the digits stands, in modules from the code's first bar.
        let parts: [(digits: Range<Int>, modules: Range<Int>)] =
            switch item.code.symbology {
            case .ean13: [(0..<1, (-9)..<(-2)), (1..<7, 3..<45), (7..<13, 50..<92)]
            case .upca: [(0..<1, (-8)..<(-1)), (1..<6, 10..<45), (6..<11, 50..<85), (11..<12, 96..<103)]
            default: [(0..<4, 3..<31), (4..<8, 36..<64)]
            }
        for part in parts where part.digits.upperBound <= digits.count {
            let room: Double = millimetres(part.modules.count * fit.module)
            let text: MeasuredText = typesetter.measure(String(digits[part.digits]), Self.readableFace)
            let size: Double = min(item.element.readable ?? 3, room * 0.94 / max(0.1, text.width))
            let start: Double = millimetres(x + (zone.left + part.modules.lowerBound) * fit.module)
            drawing.elements.append(
                .text(
                    .init(
                        text: text.text(0..<text.characters.count), x: start + (room - text.width * size) / 2,
                        baseLine: below + size * Typeface.baseLine, size: size, width: text.width * size,
                        typeface: Self.readableFace)))
        }
    }
}
