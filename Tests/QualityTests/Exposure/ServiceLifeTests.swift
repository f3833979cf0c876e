import Identifiers
import Quality
import Registry
import Storage
import Testing

/// What the histories of units say of their time in the field.
@Suite struct ServiceLifeTests {
    /// An event of a story: on which day, and what it says.
    struct Told: Sendable {
        var day: Int64
        var step: BusinessStep?
        var disposition: Disposition?
        var change: @Sendable (inout EventDraft) -> Void = { _ in }
    }

    struct Story: Sendable, CustomTestStringConvertible {
        var name: String
        var events: [Told]
        /// Day and basis of the entry.
        var entry: (day: Int64, basis: ServiceLife.Basis)?
        var leaving: (day: Int64, ServiceLife.Leaving)?
        /// Day and fault code.
        var failures: [(day: Int64, code: String)] = []
        var ageAtEntry: Int64 = 0
        var testDescription: String { name }
    }

    private static func fault(_ code: String) -> @Sendable (inout EventDraft) -> Void {
        { $0.details.faultCode = code }
    }

    private static func decided(_ code: String, _ remedy: String?) -> @Sendable (inout EventDraft) -> Void {
        {
            $0.type = .transaction
            ($0.details.faultCode, $0.details.decision, $0.details.remedy) = (code, "approved", remedy)
        }
    }

    static let stories: [Story] = [
        Story(
            name: "made and kept in stock", events: [Told(day: 1, step: .receiving, disposition: .sellableAccessible)]),
        Story(
            name: "sold", events: [Told(day: 3, step: .retailSelling, disposition: .retailSold)], entry: (3, .sold)),
        Story(
            name: "registered after the sale",
            events: [
                Told(day: 3, step: .retailSelling, disposition: .retailSold),
                Told(day: 9) { $0.details.transactions = [.init(type: "registration", id: "1")] },
            ], entry: (3, .sold)),
        Story(
            name: "registered, and the sale is not told",
            events: [Told(day: 9) { $0.details.transactions = [.init(type: "registration", id: "1")] }],
            entry: (9, .registered)),
        Story(
            name: "installed with hours on its meter",
            events: [
                Told(day: 2, step: .installing, disposition: .active) {
                    $0.details.readings = [.init(type: "power_on_hours", value: "4885", unit: "HUR")]
                }
            ], entry: (2, .installed), ageAtEntry: 203),
        Story(
            name: "shipped, and silent since", events: [Told(day: 5, step: .shipping, disposition: .inTransit)],
            entry: (5, .shipped)),
        Story(
            name: "shipped and received in a shop",
            events: [
                Told(day: 5, step: .shipping, disposition: .inTransit),
                Told(day: 7, step: .receiving, disposition: .sellableAccessible) { $0.businessLocation = "shop" },
            ]),
        Story(
            name: "a fault is the first that is heard of it",
            events: [Told(day: 8, step: .repairing, change: fault("E1"))], entry: (8, .seen), failures: [(8, "E1")]),
        Story(
            name: "a fault after it was shipped",
            events: [
                Told(day: 5, step: .shipping, disposition: .inTransit),
                Told(day: 80, step: .repairing, change: fault("E1")),
            ], entry: (5, .shipped), failures: [(80, "E1")]),
        Story(
            name: "a fault at the plant is none of the field",
            events: [
                Told(day: 1, step: .inspecting, disposition: .nonConformant, change: fault("E1")),
                Told(day: 4, step: .repairing, disposition: .conformant),
                Told(day: 9, step: .retailSelling, disposition: .retailSold),
            ], entry: (9, .sold)),
        Story(
            name: "one fault reported twice before its repair is one failure, and found again after it another",
            events: [
                Told(day: 1, step: .retailSelling), Told(day: 10, step: .inspecting, change: fault("E1")),
                Told(day: 11, step: .repairing, change: fault("E1")),
                Told(day: 40, step: .repairing, change: fault("E1")),
            ], entry: (1, .sold), failures: [(10, "E1"), (40, "E1")]),
        Story(
            name: "an accepted claim counts where nobody has reported its fault",
            events: [
                Told(day: 1, step: .retailSelling), Told(day: 30, change: decided("E2", "repair")),
                Told(day: 50, change: decided("E3", nil)),
            ], entry: (1, .sold), failures: [(30, "E2")]),
        Story(
            name: "a claim for a fault that was reported counts no second time",
            events: [
                Told(day: 1, step: .retailSelling), Told(day: 20, step: .repairing, change: fault("E2")),
                Told(day: 30, change: decided("E2", "repair")), Told(day: 90, change: decided("E2", "repair")),
            ], entry: (1, .sold), failures: [(20, "E2"), (90, "E2")]),
        Story(
            name: "taken back, and sold again",
            events: [
                Told(day: 1, step: .retailSelling), Told(day: 5, step: .receiving, disposition: .returned),
                Told(day: 9, step: .retailSelling, disposition: .retailSold),
            ], entry: (1, .sold)),
        Story(
            name: "taken back",
            events: [Told(day: 1, step: .retailSelling), Told(day: 5, step: .receiving, disposition: .returned)],
            entry: (1, .sold), leaving: (5, .returned)),
        Story(
            name: "stolen",
            events: [
                Told(day: 1, step: .retailSelling), Told(day: 6) { $0.details.set = ["stolen"] },
                Told(day: 7, step: .inspecting),
            ], entry: (1, .sold), leaving: (6, .stolen)),
        Story(
            name: "stolen and recovered",
            events: [
                Told(day: 1, step: .retailSelling), Told(day: 6) { $0.details.set = ["stolen"] },
                Told(day: 7) { $0.details.unset = ["stolen"] },
            ], entry: (1, .sold)),
        Story(
            name: "taken to another country",
            events: [Told(day: 1, step: .retailSelling), Told(day: 6) { $0.details.set = ["exported"] }],
            entry: (1, .sold), leaving: (6, .exported)),
        Story(
            name: "scrapped", events: [Told(day: 1, step: .retailSelling), Told(day: 70, step: .decommissioning)],
            entry: (1, .sold), leaving: (70, .scrapped)),
        Story(
            name: "exchanged for another",
            events: [
                Told(day: 1, step: .retailSelling),
                Told(day: 12, step: .replacing) { $0.details.fitted = [.init(part: "M-1", serial: "S2")] },
            ], entry: (1, .sold), leaving: (12, .replaced)),
    ]

    @Test(arguments: Engine.available, stories)
    func historyTellsSinceWhenAUnitIsInServiceAndWhatFailed(_ engine: Engine, _ story: Story) async throws {
        try await engine.withRegistry { registry in
            let key = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker)
                let key = try desk.register("S1", of: model, at: 0)
                for told in story.events {
                    var draft = EventDraft(time: told.day * 86_400_000_000)
                    (draft.businessStep, draft.disposition, draft.units) = (told.step, told.disposition, [key])
                    told.change(&draft)
                    try desk.record(draft, of: maker.id)
                }
                return key
            }
            try await registry.advance(QualityFollower())
            let found = try await registry.read { try ServiceLifeRows.find(key, $0) }
            let day: Int64 = 86_400_000_000
            #expect(found?.enteredAt == story.entry.map { $0.day * day })
            #expect(found?.basis == story.entry?.basis)
            #expect(found?.leftAt == story.leaving.map { $0.day * day })
            #expect(found?.leaving == story.leaving?.1)
            #expect(found?.failures.map(\.code) ?? [] == story.failures.map(\.code))
            #expect(found?.failures.map(\.time) ?? [] == story.failures.map { $0.day * day })
            #expect(found?.ageAtEntry ?? 0 == story.ageAtEntry)
        }
    }

    @Test(arguments: Engine.available)
    func correctionTakesBackWhatItCorrects(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (key, sale) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let key = try desk.register("S1", of: try desk.model(of: maker), at: 0)
                var sale = EventDraft(time: 86_400_000_000)
                (sale.businessStep, sale.units) = (.retailSelling, [key])
                return (key, try desk.record(sale, of: maker.id).id)
            }
            try await registry.advance(QualityFollower())
            #expect(try await registry.read { try ServiceLifeRows.find(key, $0) }?.basis == .sold)
            try await registry.write { desk in
                var correction = EventDraft(time: 86_400_000_000)
                (correction.units, correction.corrects, correction.errorReason) = ([key], sale, .didNotOccur)
                try desk.record(correction, of: try desk.manufacturer().id)
            }
            try await registry.advance(QualityFollower())
            #expect(try await registry.read { try ServiceLifeRows.find(key, $0) } == nil)
        }
    }
}
