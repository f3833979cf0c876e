import Foundation
import Statistics

/// A fleet that is built two cells a week for three years and sold some weeks later. Either with twelve faults, of which the most
/// frequent comes twenty-five times as often as the rarest, and a component whose lots last some weeks; or with three faults and
/// without a component. Hazards fall, stay or rise with age.
struct SimulatedFleet {
    /// A fault that comes more often in a range of serial numbers.
    struct Defect {
        var fault: Int
        var cells: ClosedRange<Int>
        /// How many times the base rate.
        var ratio: Double
    }

    static let cells = 312
    enum Kind: String, CaseIterable { case manyLooks, fewLooks }
    private static let lots = 92
    private static let ages = 48
    private let shares: [Double]
    private let orders: Int
    private static let weeksPerMonth = 365.0 / 12 / 7

    private var random: RandomNumbers
    private let unitsPerPart: Double
    /// Claims per unit and year.
    private let rate: Double
    var defect: Defect?
    private(set) var week = 0
    /// Claims of the defect's fault in its range so far.
    private(set) var defectClaims = 0
    private var exposures: [[Double]]
    /// By fault and order.
    private var claims: [[[Int]]]

    init(_ kind: Kind, units: Double, rate: Double, seed: UInt64) {
        shares =
            kind == .manyLooks
            ? [0.25, 0.18, 0.13, 0.1, 0.08, 0.07, 0.06, 0.05, 0.03, 0.02, 0.02, 0.01] : [0.5, 0.3, 0.2]
        orders = kind == .manyLooks ? 2 : 1
        random = RandomNumbers(seed: seed)
        // Three lots in each cell, sold in eight weeks.
        unitsPerPart = units / Double(Self.cells * 3 * 8)
        self.rate = rate
        let sizes = [Self.cells * Self.ages, Self.lots * Self.ages]
        exposures = sizes.map { Array(repeating: 0, count: $0) }
        claims = shares.map { _ in sizes.map { Array(repeating: 0, count: $0) } }
    }

    /// Lives through one more week.
    mutating func live() {
        week += 1
        for cell in 0..<Self.cells where cell / 2 + 4 < week {
            for part in 0..<3 {
                let lot = cell * (Self.lots - 2) / Self.cells + part
                var units: [Int: Double] = [:]
                for sale in 0..<8 {
                    let age = week - cell / 2 - 4 - sale
                    guard age > 0 else { continue }
                    units[min(Self.ages - 1, Int(Double(age) / Self.weeksPerMonth)), default: 0] += unitsPerPart
                }
                for (month, count) in units.sorted(by: { $0.key < $1.key }) {
                    exposures[0][cell * Self.ages + month] += count
                    exposures[1][lot * Self.ages + month] += count
                    for fault in shares.indices { claim(fault, cell, lot, month, count) }
                }
            }
        }
    }

    private mutating func claim(_ fault: Int, _ cell: Int, _ lot: Int, _ month: Int, _ units: Double) {
        let shape = [0.7, 1.0, 1.5][fault % 3]
        let years = (Double(month) + 0.5) / 12
        var mean = units * rate * shares[fault] * shape * pow(years, shape - 1) / 52
        let isIn = defect.map { $0.fault == fault && $0.cells.contains(cell) } ?? false
        if isIn, let defect { mean *= defect.ratio }
        let count = poisson(mean)
        guard count > 0 else { return }
        if isIn { defectClaims += count }
        claims[fault][0][cell * Self.ages + month] += count
        claims[fault][1][lot * Self.ages + month] += count
    }

    private mutating func poisson(_ mean: Double) -> Int {
        var (count, term) = (0, exp(-mean))
        var left = Double.random(in: 0..<1, using: &random) - term
        while left > 0, count < 1_000 {
            count += 1
            term *= mean / Double(count)
            left -= term
        }
        return count
    }

    /// A defect of 4 to 19 neighbouring cells, built after a year and a half, of one of the eight most frequent faults.
    mutating func plant(ratio: Double) {
        let length = Int.random(in: 4...19, using: &random)
        let first = Int.random(in: 150...(300 - length), using: &random)
        defect = Defect(
            fault: Int.random(in: 0..<min(8, shares.count), using: &random), cells: first...(first + length - 1),
            ratio: ratio)
    }

    /// A search as each night makes it.
    func search(level: Double) throws -> [CohortScan.Finding] {
        let cells = try exposures.prefix(orders).map { try AgedCells(exposure: $0, ages: Self.ages) }
        let lists = claims.enumerated().flatMap { fault, orders in
            orders.prefix(self.orders).enumerated().map { order, counts in
                AgedClaims(
                    kind: fault, order: order,
                    counts.enumerated().filter { $0.element > 0 }.map {
                        .init(cell: $0.offset / Self.ages, age: $0.offset % Self.ages, count: $0.element)
                    })
            }
        }
        return try CohortScan(
            cells, claims: lists, greatestPValue: level, replicates: 199, seed: UInt64(week)
        ).findings
    }
}
