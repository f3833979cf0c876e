import Identifiers

/// A population as it is evaluated: what does not depend on the unit is worked out, and what is known of many units at
/// once (their model, their batch, their state) can be put in before the rest.
indirect enum PopulationRule: Hashable, Sendable {
    case constant(Bool)
    case check(PopulationCheck)
    case not(PopulationRule)
    case all([PopulationRule])
    case any([PopulationRule])

    /// Whether it holds where `decide` knows every check.
    func holds(_ decide: (PopulationCheck) throws -> Bool) rethrows -> Bool {
        switch self {
        case .constant(let value): return value
        case .check(let check): return try decide(check)
        case .not(let inner): return try !inner.holds(decide)
        case .all(let parts):
            for part in parts where try !part.holds(decide) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.holds(decide) { return true }
            return false
        }
    }

    /// What is left of it once `decide` has said what it knows; nil from it is what it does not know.
    func simplified(_ decide: (PopulationCheck) throws -> Bool?) rethrows -> PopulationRule {
        switch self {
        case .constant: return self
        case .check(let check): return try decide(check).map(PopulationRule.constant) ?? self
        case .not(let inner):
            let left = try inner.simplified(decide)
            return left.constant.map { .constant(!$0) } ?? .not(left)
        case .all(let parts): return try Self.joined(parts, decide, absorbing: false, PopulationRule.all)
        case .any(let parts): return try Self.joined(parts, decide, absorbing: true, PopulationRule.any)
        }
    }

    private static func joined(
        _ parts: [PopulationRule], _ decide: (PopulationCheck) throws -> Bool?, absorbing: Bool,
        _ join: ([PopulationRule]) -> PopulationRule
    ) rethrows -> PopulationRule {
        var left: [PopulationRule] = []
        for part in parts {
            let simplified = try part.simplified(decide)
            guard let value = simplified.constant else {
                left.append(simplified)
                continue
            }
            if value == absorbing { return .constant(absorbing) }
        }
        guard let first = left.first else { return .constant(!absorbing) }
        return left.count == 1 ? first : join(left)
    }

    /// The value, where nothing is left to ask.
    var constant: Bool? {
        if case .constant(let value) = self { value } else { nil }
    }

    /// The checks that are left, each as often as it stands there.
    var checks: [PopulationCheck] {
        switch self {
        case .constant: []
        case .check(let check): [check]
        case .not(let inner): inner.checks
        case .all(let parts), .any(let parts): parts.flatMap(\.checks)
        }
    }

    /// The numbers of the only models of which it can hold; nil where it names none.
    var modelsNamed: Set<String>? {
        switch self {
        case .constant(let value): return value ? nil : []
        case .not: return nil
        case .check(.text(.model, let test)):
            guard !test.isNegated else { return nil }
            switch test.values {
            case .one(let value): return [value]
            case .several(let values): return values
            case .patterns: return nil
            }
        case .check: return nil
        case .all(let parts): return parts.lazy.compactMap(\.modelsNamed).first
        case .any(let parts):
            var named: Set<String> = []
            for part in parts {
                guard let own = part.modelsNamed else { return nil }
                named.formUnion(own)
            }
            return named
        }
    }

    /// Whether it asks for what events change: then units of a batch differ by more than their numbers.
    var usesState: Bool {
        switch self {
        case .constant: false
        case .check(let check): check.isOfState
        case .not(let inner): inner.usesState
        case .all(let parts), .any(let parts): parts.contains(where: \.usesState)
        }
    }
}

/// One question about a unit, with everything about it that does not depend on the unit worked out.
enum PopulationCheck: Hashable, Sendable {
    /// The field is known, and the test holds of it.
    case text(PopulationField, TextCheck)
    case known(PopulationField)
    case produced(DayCheck)
    /// The disposition is known, and one of these.
    case disposition(DispositionSet)
    /// It carries one of these marks.
    case marks(DispositionSet)
    /// A list, range or pattern of serial numbers, by its index in ``CompiledPopulation/serials``.
    case serial(Int)
    /// It contains a unit of a population, by its index in ``CompiledPopulation/components``.
    case contains(Int)

    fileprivate var isOfState: Bool {
        switch self {
        case .text(.market, _), .known(.market), .known(.disposition), .disposition, .marks, .contains: true
        default: false
        }
    }
}

/// A comparison of a text.
struct TextCheck: Hashable, Sendable {
    enum Values: Hashable, Sendable {
        case one(String)
        case several(Set<String>)
        case patterns([WildcardPattern])
    }
    var values: Values
    var isNegated: Bool

    /// What is not known is neither one of the values nor none of them.
    func holds(of text: String?) -> Bool {
        guard let text else { return false }
        return switch values {
        case .one(let value): (text == value) != isNegated
        case .several(let values): values.contains(text) != isNegated
        case .patterns(let patterns): patterns.contains { $0.matches(text) } != isNegated
        }
    }
}

/// The days that a civil date covers, as numbers since 1970-01-01.
struct DaySpan: Hashable, Sendable {
    var first: Int
    var last: Int

    init(_ date: CivilDate) {
        first = date.firstDay.dayNumber
        last = date.lastDay.dayNumber
    }
}

/// A comparison of a date of production. It holds where it holds of every day that the date covers.
struct DayCheck: Hashable, Sendable {
    var first = Int.min
    var last = Int.max
    /// Outside of these days instead of within.
    var isOutside = false

    func holds(of days: DaySpan?) -> Bool {
        guard let days else { return false }
        return isOutside ? days.last < first || days.first > last : days.first >= first && days.last <= last
    }
}

/// Some of CBV's dispositions, a bit for each.
struct DispositionSet: OptionSet, Hashable, Sendable {
    var rawValue: UInt64

    static let everyOne = DispositionSet(rawValue: 1 << UInt64(Disposition.allCases.count) - 1)

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(_ disposition: Disposition?) {
        rawValue = disposition.flatMap { Self.bits[$0] } ?? 0
    }

    init(_ dispositions: some Sequence<Disposition>) {
        rawValue = dispositions.reduce(0 as UInt64) { $0 | (Self.bits[$1] ?? 0) }
    }

    private static let bits: [Disposition: UInt64] = Dictionary(
        uniqueKeysWithValues: Disposition.allCases.enumerated().map { ($1, 1 << UInt64($0)) })
}
