import Identifiers
import Storage

/// A command about a component of an assembly: what is to be said of putting it in or taking it out.
package struct ComponentChange: Sendable {
    package var assembly: UnitKey
    /// Microseconds since 1970 UTC; it may be long past.
    package var time: Int64
    /// Minutes east of UTC at the place of the event.
    package var zoneOffset = 0
    /// Nil for the usual one.
    package var businessStep: BusinessStep?
    /// The place within the assembly; one that takes another's place stands where that stood.
    package var slot: String?
    /// Where both are afterwards.
    package var location: String?
    /// What was wrong with the one that is taken out: it counts as its failure.
    package var faultCode: String?
    package var notes: [String] = []

    package init(of assembly: UnitKey, at time: Int64) {
        self.assembly = assembly
        self.time = time
    }
}

/// Installs, removes and replaces components: EPCIS association events (EPCIS 2.0, section 7.4.6) that are refused where
/// the units are not in the state that they need, at the time of the event.
///
/// What is reported from elsewhere is recorded as an event instead, and kept whatever was thought.
package enum Components {
    /// The steps that put a component in: `assembling` makes a new whole, `installing` changes one that exists.
    package static let installing: [BusinessStep] = [.installing, .assembling]
    package static let removing: [BusinessStep] = [.removing, .disassembling]

    /// Puts a component into an assembly.
    /// - Parameter registration: what is known of a component that nobody has seen, whose model has no serial formats;
    ///   nil where the component must be known.
    /// - Throws: `unit.unknown`, `component.installed`, `component.ended`, `component.circle`, `value.invalid`,
    ///   `serial.taken` where the component is known with another batch, and what recording an event throws.
    package static func install(
        _ component: UnitKey, by change: ComponentChange, registering registration: EventRecorder.Registration? = nil,
        _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        let rules = ComponentRules(change, recorder.transaction)
        let step = try rules.step(among: installing)
        try rules.requireAssembly()
        let isKnown = try rules.requireFree(component, registering: registration)
        var draft = draft(change, .add, step, component)
        draft.details.slot = change.slot
        return try record(draft, registering: isKnown ? nil : registration, recorder)
    }

    /// Takes a component out of an assembly.
    /// - Throws: `unit.unknown`, `component.notInstalled`, `value.invalid`, and what recording an event throws.
    package static func remove(
        _ component: UnitKey, by change: ComponentChange, _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        let rules = ComponentRules(change, recorder.transaction)
        let step = try rules.step(among: removing)
        try rules.requireAssembly()
        let joining = try rules.requireInside(component)
        var draft = draft(change, .delete, step, component)
        draft.details.slot = joining?.slot
        draft.details.faultCode = change.faultCode
        return try record(draft, registering: nil, recorder)
    }

    /// Takes a component out of an assembly and puts another one in its place: two events, each of which names the other
    /// component.
    /// - Throws: what ``install(_:by:registering:_:)`` and ``remove(_:by:_:)`` throw.
    package static func replace(
        _ old: UnitKey, with new: UnitKey, by change: ComponentChange,
        registering registration: EventRecorder.Registration? = nil, _ recorder: EventRecorder
    ) throws -> (removed: RecordedEvent, installed: RecordedEvent) {
        let rules = ComponentRules(change, recorder.transaction)
        guard old != new else {
            throw RegistryError(.valueInvalid, "A component cannot take its own place; name another one.", field: "new")
        }
        try rules.requireAssembly()
        let joining = try rules.requireInside(old)
        let isKnown = try rules.requireFree(new, registering: registration)
        var removal = draft(change, .delete, .replacing, old)
        removal.details.slot = joining?.slot
        removal.details.faultCode = change.faultCode
        removal.details.fitted = [try rules.note(new)]
        var installation = draft(change, .add, .replacing, new)
        installation.details.slot = change.slot ?? joining?.slot
        installation.details.removed = [try rules.note(old)]
        installation.notes = []
        let removed = try record(removal, registering: nil, recorder)
        return (removed, try record(installation, registering: isKnown ? nil : registration, recorder))
    }

    static func draft(
        _ change: ComponentChange, _ action: EventAction, _ step: BusinessStep, _ component: UnitKey
    ) -> EventDraft {
        var draft = EventDraft(time: change.time)
        draft.zoneOffset = change.zoneOffset
        draft.type = .association
        draft.action = action
        draft.businessStep = step
        draft.businessLocation = change.location
        draft.parent = change.assembly
        draft.units = [component]
        draft.notes = change.notes
        return draft
    }

    private static func record(
        _ request: EventDraft, registering registration: EventRecorder.Registration?, _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        guard let parent = request.parent, let origin = try recorder.origin(of: parent.model) else {
            throw RegistryError(.modelUnknown, "There is no such model.", field: "model")
        }
        var draft = request
        draft.registersUnits = registration != nil
        recorder.registration = registration
        defer { recorder.registration = nil }
        return try recorder.record(draft, of: origin.manufacturer)
    }
}
