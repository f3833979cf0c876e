extension LabelDrawing.PlacedCode {
    /// A code whose quiet zone begins at a point.
    ///
    /// - Parameters:
    ///   - module: In dots.
    ///   - height: Of the bars of a linear code, in dots.
    ///   - hasGuards: Whether its guard bars reach down between the digits.
    init(_ code: BarCode, x: Int, y: Int, module: Int, height: Int, hasGuards: Bool) {
        let zone = code.symbology.quietZone
        let rowHeight: Int = code.symbology.isLinear ? height : code.rowHeight * module
        let (left, top) = (x + zone.left * module, y + zone.vertical * module)
        bars = []
        for row in 0..<code.modules.height {
            var column = 0
            while column < code.modules.width {
                guard code.modules[row, column] else {
                    column += 1
                    continue
                }
                var end: Int = column
                while code.modules[row, end] { end += 1 }
                let isGuard: Bool = hasGuards && code.symbology.guards.contains { $0.contains(column) }
                bars.append(
                    Bar(
                        x: left + column * module, y: top + row * rowHeight, width: (end - column) * module,
                        height: rowHeight + (isGuard ? Self.guardModules * module : 0)))
                column = end
            }
        }
        let high: Int = code.symbology.isLinear ? height : code.heightWithQuiet * module
        area = Bar(x: x, y: y, width: code.widthWithQuiet * module, height: high)
    }

    /// How far guard bars reach below the others (GS1 General Specifications, 5.2.1.4: five modules).
    static let guardModules = 5
}
