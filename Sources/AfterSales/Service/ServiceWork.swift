import Identifiers
package import Registry
package import Storage

/// What a service order says to the ledger.
enum ServiceWork {
    /// The type of the business transaction that names the order.
    static let transactionType = "service_order"

    /// The unit is in repair from now on.
    static func begin(
        _ order: inout ServiceOrder, _ move: ServiceMove, _ recorder: EventRecorder, _ transaction: any SQLTransaction
    ) throws {
        let unit = try Units.find(order.unit, transaction)
        if let found = unit?.state.disposition, found != .inProgress { order.dispositionBefore = found }
        if move.step == .receive { order.locationBefore = unit?.state.businessLocation }
        var draft = try self.draft(order, move.note, recorder, transaction)
        draft.disposition = .inProgress
        if move.step == .receive {
            if order.details.downSince == nil { order.details.downSince = transaction.now }
            if let reading = order.details.reading {
                draft.details.readings = [MeterRules.reading(reading.meter, String(reading.value))]
                if let unit { try MeterRules.check(draft, of: unit, transaction) }
            }
        }
        _ = try recorder.record(draft, of: order.manufacturer)
    }

    /// Parts go out and in, and the repair ends.
    /// - Throws: what ``Components`` throws where a part that was fitted cannot be in the unit.
    static func record(
        _ order: inout ServiceOrder, _ model: Model, _ note: String?, _ recorder: EventRecorder,
        _ transaction: any SQLTransaction
    ) throws {
        // What was offered and declined was not done.
        guard order.outcome != .declined else { return try end(&order, [], note, recorder, transaction) }
        var rest: [ClaimLine] = []
        for line in order.details.lines.dropFirst(order.recordedLines) where line.kind == .part {
            if try !exchange(line, order, recorder, transaction) { rest.append(line) }
        }
        order.recordedLines = order.details.lines.count
        try end(&order, rest, note, recorder, transaction)
    }

    /// The repair ends: the unit is what it was before.
    /// - Parameter parts: those that no event of their own tells.
    static func end(
        _ order: inout ServiceOrder, _ parts: [ClaimLine], _ note: String?, _ recorder: EventRecorder,
        _ transaction: any SQLTransaction
    ) throws {
        var draft = try self.draft(order, note, recorder, transaction)
        draft.disposition = order.dispositionBefore ?? .active
        if order.outcome == .notRepairable { draft.disposition = .damaged }
        if let outcome = order.outcome, outcome != .noTroubleFound, outcome != .declined {
            draft.details.faultCode = order.details.faultCode
        }
        let removed = parts.filter { $0.removed != nil }.map {
            EventDetails.PartNote(part: $0.title, serial: $0.removed)
        }
        let fitted = parts.map { EventDetails.PartNote(part: $0.title, serial: $0.fitted) }
        draft.details.removed = removed.isEmpty ? nil : Array(removed.prefix(100))
        draft.details.fitted = fitted.isEmpty ? nil : Array(fitted.prefix(100))
        _ = try recorder.record(draft, of: order.manufacturer)
    }

    /// The unit goes back to where it came from, as far as that is known.
    static func handBack(
        _ order: ServiceOrder, _ note: String?, _ recorder: EventRecorder, _ transaction: any SQLTransaction
    ) throws {
        guard let location = order.locationBefore, location != order.site else { return }
        var draft = try self.draft(order, note, recorder, transaction)
        draft.businessStep = .other
        draft.businessLocation = location
        _ = try recorder.record(draft, of: order.manufacturer)
    }

    private static func draft(
        _ order: ServiceOrder, _ note: String?, _ recorder: EventRecorder, _ transaction: any SQLTransaction
    ) throws -> EventDraft {
        try recorder.moveOn(past: order.unit)
        var draft = EventDraft(time: transaction.now)
        draft.businessStep = .repairing
        draft.units = [order.unit]
        draft.businessLocation = order.site
        draft.details.transactions = [.init(type: transactionType, id: order.number.text)]
        draft.notes = [note].compactMap(\.self)
        return draft
    }

    /// Puts in and takes out the units that a line names.
    /// - Returns: false where neither is known as a unit: the repair's own event tells them then.
    private static func exchange(
        _ line: ClaimLine, _ order: ServiceOrder, _ recorder: EventRecorder, _ transaction: any SQLTransaction
    ) throws -> Bool {
        guard let part = try Models.named(line.title, of: order.manufacturer, transaction) else { return false }
        var change = ComponentChange(of: order.unit, at: transaction.now)
        change.location = order.site
        if order.details.causalPart == line.title { change.faultCode = order.details.faultCode }
        let old = try removed(line, part, order, transaction)
        for key in [old].compactMap(\.self) { try recorder.moveOn(past: key) }
        do {
            guard let fitted = line.fitted else {
                guard let old else { return false }
                _ = try Components.remove(old, by: change, recorder)
                return true
            }
            let new = UnitKey(part.id, try SerialNumber(parsing: fitted))
            try recorder.moveOn(past: new)
            let isForeign = try SerialFormats.list(of: part.id, transaction).isEmpty
            let registration = isForeign ? EventRecorder.Registration() : nil
            if let old {
                _ = try Components.replace(old, with: new, by: change, registering: registration, recorder)
            } else {
                _ = try Components.install(new, by: change, registering: registration, recorder)
            }
            return true
        } catch let error as RegistryError {
            throw RegistryError(error.code, error.sentence, field: "lines")
        }
    }

    /// The component that a line says was taken out; nil where the ledger has none such in the unit.
    private static func removed(
        _ line: ClaimLine, _ part: Model, _ order: ServiceOrder, _ transaction: any SQLTransaction
    ) throws -> UnitKey? {
        guard let text = line.removed, let serial = try? SerialNumber(parsing: text),
            let unit = try Units.find(UnitKey(part.id, serial), transaction), unit.state.parent == order.unit
        else { return nil }
        return unit.key
    }
}
