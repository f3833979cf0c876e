import Identifiers
import Storage

/// Rows of models: known ones are brought up to date in the columns that the file has.
final class ModelImporter: RowImporter {
    private struct Parsed {
        var details: ModelDetails
        var supersedes: String?
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

    init(_ context: ImportContext) {
        self.context = context
        catalogue = ImportCatalogue(context, for: .editCatalogue)
    }

    func check(_ row: ImportRow, _ reader: any SQLReader, _ faults: inout ImportErrors) throws -> RowEffect? {
        guard let parsed = parse(row, &faults) else { return nil }
        let manufacturer = try catalogue.manufacturer(row, reader)
        let number = parsed.details.number.text
        if let other = rows.updateValue(row.number, forKey: Name(manufacturer: manufacturer.id, number: number)) {
            throw row.duplicate(of: other, .number)
        }
        try Models.check(parsed.details)
        try checkDates(parsed.details, row)
        let old = try Models.find(number, of: manufacturer.id, reader)
        for gtin in parsed.details.gtins {
            if let other = gtins.updateValue(row.number, forKey: gtin) { throw row.duplicate(of: other, .gtins) }
            if let owner = try Models.withGTIN(gtin, reader), owner.id != old?.id {
                throw row.error(
                    .gtins, code: RegistryError.Code.gtinTaken.rawValue,
                    sentence: "The GTIN \(gtin) belongs to another model.")
            }
        }
        let older = try superseded(parsed, of: manufacturer, row, reader)
        return effect(
            old, complete(parsed.details, with: old, row), older ?? nil, isFileSilent: !row.layout.has(.supersedes))
    }

    func write(
        _ rows: ArraySlice<ImportRow>, until isDue: () -> Bool, _ transaction: any SQLTransaction
    ) throws -> ImportCounts {
        try writeEach(rows, until: isDue) { row in
            var faults = ImportErrors()
            guard let parsed = parse(row, &faults) else { throw row.refusal(faults) }
            let manufacturer = try catalogue.manufacturer(row, transaction)
            let old = try Models.find(parsed.details.number.text, of: manufacturer.id, transaction)
            let details = complete(parsed.details, with: old, row)
            let isSilent = !row.layout.has(.supersedes)
            let supersedes =
                isSilent
                ? try old?.supersedes.flatMap { try Models.find($0, transaction)?.number.text } : parsed.supersedes
            let older = try supersedes.map { try Models.require($0, of: manufacturer, transaction).id }
            let effect = effect(old, details, older, isFileSilent: isSilent)
            switch effect {
            case .created:
                _ = try Models.create(
                    details, supersedes: supersedes, of: manufacturer, as: context.principal, transaction)
            case .updated:
                _ = try Models.update(
                    details, supersedes: supersedes, expecting: nil, of: manufacturer, as: context.principal,
                    transaction)
            case .unchanged: break
            }
            return effect
        }
    }

    private func parse(_ row: ImportRow, _ faults: inout ImportErrors) -> Parsed? {
        let before = faults.total
        func text(_ column: ImportColumn) -> String? {
            faults.checking { () throws(RowError) in try row.identifier(column) }
        }
        func date(_ column: ImportColumn) -> CivilDate? {
            faults.checking { () throws(RowError) in try row.date(column) }
        }
        _ = faults.checking { () throws(RowError) in try row.required(.manufacturer) }
        _ = faults.checking { () throws(RowError) in try row.required(.number) }
        let number = faults.checking { () throws(RowError) in
            try row.read(.number) { try ModelNumber(parsing: $0) }
        }
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
        let supersedes = text(.supersedes)
        return faults.total == before ? Parsed(details: details, supersedes: supersedes) : nil
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
        if let found = try Models.find(number, of: manufacturer.id, reader) { return found.id }
        guard rows[Name(manufacturer: manufacturer.id, number: number)] != nil else {
            throw row.error(
                .supersedes, code: RegistryError.Code.modelUnknown.rawValue,
                sentence: "\(manufacturer.name) has no model \(quotedForPeople(number)); put its row above this one.")
        }
        return nil
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
        if row.layout.specifications.isEmpty { details.specifications = old.specifications }
        // A table has no sources: they stay with the values that stay.
        for (place, given) in details.specifications.enumerated() {
            let kept = old.specifications.first { $0.name == given.name && $0.value == given.value }
            if let kept { details.specifications[place] = kept }
        }
        return details
    }

    private func effect(
        _ old: Model?, _ details: ModelDetails, _ supersedes: ID<Model>?, isFileSilent: Bool
    ) -> RowEffect {
        guard let old else { return .created }
        return old.details == details && (isFileSilent || old.supersedes == supersedes) ? .unchanged : .updated
    }
}
