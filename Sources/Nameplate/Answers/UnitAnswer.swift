package import Identifiers
package import Registry
import Safeguards
import Storage
import SupplyChain

/// The dossier of a unit: all that a principal may know of it. What may not be known is nil, like what is not known.
package struct UnitAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    /// To the month only, where the principal may not know the day.
    package var producedOn: CivilDate?
    /// Persistent marks that everybody may know of, such as recalled and stolen, and dispositions like destroyed.
    package var warnings: [Disposition]
    /// The open campaigns that it is one of, the most urgent first; none where another moment than now is asked for.
    package var campaigns: [UnitCampaign] = []
    /// The open reports that it was stolen or lost, for whoever may know more than ``warnings``.
    package var thefts: [TheftNote] = []
    package var batch: Batch?
    package var sequence: Int64?
    package var disposition: Disposition?
    package var place: String?
    /// What the place is called, where it is one of the manufacturer's locations.
    package var placeName: String?
    /// Where it is sold: ISO 3166-1 alpha-2.
    package var market: String?
    package var parent: UnitReference?
    /// Whether it has an owner; who that is, ``NameplateRegistry/owner(of:model:of:reason:as:from:)`` tells with a reason.
    package var hasOwner: Bool?
    /// To its owner alone; nil too once the owner's data has been erased.
    package var ownerName: String?
    /// Who looked at the owner's data, newest first, the first ``mostLooks``: to the owner alone.
    package var looks: [Look]?
    package var serviceFrom: Int64?
    package var serviceTo: Int64?
    package var failures: Int64?
    /// What happened to it, oldest first; nil where the principal may not know.
    package var history: [HistoryLine]?
    /// The event time up to which the answer holds; nil for now.
    package var asOf: Int64?
    /// The ledger position up to which the answer was known; nil for the latest.
    package var knownAt: Int64?

    /// A dossier shows so many of the looks at its owner's data.
    static let mostLooks = 20
}

/// Names a unit in words.
package struct UnitReference: Hashable, Sendable {
    package var manufacturer: String
    package var model: String
    package var serial: String
    /// Whether it is a case or pallet rather than a product.
    package var isContainer: Bool
}

/// An event in a unit's history.
package struct HistoryLine: Sendable {
    package var entry: HistoryEntry
    package var place: String?
    package var readPoint: String?
    /// What ``place`` is called, or the read point where there is no place.
    package var placeName: String?
    package var parent: UnitReference?
    /// What the event put into this unit, took out of it or saw in it; the first ``mostChildren``.
    package var children: [UnitReference] = []
    /// How many these are, with those of batches' parts.
    package var childCount: Int64 = 0
    package var ownerName: String?
    package var notes: [String]
    /// The event that corrects this one; its effect is gone.
    package var correctedBy: ID<Event>?
    package var discrepancies: [Discrepancy]

    /// Cases and pallets hold hundreds of units: a history names some of them.
    static let mostChildren = 20
}

extension NameplateRegistry {
    /// The dossier of a unit as of a time and as known at a ledger position.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, and what `SerialNumber` says of the text.
    package func unit(
        _ serialText: String, model number: String, of slug: String, asOf: Int64? = nil, knownAt: Int64? = nil,
        as principal: Principal
    ) async throws -> UnitAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serialText, model: number, of: slug, as: principal) { found, reader in
            try Self.answer(found, catalogue, on: today, asOf: asOf, knownAt: knownAt, as: principal, reader)
        }
    }

    /// Reads something of a unit, on one snapshot.
    func readUnit<T: Sendable>(
        _ serialText: String, model number: String, of slug: String, as principal: Principal,
        _ body: @escaping @Sendable (FoundUnit, any SQLReader) throws -> T
    ) async throws -> T {
        let (today, catalogue) = (self.today, self.catalogue)
        let taken = try await takeBudget(for: principal, ofSlug: slug)
        do {
            let result = try await database.read { reader in
                let found = try Self.find(serialText, number, slug, catalogue, on: today, as: principal, reader)
                return try body(found, reader)
            }
            if let taken { budgets.settle(taken, cost: LookupBudget.hit) }
            return result
        } catch let miss as UnknownUnit {
            if let taken { budgets.settle(taken, cost: LookupBudget.miss + surcharge(of: miss.model)) }
            throw miss.error
        } catch {
            // What says that there is no such thing is an answer; whoever gets none pays nothing.
            let isAnswer = [.manufacturerUnknown, .modelUnknown].contains((error as? RegistryError)?.code)
            if let taken { budgets.settle(taken, cost: isAnswer ? LookupBudget.miss : 0) }
            throw error
        }
    }

    /// The same of a unit of which the asker has an answer already, and has paid for it.
    func readUnit<T: Sendable>(
        _ unit: UnitAnswer, _ body: @escaping @Sendable (FoundUnit, any SQLReader) throws -> T
    ) async throws -> T {
        try await database.read { reader in
            guard let row = try Units.find(UnitKey(unit.model.id, unit.serial), reader) else {
                throw Self.unknown(unit.serial, unit.model.number.text, of: unit.manufacturer)
            }
            return try body(FoundUnit(manufacturer: unit.manufacturer, model: unit.model, unit: row), reader)
        }
    }

    /// That a model which the asker may know of has no unit with a serial number.
    private struct UnknownUnit: Error {
        var model: ID<Model>
        var error: RegistryError
    }

    private static func find(
        _ serialText: String, _ number: String, _ slug: String, _ catalogue: CatalogueCache, on today: CivilDate,
        as principal: Principal, _ reader: any SQLReader
    ) throws -> FoundUnit {
        guard let manufacturer = try catalogue.manufacturer(slug, reader) else { throw Manufacturers.unknown(slug) }
        let model = try Models.require(number, of: manufacturer, reader)
        guard visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
        let serial = try SerialNumber(parsing: serialText)
        guard let unit = try Units.find(UnitKey(model.id, serial), reader) else {
            throw UnknownUnit(model: model.id, error: unknown(serial, number, of: manufacturer))
        }
        return FoundUnit(manufacturer: manufacturer, model: model, unit: unit)
    }

    static func unknown(_ serial: SerialNumber, _ model: String, of manufacturer: Manufacturer) -> RegistryError {
        RegistryError(
            .unitUnknown, "No unit of \(manufacturer.name) \(model) has the serial number \(serial.text).",
            field: "serial")
    }

    /// The stored or implied unit behind a key, without its history: the hot path of scans, on the caller's thread.
    package func unit(_ key: UnitKey) throws -> UnitRow? {
        try database.readNow { reader in
            if let row = try UnitRows.find(key, reader) { return row }
            return try Units.implied(key, formats: catalogue.formats(of: key.model, reader), reader)
        }
    }

    /// Units of a model that have a row, by serial number. - Throws: `access.forbidden`.
    package func units(
        of slug: String, model number: String, after: SerialNumber? = nil, limit: Int, as principal: Principal
    ) async throws -> [UnitRow] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            return try UnitRows.list(of: model.id, after: after, limit: limit, reader)
        }
    }

    static func answer(
        _ found: FoundUnit, _ catalogue: CatalogueCache, on today: CivilDate, asOf: Int64? = nil, knownAt: Int64? = nil,
        as principal: Principal, _ reader: any SQLReader
    ) throws -> UnitAnswer {
        let (manufacturer, model, unit) = (found.manufacturer, found.model, found.unit)
        // What may be known follows from the present owner, whatever moment is asked for.
        let view = try view(of: found, as: principal, reader)
        // The row holds the latest state, and strangers may know no more: the events need not be read.
        let needsHistory = view.history || asOf != nil || knownAt != nil
        let history = needsHistory ? try Units.history(of: unit, reader) : UnitHistory([])
        let state = needsHistory ? history.state(asOf: asOf, knownAt: knownAt) : unit.state
        var answer = UnitAnswer(
            manufacturer: manufacturer, model: model, serial: unit.key.serial,
            producedOn: view.exactDates ? unit.producedOn : unit.producedOn?.toMonth, warnings: warnings(state),
            asOf: asOf, knownAt: knownAt)
        if asOf == nil, knownAt == nil {
            answer.campaigns = try campaigns(of: found, catalogue, on: today, tellsRemedies: view.history, reader)
            answer.thefts = try thefts(of: found, view, on: today, as: principal, reader)
        }
        if view.batch {
            answer.batch = try unit.batch.flatMap { try Batches.find($0, reader) }
            answer.sequence = unit.sequence
        }
        if view.places {
            answer.place = try UnitPlaces.place(of: state, asOf: asOf, knownAt: knownAt, reader)
            var names = PlaceNames(of: manufacturer.id)
            answer.placeName = try names.name(of: answer.place, reader)
            answer.market = state.market
            answer.parent = try state.parent.flatMap { try reference($0, reader) }
        }
        if view.owners != .none { answer.hasOwner = state.owner != nil }
        answer.ownerName = try name(of: state.owner, view, reader)
        if case .only(let party) = view.owners {
            answer.looks = try AuditTrail.about(party, limit: UnitAnswer.mostLooks, reader).map(Look.init)
        }
        if view.history {
            answer.disposition = state.disposition
            answer.serviceFrom = state.serviceFrom
            answer.serviceTo = state.serviceTo
            answer.failures = state.failures
            let seesProduction = Access.seesProduction(of: manufacturer.id, as: principal)
            answer.history = try lines(
                of: history, unit, asOf: asOf, knownAt: knownAt, view: view, releasedOn: seesProduction ? nil : today,
                PlaceNames(of: manufacturer.id), reader)
        }
        return answer
    }

    /// What a principal may know of a unit, from its present owner and place.
    static func view(of found: FoundUnit, as principal: Principal, _ reader: any SQLReader) throws -> UnitView {
        let state = found.unit.state
        // Where a container is, only those ask whose right ends at a site.
        let place = principal.grants.contains { $0.site != nil } ? try UnitPlaces.place(of: found.unit, reader) : nil
        return Access.view(of: found.manufacturer.id, owner: state.owner, at: place, as: principal)
    }

    private static let lasting: Set<Disposition> = [.recalled, .stolen, .destroyed, .exported, .expired]

    /// What everybody must know who holds the unit in his hands.
    static func warnings(_ state: UnitState) -> [Disposition] {
        let now = state.disposition.map { lasting.contains($0) ? [$0] : [] } ?? []
        return Set(now).union(state.marks.intersection(lasting)).sorted { $0.rawValue < $1.rawValue }
    }

    /// The name of a unit's owner, if it may be known.
    static func name(
        of owner: ID<Party>?, _ view: UnitView, _ reader: any SQLReader
    ) throws -> String? {
        guard let owner, view.owners.contains(owner) else { return nil }
        return try Parties.find(owner, reader)?.name
    }

    /// Since when the owner who asks has had the unit; nil where all notes may be seen.
    private static func notesBegin(_ history: UnitHistory, _ view: UnitView) -> Int64? {
        guard case .only(let party) = view.owners else { return nil }
        let owners = history.effective().filter { $0.details.owningParty != nil }
        let earlier = owners.lastIndex { $0.details.owningParty != party }
        return earlier.map { owners[($0 + 1)...].first?.time ?? .max } ?? owners.first?.time ?? .max
    }

    /// - Parameter today: the day by which the models of components must be released; nil where all may be known.
    private static func lines(
        of history: UnitHistory, _ unit: UnitRow, asOf: Int64?, knownAt: Int64?, view: UnitView,
        releasedOn today: CivilDate?, _ names: PlaceNames, _ reader: any SQLReader
    ) throws -> [HistoryLine] {
        var names = names
        let effective = Set(history.effective(knownAt: knownAt).map(\.event))
        let shown = history.entries.filter { entry in
            (asOf.map { entry.time <= $0 } ?? true) && (knownAt.map { (entry.position ?? .max) <= $0 } ?? true)
        }
        var corrections: [ID<Event>: ID<Event>] = [:]
        for entry in history.entries where effective.contains(entry.event) {
            if let original = entry.corrects { corrections[original] = entry.event }
        }
        let discrepancies = Dictionary(
            grouping: try Discrepancies.list(of: unit.key, reader), by: \.event
        ).mapValues { $0.map(\.discrepancy) }
        let begin = notesBegin(history, view) ?? .min
        return try shown.map { stored in
            let entry = view.visible(stored)
            var line = HistoryLine(
                entry: entry, place: entry.businessLocation, readPoint: entry.readPoint,
                parent: try entry.parent.flatMap { try reference($0, reader) },
                ownerName: try name(of: entry.details.owningParty, view, reader),
                notes: entry.time >= begin ? try EventRows.texts(of: entry.event, reader).compactMap(\.text) : [],
                correctedBy: corrections[entry.event],
                discrepancies: view.places ? discrepancies[entry.event] ?? [] : [])
            line.placeName = try names.name(of: line.place ?? line.readPoint, reader)
            if view.components, entry.role == .parent { try addChildren(to: &line, releasedOn: today, reader) }
            return line
        }
    }

    private static func addChildren(
        to line: inout HistoryLine, releasedOn today: CivilDate?, _ reader: any SQLReader
    ) throws {
        let children = try EventChildren.list(of: line.entry.event, limit: HistoryLine.mostChildren, reader)
        line.childCount = children.count
        for key in children.first {
            if let today, try Models.find(key.model, reader)?.isReleased(on: today) != true { continue }
            if let child = try reference(key, reader) { line.children.append(child) }
        }
    }

    /// The same of several units, of which each model is read once; without those that are not there.
    static func references(
        _ keys: some Sequence<UnitKey>, _ reader: any SQLReader
    ) throws -> [UnitReference] {
        var known: [ID<Model>: UnitReference] = [:]
        return try keys.compactMap { key in
            guard var found = try known[key.model] ?? reference(key, reader) else { return nil }
            found.serial = key.serial.text
            known[key.model] = found
            return found
        }
    }

    static func reference(_ key: UnitKey, _ reader: any SQLReader) throws -> UnitReference? {
        guard let model = try Models.find(key.model, reader),
            let manufacturer = try Manufacturers.find(model.manufacturer, reader)
        else { return nil }
        return UnitReference(
            manufacturer: manufacturer.slug, model: model.number.text, serial: key.serial.text,
            isContainer: model.kind == .container)
    }
}
