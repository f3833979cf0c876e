import Identifiers
package import Storage

/// Whether one unit belongs to a population, and why.
package struct PopulationVerdict: Hashable, Sendable {
    /// A part of the population that decides.
    package struct Reason: Hashable, Sendable {
        /// The part in canonical text.
        package var text: String
        package var holds: Bool
        /// What the unit says of the field that the part asks for, or the component that it found, 'none' where there is
        /// no mark or component; nil where that is not known.
        package var found: String?
    }
    package var holds: Bool
    /// The parts that decide, without which it could be otherwise: of several that must hold the first that does not, or
    /// all that do; of several of which one must hold the first that does, or all that do not.
    package var reasons: [Reason]

    /// Reasons past this many are left out.
    package static let mostReasons = 20
}

extension CompiledPopulation {
    /// Says whether a unit belongs, and which parts of the population decide.
    package func verdict(
        on unit: UnitFacts, in scope: PopulationScope, _ reader: any SQLReader
    ) throws -> PopulationVerdict {
        guard admits(unit.model) else {
            let text = "model = \(Containers.modelNumber)"
            let reason = PopulationVerdict.Reason(text: text, holds: false, found: "not named by the population")
            return PopulationVerdict(holds: false, reasons: [reason])
        }
        var judge = PopulationJudge(self, unit, ComponentWalk(scope: scope, reader))
        var verdict = try judge.verdict(on: population)
        verdict.reasons = Array(verdict.reasons.prefix(PopulationVerdict.mostReasons))
        return verdict
    }
}

/// Walks through a population as it was written.
private struct PopulationJudge {
    private let population: CompiledPopulation
    private let unit: UnitFacts
    private let walk: ComponentWalk

    init(_ population: CompiledPopulation, _ unit: UnitFacts, _ walk: ComponentWalk) {
        self.population = population
        self.unit = unit
        self.walk = walk
    }

    mutating func verdict(on part: Population) throws -> PopulationVerdict {
        switch part {
        case .everything: return PopulationVerdict(holds: true, reasons: [.init(text: part.text, holds: true)])
        case .test(let test):
            let rule = population.testRules[test] ?? .constant(false)
            let holds = rule.holds { check in unit.holds(check, in: population) { _ in false } }
            return PopulationVerdict(
                holds: holds, reasons: [.init(text: test.text, holds: holds, found: unit.value(of: test.field))])
        case .contains(let inner):
            let components = population.components.first { $0.population == inner }
            let found = try components.flatMap { try walk.component(of: unit.key, in: $0) }
            return PopulationVerdict(
                holds: found != nil,
                reasons: [.init(text: part.text, holds: found != nil, found: found?.serial.text ?? "none")])
        case .not(let inner):
            var verdict = try verdict(on: inner)
            verdict.holds.toggle()
            switch inner {
            case .all, .any, .not: break
            case .test, .contains, .everything:
                verdict.reasons = verdict.reasons.map {
                    PopulationVerdict.Reason(text: part.text, holds: verdict.holds, found: $0.found)
                }
            }
            return verdict
        case .all(let parts): return try joined(parts, deciding: false)
        case .any(let parts): return try joined(parts, deciding: true)
        }
    }

    /// One part with the value `deciding` decides; without one, all decide together.
    private mutating func joined(_ parts: [Population], deciding: Bool) throws -> PopulationVerdict {
        var reasons: [PopulationVerdict.Reason] = []
        for part in parts {
            let verdict = try verdict(on: part)
            if verdict.holds == deciding { return verdict }
            reasons += verdict.reasons
        }
        return PopulationVerdict(holds: !deciding, reasons: reasons)
    }
}

extension UnitFacts {
    /// What the unit says of a field; nil where that is not known.
    fileprivate func value(of field: PopulationField) -> String? {
        switch field {
        case .serial, .vin: key.serial.text
        case .produced, .age: producedOn?.isoText
        case .disposition: state.disposition.names.first
        case .mark: state.marks.isEmpty ? "none" : state.marks.names.joined(separator: ", ")
        default: text(of: field)
        }
    }
}

extension DispositionSet {
    fileprivate var names: [String] {
        Disposition.allCases.filter { contains(DispositionSet($0)) }.map(\.rawValue)
    }
}
