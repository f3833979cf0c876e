extension VehicleTable {
    /// Plans of other years speak for a model only if they are this near.
    private static let nearestYears = 3

    /// What a VIN says of the vehicle.
    ///
    /// - Parameters:
    ///   - vin: A whole VIN; see ``describe(_:vehicleClass:asOf:)-(VINPattern,_,_)`` for parts of one.
    ///   - vehicleClass: Where it is known; otherwise the maker's identifier tells it, if it builds only one class.
    ///   - year: The calendar year in which the VIN was read.
    public func describe(_ vin: VIN, vehicleClass: VIN.VehicleClass? = nil, asOf year: Int) -> VehicleDescription {
        describe(VINPattern(vin), vehicleClass: vehicleClass, asOf: year)
    }

    /// What a part of a VIN says of the vehicle; the first eight characters and the tenth say the most.
    public func describe(
        _ pattern: VINPattern, vehicleClass: VIN.VehicleClass? = nil, asOf year: Int
    ) -> VehicleDescription {
        var result = VehicleDescription()
        result.tableVersion = version
        result.country = country(of: pattern)
        let maker: Int? = maker(of: pattern)
        let known: VIN.VehicleClass? = vehicleClass ?? maker.flatMap(self.vehicleClass)
        result.modelYears = pattern.modelYears(of: known, asOf: year)
        result.modelYear = result.modelYears.first
        guard let maker else {
            result.manufacturer = worldManufacturer(of: pattern)
            result.make = result.manufacturer
            return result
        }
        // Outside North America the same identifier may stand for other brands than the authority there knows.
        let local: String? = pattern.mayBeForNorthAmerica ? nil : worldManufacturer(of: pattern)
        result.manufacturer = local ?? texts[makers.uint16(maker, 14)] ?? worldManufacturer(of: pattern)
        result.vehicleType = texts[makers.uint16(maker, 18)]
        var search = PlanSearch(table: self, maker: maker, pattern: pattern)
        if let found = plan(&search, &result, mayBreakRule: vehicleClass == nil, asOf: year) {
            search.describe(found, in: &result)
        } else {
            result.make =
                local ?? texts[makers.uint16(maker, 16)] ?? search.likeliestMake(in: result.modelYear)
                ?? worldManufacturer(of: pattern)
        }
        return result
    }

    /// The plan that names a model, for the likeliest year that has one.
    private func plan(
        _ search: inout PlanSearch, _ result: inout VehicleDescription, mayBreakRule: Bool, asOf year: Int
    ) -> PlanSearch.Plan? {
        for candidate in result.modelYears {
            if let plan = search.best(in: candidate...candidate) {
                result.modelYear = candidate
                result.basis = .plan
                return plan
            }
        }
        // Some makers keep digits in position 7 after 2009; where only the other year has a plan, it is meant.
        if mayBreakRule, result.modelYears.count == 1, let only = result.modelYear {
            for other in [only + ModelYearCode.cycle, only - ModelYearCode.cycle] where other <= year + 1 {
                if let plan = search.best(in: other...other) {
                    result.modelYear = other
                    result.modelYears = [other, only]
                    result.isYearByPlan = true
                    result.basis = .plan
                    return plan
                }
            }
        }
        for distance in 1...Self.nearestYears {
            for candidate in result.modelYears {
                for near in [candidate - distance, candidate + distance] {
                    if let plan = search.best(in: near...near) {
                        result.modelYear = candidate
                        result.basis = .planOfYear(near)
                        return plan
                    }
                }
            }
        }
        return nil
    }
}

/// Looks for the rows of a maker's plans that a VIN fits.
struct PlanSearch {
    /// Rows that fit, and which of them names the model.
    struct Plan {
        var matches: [Match]
        var model: Match
    }

    /// A row that fits.
    struct Match {
        /// Group and schema: rows of one schema belong together.
        var schema: Int
        var fromYear: Int
        /// How many positions the pattern restricts.
        var precision: Int
        var attribute: VehicleTable.Attribute
        var value: Int
        /// How many rows of the same schema fit.
        var company = 0
    }

    let table: VehicleTable
    let maker: Int
    /// One bit for each position of a pattern: the character, or the highest bit where it is not known.
    private var bits: [UInt64]
    private let groups: Range<Int>

    init(table: VehicleTable, maker: Int, pattern: VINPattern) {
        self.table = table
        self.maker = maker
        bits = VehicleTable.positions.map { Self.bit(pattern[$0]) }
        let first: Int = table.makers.uint32(maker, 8)
        groups = first..<(first + table.makers.uint16(maker, 12))
    }

    /// The bit of a character in the sets of patterns: 0-9, A-H, J-N, P, R-Z.
    private static func bit(_ byte: UInt8) -> UInt64 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 1 << UInt64(byte - 0x30)
        case UInt8(ascii: "A")...UInt8(ascii: "H"): 1 << UInt64(byte - 55)
        case UInt8(ascii: "J")...UInt8(ascii: "N"): 1 << UInt64(byte - 56)
        case UInt8(ascii: "P"): 1 << 23
        case UInt8(ascii: "R")...UInt8(ascii: "Z"): 1 << UInt64(byte - 58)
        default: 1 << 63
        }
    }

    @inline(__always)
    private func fits(_ pattern: Int) -> Bool {
        for place in 0..<9 {
            let set: UInt64 = table.sets.uint64(table.patterns.uint16(pattern, place &* 2), 0)
            if set & bits[place] == 0 { return false }
        }
        return true
    }

    /// The rows for a year that fit, with the model of the schema that most of them belong to; nil where no model fits.
    mutating func best(in years: ClosedRange<Int>) -> Plan? {
        var matches: [Match] = []
        for group in groups {
            let from: Int = table.groups.uint16(group, 0)
            guard from <= years.upperBound, table.groups.uint16(group, 2) >= years.lowerBound else { continue }
            let first: Int = table.groups.uint32(group, 4)
            var lastPattern: Int = -1
            var lastFits = false
            for row in first..<(first + table.groups.uint32(group, 8)) {
                let pattern: Int = table.rows.uint16(row, 0)
                if pattern != lastPattern {
                    lastPattern = pattern
                    lastFits = fits(pattern)
                }
                guard lastFits else { continue }
                let tag: Int = table.rows.uint16(row, 2)
                guard let attribute = VehicleTable.Attribute(rawValue: tag & 7) else { continue }
                matches.append(
                    Match(
                        schema: group << 16 | tag >> 3, fromYear: from,
                        precision: table.patterns.uint16(pattern, 18), attribute: attribute,
                        value: table.rows.uint16(row, 4)))
            }
        }
        guard matches.contains(where: { $0.attribute == .model }) else { return nil }
        for index in matches.indices {
            let schema: Int = matches[index].schema
            matches[index].company = matches.reduce(0) { $0 + ($1.schema == schema ? 1 : 0) }
        }
        guard let model = Self.best(.model, of: matches, with: nil) else { return nil }
        return Plan(matches: matches, model: model)
    }

    /// Of several rows that fit: the schema that most rows speak for, then the newest plan, then the most precise
    /// pattern.
    private static func best(
        _ attribute: VehicleTable.Attribute, of matches: [Match], with model: Match?
    ) -> Match? {
        var best: Match?
        var bestRank = (0, 0, 0, 0)
        for match in matches where match.attribute == attribute {
            let isOfModel: Int = model?.schema == match.schema ? 1 : 0
            let rank = (isOfModel, match.company, match.fromYear, match.precision)
            if best == nil || rank > bestRank { (best, bestRank) = (match, rank) }
        }
        return best
    }

    /// Fills in what a plan says.
    func describe(_ plan: Plan, in result: inout VehicleDescription) {
        let model: VehicleDescription.Model = self.model(plan.model.value)
        result.make = model.make.isEmpty ? table.texts[table.makers.uint16(maker, 16)] : model.make
        result.model = model.name
        func text(_ attribute: VehicleTable.Attribute) -> String? {
            Self.best(attribute, of: plan.matches, with: plan.model).flatMap { table.texts[$0.value] }
        }
        result.series = text(.series)
        result.trim = text(.trim)
        result.bodyClass = text(.body)
        result.electrification = text(.electrification)
        result.engine = text(.engine)
        var seen: [Int] = [plan.model.value]
        for match in plan.matches where match.attribute == .model && !seen.contains(match.value) {
            seen.append(match.value)
            result.alternatives.append(self.model(match.value))
        }
    }

    private func model(_ number: Int) -> VehicleDescription.Model {
        VehicleDescription.Model(
            make: table.texts[table.models.uint16(number, 0)] ?? "",
            name: table.texts[table.models.uint16(number, 2)] ?? "")
    }

    /// The brand of a shared maker's identifier whose model is not known: of the brands in its plans of the last years,
    /// the one whose patterns agree with the most leading positions, then the commonest.
    func likeliestMake(in year: Int?) -> String? {
        var votes: [Int: (lead: Int, count: Int)] = [:]
        for group in groups where year == nil || table.groups.uint16(group, 2) >= (year ?? 0) - 5 {
            let first: Int = table.groups.uint32(group, 4)
            for row in first..<(first + table.groups.uint32(group, 8))
            where table.rows.uint16(row, 2) & 7 == VehicleTable.Attribute.model.rawValue {
                let make: Int = table.models.uint16(table.rows.uint16(row, 4), 0)
                let lead: Int = agreement(table.rows.uint16(row, 0))
                let vote = votes[make] ?? (0, 0)
                if lead > vote.lead {
                    votes[make] = (lead, 1)
                } else if lead == vote.lead {
                    votes[make] = (lead, vote.count + 1)
                }
            }
        }
        let best = votes.max { left, right in
            (left.value.lead, left.value.count, right.key) < (right.value.lead, right.value.count, left.key)
        }
        return best.flatMap { table.texts[$0.key] }
    }

    /// How many leading positions a pattern allows.
    private func agreement(_ pattern: Int) -> Int {
        for place in 0..<5 where table.sets.uint64(table.patterns.uint16(pattern, place * 2), 0) & bits[place] == 0 {
            return place
        }
        return 5
    }
}
