import Identifiers
import Registry
import Statistics
import Storage
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct ReplenishmentTests {
    /// A maker with a plant and two shops, and pieces that come and go.
    private struct Stage {
        let registry: TestRegistry
        let maker: Manufacturer
        let places: [String: Location]

        init(_ registry: TestRegistry) async throws {
            self.registry = registry
            (maker, places) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                var places: [String: Location] = [:]
                for (code, kind) in [("works", LocationKind.plant), ("shop", .shop), ("market", .shop)] {
                    var draft = LocationDraft()
                    draft.kind = kind
                    places[code] = try Locations.add(code, draft, of: maker, as: .administrator, desk.transaction)
                }
                var zone = LocationDraft()
                zone.parent = "shop"
                places["shelf"] = try Locations.add("shelf", zone, of: maker, as: .administrator, desk.transaction)
                zone.kind = .quarantine
                places["bad"] = try Locations.add("bad", zone, of: maker, as: .administrator, desk.transaction)
                return (maker, places)
            }
        }

        func model(_ number: String, _ change: @escaping @Sendable (inout ModelDetails) throws -> Void = { _ in })
            async throws -> Model
        {
            let maker = maker
            return try await registry.write { desk in
                var details = ModelDetails(number: try ModelNumber(parsing: number))
                try change(&details)
                return try Models.create(
                    details, kind: .product, of: maker, as: .administrator, desk.transaction)
            }
        }

        func pieces(
            _ quantity: Int64, of model: Model, from source: String? = nil, to place: String? = nil, daysAgo: Int64
        ) async throws {
            let maker = maker.id
            try await registry.write { desk in
                var draft = EventDraft(time: TestClock.start - daysAgo * TestClock.day)
                draft.details.quantities = [EventDetails.Quantity(quantity, of: model.id)]
                (draft.details.source, draft.businessLocation) = (source, place)
                if source == nil { draft.action = .add }
                if place == nil { (draft.businessStep, draft.disposition) = (.retailSelling, .retailSold) }
                try desk.record(draft, of: maker)
            }
        }

        /// Announces pieces that go from the works to a place.
        func announce(_ quantity: Int64, of model: Model, to place: String) async throws {
            let (source, destination) = (try #require(places["works"]), try #require(places[place]))
            _ = try await registry.write { desk in
                try Shipments.announce(
                    ShipmentDraft(
                        from: source, to: destination, [.pieces(EventDetails.Quantity(quantity, of: model.id))]),
                    of: maker.id, as: .administrator, desk.transaction)
            }
        }

        /// What is sold, week by week, until the last that is over.
        func sell(_ weeks: [Int64], of model: Model, at place: String) async throws {
            for (index, quantity) in weeks.enumerated() where quantity > 0 {
                try await pieces(quantity, of: model, from: place, daysAgo: Int64(weeks.count - index) * 7)
            }
        }

        func rule(
            _ place: String? = nil, _ model: Model? = nil,
            _ change: @escaping @Sendable (inout ReplenishmentTerms) -> Void
        ) async throws {
            let (maker, location) = (maker, place.flatMap { places[$0] })
            try await registry.write { desk in
                var terms = ReplenishmentTerms()
                change(&terms)
                _ = try ReplenishmentRuleBook.set(
                    terms, of: maker, location, model, expecting: nil, as: .administrator, from: .local,
                    desk.transaction)
            }
        }

        func suggestions(
            at codes: [String] = ["shop"],
            _ change: @escaping @Sendable (inout Replenishment.Question) -> Void = { _ in }
        ) async throws -> Replenishment {
            try await registry.advance(StockFollower())
            let (maker, asked) = (maker.id, codes.compactMap { places[$0] })
            return try await registry.read { reader in
                var question = Replenishment.Question(now: TestClock.start)
                change(&question)
                let sites = try StockingPoint.sites(of: maker, within: nil, limit: 10, reader)
                var replenishment = try Replenishment(of: maker, at: asked, from: sites, question, reader)
                try replenishment.compute()
                try replenishment.spares(reader)
                return replenishment
            }
        }
    }

    private static let weeks: [Int64] = [
        3, 5, 2, 0, 4, 6, 3, 1, 5, 2, 4, 4, 0, 7, 3, 2, 5, 3, 4, 1, 6, 2, 3, 5, 4, 0, 3, 4, 2, 5,
    ]

    @Test(arguments: Engine.available)
    func aSuggestionIsWhatTheFormulasSay(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let stage = try await Stage(registry)
            let filter = try await stage.model("FILTER")
            try await stage.pieces(110, of: filter, to: "shelf", daysAgo: 400)
            try await stage.pieces(9, of: filter, to: "bad", daysAgo: 400)
            // Within the site: no demand.
            try await stage.pieces(20, of: filter, from: "shelf", to: "shop", daysAgo: 30)
            try await stage.sell(Self.weeks, of: filter, at: "shelf")
            // This week is not over.
            try await stage.pieces(2, of: filter, from: "shelf", daysAgo: 1)
            try await stage.rule("shop") { ($0.leadDays, $0.serviceLevel, $0.multiple) = (21, 9_800, 12) }
            let shown = try #require(try await stage.suggestions().suggestions.first)
            #expect(shown.weeks == Self.weeks.map(Double.init))
            let sold = Self.weeks.reduce(0, +)
            #expect(shown.item.available == 110 - sold - 2 && shown.item.held == 9)
            #expect(shown.item.kinds == [.sold: sold])
            let history = try DemandHistory(Self.weeks.map(Double.init))
            let choice = try ForecastChoice(history, horizon: 4)
            let perWeek = try Forecast(history, method: choice.method).perPeriod
            let error = try #require(choice.tests.first?.rootMeanSquaredError)
            let safety = try SafetyStock(
                demandMean: perWeek, demandDeviation: error, leadTime: 3, reviewPeriod: 1, serviceLevel: 0.98)
            let point = try SafetyStock(
                demandMean: perWeek, demandDeviation: error, leadTime: 3, serviceLevel: 0.98
            ).reorderPoint
            let figures = try #require(shown.figures)
            #expect(figures.choice == choice && figures.perWeek == perWeek && figures.deviation == error)
            #expect(figures.safetyStock == safety.quantity && figures.reorderPoint == point)
            #expect(figures.orderUpTo == safety.reorderPoint && figures.spread == .backTest)
            #expect(shown.lead == LeadTime(days: 21, .rule))
            let needed = try OrderUpTo(safety).quantity(
                onHand: Double(shown.item.available), onOrder: 0, smallest: 1, multiple: 12)
            #expect(shown.action == .order && Double(shown.quantity) == needed && shown.quantity % 12 == 0)
            #expect(shown.reasons.map(\.code).contains(.belowReorderPoint))
            #expect(try shown.abc == .a && shown.xyz == XYZClass(history))
            let relaxed = try #require(
                try await stage.suggestions { $0.serviceLevel = 5_000 }.suggestions.first?.figures)
            #expect(relaxed.safetyStock == 0 && relaxed.reorderPoint < figures.reorderPoint)
            try await stage.announce(500, of: filter, to: "shelf")
            let covered = try await stage.suggestions().suggestions.first
            #expect(covered?.action != .order && covered?.item.incoming == 500)
        }
    }

    @Test(arguments: Engine.available)
    func whatAnotherPlaceCanSpareComesFromThere(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let stage = try await Stage(registry)
            let filter = try await stage.model("FILTER")
            try await stage.pieces(100, of: filter, to: "shop", daysAgo: 400)
            try await stage.sell(Self.weeks, of: filter, at: "shop")
            try await stage.pieces(30, of: filter, to: "market", daysAgo: 400)
            try await stage.sell([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], of: filter, at: "market")
            let from = try #require(try await stage.suggestions().suggestions.first)
            #expect(from.action == .transfer && from.source?.code == "market", "\(from.reasons)")
            #expect(from.reasons.last?.code == .spare && (from.reasons.last?.quantity ?? 0) >= from.quantity)
            // Farther than an order.
            try await stage.rule("shop") { $0.leadDays = 3 }
            #expect(try await stage.suggestions().suggestions.first?.action == .order)
            // A rule names the place, which then has too little.
            let works = stage.places["works"]?.id
            try await stage.rule("shop") { $0.source = works }
            let short = try #require(try await stage.suggestions().suggestions.first)
            #expect(short.action == .order && short.reasons.last?.code == .sourceShort)
            try await stage.pieces(300, of: filter, to: "works", daysAgo: 10)
            let named = try #require(try await stage.suggestions().suggestions.first)
            #expect(named.action == .transfer && named.source?.code == "works")
            #expect(named.reasons.last?.code == .ruleSource)
        }
    }

    @Test(arguments: Engine.available)
    func whatNobodyWantsIsNamed(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let stage = try await Stage(registry)
            let steady = try await stage.model("STEADY")
            let slow = try await stage.model("SLOW")
            let fresh = try await stage.model("FRESH")
            let ended = try await stage.model("ENDED") { $0.salesEndOn = try CivilDate(parsing: "2025-06-30") }
            let old = try await stage.model("OLD")
            let new = try await stage.model("NEW")
            let maker = stage.maker
            try await registry.write { desk in
                try ModelEntries<PartSupersession>.set(
                    PartSupersession(by: new.id), of: old, as: .administrator, desk.transaction)
                #expect(maker.id == old.manufacturer)
            }
            for model in [steady, slow, ended, old] { try await stage.pieces(500, of: model, to: "shop", daysAgo: 400) }
            try await stage.pieces(40, of: fresh, to: "shop", daysAgo: 20)
            try await stage.sell(Self.weeks, of: steady, at: "shop")
            try await stage.sell([4] + Array(repeating: 0, count: 40), of: slow, at: "shop")
            let all = try await stage.suggestions().suggestions
            let actions = Dictionary(uniqueKeysWithValues: all.map { ($0.model.number.text, $0.action) })
            #expect(
                actions == [
                    "STEADY": .excess, "SLOW": .slow, "FRESH": .enough, "ENDED": .obsolete, "OLD": .obsolete,
                ])
            let reasons = Dictionary(uniqueKeysWithValues: all.map { ($0.model.number.text, $0.reasons.last) })
            #expect(reasons["ENDED"] == ReplenishmentReason(.discontinued, day: try CivilDate(parsing: "2025-06-30")))
            #expect(reasons["OLD"] == ReplenishmentReason(.superseded, model: "NEW"))
            #expect(reasons["SLOW"] == ReplenishmentReason(.noDemand, quantity: 496, weeks: 26))
            // What is urgent stands first.
            #expect(all.map(\.action) == [.obsolete, .obsolete, .excess, .slow, .enough])
            #expect(try await stage.suggestions { $0.model = slow.id }.suggestions.map(\.model.id) == [slow.id])
        }
    }

    @Test(arguments: Engine.available)
    func leadTimesAreLearnedFromReceipts(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let stage = try await Stage(registry)
            let pump = try await stage.model("PUMP")
            let maker = stage.maker.id
            let days: [Int64] = [5, 7, 9, 6]
            try await registry.write { desk in
                for (number, count) in days.enumerated() {
                    let key = try desk.register("P\(number)", of: pump, at: TestClock.start - 100 * TestClock.day)
                    let events: [(Int64, BusinessStep, Disposition?, String?)] = [
                        (90, .storing, .active, "works"), (60, .shipping, .inTransit, nil),
                        (60 - count, .receiving, .sellableAccessible, "shelf"),
                        (20, .retailSelling, .retailSold, nil),
                    ]
                    for (ago, step, disposition, place) in events {
                        var draft = EventDraft(time: TestClock.start - ago * TestClock.day)
                        (draft.units, draft.businessStep, draft.disposition) = ([key], step, disposition)
                        draft.businessLocation = place
                        try desk.record(draft, of: maker)
                    }
                }
            }
            let times = try LeadTimes(days.map(Double.init))
            let shown = try #require(try await stage.suggestions().suggestions.first)
            #expect(
                shown.lead == LeadTime(days: times.mean, deviation: times.standardDeviation ?? 0, .model, receipts: 4))
            let works = stage.places["works"]?.id
            try await stage.rule { $0.source = works }
            #expect(try await stage.suggestions().suggestions.first?.lead.origin == .source)
            // What goes from the plant is wanted there, since the shop wants it.
            let plant = try #require(try await stage.suggestions(at: ["works"]).suggestions.first)
            #expect(plant.item.kinds == [.shipped: 4] && plant.lead.origin == .standard && plant.policy.source == nil)
        }
    }
}
