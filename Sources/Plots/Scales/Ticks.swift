/// Ticks at round values, as the axis spreads them.
enum Ticks {
    typealias Mark = (value: Double, label: String?)

    /// 1, 2 or 5 times a power of ten, so that about `count` of them make the span.
    static func roundStep(_ span: Double, count: Int) -> Double {
        let rough = span / Double(max(count, 1))
        let power = Mathematics.powerOfTen(Mathematics.exponent(rough))
        guard power > 0 else { return rough }
        let ratio = rough / power
        return (ratio <= 1.000_001 ? 1 : ratio <= 2.000_001 ? 2 : ratio <= 5.000_001 ? 5 : 10) * power
    }

    static func linear(
        _ range: ClosedRange<Double>, _ target: Int, _ numbers: PlotNumbers, _ format: PlotNumberFormat
    ) -> [Mark] {
        let step = roundStep(range.upperBound - range.lowerBound, count: target)
        let greatest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
        let first = (range.lowerBound / step - 1e-6).rounded(.up)
        let count = min(max((range.upperBound / step + 1e-6).rounded(.down) - first, 0), 100)
        return (0...Int(count)).map { index in
            let value = (first + Double(index)) * step
            return (value, numbers.tick(value, step: step, greatest: greatest, format))
        }
    }

    /// Decades with minor ticks; round values where there is hardly one decade.
    /// - Parameter range: logarithms to base 10.
    static func logarithmic(
        _ range: ClosedRange<Double>, _ target: Int, _ numbers: PlotNumbers, _ format: PlotNumberFormat
    ) -> [Mark] {
        let first = Int((range.lowerBound - 1e-9).rounded(.up))
        let last = Int((range.upperBound + 1e-9).rounded(.down))
        guard last - first >= 1 else { return withinDecade(range, target, numbers, format) }
        let stride = max(1, (last - first + target - 1) / target)
        var marks: [Mark] = []
        for exponent in (first - 1)...last {
            let isNamed = exponent >= first && (exponent - first) % stride == 0
            if exponent >= first { marks.append((Double(exponent), isNamed ? decade(exponent, numbers, format) : nil)) }
            guard stride == 1 else { continue }
            for digit in 2...9 {
                let value = Double(exponent) + Mathematics.decimalLogarithm(Double(digit))
                guard range.contains(value) else { continue }
                let isRound = last - first <= 2 && (digit == 2 || digit == 5)
                let number = Double(digit) * Mathematics.powerOfTen(exponent)
                marks.append((value, isRound ? numbers.general(number, format) : nil))
            }
        }
        return marks
    }

    private static func decade(_ exponent: Int, _ numbers: PlotNumbers, _ format: PlotNumberFormat) -> String {
        numbers.general(Mathematics.powerOfTen(exponent), format)
    }

    private static func withinDecade(
        _ range: ClosedRange<Double>, _ target: Int, _ numbers: PlotNumbers, _ format: PlotNumberFormat
    ) -> [Mark] {
        // The beginning of the range as a number from 1 to 10 times its power: powers of ten beyond the range are not met.
        let exponent = Int(range.lowerBound.rounded(.down))
        let base = range.lowerBound - Double(exponent)
        var marks: [Mark] = []
        var values: [Double] = [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]
        values += values.map { $0 * 10 }
        let span = range.upperBound - range.lowerBound
        for value in values {
            let place = Mathematics.decimalLogarithm(value)
            guard place >= base - 1e-9, place <= base + span + 1e-9 else { continue }
            let number = value * Mathematics.powerOfTen(exponent)
            marks.append((Double(exponent) + place, numbers.general(number, format)))
        }
        if marks.count >= 2 { return marks }
        return [range.lowerBound, range.upperBound].map { end in
            let power = Int(end.rounded(.down))
            let share = end - Double(power)
            let number = Mathematics.power(share) * Mathematics.powerOfTen(power)
            return (end, numbers.general(number, format))
        }
    }

    /// The shares at which a Weibull axis has named ticks.
    static let probabilities: [Double] = [
        0.000_001, 0.000_01, 0.000_1, 0.001, 0.01, 0.05, 0.1, 0.5, 0.9, 0.99, 0.999, 0.999_9,
    ]
    private static let betweenProbabilities: [Double] = [
        0.000_2, 0.000_5, 0.002, 0.005, 0.02, 0.03, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.95, 0.98, 0.995,
    ]

    /// - Parameter range: ln(−ln(1−F)).
    static func weibull(
        _ range: ClosedRange<Double>, _ numbers: PlotNumbers, _ format: PlotNumberFormat
    ) -> [Mark] {
        func inside(_ shares: [Double]) -> [(share: Double, place: Double)] {
            shares.map { ($0, Mathematics.weibull($0)) }
                .filter { $0.1 >= range.lowerBound - 1e-9 && $0.1 <= range.upperBound + 1e-9 }
        }
        let named = inside(probabilities)
        let isShort = named.count < 3
        return named.map { ($0.place, numbers.general($0.share, format)) }
            + inside(betweenProbabilities).map { ($0.place, isShort ? numbers.general($0.share, format) : nil) }
    }

    /// Days, months or years.
    static func days(_ range: ClosedRange<Double>, _ target: Int) -> [Mark] {
        let first = Int(range.lowerBound.rounded(.up))
        let last = Int(range.upperBound.rounded(.down))
        let span = Double(max(last - first, 1))
        for step in [1, 2, 7, 14] where span / Double(step) <= Double(target) {
            // Weeks begin on Mondays: day 4 was one.
            let begin = step < 7 ? first : first + ((4 - first) % step + step) % step
            return stride(from: begin, through: max(last, begin), by: step).map {
                (Double($0), CivilDate(days: $0).text)
            }
        }
        for step in [1, 3, 6] where span / 30.4 / Double(step) <= Double(target) {
            return months(first, last, step).map { ($0, CivilDate(days: Int($0)).monthText) }
        }
        let years = Int(roundStep(span / 365.2425, count: target).rounded(.up))
        return months(first, last, 12 * max(years, 1)).map { ($0, CivilDate(days: Int($0)).yearText) }
    }

    /// First days of every `step`th month, counted from year 0.
    private static func months(_ first: Int, _ last: Int, _ step: Int) -> [Double] {
        let date = CivilDate(days: first)
        var month = date.year * 12 + date.month - 1
        month -= ((month % step) + step) % step
        var found: [Double] = []
        while found.count < 100 {
            let year = month >= 0 ? month / 12 : (month - 11) / 12
            let day = CivilDate(year: year, month: month - year * 12 + 1, day: 1).days
            if day > last { break }
            if day >= first { found.append(Double(day)) }
            month += step
        }
        return found
    }
}
