import Foundation

/// Units of a fleet in cells, and how long they were in service at which age: what expected claims are counted from.
///
/// Cells that stand in an order, as serial numbers and lots do, are looked at in windows of neighbours; others, as plants,
/// one by one.
public struct AgedCells: Hashable, Sendable {
    /// How many cells.
    public let cells: Int
    /// How many ages, the last of which is open: for example months in service.
    public let ages: Int
    /// Whether neighbours have something to do with each other.
    public let isOrdered: Bool
    /// Unit-time of each cell at each age, those of the first cell first; in any unit of time.
    public let exposure: [Double]

    /// - Throws: ``NoAnswer/noData`` without a cell or an age, ``NoAnswer/unequalLengths`` where there are not as many numbers as
    ///   cells times ages, ``NoAnswer/outOfRange`` of a number below 0 or above 10⁵⁰, ``NoAnswer/tooLarge`` of more than 10⁸.
    public init(exposure: [Double], ages: Int, isOrdered: Bool = true) throws(NoAnswer) {
        guard ages > 0, !exposure.isEmpty else { throw .noData }
        guard exposure.count <= 100_000_000 else { throw .tooLarge }
        guard exposure.count.isMultiple(of: ages) else { throw .unequalLengths }
        for value in exposure { _ = try value.checked(in: 0...1e50) }
        (cells, self.ages, self.isOrdered, self.exposure) = (exposure.count / ages, ages, isOrdered, exposure)
    }

    /// Unit-time of all cells at each age.
    var exposureOfAge: [Double] { exposure(of: 0...cells - 1) }

    /// Unit-time of a window at each age.
    func exposure(of window: ClosedRange<Int>) -> [Double] {
        var sum = Array(repeating: 0.0, count: ages)
        for cell in window {
            for age in 0..<ages { sum[age] += exposure[cell * ages + age] }
        }
        return sum
    }

    /// Which windows are looked at: of a length from a series that grows by a third to a half, a quarter of it apart. So each
    /// range is met by one that differs from it by little, and few enough are looked at.
    func windows() -> [CohortWindow] {
        guard isOrdered else {
            let penalty = CohortWindow.penalty(of: cells)
            return (0..<cells).map { CohortWindow(cells: $0...$0, penalty: penalty) }
        }
        var windows: [CohortWindow] = []
        var (length, third) = (1, 0)
        while length <= cells {
            let step = max(1, length / 4)
            let starts = stride(from: 0, through: cells - length, by: step)
            let penalty = CohortWindow.penalty(of: (cells - length) / step + 1)
            windows += starts.map { CohortWindow(cells: $0...($0 + length - 1), penalty: penalty) }
            // 1, 2, 3, 4, 6, 8, 12, 16, …
            switch length {
            case 1: length = 2
            case 2: (length, third) = (3, 4)
            default: (length, third) = (third, length * 2)
            }
        }
        return windows
    }
}

/// A window of neighbouring cells that is looked at.
struct CohortWindow {
    let cells: ClosedRange<Int>
    /// The logarithm of how many windows of its length there are: what it must stand out by the more, so that many short windows
    /// do not outshout few long ones (Walther and Chan, 'Optimal detection with scan statistics', Statistica Sinica 23, 2013).
    let penalty: Double

    static func penalty(of windows: Int) -> Double { log(Double(max(1, windows))) }
}

/// Claims of one kind by the cell of an order and the age of the units.
public struct AgedClaims: Hashable, Sendable {
    /// Claims of a cell at an age.
    public struct Entry: Hashable, Sendable {
        /// By its place in the order, from 0.
        public var cell: Int
        /// From 0.
        public var age: Int
        /// How many, 0 or more.
        public var count: Int

        /// Claims of a cell at an age.
        public init(cell: Int, age: Int, count: Int) { (self.cell, self.age, self.count) = (cell, age, count) }
    }

    /// Which kind, by any number that names it.
    public var kind: Int
    /// In which order of cells, by its index.
    public var order: Int
    /// One or more for a cell and an age.
    public var entries: [Entry]

    /// Claims of a kind in an order.
    public init(kind: Int, order: Int, _ entries: [Entry]) {
        (self.kind, self.order, self.entries) = (kind, order, entries)
    }
}
