/// Cells of a terminal that are drawn on by dots: eight in a cell (Unicode braille), or one with a character of its own.
struct TextCanvas {
    let columns: Int
    let rows: Int
    let isASCII: Bool
    /// Bits of braille dots, row by row.
    private var dots: [UInt32]
    private var above: [Character?]
    private var below: [Character?]

    init(columns: Int, rows: Int, isASCII: Bool) {
        self.columns = columns
        self.rows = rows
        self.isASCII = isASCII
        dots = Array(repeating: 0, count: columns * rows)
        above = Array(repeating: nil, count: columns * rows)
        below = above
    }

    var dotsAcross: Int { isASCII ? 1 : 2 }
    var dotsDown: Int { isASCII ? 1 : 4 }

    /// The box of dots, in which a ``PlotGeometry`` may lie.
    var box: PlotBox {
        PlotBox(left: 0, top: 0, right: Double(columns * dotsAcross - 1), bottom: Double(rows * dotsDown - 1))
    }

    /// The cell of a dot; nil outside.
    private func cell(_ x: Int, _ y: Int) -> Int? {
        guard x >= 0, y >= 0, x < columns * dotsAcross, y < rows * dotsDown else { return nil }
        return y / dotsDown * columns + x / dotsAcross
    }

    /// Sets a dot, or its cell's character.
    mutating func dot(_ x: Int, _ y: Int, _ character: Character) {
        guard let cell = cell(x, y) else { return }
        if isASCII {
            above[cell] = character
        } else {
            // Unicode 4.1, "Braille Patterns": dots 1 to 3 and 7 on the left, 4 to 6 and 8 on the right.
            let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
            dots[cell] |= bits[x % 2][y % 4]
        }
    }

    /// Joins places by dots.
    mutating func line(_ places: [PlotPlace], _ character: Character) {
        guard let first = places.first else { return }
        dot(Int(first.x.rounded()), Int(first.y.rounded()), character)
        for (from, to) in zip(places, places.dropFirst()) {
            let steps = Int(max((to.x - from.x).magnitude, (to.y - from.y).magnitude).rounded(.up))
            guard steps > 0, steps < 100_000 else { continue }
            for step in 1...steps {
                let share = Double(step) / Double(steps)
                dot(
                    Int((from.x + (to.x - from.x) * share).rounded()),
                    Int((from.y + (to.y - from.y) * share).rounded()),
                    character)
            }
        }
    }

    /// Puts a character over the dots of the cell at a place.
    mutating func mark(_ place: PlotPlace, _ character: Character) {
        guard let cell = cell(Int(place.x.rounded()), Int(place.y.rounded())) else { return }
        above[cell] = character
    }

    /// Puts a character over the dots of a cell.
    mutating func fill(column: Int, row: Int, _ character: Character) {
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
        above[row * columns + column] = character
    }

    /// Puts a character where nothing else comes to lie.
    mutating func ground(column: Int, row: Int, _ character: Character) {
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
        below[row * columns + column] = character
    }

    /// Writes a text of single cells where nothing else comes to lie.
    mutating func write(_ text: String, column: Int, row: Int, isOnTop: Bool = false) {
        var column = column
        for character in text {
            // Wide characters would push the row out of shape.
            let shown = TextMeasure.cells(String(character)) == 1 ? character : "?"
            if isOnTop { fill(column: column, row: row, shown) } else { ground(column: column, row: row, shown) }
            column += 1
        }
    }

    /// Whether nothing lies on cells but their ground.
    func isFree(row: Int, columns: Range<Int>) -> Bool {
        guard (0..<rows).contains(row), columns.lowerBound >= 0, columns.upperBound <= self.columns else {
            return false
        }
        return columns.allSatisfy { above[row * self.columns + $0] == nil && dots[row * self.columns + $0] == 0 }
    }

    /// The characters of a row.
    func row(_ row: Int) -> String {
        var text = ""
        for cell in row * columns..<(row + 1) * columns {
            if let character = above[cell] {
                text.append(character)
            } else if dots[cell] != 0, let scalar = Unicode.Scalar(0x2800 + dots[cell]) {
                text.unicodeScalars.append(scalar)
            } else {
                text.append(below[cell] ?? " ")
            }
        }
        return text
    }
}
