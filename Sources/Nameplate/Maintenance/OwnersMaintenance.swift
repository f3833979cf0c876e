package import AfterSales
package import Identifiers
package import Registry
import Storage

/// A task that is due on a unit of an owner.
package struct OwnedMaintenance: Sendable {
    package var unit: UnitReference
    package var due: MaintenanceDue
    /// Where it stands in the list.
    package var place: Place

    /// What comes first in the list: the earlier day; what is expected on no day stands on today.
    package struct Place: Hashable, Comparable, Sendable {
        /// Days since 1970-01-01, see ``CivilDate/dayNumber``.
        package var day: Int
        package var model: Int64
        /// 'plan/task'.
        package var task: String
        package var serial: String

        /// As a cursor holds it. A serial number may have any character, so it comes last.
        package var text: String { "\(day) \(model) \(task) \(serial)" }

        package init?(text: String) {
            let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, let day = Int(parts[0]), let model = Int64(parts[1]) else { return nil }
            (self.day, self.model, task, serial) = (day, model, String(parts[2]), String(parts[3]))
        }

        init(_ due: MaintenanceDue, of key: UnitKey, on today: CivilDate) {
            day = (due.expectedOn ?? today).dayNumber
            (model, task, serial) = (key.model.value, due.name, key.serial.text)
        }

        package static func < (left: Place, right: Place) -> Bool {
            (left.day, left.model, left.serial, left.task) < (right.day, right.model, right.serial, right.task)
        }
    }
}

/// What is due on the units of an owner, a page of it.
package struct OwnersMaintenance: Sendable {
    /// What comes first in front: up to as many as were asked for, and one more where there are more.
    package var items: [OwnedMaintenance] = []
    /// Whether more units are owned than are looked at.
    package var isCut = false
}

/// Goes through the units of owners, a part at a time, and keeps what is due first.
struct OwnersMaintenanceWalk {
    /// So many units of one list are looked at.
    static let mostUnits = 2_000
    private static let unitsAtOnce = 200

    let today: CivilDate
    /// Nothing that is due later is told.
    let last: CivilDate
    let place: OwnedMaintenance.Place?
    let limit: Int

    init(on today: CivilDate, within days: Int, after place: OwnedMaintenance.Place?, limit: Int) {
        self.today = today
        last = today.adding(days: max(0, min(days, 3_660)))
        (self.place, self.limit) = (place, max(0, limit))
    }

    func page(of parties: [ID<Party>], _ reader: any SQLReader) throws -> OwnersMaintenance {
        let desk = MaintenanceDesk(on: today, reader)
        var page = OwnersMaintenance()
        var left = Self.mostUnits
        for party in parties {
            var after: UnitKey?
            while true {
                let keys = try OwnedUnits.page(of: party, after: after, limit: Self.unitsAtOnce, reader)
                guard left > 0 || keys.isEmpty else {
                    page.isCut = true
                    return page
                }
                for key in keys { try take(key, desk, into: &page, reader) }
                left -= keys.count
                after = keys.last
                guard keys.count == Self.unitsAtOnce else { break }
            }
        }
        return page
    }

    private func take(
        _ key: UnitKey, _ desk: MaintenanceDesk, into page: inout OwnersMaintenance, _ reader: any SQLReader
    ) throws {
        guard let model = try Models.find(key.model, reader), let unit = try Units.find(key, reader) else { return }
        let found = try desk.due(of: unit, model, asOf: today).filter { $0.isToDo(by: last) }
            .map { (due: $0, place: OwnedMaintenance.Place($0, of: key, on: today)) }
            .filter { found in place.map { $0 < found.place } ?? true }
        guard !found.isEmpty, let reference = try NameplateRegistry.reference(key, reader) else { return }
        page.items += found.map { OwnedMaintenance(unit: reference, due: $0.due, place: $0.place) }
        page.items.sort { $0.place < $1.place }
        page.items = Array(page.items.prefix(limit))
    }
}

extension NameplateRegistry {
    /// What is due and overdue on all units of whoever asks, the soonest first.
    /// - Parameter days: within so many days from today.
    /// - Throws: `access.signIn`, `access.forbidden`.
    package func ownMaintenance(
        within days: Int, after place: OwnedMaintenance.Place? = nil, limit: Int, as principal: Principal
    ) async throws -> OwnersMaintenance {
        guard principal.isSomebody else { throw Self.signInNeeded }
        try Access.require(principal, .ownUnits, .anything)
        let walk = OwnersMaintenanceWalk(on: today, within: days, after: place, limit: limit)
        return try await database.read { try walk.page(of: principal.parties.sorted(), $0) }
    }

    /// The same of units of somebody whom a manufacturer knows. The audit trail tells of it first, and the owner can read it.
    /// - Throws: `reason.invalid`, `manufacturer.unknown`, `party.unknown`, `access.forbidden`.
    package func maintenance(
        ofOwner name: PersonName, of slug: String, reason: String?, within days: Int,
        after place: OwnedMaintenance.Place? = nil, limit: Int, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> OwnersMaintenance {
        let parties = try await perform(as: principal, from: source) { commands in
            try commands.lookAtMaintenance(of: name, slug, reason: reason)
        }
        let walk = OwnersMaintenanceWalk(on: today, within: days, after: place, limit: limit)
        return try await database.read { try walk.page(of: parties, $0) }
    }
}

extension Commands {
    fileprivate func lookAtMaintenance(
        of name: PersonName, _ slug: String, reason: String?
    ) throws -> [ID<Party>] {
        let (manufacturer, parties) = try people(name, of: slug, .readOwners)
        let reason = try Reason(reason)
        for party in parties {
            try AuditTrail.write(
                "owner.maintenance", subject: "party \(party.id)", of: manufacturer.id, as: principal, from: source,
                about: party.id, reason: reason, transaction)
        }
        return parties.map(\.id)
    }
}
