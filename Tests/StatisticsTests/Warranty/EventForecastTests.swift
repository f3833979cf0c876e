import Foundation
import Statistics
import Testing

@Suite("Forecasts of events of units that may have several")
struct EventForecastTests {
    /// Units observed from 0 to an age, one of which had so many events at different ages.
    private static func table(_ events: Int, units: Int, until age: Double) throws -> LifeTable {
        var (exits, entries, failed): ([Double], [Double], [Bool]) = ([], [], [])
        var from = 0.0
        for index in 0..<events {
            let at = age * Double(index + 1) / Double(events + 1)
            exits.append(at)
            entries.append(from)
            failed.append(true)
            from = at
        }
        for unit in 0..<units {
            exits.append(age)
            entries.append(unit == 0 ? from : 0)
            failed.append(false)
        }
        return try LifeTable(exits: exits, failed: failed, entries: entries)
    }

    /// Of a constant rate the limits are those of the negative binomial distribution with n and n + 1.
    @Test(arguments: [(0, 100.0, 100.0, 0.0, 5.0), (3, 200, 50, 0, 4)])
    func constantRateGivesExactLimits(
        _ events: Int, _ exposure: Double, _ future: Double, _ lower: Double, _ upper: Double
    ) throws {
        let intensity = try EventIntensity(Self.table(events, units: 10, until: exposure / 10))
        guard case .constant(let counted, let told, let reason) = intensity.basis else {
            Issue.record("a shape was fitted to \(events) events")
            return
        }
        #expect(counted == events && abs(told - exposure) < 1e-9)
        #expect(reason == (events == 0 ? .noFailures : nil))
        let forecast = try EventForecast(
            intensity, units: [.init(age: 7, count: 10)], horizon: 1, period: future / 10)
        #expect(abs(forecast.periods[0].events - Double(events) / exposure * future) < 1e-9)
        #expect(forecast.periods[0].limits == ConfidenceLimits(lower: lower, upper: upper))
    }

    /// The likelihood of the stretches is that of the process, whose shape has a closed form for one age of all units.
    @Test func shapeIsThatOfCrow() throws {
        let table = try Self.table(20, units: 40, until: 500)
        guard case .fitted(let fit) = try EventIntensity(table).basis else {
            Issue.record("no shape was fitted")
            return
        }
        let logs = (1...20).reduce(0.0) { $0 + log(21 / Double($1)) }
        #expect(abs(fit.distribution.shape - 20 / logs) < 1e-6)
        let expected = try EventIntensity(table).expected(from: 0, to: 500) * 40
        #expect(abs(expected - 20) < 1e-6)
    }

    @Test func nothingComesBeyondTheEnd() throws {
        let intensity = try EventIntensity(Self.table(20, units: 40, until: 500))
        let units = [IntervalLifeData.Suspensions(age: 400, count: 10), .init(age: 600, count: 5)]
        let forecast = try EventForecast(
            intensity, units: units, horizon: 20, period: 30, shipments: [4, 4], until: 500)
        let (last, before) = (forecast.periods[19].events, forecast.periods[18].events)
        #expect(abs(last - before) < 1e-12, "all are past the end")
        let all = intensity.expected(from: 400, to: 500) * 10 + intensity.expected(from: 0, to: 500) * 8
        #expect(abs(last - all) < 1e-9)
        let none = try EventForecast(intensity, units: [.init(age: 600, count: 5)], horizon: 1, period: 30, until: 500)
        #expect(none.periods[0].events == 0 && none.periods[0].limits == ConfidenceLimits(lower: 0, upper: 0))
    }

    /// Limits at 95 % hold what comes then in some 95 of 100 worlds: they allow for the fit as well as for chance.
    @Test(arguments: [(0.7, 400.0), (1.0, 900.0), (1.6, 700.0)])
    func limitsCoverWhatComes(_ shape: Double, _ scale: Double) throws {
        var random = SeededGenerator(seed: UInt64(shape * 100))
        var (held, worlds) = (0, 0)
        for _ in 0..<400 {
            var (exits, entries, failed): ([Double], [Double], [Bool]) = ([], [], [])
            var units: [IntervalLifeData.Suspensions] = []
            var coming = 0
            for unit in 0..<60 {
                let age = 20 + Double(unit) * 5
                var (cumulative, from) = (0.0, 0.0)
                while true {
                    cumulative -= log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random))
                    let at = scale * pow(cumulative, 1 / shape)
                    if at > age + 90 { break }
                    if at > age {
                        coming += 1
                    } else if at > from {
                        exits.append(at)
                        entries.append(from)
                        failed.append(true)
                        from = at
                    }
                }
                exits.append(age)
                entries.append(from)
                failed.append(false)
                units.append(.init(age: age, count: 1))
            }
            let table = try LifeTable(exits: exits, failed: failed, entries: entries)
            let limits = try EventForecast(EventIntensity(table), units: units, horizon: 3, period: 30).periods[2]
                .limits
            worlds += 1
            if Double(coming) >= limits.lower, Double(coming) <= limits.upper ?? .infinity { held += 1 }
        }
        let share = Double(held) / Double(worlds)
        // Whole numbers make limits hold somewhat more than they must.
        #expect(share > 0.925 && share < 0.995, "shape \(shape): \(share)")
    }

    @Test func badNumbersAreRefused() throws {
        let intensity = try EventIntensity(Self.table(0, units: 3, until: 100))
        for number in hostileNumbers {
            #expect(throws: NoAnswer.outOfRange) {
                try EventForecast(intensity, units: [.init(age: number, count: 1)], horizon: 1, period: 1)
            }
            #expect(throws: NoAnswer.outOfRange) {
                try EventForecast(intensity, units: [], horizon: 1, period: 1, shipments: [number])
            }
            #expect(throws: NoAnswer.outOfRange) {
                try EventForecast(intensity, units: [], horizon: 1, period: number)
            }
            #expect(throws: NoAnswer.outOfRange) { try MeanCost([number]) }
        }
        for horizon in [0, -1, 10_001] {
            #expect(throws: NoAnswer.outOfRange) {
                try EventForecast(intensity, units: [], horizon: horizon, period: 1)
            }
        }
        #expect(throws: NoAnswer.noData) { try EventIntensity(LifeTable(exits: [0], failed: [false])) }
        #expect(throws: NoAnswer.noData) { try MeanCost([]) }
    }

    @Test func costsHaveLimitsFromTenOn() throws {
        let few = try MeanCost([10, 20, 30])
        #expect(few.mean == 20 && few.standardDeviation == 10 && few.limits == nil)
        let limits = ConfidenceLimits(lower: 5, upper: 16)
        #expect(few.total(of: 10, limits).cost == 200 && few.total(of: 10, limits).limits == nil)
        let many = try MeanCost(Array(repeating: 25, count: 12))
        #expect(many.mean == 25 && many.standardDeviation == 0)
        let total = many.total(of: 10, limits)
        #expect(total.cost == 250 && total.limits == ConfidenceLimits(lower: 125, upper: 400))
        let spread = try MeanCost((0..<12).map { $0 % 2 == 0 ? 20 : 30 })
        let wide = try #require(spread.total(of: 10, limits).limits)
        #expect(wide.lower < 125 && (wide.upper ?? 0) > 400)
    }
}
