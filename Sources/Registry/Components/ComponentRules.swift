import Identifiers
import Storage

/// What must be the case, at the time of a command about components, for it to be done.
struct ComponentRules {
    let change: ComponentChange
    let reader: any SQLReader

    init(_ change: ComponentChange, _ reader: any SQLReader) {
        self.change = change
        self.reader = reader
    }

    private var view: Viewpoint { Viewpoint(asOf: change.time) }

    /// The step of the command, one of `steps`; the first of them where none is named.
    func step(among steps: [BusinessStep]) throws(RegistryError) -> BusinessStep {
        let step = change.businessStep ?? steps[0]
        guard steps.contains(step) else {
            throw RegistryError(
                .valueInvalid, "The business step here is one of \(steps.map(\.rawValue).joined(separator: ", ")).",
                field: "businessStep")
        }
        return step
    }

    /// The assembly is known and has not come to its end.
    func requireAssembly() throws {
        guard let state = try state(of: change.assembly) else { throw try unknown(change.assembly, field: "serial") }
        try requireAlive(change.assembly, state, field: "serial")
    }

    /// The component is known, or may be registered, is in no other assembly and holds not the assembly itself.
    /// - Returns: whether it is known.
    func requireFree(_ component: UnitKey, registering registration: EventRecorder.Registration?) throws -> Bool {
        guard component != change.assembly else {
            throw RegistryError(
                .componentCircle, "\(try name(component)) cannot be part of itself.", field: "component")
        }
        guard let unit = try Units.find(component, reader) else {
            guard registration != nil else { throw try unknown(component, field: "component") }
            try requireForeign(component)
            return false
        }
        if let batch = registration?.batch, batch != unit.batch {
            throw RegistryError(
                .serialTaken,
                "\(try name(component)) is registered already, of another batch; leave the batch out, or check the "
                    + "serial number.", field: "batch")
        }
        let state = try Units.history(of: unit, reader).state(at: view)
        try requireAlive(component, state, field: "component")
        if let parent = state.parent, try Models.origin(of: parent.model, reader)?.kind != .container {
            let since = state.joining.map { ", since \(CivilDate(microseconds: $0.time).isoText)" } ?? ""
            let advice =
                parent == change.assembly ? "." : "; remove it there first, or report what happened as an event."
            throw RegistryError(
                .componentInstalled, "\(try name(component)) is in \(try name(parent))\(since)\(advice)",
                field: "component")
        }
        try requireNoCircle(component)
        return true
    }

    /// Only units that are numbered elsewhere come into the registry with the event that builds them in.
    private func requireForeign(_ component: UnitKey) throws {
        guard try !SerialFormats.list(of: component.model, reader).isEmpty else { return }
        throw RegistryError(
            .unitUnknown,
            "No unit is known as \(try name(component)), and its model has serial formats: issue its number first, or "
                + "check it.", field: "component")
    }

    private func requireNoCircle(_ component: UnitKey) throws {
        guard let state = try state(of: change.assembly) else { return }
        let above = try HolderChains(at: view, tellingJoinings: false, reader).chain(of: change.assembly, in: state)
        guard above.contains(where: { $0.key == component }) else { return }
        throw RegistryError(
            .componentCircle,
            "\(try name(change.assembly)) is itself part of \(try name(component)); one of the two must be taken out "
                + "first.", field: "component")
    }

    /// The component is in the assembly. - Returns: how it came in.
    func requireInside(_ component: UnitKey) throws -> UnitState.Joining? {
        guard let state = try state(of: component) else { throw try unknown(component, field: "component") }
        guard state.parent == change.assembly else {
            let place = try state.parent.map { "it is in \(try name($0))" } ?? "it is in nothing"
            throw RegistryError(
                .componentNotInstalled,
                "\(try name(component)) is not in \(try name(change.assembly)) at that time: \(place).",
                field: "component")
        }
        return state.joining
    }

    private func requireAlive(_ key: UnitKey, _ state: UnitState, field: String) throws {
        guard let ended = state.endedAt else { return }
        throw RegistryError(
            .componentEnded,
            "\(try name(key)) was destroyed or taken out of use on \(CivilDate(microseconds: ended).isoText).",
            field: field)
    }

    /// The state at the time of the command; nil of an unknown unit.
    private func state(of key: UnitKey) throws -> UnitState? {
        try Units.find(key, reader).map { try Units.history(of: $0, reader).state(at: view) }
    }

    private func unknown(_ key: UnitKey, field: String) throws -> RegistryError {
        RegistryError(
            .unitUnknown, "No unit is known as \(try name(key)). Check the number, or register the unit first.",
            field: field)
    }

    /// A component as the events of a replacement name it.
    func note(_ key: UnitKey) throws -> EventDetails.PartNote {
        let number = try Models.find(key.model, reader)?.number.text
        return EventDetails.PartNote(part: number ?? key.model.description, serial: key.serial.text)
    }

    private func name(_ key: UnitKey) throws -> String {
        let note = try note(key)
        return "\(note.part) \(note.serial ?? "")"
    }
}
