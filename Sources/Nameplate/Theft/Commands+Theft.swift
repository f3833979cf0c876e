import AfterSales
import Identifiers
package import Registry
import Safeguards
import Storage

extension Commands {
    /// Reports a unit stolen or lost, as whoever asks or, where they decide about reports, as staff.
    /// - Parameter order: whose tries at a code are counted; see ``NameplateRegistry/reportTheft(_:as:from:)``.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.signIn`, `access.forbidden`,
    ///   `registration.code`, and what ``TheftDesk`` throws.
    package func reportTheft(_ order: TheftOrder) throws -> TheftAnswer {
        let manufacturer = try Manufacturers.require(order.slug, transaction)
        let model = try Models.require(order.number, of: manufacturer, transaction)
        let today = CivilDate(microseconds: transaction.now)
        guard NameplateRegistry.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
        let serial = try SerialNumber(parsing: order.serial)
        guard try Units.find(UnitKey(model.id, serial), transaction) != nil else {
            throw NameplateRegistry.unknown(serial, order.number, of: manufacturer)
        }
        let isStaff = Access.allows(principal, .handleThefts, of: manufacturer.id)
        let (desk, party) = try theftDesk(of: manufacturer.id, isStaff: isStaff)
        if let scope = try scope(of: order, UnitKey(model.id, serial), isStaff: isStaff) {
            let report = try desk.report(scope, of: manufacturer.id, order.details)
            try announce(report, "report", to: nil)
            return try NameplateRegistry.answer(
                report, as: principal, owner: nil, now: transaction.now, transaction)
        }
        let unit = try desk.hold(UnitKey(model.id, serial))
        let hasCode = try order.ownerCode.map { try requireCode($0, of: unit) } ?? false
        let report = try desk.report(unit, order.details, as: party, hasCode: hasCode, isHearsay: order.isHearsay)
        try announce(report, "report", to: unit.state.owner == report.party ? nil : unit.state.owner)
        return try NameplateRegistry.answer(
            report, as: principal(owning: party), owner: unit.state.owner, now: transaction.now, transaction)
    }

    /// Moves a report on.
    /// - Throws: `theft.unknown`, `registration.code`, and what ``TheftDesk`` throws.
    package func moveTheft(_ order: TheftMoveOrder, expecting version: Int64?) throws -> TheftAnswer {
        guard let number = TheftNumber(parsing: order.theft), let known = try TheftRows.find(number.id, transaction)
        else { throw TheftDesk.unknown }
        let isStaff = TheftAccess.isStaff(principal, of: known)
        let isKnown = try Units.find(known.unit, transaction).map {
            TheftAccess.part(of: principal, in: known, owner: $0.state.owner) != .none
        }
        // Of a report that is not theirs nobody learns more than that they have not got its unit's code.
        guard isKnown == true || order.ownerCode != nil && order.move.step == .counter else { throw TheftDesk.unknown }
        let needsParty = !isStaff && order.move.step == .counter
        let (desk, party) = try theftDesk(of: known.manufacturer, isStaff: !needsParty)
        let unit = try desk.hold(known.unit)
        var hasCode = false
        if let code = order.ownerCode {
            hasCode = try OwnerCode.matches(code, of: unit, transaction)
            guard hasCode || isKnown == true else { throw TheftDesk.unknown }
            guard hasCode else { throw Self.wrongCode }
        }
        // Somebody else may have moved it while this waited for the unit.
        guard let report = try TheftRows.find(number.id, transaction) else { throw TheftDesk.unknown }
        var move = order.move
        move.party = party
        let moved = try desk.move(report, by: move, of: unit, hasCode: hasCode, expecting: version)
        let isReporters = TheftAccess.isReporter(principal, of: moved)
        let tells: Set<TheftStep> = [.confirm, .recover, .withdraw]
        try announce(moved, move.step.rawValue, to: !isReporters && tells.contains(move.step) ? moved.party : nil)
        return try NameplateRegistry.answer(
            moved, as: principal(owning: party), owner: unit.state.owner, now: transaction.now, transaction)
    }

    /// Erases what people have written in a report.
    /// - Throws: `theft.unknown`.
    package func eraseTheft(_ number: String) throws {
        guard let number = TheftNumber(parsing: number), let known = try TheftRows.find(number.id, transaction),
            Access.allows(principal, .erase, of: known.manufacturer)
        else { throw TheftDesk.unknown }
        try TheftErasure.run(known, as: principal, from: source, transaction)
    }

    /// The units of a report of several; nil for one.
    private func scope(of order: TheftOrder, _ first: UnitKey, isStaff: Bool) throws -> TheftScope? {
        guard order.lastSerial != nil || order.hasContents else { return nil }
        guard isStaff, !order.isHearsay else {
            throw RegistryError(.forbidden, "Only staff report several units at once, and stand for it.")
        }
        guard let last = order.lastSerial else { return try TheftScope(container: first, transaction) }
        guard !order.hasContents, let from = try Units.find(first, transaction),
            let to = try Units.find(UnitKey(first.model, try SerialNumber(parsing: last)), transaction)
        else {
            throw RegistryError(.unitUnknown, "No unit has the last serial number.", field: "lastSerial")
        }
        return try TheftScope(from: from, to: to)
    }

    /// Which units of an event that was recorded are reported stolen or lost, for whoever has recorded it: a receipt of stolen
    /// goods is kept like any other fact, and warns.
    package func theftWarnings(of event: RecordedEvent) throws -> [TheftWarning] {
        // An event about the theft warns nobody of it.
        let mark = Disposition.stolen.rawValue
        let (details, disposition) = (event.draft.details, event.draft.disposition)
        let isAboutIt = [details.set, details.unset].contains { $0?.contains(mark) ?? false }
        guard !isAboutIt, disposition != .stolen, event.draft.corrects == nil else { return [] }
        let today = CivilDate(microseconds: transaction.now)
        return try event.draft.units.prefix(TheftWarning.most).compactMap { key in
            let note = try NameplateRegistry.thefts(of: key, on: today, transaction).first
            if let note { return TheftWarning(serial: key.serial, note: note) }
            let isMarked = try Units.find(key, transaction)?.state.marks.contains(.stolen) ?? false
            return isMarked ? TheftWarning(serial: key.serial) : nil
        }
    }

    /// Where it is reported, and as which party; none for staff.
    private func theftDesk(of manufacturer: ID<Manufacturer>, isStaff: Bool) throws -> (TheftDesk, ID<Party>?) {
        let party: ID<Party>? = isStaff ? nil : try ownParty(of: manufacturer).id
        return (TheftDesk(recorder, as: principal(owning: party), from: source, transaction), party)
    }

    /// Whoever asks, with the party that was made for them a moment ago.
    private func principal(owning party: ID<Party>?) -> Principal {
        var principal = principal
        if let party { principal.parties.insert(party) }
        return principal
    }

    private static let wrongCode = RegistryError(
        .registrationCode,
        "This is not the owner code of this unit. It is on a card in the package; look at each character.",
        field: "ownerCode")

    /// - Throws: `registration.code`, `key.missing`.
    private func requireCode(_ code: String, of unit: UnitRow) throws -> Bool {
        guard try OwnerCode.matches(code, of: unit, transaction) else { throw Self.wrongCode }
        return true
    }

    /// Tells of a report: somebody who must know, and the programs that want to. Nothing that was said is told.
    private func announce(_ report: TheftReport, _ change: String, to party: ID<Party>?) throws {
        let draft = NoticeDraft(
            .theftChanged, key: "\(report.number.text) \(change) \(report.rowVersion)", unit: report.unit, party: party,
            facts: ["theft": report.number.text, "change": change, "state": report.state.rawValue])
        try Outbox.post(draft, of: report.manufacturer, transaction)
    }
}
