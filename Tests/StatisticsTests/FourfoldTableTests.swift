import Statistics
import Testing

@Suite("Group and mark, tested exactly")
struct FourfoldTableTests {
    /// scipy.stats.hypergeom.sf of SciPy 1.17.1.
    static let golden: [(both: Int, group: Int, marked: Int, total: Int, pValue: Double)] = [
        (3, 5, 7, 40, 0.029871977240398292), (9, 40, 60, 1000, 0.00034666973426967943),
        (1, 10, 10, 100, 0.6695237889132748), (12, 96, 47, 1161, 0.00023601921267073803),
        (30, 35, 259, 1161, 7.880196738946623e-16), (250, 1000, 20000, 100_000, 6.34225029598644e-05),
        (180, 1000, 20000, 100_000, 0.9497598269168528),
        (500, 100_000, 1_000_000, 1_000_000_000, 1.579314780208326e-178),
        (40, 50, 60, 70, 1), (5, 5, 5, 10, 0.003968253968253969), (0, 0, 0, 1, 1), (7, 7, 7, 7, 1), (0, 5, 9, 20, 1),
    ]

    @Test("The tail is that of the hypergeometric distribution", arguments: golden)
    func tail(_ row: (both: Int, group: Int, marked: Int, total: Int, pValue: Double)) throws {
        let table = try FourfoldTable(both: row.both, group: row.group, marked: row.marked, of: row.total)
        #expect(abs(table.pValueAbove - row.pValue) <= 1e-7 * row.pValue, "\(table.pValueAbove)")
        #expect(table.expected == Double(row.group) * Double(row.marked) / Double(row.total))
        let turned = try FourfoldTable(both: row.both, group: row.marked, marked: row.group, of: row.total)
        #expect(abs(turned.pValueAbove - table.pValueAbove) <= 1e-9 * table.pValueAbove)
    }

    @Test("All tables of a few reports: the tails fall, and what is not in them is the rest")
    func tailsFall() throws {
        for total in 1...14 {
            for group in 0...total {
                for marked in 0...total {
                    let counts = max(0, group + marked - total)...min(group, marked)
                    let tails = try counts.map { count in
                        try FourfoldTable(both: count, group: group, marked: marked, of: total).pValueAbove
                    }
                    #expect(tails.first == 1)
                    #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 > $1 && $1 > 0 })
                    // The mean is the sum of the tails of all counts above the least.
                    let mean = Double(counts.lowerBound) + tails.dropFirst().reduce(0, +)
                    #expect(abs(mean - Double(group * marked) / Double(total)) < 1e-9)
                }
            }
        }
    }

    @Test(
        "Counts that do not fit each other have no answer",
        arguments: [
            (0, 0, 0, 0, NoAnswer.noData), (1, 0, 1, 2, .outOfRange), (3, 2, 3, 9, .outOfRange),
            (0, 8, 8, 9, .outOfRange), (-1, 2, 2, 9, .outOfRange), (0, -1, 2, 9, .outOfRange),
            (0, 10, 2, 9, .outOfRange), (0, 1, .max, 9, .outOfRange), (0, 0, 0, -4, .outOfRange),
            (0, 0, 0, .max, .tooLarge),
        ])
    func noAnswer(both: Int, group: Int, marked: Int, total: Int, reason: NoAnswer) {
        #expect(throws: reason) { try FourfoldTable(both: both, group: group, marked: marked, of: total) }
    }
}
