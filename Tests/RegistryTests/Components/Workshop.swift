import Identifiers
import Registry
import Storage

/// A maker of refrigerators, whose compressors are numbered elsewhere and whose fans come in batches.
struct Workshop: Sendable {
    let registry: TestRegistry
    var maker: Manufacturer
    var other: Manufacturer
    var fridges: [UnitKey]
    var compressors: Model
    var fans: Batch
    var pallet: UnitKey
    var start: Int64

    static func open(_ registry: TestRegistry) async throws -> Workshop {
        let start = registry.clock.now
        let shop = try await registry.write { desk in
            let maker = try desk.manufacturer()
            let fridge = try desk.model("F-1", of: maker, format: "F{seq:3}")
            let batch = try desk.issue(9, of: fridge)
            let cases = try desk.model("SSCC", of: maker, kind: .container)
            return Workshop(
                registry: registry, maker: maker, other: try desk.manufacturer("other"),
                fridges: try (1...9).map { try desk.unit($0, of: batch) },
                compressors: try desk.model("C-9", of: maker),
                fans: try desk.issue(40, of: try desk.model("V-1", of: maker, format: "V{seq:3}")),
                pallet: UnitKey(cases.id, try SerialNumber(parsing: "001")), start: start)
        }
        registry.clock.advance(by: 100 * TestClock.day)
        return shop
    }

    func day(_ number: Int64) -> Int64 { start + number * TestClock.day }

    func compressor(_ number: Int) throws -> UnitKey {
        UnitKey(compressors.id, try SerialNumber(parsing: "c-\(number)"))
    }

    func change(_ assembly: UnitKey, day: Int64) -> ComponentChange {
        ComponentChange(of: assembly, at: self.day(day))
    }

    @discardableResult
    func install(
        _ component: UnitKey, in assembly: UnitKey, day: Int64, slot: String? = nil, step: BusinessStep? = nil,
        registers: Bool = true, batch: ID<Batch>? = nil
    ) async throws -> RecordedEvent {
        var change = change(assembly, day: day)
        (change.slot, change.businessStep) = (slot, step)
        let command = change
        return try await registry.write { desk in
            try Components.install(
                component, by: command, registering: registers ? EventRecorder.Registration(batch: batch) : nil,
                desk.recorder)
        }
    }

    @discardableResult
    func remove(_ component: UnitKey, from assembly: UnitKey, day: Int64) async throws -> RecordedEvent {
        let command = change(assembly, day: day)
        return try await registry.write { try Components.remove(component, by: command, $0.recorder) }
    }

    @discardableResult
    func replace(
        _ old: UnitKey, with new: UnitKey, in assembly: UnitKey, day: Int64, fault: String? = nil
    ) async throws -> (removed: RecordedEvent, installed: RecordedEvent) {
        var change = change(assembly, day: day)
        change.faultCode = fault
        change.notes = ["Swapped"]
        let command = change
        return try await registry.write { desk in
            try Components.replace(
                old, with: new, by: command, registering: EventRecorder.Registration(), desk.recorder)
        }
    }

    /// Something that happens to a unit alone.
    @discardableResult
    func happens(_ step: BusinessStep, to unit: UnitKey, day: Int64) async throws -> RecordedEvent {
        var draft = EventDraft(time: self.day(day))
        draft.units = [unit]
        draft.businessStep = step
        let event = draft
        return try await registry.write { try $0.record(event, of: maker.id) }
    }

    /// What a unit is in, at the end of a day.
    func parent(of unit: UnitKey, day: Int64 = 99) async throws -> UnitKey? {
        try await registry.read { reader in
            guard let row = try Units.find(unit, reader) else { return nil }
            return try Whereabouts.find(row, at: Viewpoint(asOf: self.day(day)), reader).holders.first?.key
        }
    }

    func tree(of unit: UnitKey, at view: Viewpoint = Viewpoint(), limit: Int = 100) async throws -> ComponentTree {
        try await registry.read { try ComponentTree.load(of: unit, at: view, limit: limit, $0) }
    }

    /// What a unit contains, compared with what production built.
    func comparison(of unit: UnitKey, at view: Viewpoint = Viewpoint()) async throws -> ComponentComparison? {
        try await registry.read { reader in
            guard let row = try Units.find(unit, reader) else { return nil }
            let production = view.atTheEndOfProduction(of: try Units.history(of: row, reader))
            return try ComponentComparison(
                of: row, built: ComponentTree.load(of: unit, at: production, limit: 100, reader),
                maintained: ComponentTree.load(of: unit, at: view, limit: 100, reader), at: view, reader)
        }
    }
}
