import Statistics

/// Unit-days of cells by month of age, added up unit by unit: a month that is served whole is one addition for all.
struct AgedExposure {
    /// Ten years; the last month is open.
    static let months = 120

    private var partial: [Double] = []
    /// Units that begin, less those that end, a run of whole months.
    private var whole: [Double] = []

    /// The month of a failure at an age in days, which belongs to the day that it ends.
    static func month(_ age: Int64) -> Int {
        min(months - 1, Int(Double(max(0, age - 1)) / AgeMonth.days))
    }

    /// - Parameters:
    ///   - from: the age in days, `to` a greater one.
    ///   - count: how many units alike.
    mutating func add(_ cell: Int, from: Int64, to: Int64, _ count: Int64) {
        guard to > from, from >= 0 else { return }
        let needed = (cell + 1) * Self.months
        if partial.count < needed {
            partial += Array(repeating: 0, count: needed - partial.count)
            whole += Array(repeating: 0, count: needed - whole.count)
        }
        let (start, end, units) = (Double(from), Double(to), Double(count))
        let first = min(Self.months - 1, Int(start / AgeMonth.days))
        let last = min(Self.months - 1, Int(end / AgeMonth.days))
        let base = cell * Self.months
        guard last > first else {
            partial[base + first] += (end - start) * units
            return
        }
        partial[base + first] += (Double(first + 1) * AgeMonth.days - start) * units
        partial[base + last] += (end - Double(last) * AgeMonth.days) * units
        whole[base + first + 1] += units
        whole[base + last] -= units
    }

    /// Of `cells` cells, those that were added up under another number put at `places`, several at one where they are one cell.
    func table(_ cells: Int, places: [Int]) -> [Double] {
        var table = Array(repeating: 0.0, count: max(1, cells) * Self.months)
        for (cell, place) in places.enumerated() where (cell + 1) * Self.months <= partial.count {
            var units = 0.0
            for month in 0..<Self.months {
                units += whole[cell * Self.months + month]
                table[place * Self.months + month] += max(
                    0, partial[cell * Self.months + month] + units * AgeMonth.days)
            }
        }
        return table
    }
}
