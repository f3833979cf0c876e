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
        /// Which of the matches are of the release that names the model.
        var named: Range<Int>
        /// Which of them are of the whole release, which tells engines.
        var whole: Range<Int>
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
    /// Where the plans of the whole release begin, behind those of the basic one.
    private let wholeGroups: Int

    init(table: VehicleTable, maker: Int, pattern: VINPattern) {
        self.table = table
        self.maker = maker
        bits = VehicleTable.positions.map { Self.bit(pattern[$0]) }
        let first: Int = table.makers.uint32(maker, 8)
        groups = first..<(first + table.makers.uint16(maker, 12))
        wholeGroups = first + table.makers.uint16(maker, 22)
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
        var wholeStart = 0
        for group in groups {
            let from: Int = table.groups.uint16(group, 0)
            guard from <= years.upperBound, table.groups.uint16(group, 2) >= years.lowerBound else { continue }
            let first: Int = table.groups.uint32(group, 4)
            var lastPattern: Int = -1
            var lastFits = false
            let start: Int = matches.count
            for row in first..<(first + table.groups.uint32(group, 8)) {
                let pattern: Int = table.rows.uint16(row, 0)
                if pattern != lastPattern {
                    lastPattern = pattern
                    lastFits = fits(pattern)
                }
                guard lastFits else { continue }
                let tag: Int = table.rows.uint16(row, 2)
                guard let attribute = VehicleTable.Attribute(rawValue: tag & 15) else { continue }
                matches.append(
                    Match(
                        schema: group << 16 | tag >> 4, fromYear: from,
                        precision: table.patterns.uint16(pattern, 18), attribute: attribute,
                        value: table.rows.uint16(row, 4)))
            }
            Self.count(start..<matches.count, in: &matches)
            if group < wholeGroups { wholeStart = matches.count }
        }
        let (basic, whole) = (0..<wholeStart, wholeStart..<matches.count)
        if let model = Self.best(.model, of: matches[basic]) {
            return Plan(matches: matches, model: model, named: basic, whole: whole)
        }
        guard let model = Self.best(.model, of: matches[whole]) else { return nil }
        return Plan(matches: matches, model: model, named: whole, whole: whole)
    }

    /// Notes with each row how many of its schema fit; the rows of a schema stand in one group.
    private static func count(_ group: Range<Int>, in matches: inout [Match]) {
        for index in group {
            let schema: Int = matches[index].schema
            matches[index].company = group.reduce(0) { $0 + (matches[$1].schema == schema ? 1 : 0) }
        }
    }

    /// Of several rows that fit: those of the wanted schema, then the schema that most rows speak for, then the newest plan,
    /// then the most precise pattern.
    private static func best(
        _ attribute: VehicleTable.Attribute, of matches: ArraySlice<Match>, schema: Int? = nil
    ) -> Match? {
        var best: Match?
        var bestRank = (0, 0, 0, 0)
        for match in matches where match.attribute == attribute {
            let rank = (match.schema == schema ? 1 : 0, match.company, match.fromYear, match.precision)
            if best == nil || rank > bestRank { (best, bestRank) = (match, rank) }
        }
        return best
    }

    /// The engine by the plan of the whole release that names the same model; nil where none does: other models of the
    /// maker have other engines.
    private func engine(_ plan: Plan) -> VehicleDescription.Engine? {
        let matches: ArraySlice<Match> = plan.matches[plan.whole]
        var model: Match?
        for match in matches where match.attribute == .model && match.value == plan.model.value {
            if model.map({ match.company > $0.company }) ?? true { model = match }
        }
        guard let schema = model?.schema else { return nil }
        func text(_ attribute: VehicleTable.Attribute) -> String? {
            Self.best(attribute, of: matches, schema: schema).flatMap { table.texts[$0.value] }
        }
        let engine = VehicleDescription.Engine(
            displacement: text(.displacement), cylinders: text(.cylinders).flatMap { Int($0) },
            configuration: text(.configuration), fuel: text(.fuel), model: text(.engineModel),
            isTurbocharged: Self.best(.turbo, of: matches, schema: schema) != nil)
        return engine.isKnown ? engine : nil
    }

    /// Fills in what a plan says.
    func describe(_ plan: Plan, in result: inout VehicleDescription) {
        let model: VehicleDescription.Model = self.model(plan.model.value)
        result.make = model.make.isEmpty ? table.texts[table.makers.uint16(maker, 16)] : model.make
        result.model = model.name
        func text(_ attribute: VehicleTable.Attribute) -> String? {
            Self.best(attribute, of: plan.matches[plan.named], schema: plan.model.schema)
                .flatMap { table.texts[$0.value] }
        }
        result.series = text(.series)
        result.trim = text(.trim)
        result.bodyClass = text(.body)
        result.electrification = text(.electrification)
        result.engine = engine(plan)
        var seen: [Int] = [plan.model.value]
        for match in plan.matches[plan.named] where match.attribute == .model && !seen.contains(match.value) {
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
            where table.rows.uint16(row, 2) & 15 == VehicleTable.Attribute.model.rawValue {
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
