import Identifiers
import Registry
import Storage

// What the registry holds under one number.

extension LookupSearch {
    /// The models with this number that the asker may know of.
    func visibleModels(_ text: String) throws -> [FoundModel] {
        guard let number = try? ModelNumber(parsing: text) else { return [] }
        let models = try catalogue.models(withKey: number.key, reader).filter { model in
            model.kind == .product && NameplateRegistry.visible(model, on: today, as: principal)
        }
        // A number typed exactly as it stands leaves no doubt.
        let exact = models.filter { $0.number.text == number.text }
        if !models.isEmpty { vain.addModel(text) }
        return try (exact.isEmpty ? models : exact).compactMap(found)
    }

    /// The models that have the number beside their own, or of whose family it is one. To be asked last: a family's text says
    /// little of what it stands for, and a serial number may look alike.
    mutating func modelsCalled(_ text: String) throws -> [FoundModel] {
        guard let number = try? ModelNumber(parsing: text) else { return [] }
        var found: [FoundModel] = []
        for match in try ModelNumbers.matches(key: number.key, reader) {
            guard let model = try catalogue.model(match.model, reader), model.kind == .product,
                NameplateRegistry.visible(model, on: today, as: principal), let known = try self.found(model)
            else { continue }
            found.append(known)
            notes.append(Self.note(match, of: known, text))
        }
        if !found.isEmpty { vain.addModel(text) }
        return found
    }

    private static func note(_ match: OtherNumberMatch, of model: FoundModel, _ text: String) -> LookupNote {
        let own = model.model.number.text
        return switch match.relation {
        case .former: LookupNote(.formerNumber, "'\(match.text)' has the number \(own) today.", text: text)
        case .variant: LookupNote(.variantNumber, "'\(match.text)' is a variant of \(own).", text: text)
        case .family:
            LookupNote(.familyNumber, "'\(text)' is one of the numbers that '\(match.text)' stands for.", text: text)
        }
    }

    /// The model that has a GTIN, or that is packed under it.
    mutating func modelWithGTIN(_ text: String) throws -> [FoundModel] {
        guard let gtin = try? GTIN(parsing: text) else { return [] }
        var packaging: PackagingLevel?
        var model = try Models.withGTIN(gtin.text, reader)
        if model == nil, let kept = try PackagingLevel.withGTIN(gtin.text, reader) {
            (packaging, model) = (kept.entry, try catalogue.model(kept.model, reader))
        }
        guard let model, NameplateRegistry.visible(model, on: today, as: principal) else { return [] }
        vain.addModel(text)
        if let packaging {
            let level = packaging.level.rawValue
            notes.append(
                LookupNote(
                    .packaging, "'\(text)' is a packaging of \(packaging.quantity): \(model.number.text), \(level).",
                    text: text))
        }
        return try [model].compactMap(found)
    }

    func found(_ model: Model) throws -> FoundModel? {
        try catalogue.manufacturer(model.manufacturer, reader).map { FoundModel(manufacturer: $0, model: model) }
    }

    /// The units of a model whose serial number reads like the text: rows, and what batches imply.
    func units(_ text: String, of model: FoundModel) throws -> [FoundUnit] {
        guard let typed = try? SerialNumber(parsing: text), vain.mayTry(text) else { return [] }
        let units = try units(typed, of: model)
        if units.isEmpty { vain.add(text) }
        return units
    }

    private func units(_ typed: SerialNumber, of model: FoundModel) throws -> [FoundUnit] {
        let exact = UnitKey(model.model.id, typed)
        if let row = try UnitRows.find(exact, reader) { return [found(row, model)] }
        let formats = try catalogue.formats(of: model.model.id, reader)
        if let unit = try Units.implied(exact, formats: formats, reader) { return [found(unit, model)] }
        var rows = try UnitRows.withKey(typed.key, of: model.model.id, limit: Self.mostChoices, reader)
        for format in formats where format.format.couldMatch(key: typed.key) {
            rows += try implied(typed.text, by: FormatIndex.Group(format.format, [format]), except: rows)
        }
        return rows.map { found($0, model) }
    }

    /// The units of any model whose serial number reads like the text, of models that the asker may know of.
    func unitsOfAnyModel(_ text: String) throws -> [FoundUnit] {
        guard let typed = try? SerialNumber(parsing: text), vain.mayTry(text) else { return [] }
        let units = try unitsOfAnyModel(typed)
        if units.isEmpty { vain.add(text) }
        return units
    }

    private func unitsOfAnyModel(_ typed: SerialNumber) throws -> [FoundUnit] {
        var rows = try UnitRows.withKey(typed.key, limit: Self.mostChoices, reader)
        for group in try catalogue.formatIndex(reader).matching(key: typed.key) where rows.count < Self.mostChoices {
            rows += try implied(typed.text, by: group, except: rows)
        }
        let exact = rows.filter { $0.key.serial.text == typed.text }
        return try (exact.isEmpty ? rows : exact).compactMap { row in
            guard let model = try catalogue.model(row.key.model, reader),
                NameplateRegistry.visible(model, on: today, as: principal), let found = try found(model)
            else { return nil }
            return self.found(row, found)
        }
    }

    private func implied(_ text: String, by group: FormatIndex.Group, except rows: [UnitRow]) throws -> [UnitRow] {
        let decoded = group.format.decodings(ofLoose: text)
        var issued = IssuedSerials(questions: Self.mostQuestions)
        return try issued.among(decoded, of: group.ids, reader).prefix(Self.mostChoices).compactMap { unit in
            guard let format = group.byID[unit.format], let batch = try catalogue.batch(unit.batch, reader) else {
                return nil
            }
            let key = UnitKey(format.model, try SerialNumber(parsing: unit.serial.text))
            guard !rows.contains(where: { $0.key == key }) else { return nil }
            return try Units.implied(key, batch: batch, sequence: unit.serial.sequence, reader)
        }
    }

    private func found(_ unit: UnitRow, _ model: FoundModel) -> FoundUnit {
        FoundUnit(manufacturer: model.manufacturer, model: model.model, unit: unit)
    }
}
