import Identifiers
import Registry

/// A second, naive way to say whether a unit belongs to a population: straight from the words of `docs/populations.md`,
/// with everything about all units at hand.
struct NaivePopulation {
    let fleet: RandomFleet
    let today: CivilDate
    private let parents: [UnitKey: UnitKey]

    init(_ fleet: RandomFleet, today: CivilDate) {
        self.fleet = fleet
        self.today = today
        parents = Dictionary(
            uniqueKeysWithValues: fleet.units.compactMap { unit in unit.row.state.parent.map { (unit.row.key, $0) } })
    }

    func holds(_ population: Population, _ unit: RandomFleet.Unit) -> Bool {
        guard admits(unit.model, population) else { return false }
        return holds(population, unit, within: population)
    }

    private func admits(_ model: Model, _ population: Population) -> Bool {
        model.kind != .container
            || tests(of: population).contains { $0.field == .model && !isLike($0) && $0.values.contains("SSCC") }
    }

    private func isLike(_ test: PopulationTest) -> Bool { test.comparison == .like || test.comparison == .notLike }

    private func tests(of population: Population) -> [PopulationTest] {
        switch population {
        case .everything, .contains: []
        case .test(let test): [test]
        case .not(let inner): tests(of: inner)
        case .all(let parts), .any(let parts): parts.flatMap(tests)
        }
    }

    private func holds(_ part: Population, _ unit: RandomFleet.Unit, within whole: Population) -> Bool {
        switch part {
        case .everything: true
        case .not(let inner): !holds(inner, unit, within: whole)
        case .all(let parts): parts.allSatisfy { holds($0, unit, within: whole) }
        case .any(let parts): parts.contains { holds($0, unit, within: whole) }
        case .contains(let inner):
            fleet.units.contains { other in isWithin(other.row.key, unit.row.key) && holds(inner, other) }
        case .test(let test): holds(test, unit, within: whole)
        }
    }

    private func isWithin(_ component: UnitKey, _ assembly: UnitKey) -> Bool {
        var above = parents[component]
        for _ in 0..<20 {
            guard let unit = above else { return false }
            if unit == assembly { return true }
            above = parents[unit]
        }
        return false
    }

    // MARK: Tests

    private func holds(_ test: PopulationTest, _ unit: RandomFleet.Unit, within whole: Population) -> Bool {
        switch test {
        case .serials(let first, let last):
            lies(unit, from: first, to: last, among: models(that: whole, asks: test))
        case .vins(let range): lies(unit.row.key.serial.text, in: range)
        case .producedOn(let date, let isNegated):
            everyDay(unit) { isNegated ? !days(of: date).contains($0) : days(of: date).contains($0) }
        case .producedBetween(let first, let last):
            everyDay(unit) { (days(of: first).lowerBound...days(of: last).upperBound).contains($0) }
        case .produced(let bound, let date):
            everyDay(unit) { day in
                switch bound {
                case .less: day < days(of: date).lowerBound
                case .atMost: day <= days(of: date).upperBound
                case .greater: day > days(of: date).upperBound
                case .atLeast: day >= days(of: date).lowerBound
                }
            }
        case .aged(let bound, let age):
            everyDay(unit) { day in
                guard let anniversary = anniversary(of: day, age) else { return false }
                return switch bound {
                case .less: anniversary > today.dayNumber
                case .atMost: anniversary >= today.dayNumber
                case .greater: anniversary < today.dayNumber
                case .atLeast: anniversary <= today.dayNumber
                }
            }
        case .known(let field, let isNegated): values(of: field, unit).isEmpty == isNegated
        case .oneOf(let field, let wanted, let isNegated):
            values(of: field, unit).contains { wanted.contains($0) != isNegated }
        case .like(let field, let patterns, let isNegated):
            values(of: field, unit).contains { value in patterns.contains { fits($0, value, field) } != isNegated }
        }
    }

    private func values(of field: PopulationField, _ unit: RandomFleet.Unit) -> [String] {
        let one: String? =
            switch field {
            case .model: unit.model.number.text
            case .version: unit.model.details.version
            case .productLine: unit.model.details.line
            case .category: unit.model.details.category
            case .serial, .vin: unit.row.key.serial.text
            case .produced, .age: unit.producedOn?.isoText
            case .plant: unit.batch?.plant
            case .productionLine: unit.batch?.line
            case .batch: unit.batch?.number
            case .workOrder: unit.batch?.workOrder
            case .market: unit.row.state.market
            case .disposition: unit.row.state.disposition?.rawValue
            case .mark: nil
            }
        return field == .mark ? unit.row.state.marks.map(\.rawValue) : one.map { [$0] } ?? []
    }

    private func isVIN(_ capitals: String) -> Bool {
        capitals.count == 17
            && capitals.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) && !"IOQ".contains($0) }
    }

    /// Not before the first and not after the last, each by the places that it tells; the ninth is a check digit.
    private func lies(_ serial: String, in range: VINRange) -> Bool {
        let capitals = Array(serial.uppercased())
        func told(_ end: VINPattern) -> (own: String, ends: String) {
            let places = (0..<17).filter { $0 != 8 && end.character(at: $0) != nil }
            return (String(places.map { capitals[$0] }), String(places.compactMap { end.character(at: $0) }))
        }
        guard isVIN(String(capitals)) else { return false }
        let (first, last) = (told(range.first), told(range.last))
        return first.ends <= first.own && last.own <= last.ends
    }

    private func fits(_ pattern: WildcardPattern, _ value: String, _ field: PopulationField) -> Bool {
        if field == .vin {
            let capitals = value.uppercased()
            guard isVIN(capitals) else { return false }
            return fits(Array(pattern.text)[...], Array(capitals)[...])
        }
        return fits(Array(pattern.text)[...], Array(value)[...])
    }

    private func fits(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" { return (0...text.count).contains { fits(pattern.dropFirst(), text.dropFirst($0)) } }
        guard let character = text.first, first == "?" || first == character else { return false }
        return fits(pattern.dropFirst(), text.dropFirst())
    }

    // MARK: Days

    private func days(of date: CivilDate) -> ClosedRange<Int> { date.firstDay.dayNumber...date.lastDay.dayNumber }

    private func everyDay(_ unit: RandomFleet.Unit, _ holds: (Int) -> Bool) -> Bool {
        unit.producedOn.map { days(of: $0).allSatisfy(holds) } ?? false
    }

    /// The day on which so much has passed since another; in a month without that day, its last.
    private func anniversary(of day: Int, _ age: PopulationAge) -> Int? {
        guard age.unit != .days else { return day + age.count }
        guard let date = CivilDate(dayNumber: day), let month = date.month, let number = date.day else { return nil }
        let months = date.year * 12 + month - 1 + age.count * (age.unit == .years ? 12 : 1)
        for day in (1...number).reversed() {
            if let found = try? CivilDate(year: months / 12, month: months % 12 + 1, day: day) {
                return found.dayNumber
            }
        }
        return nil
    }

    // MARK: Ranges of serial numbers

    private func lies(
        _ unit: RandomFleet.Unit, from first: SerialNumber, to last: SerialNumber, among models: [Model]
    ) -> Bool {
        var isOfFormat = false
        for format in models.flatMap({ fleet.formats[$0.id] ?? [] }) {
            guard let from = try? format.format.decode(first.text), let to = try? format.format.decode(last.text) else {
                continue
            }
            isOfFormat = true
            guard let sequence = unit.row.sequence, unit.batch?.issue?.format == format.id,
                unit.batch?.issue?.printedKey == from.printedKey
            else { continue }
            if (from.sequence...to.sequence).contains(sequence) { return true }
        }
        if isOfFormat || unit.row.sequence != nil { return false }
        let keys = [first, unit.row.key.serial, last].map { Array($0.key.utf8) }
        return !keys[1].lexicographicallyPrecedes(keys[0]) && !keys[2].lexicographicallyPrecedes(keys[1])
    }

    /// The models for which a test decides, once what a model says of its units is known.
    private func models(that whole: Population, asks test: PopulationTest) -> [Model] {
        fleet.models.filter { admits($0, whole) && reaches(whole, test, $0) }
    }

    private func reaches(_ part: Population, _ test: PopulationTest, _ model: Model) -> Bool {
        switch part {
        case .everything, .contains: false
        case .test(let other): other == test
        case .not(let inner): reaches(inner, test, model)
        case .all(let parts):
            !parts.contains { decided($0, model) == false } && parts.contains { reaches($0, test, model) }
        case .any(let parts):
            !parts.contains { decided($0, model) == true } && parts.contains { reaches($0, test, model) }
        }
    }

    /// What a model decides; nil where its units may differ.
    private func decided(_ part: Population, _ model: Model) -> Bool? {
        switch part {
        case .everything: return true
        case .contains: return nil
        case .not(let inner): return decided(inner, model).map { !$0 }
        case .all(let parts):
            let values = parts.map { decided($0, model) }
            return values.contains(false) ? false : values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map { decided($0, model) }
            return values.contains(true) ? true : values.contains(nil) ? nil : false
        case .test(let test):
            guard [.model, .version, .productLine, .category].contains(test.field),
                let some = fleet.units.first(where: { $0.model.id == model.id })
            else { return nil }
            return holds(test, some, within: part)
        }
    }
}
