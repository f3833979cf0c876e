package import AfterSales
package import Identifiers
package import Registry
import Storage

/// A calendar that has just been made, with the secret part of its address, which nobody is shown again.
package struct MadeCalendar: Sendable {
    package var id: ID<MaintenanceCalendar>
    package var secret: String
}

extension Commands {
    /// Makes an address under which a calendar program reads what maintenance is due at a site.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `value.invalid`.
    package func makeCalendar(ofSite site: String, of slug: String) throws -> MadeCalendar {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .readUnits, .site(manufacturer.id, site))
        return try make(.site(site), of: manufacturer.id)
    }

    /// The same of the asker's own units.
    /// - Throws: `manufacturer.unknown`, `access.forbidden` for whoever owns none of the manufacturer.
    package func makeOwnCalendar(of slug: String) throws -> MadeCalendar {
        let manufacturer = try Manufacturers.require(slug, transaction)
        let own = try principal.parties.sorted().first {
            guard NameplateRegistry.isOwn($0, principal) else { return false }
            return try Parties.find($0, transaction).map { $0.manufacturer == manufacturer.id && $0.erasedAt == nil }
                ?? false
        }
        guard let own else {
            throw RegistryError(.forbidden, "A calendar of one's own is for owners of units of \(manufacturer.name).")
        }
        return try make(.party(own), of: manufacturer.id)
    }

    private func make(
        _ subject: MaintenanceCalendar.Subject, of manufacturer: ID<Manufacturer>
    ) throws -> MadeCalendar {
        let (calendar, secret) = try MaintenanceCalendars.make(
            for: subject, of: manufacturer, as: principal, from: source, transaction)
        return MadeCalendar(id: calendar.id, secret: secret)
    }

    /// Ends a calendar: its address tells nothing any more.
    /// - Throws: `manufacturer.unknown`, `calendar.unknown`, also where it is not the asker's to end.
    package func endCalendar(_ id: ID<MaintenanceCalendar>, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        let calendar = try MaintenanceCalendars.require(id, of: manufacturer.id, transaction)
        guard NameplateRegistry.sees(calendar, principal) else { throw MaintenanceCalendars.unknown }
        try MaintenanceCalendars.end(calendar, as: principal, from: source, transaction)
    }
}

extension NameplateRegistry {
    /// The calendars of a manufacturer that hold and that the asker may end: of sites, and their own.
    /// - Throws: `manufacturer.unknown`.
    package func calendars(of slug: String, as principal: Principal) async throws -> [MaintenanceCalendar] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let own = try principal.parties.sorted().flatMap {
                try MaintenanceCalendars.list(of: .party($0), manufacturer.id, reader)
            }
            let ofSites = try MaintenanceCalendars.ofSites(manufacturer.id, reader)
            return own.filter { $0.manufacturer == manufacturer.id && Self.sees($0, principal) }
                + ofSites.filter { Self.sees($0, principal) }
        }
    }

    /// The manufacturers of whose units the asker is an owner, each with the asker's own calendars, by name.
    package func ownCalendars(
        as principal: Principal
    ) async throws -> [(manufacturer: Manufacturer, calendars: [MaintenanceCalendar])] {
        try await database.read { reader in
            var found: [ID<Manufacturer>: (manufacturer: Manufacturer, calendars: [MaintenanceCalendar])] = [:]
            for id in principal.parties.sorted() where Self.isOwn(id, principal) {
                guard let party = try Parties.find(id, reader), party.erasedAt == nil,
                    let manufacturer = try Manufacturers.find(party.manufacturer, reader)
                else { continue }
                found[manufacturer.id, default: (manufacturer, [])].calendars += try MaintenanceCalendars.list(
                    of: .party(id), manufacturer.id, reader)
            }
            return found.values.sorted {
                ($0.manufacturer.name, $0.manufacturer.id) < ($1.manufacturer.name, $1.manufacturer.id)
            }
        }
    }

    static func sees(_ calendar: MaintenanceCalendar, _ principal: Principal) -> Bool {
        switch calendar.subject {
        case .party(let party): isOwn(party, principal)
        case .site(let site): Access.allows(principal, .readUnits, .site(calendar.manufacturer, site))
        }
    }

    /// What a calendar tells, as iCalendar: to whoever has its address. It may be a quarter of an hour old.
    /// - Parameter address: where a unit's page is found, where the registry has a public address.
    /// - Throws: `calendar.unknown`.
    package func calendarFeed(
        secret: String, address: @escaping @Sendable (_ slug: String, _ model: String, _ serial: String) -> String?
    ) async throws -> String {
        let (now, today) = (self.now(), self.today)
        let found = try await database.read { try MaintenanceCalendars.find(secret: secret, $0) }
        guard let calendar = found else { throw MaintenanceCalendars.unknown }
        if let text = calendarTexts.text(of: calendar.id, at: now) { return text }
        let text = try await database.read { reader in
            let entries = try MaintenanceFeed.entries(of: calendar, on: today, reader)
            return MaintenanceFeed.text(entries, calendar, at: now, on: today) {
                address($0.manufacturer.slug, $0.model.number.text, $0.serial.text)
            }
        }
        calendarTexts.keep(text, of: calendar.id, at: now)
        return text
    }
}
