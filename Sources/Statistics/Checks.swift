/// Checks of what comes from outside. Amounts end at 10¹⁰⁰, so that no square or product of two of them is infinite.
extension Double {
    static let amounts = 0...1e100
    static let positiveAmounts = 1e-100...1e100
    static let signedAmounts = -1e100...1e100

    /// The number itself where it lies in `range`.
    func checked(in range: ClosedRange<Double>) throws(NoAnswer) -> Double {
        guard range.contains(self) else { throw .outOfRange }
        return self
    }

    /// The number itself where it is greater than 0 and less than 1.
    func checkedProbability() throws(NoAnswer) -> Double {
        guard self > 0, self < 1 else { throw .outOfRange }
        return self
    }

    /// The number itself where it is finite: the last look at what is handed out.
    func checkedResult() throws(NoAnswer) -> Double {
        guard isFinite else { throw .notComputed }
        return self
    }
}

extension Int {
    func checked(in range: ClosedRange<Int>) throws(NoAnswer) -> Int {
        guard range.contains(self) else { throw .outOfRange }
        return self
    }
}

/// The greatest number of units, failures or claims that is counted.
let greatestCount = 1_000_000_000_000
