import Identifiers
import Registry
import Storage

/// One look-up: takes a text apart, finds what it names, and explains what it does not find.
struct LookupSearch {
    /// Units shown where several share a number.
    static let mostChoices = 20
    /// Words of a text without labels that are tried as numbers.
    static let mostWords = 40

    let catalogue: CatalogueCache
    let today: CivilDate
    let principal: Principal
    let reader: any SQLReader
    var notes: [LookupNote] = []
    var suggestions: [String] = []

    init(catalogue: CatalogueCache, today: CivilDate, principal: Principal, _ reader: any SQLReader) {
        self.catalogue = catalogue
        self.today = today
        self.principal = principal
        self.reader = reader
    }

    mutating func answer(_ text: String) throws -> LookupAnswer {
        let clean = CleanText(text, limit: NameplateRegistry.longestLookup)
        if !clean.changes.isDisjoint(with: [.control, .invisible, .undecodable]) {
            notes.append(LookupNote(.cleaned, "Invisible characters in the text were left out."))
        }
        let outcome = try outcome(of: clean.text)
        if case .unknown = outcome { LookupExplanation.explain(clean.text, in: &self) }
        return LookupAnswer(outcome: outcome, notes: notes, suggestions: suggestions)
    }

    private mutating func outcome(of text: String) throws -> LookupAnswer.Outcome {
        let fields = PlateText.fields(in: text)
        let models = fields.filter { $0.role == .model || $0.role == .partNumber }.map(\.value)
        let serials = fields.filter { [.serial, .imei, .vin].contains($0.role) }.map(\.value)
        let codes = fields.filter { $0.role == .productCode }.map(\.value)
        if let found = try byLabels(models: models, serials: serials, codes: codes, fields) { return found }
        return try byWords(PlateWords(text, fields)) ?? .unknown
    }

    // MARK: What labels say

    private mutating func byLabels(
        models: [String], serials: [String], codes: [String], _ fields: [PlateField]
    ) throws -> LookupAnswer.Outcome? {
        var found: [FoundModel] = []
        for text in models where found.isEmpty { found = try visibleModels(text) }
        for text in codes where found.isEmpty { found = try modelWithGTIN(text) }
        if let serial = serials.first {
            if !found.isEmpty { return try units(serials, of: found) }
            if let swapped = try swapped(models: models, serials: serials) { return swapped }
            if let model = models.first {
                notes.append(LookupNote(.modelUnknown, "No model here has the number '\(model)'.", text: model))
            }
            return try units(withSerial: serial)
        }
        guard !found.isEmpty else { return nil }
        let rest = fields.filter { $0.role == .unlabelled }.map(\.value)
        if !rest.isEmpty, let outcome = try unitAmong(rest, of: found) { return outcome }
        return choose(found)
    }

    /// The two numbers in each other's place.
    private mutating func swapped(models: [String], serials: [String]) throws -> LookupAnswer.Outcome? {
        for serial in serials {
            let found = try visibleModels(serial)
            guard !found.isEmpty else { continue }
            notes.append(
                LookupNote(
                    .swapped, "The two numbers stand in each other's place: '\(serial)' is the model number.",
                    text: serial))
            return models.isEmpty ? choose(found) : try units(models, of: found)
        }
        return nil
    }

    // MARK: What words say

    /// A text without labels: a model number, a serial number, or both in any order among other words.
    private mutating func byWords(_ words: PlateWords) throws -> LookupAnswer.Outcome? {
        for run in words.runs {
            let found = try visibleModels(run.text)
            guard !found.isEmpty else { continue }
            let rest = words.without(run)
            if rest.isEmpty { return choose(found) }
            if let outcome = try unitAmong(rest.runs.map(\.text), of: found) { return outcome }
            // The other words may be the maker's name; what has digits was meant as the serial number.
            guard let serial = rest.likelySerial else { return choose(found) }
            return try units([serial], of: found)
        }
        for run in words.runs {
            let found = try modelWithGTIN(run.text)
            guard !found.isEmpty else { continue }
            return try unitAmong(words.without(run).runs.map(\.text), of: found) ?? choose(found)
        }
        for run in words.runs where run.hasDigit || words.isSingle {
            let units = try unitsOfAnyModel(run.text)
            if !units.isEmpty { return choose(units, serial: run.text) }
        }
        return nil
    }

    /// The unit that one of the texts names, without a word where none does.
    private mutating func unitAmong(
        _ texts: [String], of models: [FoundModel]
    ) throws -> LookupAnswer.Outcome? {
        for text in texts {
            let found = try models.flatMap { try units(text, of: $0) }
            if !found.isEmpty { return choose(found, serial: text) }
        }
        return nil
    }

    // MARK: Finding

    /// The models with this number that the asker may know of.
    func visibleModels(_ text: String) throws -> [FoundModel] {
        guard let number = try? ModelNumber(parsing: text) else { return [] }
        let models = try catalogue.models(withKey: number.key, reader).filter { model in
            model.kind == .product && NameplateRegistry.visible(model, on: today, as: principal)
        }
        // A number typed exactly as it stands leaves no doubt.
        let exact = models.filter { $0.number.text == number.text }
        return try (exact.isEmpty ? models : exact).compactMap(found)
    }

    private func modelWithGTIN(_ text: String) throws -> [FoundModel] {
        guard let gtin = try? GTIN(parsing: text), let model = try Models.withGTIN(gtin.text, reader),
            NameplateRegistry.visible(model, on: today, as: principal)
        else { return [] }
        return try [model].compactMap(found)
    }

    func found(_ model: Model) throws -> FoundModel? {
        try catalogue.manufacturer(model.manufacturer, reader).map { FoundModel(manufacturer: $0, model: model) }
    }

    /// The units of a model whose serial number reads like the text: rows, and what batches imply.
    private func units(_ text: String, of model: FoundModel) throws -> [FoundUnit] {
        guard let typed = try? SerialNumber(parsing: text) else { return [] }
        let exact = UnitKey(model.model.id, typed)
        if let row = try UnitRows.find(exact, reader) { return [found(row, model)] }
        let formats = try catalogue.formats(of: model.model.id, reader)
        if let unit = try Units.implied(exact, formats: formats, reader) { return [found(unit, model)] }
        var rows = try UnitRows.withKey(typed.key, of: model.model.id, limit: Self.mostChoices, reader)
        for format in formats where format.format.couldMatch(key: typed.key) {
            rows += try implied(text, by: format, except: rows)
        }
        return rows.map { found($0, model) }
    }

    /// The units of any model whose serial number reads like the text, of models that the asker may know of.
    private func unitsOfAnyModel(_ text: String) throws -> [FoundUnit] {
        guard let typed = try? SerialNumber(parsing: text) else { return [] }
        var rows = try UnitRows.withKey(typed.key, limit: Self.mostChoices, reader)
        for format in try catalogue.allFormats(reader) where format.format.couldMatch(key: typed.key) {
            guard rows.count < Self.mostChoices else { break }
            rows += try implied(text, by: format, except: rows)
        }
        let exact = rows.filter { $0.key.serial.text == typed.text }
        return try (exact.isEmpty ? rows : exact).compactMap { row in
            guard let model = try catalogue.model(row.key.model, reader),
                NameplateRegistry.visible(model, on: today, as: principal), let found = try found(model)
            else { return nil }
            return self.found(row, found)
        }
    }

    private func implied(_ text: String, by format: ModelFormat, except rows: [UnitRow]) throws -> [UnitRow] {
        try format.format.decodings(ofLoose: text).compactMap { decoded in
            let key = UnitKey(format.model, try SerialNumber(parsing: decoded.text))
            guard !rows.contains(where: { $0.key == key }) else { return nil }
            return try Units.implied(key, formats: [format], reader)
        }
    }

    private func found(_ unit: UnitRow, _ model: FoundModel) -> FoundUnit {
        FoundUnit(manufacturer: model.manufacturer, model: model.model, unit: unit)
    }

    // MARK: Answering

    /// The units that serial numbers name among models; where none does, the model and why.
    private mutating func units(_ serials: [String], of models: [FoundModel]) throws -> LookupAnswer.Outcome {
        if let outcome = try unitAmong(serials, of: models) { return outcome }
        guard let model = models.first, let serial = serials.first else { return .unknown }
        // Neither number was of a known model's unit as labelled: perhaps they changed places.
        if Placeholder.recognise(serial) == nil, Access.seesProduction(of: model.manufacturer.id, as: principal) {
            let others = try unitsOfAnyModel(serial)
            if let other = others.first {
                notes.append(
                    LookupNote(
                        .otherModel,
                        "The serial number '\(serial)' belongs to a unit of the model "
                            + "\(other.manufacturer.name) \(other.model.number.text).", text: serial))
            }
        }
        try LookupExplanation.explain(serial: serial, of: models, in: &self)
        return choose(models)
    }

    private mutating func units(withSerial serial: String) throws -> LookupAnswer.Outcome? {
        let units = try unitsOfAnyModel(serial)
        return units.isEmpty ? nil : choose(units, serial: serial)
    }

    private mutating func choose(_ units: [FoundUnit], serial: String) -> LookupAnswer.Outcome {
        guard let unit = units.first, units.count == 1 else {
            notes.append(
                LookupNote(
                    .sharedSerial, "Several products carry this serial number; say which model yours is.", text: serial)
            )
            return .choice(units: units, models: [])
        }
        let marked = unit.unit.key.serial.text
        if marked != serial {
            notes.append(
                LookupNote(.spelling, "On the product the serial number is written '\(marked)'.", text: serial))
        }
        return .unit(unit)
    }

    mutating func choose(_ models: [FoundModel]) -> LookupAnswer.Outcome {
        guard let model = models.first, models.count == 1 else {
            notes.append(
                LookupNote(.sharedModel, "Several models have this number; say which one yours is."))
            return .choice(units: [], models: models)
        }
        return .model(model)
    }
}
