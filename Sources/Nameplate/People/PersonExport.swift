import AfterSales
import Identifiers
package import Registry
package import Safeguards
import Storage

/// Everything that is held about a person, in words.
package struct PersonExport: Sendable {
    package var manufacturer: Manufacturer
    package var data: PersonalData
    package var units: [Unit]
    package var events: [NamedIn]
    /// What the person has done as an owner.
    package var owned: OwnerExport
    /// What the person has asked the support desk, newest first.
    package var cases: [CaseAnswer]
    /// What the person has reported stolen or lost, newest first.
    package var thefts: [TheftAnswer]
    /// What the person has written as the finder of a unit.
    package var findings: [TheftThread]

    package struct Unit: Sendable {
        package var unit: UnitReference
        package var ownership: UnitHistory.Ownership
    }

    package struct NamedIn: Sendable {
        package var header: EventHeader
        package var units: [UnitReference]
        package var ranges: [EventAnswer.Range]
        package var notes: [String]
    }

    package var looks: [Look] { data.looks.map(Look.init) }
}

extension NameplateRegistry {
    /// Everything that is held about somebody whom a manufacturer knows. The audit trail tells of it first.
    /// - Returns: one, or some where several are known by the reference.
    /// - Throws: `reason.invalid`, `manufacturer.unknown`, `party.unknown`, `access.forbidden`.
    package func exportPerson(
        _ name: PersonName, of slug: String, reason: String?, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> [PersonExport] {
        let parties = try await perform(as: principal, from: source) { commands in
            let (_, parties) = try commands.people(name, of: slug, .readOwners)
            let reason = try Reason(reason)
            for party in parties { try commands.noteExport(of: party, reason: reason) }
            return parties
        }
        let now = moment
        return try await database.read { reader in try parties.map { try PersonExport($0, now: now, reader) } }
    }

    /// Everything that is held about somebody who asks for it themselves.
    /// - Throws: `party.unknown`, also for somebody else's.
    package func exportPerson(
        _ party: ID<Party>, as principal: Principal, from source: RequestSource = .local
    ) async throws -> PersonExport {
        let party = try await perform(as: principal, from: source) { commands in
            guard let found = try Parties.find(party, commands.transaction), Self.isOwn(party, principal) else {
                throw People.unknown
            }
            try commands.noteExport(of: found, reason: nil)
            return found
        }
        let now = moment
        return try await database.read { try PersonExport(party, now: now, $0) }
    }
}

extension Commands {
    /// Those of a manufacturer's parties whom somebody names, if the principal may do this to them.
    func people(
        _ name: PersonName, of slug: String, _ permission: Permission
    ) throws -> (Manufacturer, [Party]) {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, permission, of: manufacturer.id)
        let parties = try name.parties(of: manufacturer.id, transaction)
        guard !parties.isEmpty else { throw People.unknown }
        return (manufacturer, parties)
    }

    fileprivate func noteExport(of party: Party, reason: Reason?) throws {
        try AuditTrail.write(
            "person.export", subject: "party \(party.id)", of: party.manufacturer, as: principal, from: source,
            about: party.id, reason: reason, transaction)
    }
}

extension PersonExport {
    fileprivate init(_ party: Party, now: Int64, _ reader: any SQLReader) throws {
        guard let manufacturer = try Manufacturers.find(party.manufacturer, reader) else { throw People.unknown }
        self.manufacturer = manufacturer
        data = try PersonalData(of: party, reader)
        units = try data.units.compactMap { unit in
            try NameplateRegistry.reference(unit.key, reader).map { Unit(unit: $0, ownership: unit.ownership) }
        }
        owned = try OwnerExport(of: party.id, now: now, reader)
        cases = try CaseList.all(of: party.id, reader).map {
            try NameplateRegistry.answer($0, toItsCustomerAt: now, reader)
        }
        thefts = try TheftList.page(of: party.id, after: nil, limit: 1_000, reader).map {
            try NameplateRegistry.answer($0, toItsReporterAt: now, reader)
        }
        findings = try TheftThreads.list(ofFinder: party.id, reader).map { thread in
            var own = thread
            // What they were answered is the other's.
            own.messages.removeAll { $0.side != .finder }
            return own
        }
        events = try data.events.map { event in
            NamedIn(
                header: event.header,
                units: try EventRows.mentions(of: event.header.id, reader).units.compactMap {
                    try NameplateRegistry.reference($0, reader)
                },
                ranges: try event.ranges.compactMap { try NameplateRegistry.range($0, reader) }, notes: event.notes)
        }
    }
}
