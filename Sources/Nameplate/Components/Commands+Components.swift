package import Identifiers
package import Registry
import Storage

/// A unit by the numbers on its plate.
package struct UnitName: Hashable, Sendable {
    package var model: String
    package var serial: SerialNumber

    package init(model: String, serial: SerialNumber) {
        self.model = model
        self.serial = serial
    }
}

/// A component that is put in.
package struct NewComponent: Sendable {
    package var name: UnitName
    /// Whether it is registered where nobody has seen it; only units of models without serial formats.
    package var registers = false
    /// What is known of it where it is registered.
    package var batch: String?
    package var producedOn: CivilDate?

    package init(_ name: UnitName) { self.name = name }
}

/// What is said of a change of components.
package struct ComponentRequest: Sendable {
    package var manufacturer: String
    package var assembly: UnitName
    /// Nil for now.
    package var time: ZonedTime?
    package var businessStep: BusinessStep?
    package var slot: String?
    package var location: String?
    package var faultCode: String?
    package var notes: [String] = []

    package init(manufacturer: String, assembly: UnitName) {
        self.manufacturer = manufacturer
        self.assembly = assembly
    }
}

/// What a command about components has done.
package struct ComponentChangeAnswer: Sendable {
    package var assembly: UnitReference
    package var removed: UnitReference?
    package var installed: UnitReference?
    package var slot: String?
    /// The removal before the installation.
    package var events: [RecordedEvent]
}

extension Commands {
    /// Puts a component into an assembly of the same manufacturer.
    /// - Throws: what `Components.install` throws; `batch.taken` for a batch whose numbers were issued here.
    package func install(_ component: NewComponent, _ request: ComponentRequest) throws -> ComponentChangeAnswer {
        let order = try ComponentOrder(request, self)
        let (key, registration) = try order.component(component, self)
        let event = try Components.install(key, by: order.change, registering: registration, recorder)
        return try order.answer(installed: key, [event], self)
    }

    /// Takes a component out of an assembly. - Throws: what `Components.remove` throws.
    package func remove(_ component: UnitName, _ request: ComponentRequest) throws -> ComponentChangeAnswer {
        let order = try ComponentOrder(request, self)
        let key = try order.key(component, self)
        let event = try Components.remove(key, by: order.change, recorder)
        return try order.answer(removed: key, [event], self)
    }

    /// Puts a component into another one's place: both or neither. - Throws: what `Components.replace` throws.
    package func replace(
        _ old: UnitName, with new: NewComponent, _ request: ComponentRequest
    ) throws -> ComponentChangeAnswer {
        let order = try ComponentOrder(request, self)
        let oldKey = try order.key(old, self)
        let (newKey, registration) = try order.component(new, self)
        let (removed, installed) = try Components.replace(
            oldKey, with: newKey, by: order.change, registering: registration, recorder)
        return try order.answer(removed: oldKey, installed: newKey, [removed, installed], self)
    }
}

/// A request with the registry's ids for its names.
private struct ComponentOrder {
    let manufacturer: Manufacturer
    let change: ComponentChange
    /// Whether it is to happen now, after all that is known of the units.
    private let isNow: Bool

    init(_ request: ComponentRequest, _ commands: Commands) throws {
        manufacturer = try Manufacturers.require(request.manufacturer, commands.transaction)
        try Access.require(commands.principal, .record, of: manufacturer.id)
        let model = try Models.require(request.assembly.model, of: manufacturer, commands.transaction)
        var change = ComponentChange(
            of: UnitKey(model.id, request.assembly.serial), at: request.time?.microseconds ?? commands.now)
        isNow = request.time == nil
        if isNow { try commands.recorder.moveOn(past: change.assembly) }
        change.zoneOffset = request.time?.offsetMinutes ?? 0
        change.businessStep = request.businessStep
        change.slot = request.slot
        change.location = request.location
        change.faultCode = request.faultCode
        change.notes = request.notes
        self.change = change
    }

    func key(_ name: UnitName, _ commands: Commands) throws -> UnitKey {
        let key = UnitKey(try Models.require(name.model, of: manufacturer, commands.transaction).id, name.serial)
        if isNow { try commands.recorder.moveOn(past: key) }
        return key
    }

    /// A component, and what is known of it where it may be registered.
    func component(
        _ new: NewComponent, _ commands: Commands
    ) throws -> (key: UnitKey, registration: EventRecorder.Registration?) {
        let model = try Models.require(new.name.model, of: manufacturer, commands.transaction)
        let key = UnitKey(model.id, new.name.serial)
        if isNow { try commands.recorder.moveOn(past: key) }
        guard new.registers else { return (key, nil) }
        let batch = try new.batch.map {
            try Batches.findOrCreate($0, of: model, producedOn: new.producedOn, commands.transaction).id
        }
        return (key, EventRecorder.Registration(batch: batch, producedOn: new.producedOn))
    }

    func answer(
        removed: UnitKey? = nil, installed: UnitKey? = nil, _ events: [RecordedEvent], _ commands: Commands
    ) throws -> ComponentChangeAnswer {
        func reference(_ key: UnitKey) throws -> UnitReference? {
            try NameplateRegistry.reference(key, commands.transaction)
        }
        guard let assembly = try reference(change.assembly) else { throw Models.unknown(of: manufacturer) }
        return ComponentChangeAnswer(
            assembly: assembly, removed: try removed.flatMap(reference), installed: try installed.flatMap(reference),
            slot: events.last?.draft.details.slot, events: events)
    }
}
