import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct ReservingTests {
    @Test(arguments: Engine.available)
    func whatCameFirstIsTakenFirst(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            // A moves within the site change nothing, a way to the shop and back does.
            try await floor.record("A0") { $0.businessLocation = "shop" }
            try await floor.record("A0") { $0.businessLocation = "plant" }
            try await floor.record("A1") { $0.businessLocation = "zone" }
            let model = try floor.model(of: "A1")
            let list = try await floor.reserve([.some(9, of: model)])
            #expect(try await floor.items(of: list) == (1...9).map { "A\($0) reserved" })
            #expect(list.state == .reserved && list.number.text.hasPrefix("P-"))
            #expect(try await floor.counted(.reserved) == 9)
            #expect(try await floor.counted(.available, of: model) == 3)
        }
    }

    /// What is in cases is taken where nothing loose is left, and told; or as it comes.
    @Test(arguments: Engine.available)
    func casesAreOpenedOnlyWhereTheyMust(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            try await floor.record("A0") { $0.businessLocation = "shop" }
            try await floor.record("A0") { $0.businessLocation = "plant" }
            let model = try floor.model(of: "A1")
            let loose = try await floor.reserve([.some(10, of: model)])
            #expect(try await floor.items(of: loose) == (0...9).map { "A\($0) reserved" })
            _ = try await floor.move(loose, .cancel)
            let first = try await floor.reserve([.some(11, of: model)]) { $0.takesContained = true }
            #expect(try await floor.items(of: first).suffix(2) == ["B1 reserved in case", "B2 reserved in case"])
            #expect(try await floor.items(of: first).first == "A1 reserved")
            _ = try await floor.move(first, .cancel)
            let all = try await floor.reserve([.some(12, of: model)])
            #expect(try await floor.items(of: all).count == 12)
            #expect(try await floor.counted(.available, of: model) == 0)
            _ = try await floor.move(all, .cancel)
            #expect(try await floor.counted(.available, of: model) == 12)
            #expect(try await floor.counted(.reserved) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func partsOfBatchesAreSetAsideAsSuch(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let model = try floor.model(of: "F1")
            // Something happens to one of them alone: it is named, and the others stay ranges.
            try await floor.record("F3") { $0.disposition = .sellableAccessible }
            let list = try await floor.reserve([.some(4, of: model)])
            #expect(try await floor.items(of: list).count == 3)
            #expect(try await floor.counted(.reserved, of: model) == 4)
            let rest = try await floor.reserve([.some(6, of: model)])
            #expect(try await floor.counted(.available, of: model) == 0)
            #expect(
                try await refusal { try await floor.reserve([.some(1, of: model)]) } == .pickShort)
            _ = try await floor.move(list, .cancel)
            _ = try await floor.move(rest, .cancel)
            #expect(try await floor.counted(.available, of: model) == 10)
        }
    }

    @Test(arguments: Engine.available)
    func whatExpiresFirstIsTakenFirst(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let model = try floor.model(of: "F1")
            let today = CivilDate(microseconds: floor.registry.clock.now)
            let days = [2, -1, 1].compactMap { CivilDate(dayNumber: today.dayNumber + $0) }
            let maker = floor.maker
            let batches = try await floor.registry.write { desk in
                let model = try #require(try Models.find(model, desk.transaction))
                return try days.enumerated().map { place, day in
                    var draft = BatchDraft(number: "X\(place)", count: 3, fields: SerialFormat.Fields())
                    draft.expiresOn = day
                    let batch = try Issuing.issue(draft, of: model, desk.recorder, as: .administrator)
                    var event = EventDraft(time: desk.transaction.now)
                    event.ranges = [.init(batch: batch.id, sequences: batch.issue?.sequences ?? 0...0)]
                    event.businessLocation = "plant"
                    try desk.record(event, of: maker)
                    return batch.id
                }
            }
            let list = try await floor.reserve([.some(5, of: model)])
            let (line, items) = try await floor.registry.read { reader in
                (try Picks.lines(of: list, reader), try Picks.items(of: list, limit: 10, reader))
            }
            #expect(line.first?.line.strategy == .fefo)
            #expect(items.map(\.range?.batch) == [batches[2], batches[0]] && items.map(\.count) == [3, 2])
            // Those without a date come last; what has expired is nothing.
            #expect(try await refusal { try await floor.reserve([.some(12, of: model)]) } == .pickShort)
            let fifo = try await floor.reserve([.some(11, of: model, .fifo)])
            #expect(
                try await floor.registry.read { try Picks.items(of: fifo, limit: 1, $0) }[0].range?.batch == floor.batch
            )
            #expect(
                try await refusal { try await floor.reserve([.some(1, of: model, batch: batches[1])]) } == .pickShort)
        }
    }

    @Test(arguments: Engine.available)
    func piecesAreSetAsideByNumber(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let pieces = floor.pieces
            // The figures follow only later: nothing is given twice all the same.
            let list = try await floor.reserve([.some(15, of: pieces)])
            #expect(try await refusal { try await floor.reserve([.some(26, of: pieces)]) } == .pickShort)
            let rest = try await floor.reserve([.some(30, of: pieces)]) { $0.isPartial = true }
            #expect(try await floor.items(of: rest) == ["25 pieces reserved"])
            let (line, progress) = try await floor.registry.read { try Picks.lines(of: rest, $0)[0] }
            #expect(line.shortage(progress) == 5)
            #expect(try await floor.counted(.reserved, of: pieces) == 40)
            #expect(try await floor.counted(.available, of: pieces) == 0)
            _ = try await floor.move(list, .cancel)
            #expect(try await floor.counted(.available, of: pieces) == 15)
            #expect(try await floor.standing().pieces == 40)
        }
    }

    /// What may not leave, or stands elsewhere, is not set aside.
    private static let obstacles: [(name: String, change: @Sendable (inout EventDraft) -> Void)] = [
        ("held", { $0.details.set = ["non_sellable_other"] }), ("recalled", { $0.details.set = ["recalled"] }),
        ("stolen", { $0.details.set = ["stolen"] }), ("damaged", { $0.disposition = .damaged }),
        ("on its way", { ($0.businessStep, $0.disposition) = (.shipping, .inTransit) }),
        ("sold", { ($0.businessStep, $0.disposition) = (.retailSelling, .retailSold) }),
        ("elsewhere", { $0.businessLocation = "shop" }), ("quarantined", { $0.businessLocation = "quarantine" }),
        ("missed", { ($0.businessStep, $0.disposition) = (.cycleCounting, .unknown) }),
        ("gone", { $0.businessStep = .destroying }), ("reserved by others", { $0.disposition = .reserved }),
    ]

    @Test(arguments: Engine.available)
    func whatMayNotLeaveIsNotSetAside(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let maker = floor.maker
            try await floor.registry.write { desk in
                let maker = try #require(try Manufacturers.find(maker, desk.transaction))
                var draft = LocationDraft()
                (draft.parent, draft.kind) = ("plant", .quarantine)
                _ = try Locations.add("quarantine", draft, of: maker, as: .administrator, desk.transaction)
            }
            let model = try floor.model(of: "A1")
            for (place, obstacle) in Self.obstacles.enumerated() where place < 10 {
                try await floor.record("A\(place)", obstacle.change)
                let key = try floor.key("A\(place)")
                #expect(
                    try await refusal { try await floor.reserve([.unit(key)]) } == .unitState, "\(obstacle.name)")
            }
            try await floor.record("B1", Self.obstacles[10].change)
            let list = try await floor.reserve([.some(5, of: model)]) { $0.isPartial = true }
            #expect(try await floor.items(of: list) == ["B2 reserved in case"])
        }
    }

    @Test(arguments: Engine.available)
    func badListsAreRefused(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let (a1, model) = (try floor.key("A1"), try floor.model(of: "A1"))
            let container = try floor.key("case")
            let cases: [([PickDraft.Line], RegistryError.Code)] = [
                ([], .valueInvalid), ([.some(0, of: model)], .valueInvalid), ([.some(13, of: model)], .pickShort),
                ([.unit(a1), .unit(a1)], .valueInvalid), ([.unit(container)], .valueInvalid),
                ([.some(1, of: container.model)], .modelUnknown), ([.some(1, of: ID(7))], .modelUnknown),
                ([.some(1, of: model, batch: floor.batch)], .pickShort),
                (Array(repeating: .some(1, of: model), count: 201), .valueInvalid),
                ([.unit(UnitKey(model, try SerialNumber(parsing: "Q1")))], .unitUnknown),
            ]
            for (lines, code) in cases {
                #expect(try await refusal { try await floor.reserve(lines) } == code, "\(lines)")
            }
            _ = try await floor.reserve([.unit(a1)]) { $0.reference = "4711" }
            #expect(
                try await refusal { try await floor.reserve([.some(1, of: model)]) { $0.reference = "4711" } }
                    == .pickTaken)
            #expect(try await refusal { try await floor.reserve([.unit(a1)]) } == .unitState)
        }
    }

    /// What was found before somebody else took it is found again.
    @Test(arguments: Engine.available)
    func aPlanThatIsOldSetsNothingAside(_ engine: Engine) async throws {
        try await CountFloor.with(engine) { floor in
            let (model, ranged, pieces) = (try floor.model(of: "A1"), try floor.model(of: "F1"), floor.pieces)
            let lines: [PickDraft.Line] = [.some(3, of: model), .some(3, of: ranged), .some(21, of: pieces)]
            let draft = PickDraft(at: try await floor.place("plant"), lines)
            let now = floor.registry.clock.now
            let plan = try await floor.registry.read { try PickPlan.find(draft, $0, now: now) }
            for line in lines {
                let other = try await floor.reserve([line])
                let made = try await floor.registry.write { desk in
                    try Picks.reserve(plan, as: .administrator, desk.recorder)
                }
                #expect(made == nil)
                _ = try await floor.move(other, .cancel)
            }
            let made = try await floor.registry.write { desk in
                try Picks.reserve(plan, as: .administrator, desk.recorder)
            }
            #expect(made != nil)
        }
    }
}
