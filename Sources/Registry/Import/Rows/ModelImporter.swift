import Identifiers
import Storage

/// Rows of models: known ones are brought up to date in the columns that the file has.
final class ModelImporter: RowImporter {
    private struct Parsed {
        var details: ModelDetails
        var supersedes: String?
        var externalID: String?
    }

    private struct Name: Hashable {
        var manufacturer: ID<Manufacturer>
        var number: String
    }

    private let context: ImportContext
    private let catalogue: ImportCatalogue
    /// The rows above.
    private var rows: [Name: Int] = [:]
    private var gtins: [String: Int] = [:]
    private var externalIDs: [Name: Int] = [:]
    /// Rows that name an older model of which no row above tells: one below must.
    private var awaited: [Name: [ImportRow]] = [:]
    /// Models that are written and replace one whose row comes below.
    private var waiting: [Name: Set<String>] = [:]

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .editCatalogue)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let (manufacturer, parsed) = try parse(row, reader, &faults) else { return nil }
        let number = parsed.details.number.text
        if let other = rows.updateValue(row.number, forKey: Name(manufacturer: manufacturer.id, number: number)) {
            throw row.duplicate(of: other, .number)
        }
        try Models.check(parsed.details)
        try checkDates(parsed.details, row)
        let old = try Models.named(number, of: manufacturer.id, reader)
        for gtin in parsed.details.gtins {
            if let other = gtins.updateValue(row.number, forKey: gtin) { throw row.duplicate(of: other, .gtins) }
            if let owner = try Models.withGTIN(gtin, reader), owner.id != old?.id {
                throw row.error(
                    .gtins, code: RegistryError.Code.gtinTaken.rawValue,
                    sentence: "The GTIN \(gtin) belongs to another model.")
            }
            try PackagingLevel.requireFree(gtin, for: old?.id, reader)
        }
        try ExternalIDs.check(parsed.externalID, of: old?.id, manufacturer.id, reader)
        if let id = parsed.externalID,
            let other = externalIDs.updateValue(row.number, forKey: Name(manufacturer: manufacturer.id, number: id))
        {
            throw row.duplicate(of: other, .externalId)
        }
        let external = try externalIDs(of: old, parsed, reader)
        let older = try superseded(parsed, of: manufacturer, row, reader)
        let before = try old?.supersedes.flatMap { try Models.find($0, reader)?.number.text }
        return effect(
            old, complete(parsed.details, with: old, row), older ?? nil, (before, parsed.supersedes), external,
            isFileSilent: !row.layout.has(.supersedes))
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let (manufacturer, parsed) = try parse(row, transaction, &faults) else { throw row.refusal(faults) }
            let old = try Models.named(parsed.details.number.text, of: manufacturer.id, transaction)
            let details = complete(parsed.details, with: old, row)
            let isSilent = !row.layout.has(.supersedes)
            let supersedes =
                isSilent
                ? try old?.supersedes.flatMap { try Models.find($0, transaction)?.number.text } : parsed.supersedes
            let older = try supersedes.flatMap { try Models.named($0, of: manufacturer.id, transaction)?.id }
            let external = try externalIDs(of: old, parsed, transaction)
            let effect = effect(old, details, older, nil, external, isFileSilent: isSilent)
            let known = older == nil ? nil : supersedes
            if older == nil, let supersedes { wait(for: supersedes, details.number.text, of: manufacturer) }
            switch effect {
            case .created:
                let made = try Models.create(
                    details, supersedes: known, of: manufacturer, as: context.principal, transaction)
                try ExternalIDs.set(external.after, of: made, transaction)
                try note(made, before: nil, nil, of: manufacturer, row, transaction)
                try tellWaiting(details.number.text, of: manufacturer, transaction)
            case .updated:
                let updated = try Models.update(
                    details, supersedes: known, expecting: nil, of: manufacturer, as: context.principal, transaction)
                try ExternalIDs.set(external.after, of: updated, transaction)
                try note(updated, before: old, external.before, of: manufacturer, row, transaction)
            case .unchanged: break
            }
            return effect
        }
    }

    /// What another system calls the model, before and after the row: one that says nothing of it leaves it.
    private func externalIDs(
        of old: Model?, _ parsed: Parsed, _ reader: any SQLReader
    ) throws -> (before: String?, after: String?) {
        let before = try old.flatMap { try ExternalIDs.of($0.id, reader) }
        return (before, parsed.externalID ?? before)
    }

    private func note(
        _ changed: Model, before: Model?, _ externalID: String?, of manufacturer: Manufacturer, _ row: ImportRow,
        _ transaction: any SQLTransaction
    ) throws {
        let line = try before.map { before in
            let older = try before.supersedes.flatMap { try Models.find($0, transaction) }
            return ExportRow(before, of: manufacturer, superseding: older, externalID: externalID)
        }
        try ImportChanges.note(
            .model, changed.id.value, version: changed.rowVersion, before: line, of: .models, by: row.number,
            in: context.journal, transaction)
    }

    /// All that a row says of a model, the number of the older one that it names, and what another system calls it.
    static func said(
        by row: ImportRow, _ faults: inout ImportErrors
    ) -> (ModelDetails, supersedes: String?, externalID: String?)? {
        parse(row, &faults).map { ($0.details, $0.supersedes, $0.externalID) }
    }

    /// What a row says, under the number of the model that it names, and of whom.
    private func parse(
        _ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors
    ) throws -> (Manufacturer, Parsed)? {
        guard let match = row.layout.options.match, match != .number, row[.manufacturer] != nil else {
            return try Self.parse(row, &faults).map { (try catalogue.manufacturer(row, reader), $0) }
        }
        let manufacturer = try catalogue.manufacturer(row, reader)
        let known = try ModelMatch.model(of: row, match, manufacturer, reader)
        return Self.parse(row, knownAs: known?.number, &faults).map { (manufacturer, $0) }
    }

    /// - Parameter known: The number of the model that the row is about, where something else than its number says so.
    private static func parse(
        _ row: ImportRow, knownAs known: ModelNumber? = nil, _ faults: inout ImportErrors
    ) -> Parsed? {
        let before = faults.total
        func text(_ column: ImportColumn) -> String? {
            faults.checking { () throws(RowError) in try row.identifier(column) }
        }
        func date(_ column: ImportColumn) -> CivilDate? {
            faults.checking { () throws(RowError) in try row.date(column) }
        }
        _ = faults.checking { () throws(RowError) in try row.required(.manufacturer) }
        if known == nil { _ = faults.checking { () throws(RowError) in try row.required(.number) } }
        let number =
            known
            ?? faults.checking { () throws(RowError) in try row.read(.number) { try ModelNumber(parsing: $0) } }
        guard let number else { return nil }
        var details = ModelDetails(number: number)
        details.name = row[.name]
        details.line = row[.line]
        details.brand = row[.brand]
        details.version = text(.version)
        details.category = row[.category]
        details.announcedOn = date(.announcedOn)
        details.releasedOn = date(.releasedOn)
        details.salesEndOn = date(.salesEndOn)
        details.supportEndOn = date(.supportEndOn)
        details.fleetPublished = faults.checking { () throws(RowError) in try row.yesNo(.fleetPublished) } ?? false
        for text in faults.checking({ () throws(RowError) in try row.list(.gtins) }) ?? [] {
            do {
                details.gtins.append(try GTIN(parsing: text).text)
            } catch {
                faults.add(row.error(.gtins, code: error.code.rawValue, sentence: error.sentence))
            }
        }
        details.gtins.sort()
        details.specifications = row.layout.specifications.compactMap { column in
            faults.checking { () throws(RowError) in try row.value(column) }
                .map { Specification(name: column.name, value: $0) }
        }
        let (supersedes, externalID) = (text(.supersedes), text(.externalId))
        return faults.total == before
            ? Parsed(details: details, supersedes: supersedes, externalID: externalID) : nil
    }

    /// The model that this one replaces, by its id; an id of nobody for one that a row above makes.
    private func superseded(
        _ parsed: Parsed, of manufacturer: Manufacturer, _ row: ImportRow, _ reader: any SQLReader
    ) throws -> ID<Model>? {
        guard let number = parsed.supersedes else { return nil }
        guard number != parsed.details.number.text else {
            throw row.error(
                .supersedes, code: RegistryError.Code.valueInvalid.rawValue,
                sentence: "A model cannot supersede itself.")
        }
        if let found = try Models.named(number, of: manufacturer.id, reader) { return found.id }
        let name = Name(manufacturer: manufacturer.id, number: number)
        if rows[name] == nil { awaited[name, default: []].append(row) }
        return nil
    }

    func end(_ faults: inout ImportErrors) {
        let missing = awaited.filter { rows[$0.key] == nil }.values.joined().sorted { $0.number < $1.number }
        for row in missing {
            faults.add(
                row.error(
                    .supersedes, code: RegistryError.Code.modelUnknown.rawValue,
                    sentence:
                        "the manufacturer has no model \(quotedForPeople(row[.supersedes] ?? "")), nor has the file; "
                        + "add its row."))
        }
    }

    // MARK: Models that replace one whose row comes below

    private func wait(for older: String, _ number: String, of manufacturer: Manufacturer) {
        waiting[Name(manufacturer: manufacturer.id, number: older), default: []].insert(number)
    }

    /// Tells the models that wait for one that it is there.
    private func tellWaiting(_ older: String, of manufacturer: Manufacturer, _ transaction: any SQLTransaction) throws {
        for number in waiting[Name(manufacturer: manufacturer.id, number: older)]?.sorted() ?? [] {
            let model = try Models.require(number, of: manufacturer, transaction)
            _ = try Models.update(
                model.details, supersedes: older, expecting: nil, of: manufacturer, as: context.principal, transaction)
            try ImportChanges.advance(model.id.value, in: context.journal, transaction)
        }
    }

    func recall(_ row: ImportRow, _ reader: any SQLReader) throws {
        guard let older = row[.supersedes] else { return }
        var faults = ImportErrors()
        guard let (manufacturer, parsed) = try parse(row, reader, &faults) else { return }
        let number = parsed.details.number.text
        if try Models.named(older, of: manufacturer.id, reader) == nil { wait(for: older, number, of: manufacturer) }
    }

    private func checkDates(_ details: ModelDetails, _ row: ImportRow) throws(RowError) {
        let dates: [(column: ImportColumn, date: CivilDate?)] = [
            (.announcedOn, details.announcedOn), (.releasedOn, details.releasedOn),
            (.salesEndOn, details.salesEndOn), (.supportEndOn, details.supportEndOn),
        ]
        var last: (column: ImportColumn, date: CivilDate)?
        for case (let column, let date?) in dates {
            if let last, date.lastMicrosecond < last.date.firstMicrosecond {
                throw row.error(
                    column, code: RegistryError.Code.valueInvalid.rawValue,
                    sentence: "\(date.isoText) is before the \(last.column.name) \(last.date.isoText); check both.")
            }
            last = (column, date)
        }
    }

    /// What the file has no column for stays as it is.
    private func complete(_ given: ModelDetails, with old: Model?, _ row: ImportRow) -> ModelDetails {
        guard let old = old?.details else { return given }
        var details = given
        // A former number names the model, which keeps the one that it has.
        details.number = old.number
        func keep<Value>(_ column: ImportColumn, _ path: WritableKeyPath<ModelDetails, Value>) {
            if !row.layout.has(column) { details[keyPath: path] = old[keyPath: path] }
        }
        keep(.name, \.name)
        keep(.line, \.line)
        keep(.brand, \.brand)
        keep(.version, \.version)
        keep(.category, \.category)
        keep(.gtins, \.gtins)
        keep(.announcedOn, \.announcedOn)
        keep(.releasedOn, \.releasedOn)
        keep(.salesEndOn, \.salesEndOn)
        keep(.supportEndOn, \.supportEndOn)
        keep(.fleetPublished, \.fleetPublished)
        if row.layout.specifications.isEmpty {
            details.specifications = old.specifications
        } else {
            // The columns of a file stand in some order for all its models: what a model has stays in its own.
            let places = Dictionary(
                old.specifications.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
            // A number may have been written with zeros that say nothing.
            details.specifications = details.specifications.map { new in
                let before = places[new.name].map { old.specifications[$0] }
                return before?.saysTheSame(as: new) == true ? before ?? new : new
            }
            let (known, new) = (details.specifications.filter { places[$0.name] != nil }, details.specifications)
            details.specifications =
                known.sorted { places[$0.name] ?? 0 < places[$1.name] ?? 0 } + new.filter { places[$0.name] == nil }
        }
        return details
    }

    private func effect(
        _ old: Model?, _ details: ModelDetails, _ supersedes: ID<Model>?,
        _ number: (before: String?, after: String?)?, _ external: (before: String?, after: String?), isFileSilent: Bool
    ) -> RowEffect {
        guard let old else { return .created }
        let isSame = old.details == details && (isFileSilent || old.supersedes == supersedes)
        return isSame && external.before == external.after
            ? .unchanged : .updated(FieldChanges.of(old.details, details, supersedes: number, external: external))
    }
}
