import Statistics
import Testing

@Suite("Stock figures meet the golden tables")
struct GoldenInventoryTests {
    struct SafetyInput: Decodable, Sendable {
        let serviceLevel: Double
        let leadTime: Double
        let leadTimeSd: Double
        let reviewPeriod: Double
        let demandMean: Double?
        let demandSd: Double?
        let demandHistory: [Double]?
    }

    struct SafetyExpected: Decodable, Sendable {
        let demandMean: Double
        let demandSd: Double
        let z: Double
        let sdOverRiskPeriod: Double
        let safetyStock: Double
        let reorderPoint: Double
    }

    @Test("Safety stock", arguments: try GoldenTable.cases("safety-stock", SafetyInput.self, SafetyExpected.self))
    func safetyStock(_ golden: GoldenCase<SafetyInput, SafetyExpected>) throws {
        let (input, expected, tolerance) = (golden.input, golden.expected, golden.tolerance)
        let stock: SafetyStock
        if let demands = input.demandHistory {
            let history = try DemandHistory(demands)
            #expect(tolerance.allows(history.mean, expected.demandMean))
            #expect(tolerance.allows(history.standardDeviation, expected.demandSd))
            stock = try SafetyStock(
                history: history, leadTime: input.leadTime, leadTimeDeviation: input.leadTimeSd,
                reviewPeriod: input.reviewPeriod, serviceLevel: input.serviceLevel)
        } else {
            stock = try SafetyStock(
                demandMean: #require(input.demandMean), demandDeviation: #require(input.demandSd),
                leadTime: input.leadTime, leadTimeDeviation: input.leadTimeSd, reviewPeriod: input.reviewPeriod,
                serviceLevel: input.serviceLevel)
        }
        #expect(tolerance.allows(stock.safetyFactor, expected.z))
        #expect(tolerance.allows(stock.deviationOverRiskPeriod, expected.sdOverRiskPeriod))
        #expect(tolerance.allows(stock.quantity, expected.safetyStock))
        #expect(tolerance.allows(stock.reorderPoint, expected.reorderPoint))
    }

    struct ReorderInput: Decodable, Sendable {
        let leadTimeDemandMean: Double?
        let leadTimeDemandSd: Double?
        let serviceLevel: Double?
        let fillRate: Double?
        let orderQuantity: Double?
        let policy: String?
        let holdingCost: Double?
        let stockoutCost: Double?
        let fixedCost: Double?
        let demandMean: Double?
        let leadTime: Double?
    }

    struct ReorderExpected: Decodable, Sendable {
        let reorderPoint: Double
        let cycleService: Double?
        let safetyFactor: Double?
        let safetyStock: Double?
        let orderQuantity: Int?
        let cost: Double?
    }

    @Test("Reorder point", arguments: try GoldenTable.cases("reorder-point", ReorderInput.self, ReorderExpected.self))
    func reorderPoint(_ golden: GoldenCase<ReorderInput, ReorderExpected>) throws {
        let (input, expected, tolerance) = (golden.input, golden.expected, golden.tolerance)
        if input.policy != nil {
            let policy = try ReorderPolicy(
                holdingCost: #require(input.holdingCost), stockoutCost: #require(input.stockoutCost),
                fixedCost: #require(input.fixedCost), demandMean: #require(input.demandMean),
                leadTime: #require(input.leadTime))
            #expect(Double(policy.reorderPoint) == expected.reorderPoint)
            #expect(policy.orderQuantity == expected.orderQuantity)
            #expect(tolerance.allows(policy.cost, expected.cost))
        } else if let fillRate = input.fillRate {
            let point = try FillRateReorderPoint(
                leadTimeDemand: #require(input.leadTimeDemandMean), deviation: #require(input.leadTimeDemandSd),
                orderQuantity: #require(input.orderQuantity), fillRate: fillRate)
            #expect(tolerance.allows(point.safetyFactor, expected.safetyFactor))
            #expect(tolerance.allows(point.safetyStock, expected.safetyStock))
            #expect(tolerance.allows(point.quantity, expected.reorderPoint))
        } else {
            let point = try PoissonReorderPoint(
                leadTimeDemand: #require(input.leadTimeDemandMean), serviceLevel: #require(input.serviceLevel))
            #expect(Double(point.quantity) == expected.reorderPoint)
            #expect(tolerance.allows(point.cycleService, expected.cycleService))
        }
    }

    struct OrderInput: Decodable, Sendable {
        let fixedCost: Double
        let demandRate: Double
        let holdingCost: Double?
        let holdingCostRate: Double?
        let backorderCost: Double?
        let productionRate: Double?
        let breakpoints: [Double]?
        let unitCosts: [Double]?
    }

    struct OrderExpected: Decodable, Sendable {
        let orderQuantity: Double
        let cost: Double
        let cycleTime: Double?
        let stockoutFraction: Double?
        let maxBackorder: Double?
        let region: Int?
    }

    @Test("Economic order quantity", arguments: try GoldenTable.cases("eoq", OrderInput.self, OrderExpected.self))
    func economicOrder(_ golden: GoldenCase<OrderInput, OrderExpected>) throws {
        let (input, expected, tolerance) = (golden.input, golden.expected, golden.tolerance)
        if let breakpoints = input.breakpoints {
            let costs = try #require(input.unitCosts)
            let order = try DiscountedOrder(
                fixedCost: input.fixedCost, holdingRate: #require(input.holdingCostRate), demandRate: input.demandRate,
                prices: zip(breakpoints, costs).map { DiscountedOrder.PriceBreak(from: $0, unitCost: $1) })
            #expect(tolerance.allows(order.quantity, expected.orderQuantity))
            #expect(order.region == expected.region)
            #expect(tolerance.allows(order.cost, expected.cost))
            return
        }
        let holding = try #require(input.holdingCost)
        if let waiting = input.backorderCost {
            let order = try BackorderedEconomicOrder(
                fixedCost: input.fixedCost, holdingCost: holding, demandRate: input.demandRate, backorderCost: waiting)
            #expect(tolerance.allows(order.quantity, expected.orderQuantity))
            #expect(tolerance.allows(order.stockoutFraction, expected.stockoutFraction))
            #expect(tolerance.allows(order.greatestBackorder, expected.maxBackorder))
            #expect(tolerance.allows(order.cost, expected.cost))
        } else if let production = input.productionRate {
            let lot = try EconomicLot(
                fixedCost: input.fixedCost, holdingCost: holding, demandRate: input.demandRate,
                productionRate: production)
            #expect(tolerance.allows(lot.quantity, expected.orderQuantity))
            #expect(tolerance.allows(lot.cost, expected.cost))
        } else {
            let order = try EconomicOrder(
                fixedCost: input.fixedCost, holdingCost: holding, demandRate: input.demandRate)
            #expect(tolerance.allows(order.quantity, expected.orderQuantity))
            #expect(tolerance.allows(order.cost, expected.cost))
            #expect(tolerance.allows(order.cycleTime, expected.cycleTime))
        }
    }

    struct NewsInput: Decodable, Sendable {
        let distribution: String
        let holdingCost: Double?
        let stockoutCost: Double?
        let demandMean: Double?
        let demandSd: Double?
        let values: [Double]?
        let probabilities: [Double]?
        let revenue: Double?
        let purchaseCost: Double?
        let salvageValue: Double?
    }

    struct NewsExpected: Decodable, Sendable {
        let criticalRatio: Double
        let quantity: Double
        let expectedCost: Double?
        let expectedProfit: Double?
    }

    @Test("Newsvendor", arguments: try GoldenTable.cases("newsvendor", NewsInput.self, NewsExpected.self))
    func newsvendor(_ golden: GoldenCase<NewsInput, NewsExpected>) throws {
        let (input, expected, tolerance) = (golden.input, golden.expected, golden.tolerance)
        let costs: Newsvendor.Costs
        if let revenue = input.revenue {
            costs = try Newsvendor.Costs(
                revenue: revenue, purchaseCost: #require(input.purchaseCost),
                salvageValue: #require(input.salvageValue))
        } else {
            costs = try Newsvendor.Costs(holding: #require(input.holdingCost), stockout: #require(input.stockoutCost))
        }
        let news =
            switch input.distribution {
            case "normal":
                try Newsvendor.normal(
                    mean: #require(input.demandMean), deviation: #require(input.demandSd), costs: costs)
            case "poisson": try Newsvendor.poisson(mean: #require(input.demandMean), costs: costs)
            default:
                try Newsvendor.discrete(
                    values: #require(input.values), probabilities: #require(input.probabilities), costs: costs)
            }
        #expect(tolerance.allows(costs.criticalRatio, expected.criticalRatio))
        if input.distribution == "normal" {
            #expect(tolerance.allows(news.quantity, expected.quantity))
        } else {
            #expect(news.quantity == expected.quantity)
        }
        if let cost = expected.expectedCost { #expect(tolerance.allows(news.expectedCost, cost)) }
        if let profit = expected.expectedProfit { #expect(tolerance.allows(news.expectedProfit, profit)) }
    }
}
