package import Identifiers

/// One property of a design.
package struct Specification: Hashable, Sendable {
    package var name: String
    package var value: Value
    /// Who says so: a data sheet, a test report, a list.
    package var source: String?
    /// As of which day the source says it.
    package var sourceOn: CivilDate?

    package init(name: String, value: Value, source: String? = nil, sourceOn: CivilDate? = nil) {
        self.name = name
        self.value = value
        self.source = source
        self.sourceOn = sourceOn
    }

    /// What kind of value a property has.
    package enum Kind: String, CaseIterable, Sendable {
        case number, text, yesNo, range, list, dimensions
    }

    /// Numbers are decimals as text, exactly as written. Units are codes of UN/CEFACT Recommendation 20; one that
    /// ``UnitOfMeasure`` does not know is kept, but compares with nothing.
    package enum Value: Hashable, Sendable {
        case number(String, unit: String?)
        case text(String)
        case yesNo(Bool)
        /// Both ends belong to it.
        case range(from: String, to: String, unit: String?)
        case list([String])
        /// Two or three lengths, in the order of the source.
        case dimensions([String], unit: String?)

        package var kind: Kind {
            switch self {
            case .number: .number
            case .text: .text
            case .yesNo: .yesNo
            case .range: .range
            case .list: .list
            case .dimensions: .dimensions
            }
        }

        package var unit: String? {
            switch self {
            case .number(_, let unit), .range(_, _, let unit), .dimensions(_, let unit): unit
            case .text, .yesNo, .list: nil
            }
        }

        /// The numbers that it is made of; none of words.
        package var numbers: [String] {
            switch self {
            case .number(let number, _): [number]
            case .range(let from, let to, _): [from, to]
            case .dimensions(let numbers, _): numbers
            case .text, .yesNo, .list: []
            }
        }
    }
}

extension Specification.Value {
    /// What it measures; nil without a unit and for a unit that is not known.
    package var quantity: PhysicalQuantity? { unit.flatMap(UnitOfMeasure.coded)?.quantity }

    /// Where it lies among others of its quantity: its ends in the base unit, one and the same for a number. Nil for what
    /// has no order. Without a unit that is known the numbers themselves are the measure.
    package var extent: (low: Double, high: Double)? {
        let ends: (String, String)
        switch self {
        case .number(let number, _): ends = (number, number)
        case .range(let from, let to, _): ends = (from, to)
        case .text, .yesNo, .list, .dimensions: return nil
        }
        guard let low = Double(ends.0), let high = Double(ends.1), low.isFinite, high.isFinite else { return nil }
        guard let unit = unit.flatMap(UnitOfMeasure.coded) else { return (low, high) }
        return (unit.base(low), unit.base(high))
    }

    /// The same value with its numbers in another unit of its quantity, each rounded to what the one given tells; unchanged
    /// where it has no unit of that quantity.
    package func converted(to target: UnitOfMeasure?) -> Specification.Value {
        guard let target, let own = unit.flatMap(UnitOfMeasure.coded), own != target, own.quantity == target.quantity
        else { return self }
        func number(_ text: String) -> String { Measurement.convert(text, from: own, to: target) }
        return switch self {
        case .number(let value, _): .number(number(value), unit: target.code)
        case .range(let from, let to, _): .range(from: number(from), to: number(to), unit: target.code)
        case .dimensions(let numbers, _): .dimensions(numbers.map(number), unit: target.code)
        case .text, .yesNo, .list: self
        }
    }
}
