package import Registry
package import Storage

/// Where a manufacturer's goods can stand: added, changed, moved, retired, found by what events call them.
package enum Locations {
    package static let unknown = RegistryError(
        .locationUnknown, "There is no such place, or it is not for you. List those that there are.",
        field: "location")

    package static let changedMeanwhile = RegistryError(
        .locationChanged, "The place has changed since you read it. Read it again and repeat the change.")

    // MARK: Finding

    package static func find(_ id: ID<Location>, _ reader: any SQLReader) throws -> Location? {
        try LocationRows.find(id, reader)
    }

    /// The location with this code.
    package static func find(
        code: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Location? {
        try LocationRows.find(code, of: manufacturer, reader)
    }

    /// The location that a text names, as events name places: its code, the 13 digits of its GLN, an EPC URI or a Digital
    /// Link.
    package static func find(
        named text: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Location? {
        if let found = try LocationRows.find(text, of: manufacturer, reader) { return found }
        guard let number = LocationNumber(naming: text) else { return nil }
        return try LocationRows.find(number, of: manufacturer, reader)
    }

    /// - Throws: `location.unknown`.
    package static func require(
        named text: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Location {
        guard let found = try find(named: text, of: manufacturer, reader) else { throw unknown }
        return found
    }

    /// The texts by which events name a location. Others may write a Digital Link with another host: ``find(named:of:_:)``
    /// knows it all the same.
    package static func ledgerNames(of location: Location) -> [String] {
        [location.code] + (location.details.number?.names ?? []).filter { $0 != location.code }
    }

    /// The locations from the site down to this one.
    package static func line(to location: Location, _ reader: any SQLReader) throws -> [Location] {
        let above = try location.path.codes.dropLast().compactMap {
            try LocationRows.find($0, of: location.manufacturer, reader)
        }
        return above + [location]
    }

    /// A location and what stands below it, in the order of the tree.
    package static func subtree(of location: Location, limit: Int, _ reader: any SQLReader) throws -> [Location] {
        var all = LocationQuestion()
        all.showsRetired = true
        return [location]
            + (try LocationRows.list(
                of: location.manufacturer, after: location.path.text, before: location.path.end, all, limit: limit,
                reader))
    }

    /// What stands right in a location, retired or not.
    package static func children(of location: Location, limit: Int, _ reader: any SQLReader) throws -> [Location] {
        try LocationRows.children(of: location, limit: limit, reader)
    }

    // MARK: Changing

    /// - Throws: `value.invalid`, `location.taken`, `location.parent`, `location.unknown` for what it should stand in.
    package static func add(
        _ code: String, _ draft: LocationDraft, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Location {
        try transaction.claim(claim(manufacturer.id), .exclusive)
        let parent = try draft.parent.map { try self.parent($0, of: manufacturer.id, transaction) }
        let details = try details(code, draft, below: parent.map { ($0.code, $0.details) })
        let location = Location(
            id: ID(transaction.newID()), manufacturer: manufacturer.id, code: code, details: details,
            parent: parent?.id, path: LocationPath(code, below: parent?.path), createdAt: transaction.now,
            retiredAt: details.isRetired ? transaction.now : nil, rowVersion: 1)
        try checkLength(location.path.text.unicodeScalars.count)
        try refuseTaken(details.number, besides: nil, of: manufacturer.id, transaction)
        guard try LocationRows.insert(location, transaction) else {
            throw RegistryError(
                .locationTaken, "There is a place with the code '\(code)' already; choose another.", field: "code")
        }
        try write("location.add", location, as: principal, from: source, transaction)
        return location
    }

    /// Says other things of a location. Where it is to stand elsewhere, all that stands below goes with it.
    /// - Parameter version: that the caller has seen; nil changes whatever is there.
    /// - Throws: `value.invalid`, `location.changed`, `location.taken`, `location.parent`, `location.inUse`,
    ///   `location.unknown` for what it should stand in.
    package static func update(
        _ location: Location, _ draft: LocationDraft, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Location {
        try transaction.claim(claim(location.manufacturer), .exclusive)
        // What was read before the claim may be old.
        guard let old = try LocationRows.find(location.id, transaction) else { throw unknown }
        guard version == nil || version == old.rowVersion else { throw changedMeanwhile }
        let parent = try draft.parent.map { try self.parent($0, of: old.manufacturer, transaction) }
        let details = try details(old.code, draft, below: parent.map { ($0.code, $0.details) })
        guard details != old.details else { return old }
        var changed = old
        (changed.details, changed.parent) = (details, parent?.id)
        changed.path = LocationPath(old.code, below: parent?.path)
        if let parent, old.path.holds(parent.path) {
            throw RegistryError(
                .locationParent, "'\(old.code)' would stand in itself; choose another place for it.", field: "parent")
        }
        try refuseTaken(details.number, besides: old.id, of: old.manufacturer, transaction)
        try checkBelow(old, details, transaction)
        changed.retiredAt = details.isRetired ? old.retiredAt ?? transaction.now : nil
        try move(old, to: changed, transaction)
        try LocationRows.update(&changed, transaction)
        try write(action(from: old, to: changed), changed, as: principal, from: source, transaction)
        return changed
    }

    /// Refuses to retire a location at which goods stand, or of which places are in use. Goods of events that are not counted
    /// yet do not keep it.
    /// - Throws: `location.inUse`.
    static func requireEmpty(_ location: Location, _ reader: any SQLReader) throws {
        guard try !LocationRows.hasAnything(below: location, inUse: true, reader) else {
            throw RegistryError(
                .locationInUse, "Places in '\(location.code)' are still in use; move or retire them first.")
        }
        var question = Stock.Question(of: location.manufacturer)
        for name in ledgerNames(of: location) {
            question.location = name
            try Stock.forEach(question, reader) { level in
                guard level.quantity > 0 else { return }
                throw RegistryError(
                    .locationInUse,
                    "Goods still stand at '\(location.code)': \(level.quantity) of one model. Move them first.")
            }
        }
    }

    // MARK: Rules

    private static func claim(_ manufacturer: ID<Manufacturer>) -> Claim { Claim("locations", manufacturer) }

    /// What a location is to stand in, by a name of it.
    /// - Throws: `location.unknown`.
    package static func parent(
        _ name: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Location {
        guard let found = try find(named: name, of: manufacturer, reader) else {
            throw RegistryError(
                .locationUnknown, "There is no place '\(name.prefix(Location.longestCode))' to stand in.",
                field: "parent")
        }
        return found
    }

    /// What is said of a location, once it is found to be in order by itself and where it stands.
    static func details(
        _ code: String, _ draft: LocationDraft, below parent: (code: String, details: LocationDetails)?
    ) throws(RegistryError) -> LocationDetails {
        try TextRules.check(code, field: "code", limit: Location.longestCode)
        guard code.first?.isWhitespace != true, code.last?.isWhitespace != true else {
            throw RegistryError(.valueInvalid, "A code neither begins nor ends with a space.", field: "code")
        }
        var details = try draft.details(of: code, below: parent?.details)
        details.parent = parent?.code
        try details.check()
        // A text that names one place must not be another one's code.
        if let number = LocationNumber(naming: code), number != details.number {
            throw RegistryError(
                .valueInvalid, "A code that reads as a GLN must be the place's own GLN; say that too, or another code.",
                field: "code")
        }
        guard details.level.mayStand(below: parent?.details.level) else {
            throw RegistryError(
                .locationParent,
                "A site stands in nothing, a zone in a site or a zone, a bin in any place; '\(code)' cannot stand "
                    + (parent.map { "in '\($0.code)'." } ?? "by itself."), field: "parent")
        }
        if let parent, parent.details.isRetired, !details.isRetired {
            throw RegistryError(
                .locationParent, "'\(parent.code)' is retired; choose another place to stand in.", field: "parent")
        }
        return details
    }

    private static func checkBelow(
        _ old: Location, _ details: LocationDetails, _ reader: any SQLReader
    ) throws {
        if details.isRetired, !old.details.isRetired { try requireEmpty(old, reader) }
        guard details.level != old.details.level else { return }
        guard try !LocationRows.hasAnything(below: old, inUse: false, reader) else {
            throw RegistryError(
                .locationParent, "Other places stand in '\(old.code)': it stays a \(old.details.level.rawValue).",
                field: "level")
        }
    }

    private static func checkLength(_ scalars: Int) throws(RegistryError) {
        guard scalars > LocationPath.longest else { return }
        throw RegistryError(
            .locationParent,
            "The codes from the site down have more than \(LocationPath.longest) characters together; take shorter ones.",
            field: "parent")
    }

    static func refuseTaken(
        _ number: LocationNumber?, besides own: ID<Location>?, of manufacturer: ID<Manufacturer>,
        _ reader: any SQLReader
    ) throws {
        guard let number, let other = try LocationRows.find(number, of: manufacturer, reader), other.id != own else {
            return
        }
        throw RegistryError(.locationTaken, "'\(other.code)' has this GLN and extension already.", field: "gln")
    }

    private static func move(_ old: Location, to new: Location, _ transaction: any SQLTransaction) throws {
        guard new.path != old.path else { return }
        let longest = try LocationRows.longestPath(from: old, transaction)
        let growth = new.path.text.unicodeScalars.count - old.path.text.unicodeScalars.count
        try checkLength(longest + growth)
        try LocationRows.movePaths(from: old.path, to: new, transaction)
    }

    private static func action(from old: Location, to new: Location) -> String {
        if old.details.isRetired != new.details.isRetired {
            return new.details.isRetired ? "location.retire" : "location.reopen"
        }
        return old.path == new.path ? "location.change" : "location.move"
    }

    private static func write(
        _ action: String, _ location: Location, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: location.code, of: location.manufacturer, as: principal, from: source,
            detail: location.details.parent, transaction)
    }
}
