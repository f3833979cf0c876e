import Foundation
import Statistics
import Testing

@Suite("Stock figures")
struct StockTests {
    @Test("Lead times: mean, deviation, quantiles between neighbours")
    func leadTimes() throws {
        let times = try LeadTimes([9, 3, 5, 7])
        #expect(times.mean == 6)
        #expect(times.standardDeviation.map { abs($0 - (20.0 / 3).squareRoot()) < 1e-12 } == true)
        #expect((times.shortest, times.longest) == (3, 9))
        #expect(times.median == 6)
        #expect(abs(try times.quantile(0.9) - 8.4) < 1e-12)
        #expect(try times.quantile(1) == 9)
        #expect(try LeadTimes([4]).standardDeviation == nil)
        #expect(throws: NoAnswer.noData) { try LeadTimes([]) }
        for share in [-0.1, 1.1, .nan] { #expect(throws: NoAnswer.outOfRange) { try times.quantile(share) } }
    }

    @Test("Hostile numbers get a reason", arguments: hostileNumbers)
    func refused(_ number: Double) throws {
        func refuses(_ body: () throws -> Void) {
            #expect(throws: NoAnswer.outOfRange) { try body() }
        }
        refuses { _ = try LeadTimes([1, number]) }
        for place in 0..<6 {
            var p: [Double] = [10, 3, 2, 1, 1, 0.9]
            p[place] = number
            refuses {
                _ = try SafetyStock(
                    demandMean: p[0], demandDeviation: p[1], leadTime: p[2], leadTimeDeviation: p[3],
                    reviewPeriod: p[4], serviceLevel: p[5])
            }
        }
        refuses { _ = try PoissonReorderPoint(leadTimeDemand: number, serviceLevel: 0.9) }
        refuses { _ = try PoissonReorderPoint(leadTimeDemand: 3, serviceLevel: number) }
        for place in 0..<5 {
            var p: [Double] = [1, 9, 30, 12, 2]
            p[place] = number
            refuses {
                _ = try ReorderPolicy(
                    holdingCost: p[0], stockoutCost: p[1], fixedCost: p[2], demandMean: p[3], leadTime: p[4])
            }
            refuses {
                _ = try FillRateReorderPoint(
                    leadTimeDemand: p[0], deviation: p[1], orderQuantity: p[2], fillRate: place == 3 ? number : 0.9)
                if place == 4 { throw NoAnswer.outOfRange }
            }
            refuses {
                _ = try EconomicOrder(fixedCost: p[0], holdingCost: p[1], demandRate: p[2])
                _ = try BackorderedEconomicOrder(fixedCost: 1, holdingCost: 1, demandRate: 1, backorderCost: p[3])
                if place == 4 { throw NoAnswer.outOfRange }
            }
        }
        refuses { _ = try EconomicLot(fixedCost: 1, holdingCost: 1, demandRate: 1, productionRate: number) }
        let prices = [DiscountedOrder.PriceBreak(from: 0, unitCost: 2), .init(from: number, unitCost: 1)]
        refuses { _ = try DiscountedOrder(fixedCost: 1, holdingRate: 0.1, demandRate: 9, prices: prices) }
        refuses { _ = try Newsvendor.Costs(holding: number, stockout: 1) }
        refuses { _ = try Newsvendor.Costs(holding: 1, stockout: number) }
        refuses { _ = try ABCClass.classes(of: [1, number]) }
        refuses { _ = try OrderUpTo(level: number) }
        refuses { _ = try OrderUpTo(level: 5).quantity(onHand: number, onOrder: 0) }
    }

    @Test("The policy (r, Q) is the cheapest of all near it", arguments: 0..<25 as Range<UInt64>)
    func cheapestPolicy(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let holding = Double.random(in: 0.1...10, using: &random)
        let stockout = Double.random(in: 0.1...60, using: &random)
        let fixed = Double.random(in: 0...80, using: &random)
        let rate = Double.random(in: 0.1...12, using: &random)
        let leadTime = Double.random(in: 0...3, using: &random)
        let policy = try ReorderPolicy(
            holdingCost: holding, stockoutCost: stockout, fixedCost: fixed, demandMean: rate, leadTime: leadTime)
        let densities = poissonDensities(mean: rate * leadTime, upTo: 200)
        let position: [Double] = (-80...120).map { y in
            densities.enumerated().reduce(0) { cost, demand in
                let left = Double(y - demand.offset)
                return cost + demand.element * (left > 0 ? holding * left : -stockout * left)
            }
        }
        var least = Double.infinity
        for r in -60...40 {
            var sum = fixed * rate
            for quantity in 1...70 {
                sum += position[r + quantity + 80]
                least = min(least, sum / Double(quantity))
            }
        }
        #expect(abs(policy.cost - least) < 1e-9 * least, "seed \(seed)")
    }

    @Test("A Poisson reorder point suffices and one less does not", arguments: 0..<30 as Range<UInt64>)
    func poissonPoint(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let mean = Double.random(in: 0...60, using: &random)
        let level = Double.random(in: 0.01...0.999, using: &random)
        let point = try PoissonReorderPoint(leadTimeDemand: mean, serviceLevel: level)
        let sums = poissonDensities(mean: mean, upTo: 300).reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
        #expect(sums[point.quantity + 1] >= level - 1e-12, "seed \(seed)")
        #expect(sums[point.quantity] < level + 1e-12, "seed \(seed)")
        #expect(abs(point.cycleService - sums[point.quantity + 1]) < 1e-10, "seed \(seed)")
    }

    @Test("No price and no break elsewhere is cheaper", arguments: 0..<25 as Range<UInt64>)
    func cheapestPrice(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (quantity, price) = (0.0, 10.0)
        let prices = (0..<4).map { _ in
            defer {
                quantity += Double.random(in: 1...200, using: &random)
                price *= Double.random(in: 0.7...1, using: &random)
            }
            return DiscountedOrder.PriceBreak(from: quantity, unitCost: price)
        }
        let order = try DiscountedOrder(fixedCost: 30, holdingRate: 0.2, demandRate: 120, prices: prices)
        for step in 1...4000 {
            let quantity = Double(step) / 5
            guard let price = prices.last(where: { $0.quantity <= quantity }) else { continue }
            let cost = price.unitCost * 120 + 30 * 120 / quantity + 0.2 * price.unitCost * quantity / 2
            #expect(order.cost <= cost * (1 + 1e-12), "seed \(seed), \(quantity)")
        }
    }

    @Test("Production that does not exceed demand, prices that do not rise, probabilities that are not 1 together")
    func reasons() throws {
        #expect(throws: NoAnswer.productionTooSlow) {
            try EconomicLot(fixedCost: 1, holdingCost: 1, demandRate: 5, productionRate: 5)
        }
        #expect(throws: NoAnswer.noData) {
            try DiscountedOrder(fixedCost: 1, holdingRate: 1, demandRate: 1, prices: [])
        }
        let falling = [0, 5, 5].map { DiscountedOrder.PriceBreak(from: $0, unitCost: 2) }
        #expect(throws: NoAnswer.outOfRange) {
            try DiscountedOrder(fixedCost: 1, holdingRate: 1, demandRate: 1, prices: falling)
        }
        let costs = try Newsvendor.Costs(holding: 1, stockout: 3)
        #expect(throws: NoAnswer.outOfRange) {
            try Newsvendor.discrete(values: [1, 2], probabilities: [0.5, 0.4], costs: costs)
        }
        #expect(throws: NoAnswer.unequalLengths) {
            try Newsvendor.discrete(values: [1], probabilities: [0.5, 0.5], costs: costs)
        }
        #expect(throws: NoAnswer.noData) { try Newsvendor.discrete(values: [], probabilities: [], costs: costs) }
        #expect(throws: NoAnswer.tooLarge) {
            try ReorderPolicy(holdingCost: 1e-9, stockoutCost: 1, fixedCost: 1e9, demandMean: 1e5, leadTime: 1)
        }
        #expect(throws: NoAnswer.notComputed) {
            try Newsvendor.normal(mean: 1, deviation: 1, costs: .init(holding: 1e-50, stockout: 1e50))
        }
    }

    @Test("Extreme fill rates still meet their equation", arguments: [1e-9, 0.01, 0.5, 0.99, 0.999_999_999])
    func fillRate(_ rate: Double) throws {
        for quantity in [1e-3, 1, 1e6] {
            let point = try FillRateReorderPoint(
                leadTimeDemand: 50, deviation: 12, orderQuantity: quantity, fillRate: rate)
            let k = point.safetyFactor
            let loss = exp(-k * k / 2) / (2 * Double.pi).squareRoot() - k * erfc(k / 2.0.squareRoot()) / 2
            let wanted = quantity * (1 - rate) / 12
            #expect(abs(loss - wanted) < 1e-9 * wanted)
        }
    }

    @Test("Orders up to a level: what lacks, at least the smallest order, in whole multiples")
    func orderUpTo() throws {
        let order = try OrderUpTo(level: 100)
        #expect(try order.quantity(onHand: 60, onOrder: 20, backordered: 5) == 25)
        #expect(try order.quantity(onHand: 80, onOrder: 30) == 0)
        #expect(try order.quantity(onHand: 90, onOrder: 0, smallest: 24) == 24)
        #expect(try order.quantity(onHand: 90, onOrder: 0, smallest: 24, multiple: 10) == 30)
        let low = try SafetyStock(demandMean: 1, demandDeviation: 9, leadTime: 1, serviceLevel: 0.01)
        #expect(try OrderUpTo(low).level == 0)
    }

    private func poissonDensities(mean: Double, upTo last: Int) -> [Double] {
        var density = exp(-mean)
        return (0...last).map { count in
            if count > 0 { density *= mean / Double(count) }
            return density
        }
    }
}

@Suite("Classes by value and steadiness")
struct ClassTests {
    @Test("By value: those before make up less than 80, then less than 95 % of the total")
    func abc() throws {
        #expect(try ABCClass.classes(of: [5, 60, 15, 20, 0]) == [.c, .a, .b, .a, .c])
        #expect(try ABCClass.classes(of: [100]) == [.a])
        #expect(try ABCClass.classes(of: []).isEmpty)
        #expect(try ABCClass.classes(of: [0, 0]) == [.c, .c])
        #expect(try ABCClass.classes(of: Array(repeating: 1, count: 100)).filter { $0 == .a }.count == 80)
        for limits in [(0.9, 0.8), (-0.1, 0.5), (0.5, 1.1), (.nan, 1)] {
            #expect(throws: NoAnswer.outOfRange) {
                try ABCClass.classes(of: [1], first: limits.0, second: limits.1)
            }
        }
    }

    @Test("Greater values never get a lower class", arguments: 0..<30 as Range<UInt64>)
    func abcOrder(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let values = random.demands(50, share: 0.8, upTo: 1000)
        let classes = try ABCClass.classes(of: values)
        for (one, other) in zip(values.indices, values.indices.dropFirst()) where values[one] > values[other] {
            #expect(classes[one] <= classes[other], "seed \(seed)")
        }
    }

    @Test("By steadiness", arguments: [(0.0, "X"), (0.5, "X"), (0.51, "Y"), (1.0, "Y"), (1.01, "Z"), (.infinity, "Z")])
    func xyz(variation: Double, name: String) throws {
        #expect(try XYZClass(variation: variation).rawValue == name)
    }

    @Test("By steadiness, refused")
    func xyzRefused() throws {
        #expect(throws: NoAnswer.outOfRange) { try XYZClass(variation: .nan) }
        #expect(throws: NoAnswer.outOfRange) { try XYZClass(variation: -1) }
        #expect(throws: NoAnswer.outOfRange) { try XYZClass(variation: 1, first: 2, second: 1) }
        #expect(throws: NoAnswer.noData) { try XYZClass(DemandHistory([3])) }
    }
}
