import Foundation
import Statistics
import Testing

/// Whatever a stranger's numbers are, a question has an answer of finite numbers or a reason.
@Suite("Hostile input")
struct HostileTests {
    private struct Source {
        var random: SeededGenerator
        /// Whether numbers that are none come up.
        let isWild: Bool

        private static let tame: [Double] = [
            0, 1e-300, 1e-100, 1e-50, 1e-9, 0.01, 0.1, 0.5, 0.999_999_999_999, 1, 1.5, 2, 3, 7, 100, 1e6, 1e9, 1e12,
            1e50,
            1e99, 1e100,
        ]

        mutating func number() -> Double {
            if Bool.random(using: &random) { return Double(Int.random(in: 0...9, using: &random)) }
            let all = isWild ? Self.tame + hostileNumbers : Self.tame
            return all.randomElement(using: &random) ?? 1
        }

        mutating func share() -> Double {
            [0.001, 0.1, 0.5, 0.95, 0.999, number()].randomElement(using: &random) ?? 0.5
        }

        mutating func integer() -> Int {
            let wild = isWild ? [-1, .min, .max] : []
            return ([0, 1, 2, 3, 5, 40, 1_000, 1_000_000_000_000] + wild).randomElement(using: &random) ?? 1
        }

        mutating func numbers() -> [Double] {
            (0..<Int.random(in: 0...12, using: &random)).map { _ in number() }
        }

        mutating func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in number() } }
        mutating func integers(_ count: Int) -> [Int] { (0..<count).map { _ in integer() } }
        mutating func flags(_ count: Int) -> [Bool] { (0..<count).map { _ in Bool.random(using: &random) } }
    }

    @Test("Demand and stock", arguments: 0..<150 as Range<UInt64>)
    func demandAndStock(seed: UInt64) {
        var source = Source(random: SeededGenerator(seed: seed), isWild: seed % 2 == 1)
        if let history = try? DemandHistory(source.numbers()) {
            check(seed, try? DemandProfile(history))
            check(seed, history.mean, history.standardDeviation)
            check(seed, try? ForecastChoice(history, horizon: 2))
            for kind in ForecastMethod.Kind.allCases {
                check(seed, try? Forecast(history, method: kind.standard))
                check(seed, try? BackTest(history, method: kind.standard))
            }
            check(seed, try? SafetyStock(history: history, leadTime: source.number(), serviceLevel: source.share()))
        }
        check(seed, try? LeadTimes(source.numbers()))
        check(
            seed,
            try? SafetyStock(
                demandMean: source.number(), demandDeviation: source.number(), leadTime: source.number(),
                leadTimeDeviation: source.number(), reviewPeriod: source.number(), serviceLevel: source.share()))
        check(seed, try? PoissonReorderPoint(leadTimeDemand: source.number(), serviceLevel: source.share()))
        check(
            seed,
            try? FillRateReorderPoint(
                leadTimeDemand: source.number(), deviation: source.number(), orderQuantity: source.number(),
                fillRate: source.share()))
        check(
            seed,
            try? ReorderPolicy(
                holdingCost: source.number(), stockoutCost: source.number(), fixedCost: source.number(),
                demandMean: source.number(), leadTime: source.number()))
        orders(seed, &source)
    }

    private func orders(_ seed: UInt64, _ source: inout Source) {
        let (fixed, holding, rate, other) = (source.number(), source.number(), source.number(), source.number())
        check(seed, try? EconomicOrder(fixedCost: fixed, holdingCost: holding, demandRate: rate))
        check(
            seed,
            try? BackorderedEconomicOrder(
                fixedCost: fixed, holdingCost: holding, demandRate: rate, backorderCost: other))
        check(
            seed, try? EconomicLot(fixedCost: fixed, holdingCost: holding, demandRate: rate, productionRate: other))
        let prices = source.numbers().sorted().map { DiscountedOrder.PriceBreak(from: $0, unitCost: other) }
        check(seed, try? DiscountedOrder(fixedCost: fixed, holdingRate: holding, demandRate: rate, prices: prices))
        if let costs = try? Newsvendor.Costs(holding: holding, stockout: other) {
            check(seed, try? Newsvendor.normal(mean: rate, deviation: fixed, costs: costs))
            check(seed, try? Newsvendor.poisson(mean: rate, costs: costs))
            check(seed, try? Newsvendor.discrete(values: [rate, fixed], probabilities: [0.25, 0.75], costs: costs))
        }
        check(seed, try? OrderUpTo(level: fixed).quantity(onHand: holding, onOrder: rate, multiple: other))
        _ = try? ABCClass.classes(of: source.numbers())
    }

    @Test("Lives and repairs", arguments: 0..<150 as Range<UInt64>)
    func livesAndRepairs(seed: UInt64) {
        var source = Source(random: SeededGenerator(seed: seed), isWild: seed % 2 == 1)
        let count = Int.random(in: 0...9, using: &source.random)
        let exits = source.numbers(count)
        let entries = Bool.random(using: &source.random) ? exits.map { $0 / 2 } : nil
        let counts = Bool.random(using: &source.random) ? source.integers(count) : nil
        if let table = try? LifeTable(exits: exits, failed: source.flags(count), entries: entries, counts: counts) {
            let confidence = source.share()
            for type in KaplanMeier.LimitType.allCases {
                check(seed, try? KaplanMeier(table, confidence: confidence, limits: type))
            }
            let hazard = try? NelsonAalen(table)
            check(seed, hazard)
            check(seed, hazard?.expectedFailures(of: table))
            let fit = try? WeibullFit(table, confidence: confidence)
            check(seed, fit)
            check(seed, try? fit?.quantile(source.share()))
            check(seed, try? fit?.survivalLimits(at: source.number()))
            check(seed, try? Weibayes(table, shape: source.number(), confidence: confidence))
        }
        let histories = (0..<count).compactMap { _ in
            try? RepairHistory(
                end: source.number(), events: source.numbers(2), units: max(1, min(99, source.integer())))
        }
        for type in [MeanCumulativeFunction.LimitType.plain, .log] {
            check(seed, try? MeanCumulativeFunction(histories, limits: type))
        }
        check(seed, try? TrendTest([.init(events: source.numbers(), end: source.number())]))
        check(seed, try? TrendTest([.init(events: source.numbers(3), end: nil), .init(events: exits, end: nil)]))
        warranty(seed, &source)
    }

    private func warranty(_ seed: UInt64, _ source: inout Source) {
        let failures = (0..<3).map { _ in
            IntervalLifeData.Failures(after: source.number(), until: source.number(), count: source.integer())
        }
        let suspensions = (0..<3).map { _ in
            IntervalLifeData.Suspensions(age: source.number(), count: source.integer())
        }
        if let data = try? IntervalLifeData(
            failures: failures.filter { $0.after < $0.until || $0.after.isNaN }, suspensions: suspensions)
        {
            check(seed, try? WeibullFit(data))
        }
        if let weibull = try? Weibull(shape: source.number(), scale: source.number()) {
            check(
                seed,
                try? WarrantyForecast(
                    weibull, units: suspensions, horizon: 5, shipments: source.numbers(), warranty: source.number()))
        }
        let exits = source.numbers(4)
        if let table = try? LifeTable(exits: exits, failed: source.flags(4)) {
            let intensity = try? EventIntensity(table)
            check(seed, intensity)
            if let intensity {
                check(
                    seed,
                    try? EventForecast(
                        intensity, units: suspensions, horizon: 3, period: source.number(), shipments: source.numbers(),
                        until: source.number()))
            }
        }
        let cost = try? MeanCost(source.numbers())
        check(seed, cost)
        check(seed, cost?.total(of: 3, ConfidenceLimits(lower: 1, upper: 9)))
        let shipments = source.integers(2)
        check(seed, try? IntervalLifeData(shipments: shipments, returns: [source.integers(2), source.integers(2)]))
    }

    @Test("Charts and scans", arguments: 0..<150 as Range<UInt64>)
    func chartsAndScans(seed: UInt64) {
        var source = Source(random: SeededGenerator(seed: seed), isWild: seed % 2 == 1)
        let count = Int.random(in: 0...9, using: &source.random)
        let (counts, numbers) = (source.integers(count), source.numbers(count))
        check(
            seed,
            try? PoissonCUSUM(
                counts: counts, expected: numbers, ratio: source.number(), threshold: source.number()))
        check(seed, try? RateChart(counts: counts, exposures: numbers, centre: source.number()))
        check(seed, try? RateChart(counts: counts, exposures: numbers))
        check(
            seed,
            try? TabularCUSUM(
                numbers, target: source.number(), deviation: source.number(), reference: source.number(),
                threshold: source.number(), headStart: source.number()))
        check(
            seed,
            try? EWMAChart(
                numbers, target: source.number(), deviation: source.number(), weight: source.share(),
                width: source.number()))
        check(
            seed,
            try? PoissonRunLength(
                reference: source.number(), threshold: min(3, source.number()), countMean: source.number()))
        for model in PoissonScan.Model.allCases {
            check(
                seed,
                try? PoissonScan(
                    counts: counts, baseline: numbers, model: model, greatestShare: source.share(), replicates: 19))
        }
    }

    /// No number anywhere in the answers is infinite or none.
    private func check(_ seed: UInt64, _ answers: Any?...) {
        for answer in answers {
            guard let answer else { continue }
            let odd = Self.oddNumber(in: answer)
            #expect(odd == nil, "seed \(seed)")
        }
    }

    private static func oddNumber(in value: Any) -> String? {
        if let number = value as? Double { return number.isFinite ? nil : "\(number)" }
        for child in Mirror(reflecting: value).children {
            if let odd = oddNumber(in: child.value) { return "\(type(of: value)).\(child.label ?? "") is \(odd)" }
        }
        return nil
    }
}
