/// The dark and light modules of a two-dimensional code, without its quiet zone.
public struct ModuleMatrix: Hashable, Sendable {
    /// Modules of a row.
    public let width: Int
    /// Rows.
    public let height: Int
    private let dark: [Bool]

    init(width: Int, height: Int, isDark: (_ row: Int, _ column: Int) -> Bool) {
        self.width = width
        self.height = height
        var dark: [Bool] = []
        dark.reserveCapacity(width * height)
        for row in 0..<height {
            for column in 0..<width { dark.append(isDark(row, column)) }
        }
        self.dark = dark
    }

    /// Whether a module is dark; outside the matrix, in the quiet zone, none is.
    public subscript(row: Int, column: Int) -> Bool {
        guard (0..<height).contains(row), (0..<width).contains(column) else { return false }
        return dark[row * width + column]
    }

    /// The dark modules as the data of one SVG path: a rectangle for each run of a row, in whole numbers.
    ///
    /// One path and not many rectangles: where two elements meet within a pixel, a renderer blends each with the ground
    /// and leaves a light seam between them; within one path it adds up what they cover.
    /// - Parameters:
    ///   - x: Where the first column begins.
    ///   - y: Where the first row begins.
    ///   - module: The side of a module.
    public func path(x: Int, y: Int, module: Int) -> String {
        var data = ""
        for row in 0..<height {
            var column = 0
            while column < width {
                guard self[row, column] else {
                    column += 1
                    continue
                }
                var end: Int = column
                while self[row, end] { end += 1 }
                let run: Int = (end - column) * module
                data += "M\(x + column * module) \(y + row * module)h\(run)v\(module)h-\(run)z"
                column = end
            }
        }
        return data
    }
}
