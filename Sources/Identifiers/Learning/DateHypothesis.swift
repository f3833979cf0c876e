/// Fields that may print a date together.
struct DateHypothesis {
    /// The fields, in printed order; none where no date is printed.
    var fields: [DateField]
    /// The date of each row as a number that grows with time; −1 where the calendar has no such date.
    var cells: [Int]
    /// How many dates there are from the first to the last.
    var domain: Double = 1
    /// The bits of all rows' dates.
    var valueBits: Double = 0
    /// The bits of the fields and their range, less what the list's order and known dates save.
    var fixedBits: Double = 0
    /// Rows whose date the calendar does not have; each takes bits for the characters that stand there instead.
    var invalid: Int = 0
    /// For how many of the rows with a known date it is right, and how many there are.
    var matches: Int = 0
    var known: Int = 0
    /// Which share of the steps from one date to another leads forward in the list; nil where that says nothing.
    var forwardShare: Double?

    var bits: Double { valueBits + fixedBits }

    /// No date at all.
    static func none(rows: Int) -> DateHypothesis {
        DateHypothesis(fields: [], cells: [Int](repeating: 0, count: rows))
    }
}

extension SampleColumns {
    /// The dates that the serial numbers may print, the cheapest to describe first, at most `limit`.
    func dateHypotheses(_ list: SerialList, limit: Int) -> [DateHypothesis] {
        let forms: [SerialFormat.YearForm] = [.fourDigits, .twoDigits, .oneDigit, .vehicle]
        func fields(_ piece: SerialFormat.Piece) -> [DateField] {
            (0..<length).compactMap { DateField(piece, at: $0, in: self) }
        }
        let years: [DateField] = forms.flatMap { fields(.year($0)) }
        let days: [DateField] = fields(.day).filter { !$0.isConstant }
        let months: [DateField] = fields(.month).filter { !$0.isConstant }
        var parts: [[DateField]] = [[]] + months.map { [$0] }
        for piece in [SerialFormat.Piece.week, .dayOfYear] {
            parts += fields(piece).filter { !$0.isConstant }.map { [$0] }
        }
        let pairs: [[DateField]] = months.flatMap { month in
            days.filter { !$0.places.overlaps(month.places) }.map { [month, $0] }
        }
        // Whoever prints month and day prints them beside each other; others are tried while there are few.
        parts += pairs.filter { Self.adjoin($0[0], $0[1]) }
        parts += pairs.filter { !Self.adjoin($0[0], $0[1]) }.prefix(max(0, Self.mostParts - parts.count))
        var result: [DateHypothesis] = []
        let isOrdered: Bool = !isInTextOrder
        for part in parts {
            if !part.isEmpty { result.append(hypothesis(part, list, isOrdered: isOrdered)) }
            for year in years where !part.contains(where: { $0.places.overlaps(year.places) }) {
                guard !year.isConstant || part.contains(where: { Self.adjoin($0, year) }) else { continue }
                result.append(hypothesis([year] + part, list, isOrdered: isOrdered))
            }
        }
        // Each date is measured by what it saves against columns that know nothing of each other.
        func saving(_ date: DateHypothesis) -> Double {
            date.fields.reduce(-date.bits) { sum, field in
                field.places.reduce(sum) { $0 + plainBits($1) }
            }
        }
        return Array(
            result.filter { $0.invalid * 100 <= rowCount * 3 }.sorted { saving($0) > saving($1) }.prefix(limit))
    }

    /// The most combinations of fields within a year that are tried with each year.
    private static let mostParts = 120

    /// The bits of a column by itself.
    func plainBits(_ column: Int) -> Double {
        columns[column].isConstant ? Bits.literal : CodeLength.histogram(columns[column].counts, domain: 36)
    }

    private static func adjoin(_ one: DateField, _ other: DateField) -> Bool {
        one.places.upperBound == other.places.lowerBound || other.places.upperBound == one.places.lowerBound
    }

    private func hypothesis(_ parts: [DateField], _ list: SerialList, isOrdered: Bool) -> DateHypothesis {
        let cells: [Int] = (0..<rowCount).map { Self.cell(parts, $0) }
        var counts: [Int: Int] = [:]
        var invalid = 0
        for cell in cells {
            if cell < 0 { invalid += 1 } else { counts[cell, default: 0] += 1 }
        }
        let lowest: Int = counts.keys.min() ?? 0
        let highest: Int = counts.keys.max() ?? 0
        let domain: Double = max(1, Double(highest - lowest + 1) * (parts.contains { $0.piece == .day } ? 0.982 : 1))
        var result = DateHypothesis(
            fields: parts.sorted { $0.places.lowerBound < $1.places.lowerBound }, cells: cells, domain: domain,
            invalid: invalid)
        result.valueBits = min(
            Double(rowCount - invalid) * CodeLength.log2(domain),
            CodeLength.histogram(Array(counts.values), domain: domain))
        result.fixedBits =
            rangeBits(parts) + prior(parts)
            + Double(invalid) * Bits.exception(2)
        compare(&result, list)
        if result.known > 0 {
            // What the list says already needs no description where it agrees.
            let share = Double(result.matches) / Double(result.known)
            let knownShare = Double(result.known) / Double(rowCount)
            result.fixedBits -= result.valueBits * knownShare * share
            result.fixedBits +=
                Double(result.known) * CodeLength.entropy(share) + Double(result.known - result.matches) * 8
        }
        if isOrdered { result.fixedBits -= orderBits(cells, &result) }
        return result
    }

    /// The printed date of a row as a number that grows with time; −1 where there is no such date.
    private static func cell(_ parts: [DateField], _ row: Int) -> Int {
        var cell = 0
        var month = 0
        for field in parts {
            let value: Int = field.piece.isYear ? field.offset(row) : Int(field.values[row])
            guard value >= 0 else { return -1 }
            switch field.piece {
            case .week: cell = cell * 53 + value - 1
            case .month:
                cell = cell * 12 + value - 1
                month = value
            case .day:
                guard value <= CivilDate.days(inMonth: max(1, month), of: 2000) else { return -1 }
                cell = cell * 31 + value - 1
            case .dayOfYear: cell = cell * 366 + value - 1
            default: cell = value
            }
        }
        return cell
    }

    /// The bits of the first and the last date: any of sixty years and so many dates of it, and few years later.
    private func rangeBits(_ parts: [DateField]) -> Double {
        let perYear: Double = parts.reduce(1) { result, field in
            switch field.piece {
            case .week: 53
            case .month: result * 12
            case .day: result * 31
            case .dayOfYear: 366
            default: result
            }
        }
        guard let year = parts.first(where: \.piece.isYear) else { return 2 * CodeLength.log2(perYear) }
        return 2 * CodeLength.log2(perYear) + CodeLength.log2(60) + 2 * CodeLength.log2(Double(year.span + 1))
    }

    /// Bits against fields that are rarely meant: a year of one character by itself or always the same, a vehicle's
    /// year without letters (2001 to 2009, and again from 2031), a week without a year, a year after its week or day,
    /// fields apart from each other.
    private func prior(_ parts: [DateField]) -> Double {
        var bits: Double = 4 * Double(parts.count)
        let isAlone: Bool = parts.count == 1
        for field in parts {
            switch field.piece {
            case .year(.vehicle): bits += (isAlone ? 16 : 6) + (field.isPrintedInDigits ? 12 : 0)
            case .year(.oneDigit): bits += isAlone ? 10 : 3
            case .year(.twoDigits): bits += isAlone ? 4 : 1
            case .week, .month, .dayOfYear: bits += parts.contains { $0.piece.isYear } ? 0 : 12
            default: break
            }
            // Who prints a digit that never changes before the year's last one prints two digits of the year.
            if field.piece == .year(.oneDigit), field.places.lowerBound > 0 {
                let before: Column = columns[field.places.lowerBound - 1]
                if before.isConstant, ASCII.isDigit(before.first) { bits += 6 }
            }
            if field.piece.isYear, field.isConstant { bits += field.places.count == 1 ? 14 : 10 }
        }
        let ordered: [DateField] = parts.sorted { $0.places.lowerBound < $1.places.lowerBound }
        for (one, next) in zip(ordered, ordered.dropFirst()) where one.places.upperBound != next.places.lowerBound {
            bits += 14
        }
        if let first = ordered.first, let last = ordered.last, last.piece.isYear, !first.piece.isYear { bits += 4 }
        return bits
    }

    /// How many of the known dates are printed.
    private func compare(_ date: inout DateHypothesis, _ list: SerialList) {
        guard !list.dates.isEmpty else { return }
        for row in 0..<rowCount {
            guard let day = list.date(places[row]) else { continue }
            date.known += 1
            let isRight: Bool = date.fields.allSatisfy { field in
                guard let printed = field.piece.printed(day, besideWeek: date.fields.contains { $0.piece == .week })
                else { return false }
                return printed.utf8.elementsEqual(text(row, field.places))
            }
            if isRight { date.matches += 1 }
        }
    }

    /// The bits that the order of the list saves: of steps from one date to another most lead forward.
    private func orderBits(_ cells: [Int], _ date: inout DateHypothesis) -> Double {
        var steps = CodeLength.Steps()
        for (one, next) in zip(cells, cells.dropFirst()) where one >= 0 && next >= 0 { steps.add(from: one, to: next) }
        date.forwardShare = steps.forwardShare
        return steps.savedBits
    }
}

extension SerialFormat.Piece {
    var isYear: Bool { if case .year = self { true } else { false } }

    /// What a date field prints for a day; nil where the day is too coarse for it.
    func printed(_ date: CivilDate, besideWeek: Bool) -> String? {
        switch self {
        case .year(let form):
            guard besideWeek else { return form.printed(date.year) }
            return date.isoWeek.map { form.printed($0.year) }
        case .week: return date.isoWeek.map { CivilDate.padded($0.week, to: 2) }
        case .month: return date.month.map { CivilDate.padded($0, to: 2) }
        case .day: return date.day.map { CivilDate.padded($0, to: 2) }
        case .dayOfYear: return date.dayOfYear.map { CivilDate.padded($0, to: 3) }
        default: return nil
        }
    }
}

/// What costs a fixed number of bits.
enum Bits {
    /// A fixed character: one of 95.
    static let literal = 6.6
    /// A row with other characters in a field than the format has there: which row, and these characters.
    static func exception(_ length: Int) -> Double { Double(length) * 4 + 8 }
    /// A sequence number of few digits, which a maker's production would soon use up: of a hundred formats hardly one
    /// has two, and none that is known a single one.
    static func shortSequence(_ length: Int) -> Double { length == 1 ? 40 : length == 2 ? 7 : 0 }
}
