/// How long a Poisson CUSUM runs in the mean until it alarms: what a threshold costs in false alarms and in delay.
///
/// For S = max(0, S + x − k), beginning at 0, with an alarm at S ≥ h and x Poisson of a steady mean. S moves on a lattice,
/// so that the run length is the solution of linear equations (Brook and Evans, 'An approach to the probability
/// distribution of CUSUM run length', Biometrika 59, 1972). With k = expected (ratio − 1)/ln ratio and h = threshold/ln
/// ratio it is the chart of ``PoissonCUSUM``.
public struct PoissonRunLength: Hashable, Sendable {
    /// The mean number of counts up to and with the alarm, 1 or more.
    public let mean: Double

    /// The greatest number of places of the lattice.
    public static let greatestLattice = 2000

    /// - Parameters:
    ///   - reference: k, more than 0 and a multiple of 1/100 or of another 1/m up to that; other numbers are to be rounded.
    ///   - threshold: h, more than 0, up to ``greatestLattice`` of those steps.
    ///   - countMean: the mean of a count, more than 0 and up to 10⁶.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range, ``NoAnswer/tooLarge`` for a lattice that is too
    ///   fine, ``NoAnswer/notComputed`` where the run is longer than numbers tell.
    public init(reference: Double, threshold: Double, countMean: Double) throws(NoAnswer) {
        let reference = try reference.checked(in: 1e-3...1e6)
        let threshold = try threshold.checked(in: 1e-3...1e6)
        let count = Poisson(mean: try countMean.checked(in: 1e-9...1e6))
        let isMultiple = { (steps: Int) in
            let scaled = reference * Double(steps)
            return abs(scaled - scaled.rounded()) < 1e-9 * scaled && scaled.rounded() >= 1
        }
        guard let steps = (1...100).first(where: isMultiple) else { throw .tooLarge }
        let step = Int((reference * Double(steps)).rounded())
        let places = Int((threshold * Double(steps) * (1 - 1e-12)).rounded(.up))
        guard places <= Self.greatestLattice else { throw .tooLarge }
        var matrix = Matrix(size: places)
        for from in 0..<places {
            matrix[from, from] = 1
            // Counts so low that S is 0 again.
            let lowest = from - step
            let backToZero = lowest >= 0 ? -1 : -lowest / steps
            matrix[from, 0] -= count.atMost(backToZero)
            var next = backToZero + 1
            while lowest + next * steps < places {
                matrix[from, lowest + next * steps] -= count.density(next)
                next += 1
            }
        }
        mean = try matrix.solutionForOnes()
    }
}

/// A square matrix, by rows.
struct Matrix {
    let size: Int
    private var values: [Double]

    init(size: Int) {
        self.size = size
        values = Array(repeating: 0, count: size * size)
    }

    subscript(row: Int, column: Int) -> Double {
        get { values[row * size + column] }
        set { values[row * size + column] = newValue }
    }

    /// The first component of the solution whose right side is all ones, by elimination from the last row upwards. The
    /// diagonal outweighs its row, so that no rows need to be exchanged.
    consuming func solutionForOnes() throws(NoAnswer) -> Double {
        var right = Array(repeating: 1.0, count: size)
        for pivot in stride(from: size - 1, to: 0, by: -1) {
            guard self[pivot, pivot] > 0 else { throw .notComputed }
            for row in 0..<pivot where self[row, pivot] != 0 {
                let factor = self[row, pivot] / self[pivot, pivot]
                for column in 0..<pivot { self[row, column] -= factor * self[pivot, column] }
                right[row] -= factor * right[pivot]
            }
        }
        guard size > 0, self[0, 0] > 0 else { throw .notComputed }
        return try (right[0] / self[0, 0]).checkedResult()
    }
}
