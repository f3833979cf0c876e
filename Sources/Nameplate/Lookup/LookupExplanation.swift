import Identifiers
import Registry
import Storage

/// Says what a text looks like and what to try, where the registry holds nothing under it.
enum LookupExplanation {
    /// Models proposed for a number that begins like theirs.
    private static let mostProposals = 5
    /// Characters that a proposed model's number shares with the text from its beginning.
    private static let sharedBeginning = 4

    /// Explains a text in which no known model and no known unit was found.
    static func explain(_ plate: PlateParts, in search: inout LookupSearch) {
        let text = plate.text
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            search.notes.append(LookupNote(.empty, "Type or scan the model number, the serial number, or both."))
            return
        }
        for field in plate.fields.prefix(8) { explain(field, in: &search) }
        if search.notes.allSatisfy({ $0.code == .cleaned || $0.code == .modelUnknown }) {
            let parts = PlateWords(text, []).runs.filter { $0.range.count == 1 }.prefix(2).map(\.text)
            for part in parts.isEmpty ? [text] : Array(parts) {
                if note(misread: part, in: &search) { continue }
                noteDescriptions(of: part, in: &search)
                guard let likeness = Likeness.readings(of: part).first,
                    !search.notes.contains(where: { $0.sentence == likeness.sentence })
                else { continue }
                search.notes.append(note(likeness, part))
            }
        }
        guard search.proposes else { return }
        propose(PlateWords(text, plate.fields), in: &search)
        if search.notes.contains(where: { $0.code == .serialMalformed }) {
            search.suggestions.append(compareCharacters)
        }
        search.suggestions.append(
            "Look for the plate on the back, the bottom or inside the door: the model number stands after M/N, MODEL or "
                + "MOD., the serial number after S/N, SER or SERIAL.")
        search.suggestions.append("Type both numbers, one after the other: 'M/N … S/N …'.")
    }

    /// Explains why a known model has no unit with this serial number.
    static func explain(serial: String, of models: [FoundModel], in search: inout LookupSearch) throws {
        if let placeholder = Placeholder.recognise(serial) {
            search.notes.append(LookupNote(.placeholder, placeholder.sentence, text: serial))
            return
        }
        var reasons: [LookupNote] = []
        var isIssuedHere = false
        for found in models {
            for format in try search.catalogue.formats(of: found.model.id, search.reader) {
                isIssuedHere = true
                reasons.append(reason(serial, format.format))
            }
        }
        // A number of the right form that was never issued says more than what another form lacks, and nobody is
        // accused where it cannot be told.
        let telling =
            reasons.first { $0.code == .cannotTell } ?? reasons.first { $0.code == .serialNotIssued } ?? reasons.first
        if let reason = telling, isIssuedHere {
            search.notes.append(reason)
        } else {
            let name = models.first.map { "\($0.manufacturer.name) \($0.model.number.text)" } ?? "this model"
            search.notes.append(
                LookupNote(
                    .serialUnknown, "No unit of \(name) with the serial number '\(serial)' is known here.", text: serial
                ))
        }
        for likeness in Likeness.readings(of: serial) where likeness.subject == .model || likeness.subject == .neither {
            search.notes.append(note(likeness, serial))
        }
        search.suggestions.append(compareCharacters)
    }

    private static let compareCharacters =
        "Compare each character of the serial number with the plate: 0 and O, 1 and I, 5 and S, 8 and B."

    /// Adds why a number that is formed like some model's serial numbers is none of them. - Returns: Whether it is.
    private static func note(misread text: String, in search: inout LookupSearch) -> Bool {
        guard let (note, group) = misread(text, in: search) else { return false }
        search.notes.append(note)
        search.recognised = search.recognised ?? group
        return true
    }

    /// Why a number that is formed like the serial numbers of some model is none of them, and of which. Only formats with a check
    /// character are asked: of others, any number of that length could be one.
    private static func misread(_ text: String, in search: LookupSearch) -> (LookupNote, FormatIndex.Group)? {
        guard let key = (try? SerialNumber(parsing: text))?.key,
            let index = try? search.catalogue.formatIndex(search.reader)
        else { return nil }
        for group in index.matching(key: key)
        where group.format.lacksKey && group.format.fault(in: text)?.code == .formatKeyMissing {
            return (cannotTell(text), group)
        }
        for group in index.matching(key: key) where group.format.check != nil {
            guard let maker = visibleMaker(of: group, in: search) else { continue }
            let form = "'\(text)' has the form of serial numbers of \(maker)"
            guard let fault = group.format.fault(in: text) else {
                // Not 'never issued': it may belong to a model that the asker may not know of.
                let note = LookupNote(.serialUnknown, "\(form), but no unit with it is known here.", text: text)
                return (note, group)
            }
            guard fault.code == .checkCharacter || fault.code == .date else { continue }
            let note = LookupNote(
                .serialMalformed, "\(form), but is none. \(fault.sentence)", text: text, position: fault.position)
            return (note, group)
        }
        for group in index.near(text) where group.format.check != nil {
            // One that becomes right by look-alikes, and only so, was hardly meant as anything else.
            let slips = group.format.originals(ofMisread: text, limit: 50).serials.compactMap {
                Misreading(of: text, from: $0.text)
            }
            guard let slip = slips.first(where: { $0.kind == .confusable }),
                group.format.fault(in: text)?.code == .character, let maker = visibleMaker(of: group, in: search)
            else { continue }
            let note = LookupNote(
                .serialMalformed, "'\(text)' has nearly the form of serial numbers of \(maker): \(slip.doubt).",
                text: text, position: slip.places.first?.position)
            return (note, group)
        }
        return nil
    }

    /// The name of the maker of the first model that numbers so and that the asker may know of.
    private static func visibleMaker(of group: FormatIndex.Group, in search: LookupSearch) -> String? {
        for format in group.members {
            guard let model = try? search.catalogue.model(format.model, search.reader),
                NameplateRegistry.visible(model, on: search.today, as: search.principal),
                let maker = try? search.found(model)?.manufacturer.name
            else { continue }
            return maker
        }
        return nil
    }

    private static func cannotTell(_ serial: String) -> LookupNote {
        LookupNote(
            .cannotTell,
            "Whether '\(serial)' was issued cannot be told now: a secret key is not at hand. Ask again later.",
            text: serial)
    }

    private static func reason(_ serial: String, _ format: SerialFormat) -> LookupNote {
        if !format.decodings(ofLoose: serial).isEmpty {
            return LookupNote(
                .serialNotIssued, "'\(serial)' has the form of this model's serial numbers but was never issued.",
                text: serial)
        }
        guard let fault = format.fault(in: serial) else {
            return LookupNote(.serialNotIssued, "'\(serial)' was never issued.", text: serial)
        }
        guard fault.code != .formatKeyMissing else { return cannotTell(serial) }
        return LookupNote(
            .serialMalformed, "'\(serial)' is no serial number of this model. \(fault.sentence)", text: serial,
            position: fault.position)
    }

    /// What a vehicle or a mobile device is by its number alone: by the makers known here, and by published tables.
    private static func noteDescriptions(of text: String, in search: inout LookupSearch) {
        if let vehicle = try? VIN(parsing: text) {
            let code = vehicle.worldManufacturerIdentifier
            if let maker = try? Manufacturers.withWorldManufacturerIdentifier(code, search.reader) {
                search.notes.append(
                    LookupNote(
                        .looksLike, "Vehicles whose number begins with \(code) are made by \(maker.name).", text: text))
            }
            let table = search.tables.vehicles
            if let sentence = table.describe(vehicle, asOf: search.today.year).sentence {
                search.notes.append(LookupNote(.looksLike, sentence, text: text))
            }
        } else if let device = try? IMEI(parsing: text), device.form == .imei,
            let model = search.tables.devices.model(of: device)
        {
            let name = [model.brand, model.name].filter { !$0.isEmpty }.joined(separator: " ")
            search.notes.append(LookupNote(.looksLike, "By its type allocation code this is a \(name).", text: text))
        }
    }

    private static func explain(_ field: PlateField, in search: inout LookupSearch) {
        if let placeholder = Placeholder.recognise(field.value) {
            search.notes.append(LookupNote(.placeholder, placeholder.sentence, text: field.value))
            return
        }
        let known = search.notes.contains { $0.text == field.value }
        switch field.role {
        case .model where !known:
            search.notes.append(
                LookupNote(.modelUnknown, "No model here has the number '\(field.value)'.", text: field.value))
        case .serial where !known:
            guard !note(misread: field.value, in: &search) else { break }
            search.notes.append(
                LookupNote(
                    .serialUnknown, "No unit with the serial number '\(field.value)' is known here.", text: field.value)
            )
        case .productCode where (try? GTIN(parsing: field.value)) != nil:
            search.notes.append(
                LookupNote(
                    .modelUnknown, "No model here has the trade item number (GTIN) \(field.value).", text: field.value))
        case .partNumber, .productCode, .assetTag, .lot, .date:
            let label = field.label.map { "'\($0)' marks " } ?? "This is "
            search.notes.append(
                LookupNote(
                    .otherNumber, "\(label)\(what(field.role)): neither the model number nor the serial number.",
                    text: field.value))
        default: break
        }
        noteDescriptions(of: field.value, in: &search)
        for likeness in Likeness.readings(of: field.value)
        where likeness.code != .marked && likeness.code != .placeholder {
            search.notes.append(note(likeness, field.value))
            if let suggestion = correction(of: field.value, like: likeness) { search.suggestions.append(suggestion) }
        }
    }

    /// What the scheme's own check makes of a number, once a look-alike or a swap is put right.
    private static func correction(of text: String, like likeness: Likeness) -> String? {
        let originals: [String]
        switch likeness.code {
        case .mobileDeviceMiscopied:
            originals = IMEI.corrections(of: text).map(\.text).filter { (try? IMEI(parsing: $0))?.form == .imei }
        case .vehicleUnchecked, .vehicleMiscopied:
            originals = VIN.corrections(of: text, profile: .us).map(\.text)
        default: return nil
        }
        guard (1...mostProposals).contains(originals.count) else { return nil }
        return "With one look-alike or two swapped characters put right it would be "
            + originals.joined(separator: " or ") + "."
    }

    private static func what(_ role: PlateField.Role) -> String {
        switch role {
        case .partNumber: "a part number"
        case .productCode: "a product code, the same for all units of a model"
        case .assetTag: "an asset tag, which its owner has put on"
        case .lot: "a lot, which many units share"
        case .date: "a date"
        case .model, .serial, .imei, .vin, .manufacturer, .unlabelled: "another number"
        }
    }

    private static func note(_ likeness: Likeness, _ text: String) -> LookupNote {
        let code: LookupNote.Code = likeness.code == .placeholder ? .placeholder : .looksLike
        return LookupNote(code, likeness.sentence, text: text)
    }

    /// Models whose number begins like the text: a suffix may have been left out or added.
    private static func propose(_ words: PlateWords, in search: inout LookupSearch) {
        for run in words.runs where run.hasDigit {
            let key = FindKey.fold(run.text)
            guard key.count >= sharedBeginning else { continue }
            let beginning = String(key.prefix(max(sharedBeginning, key.count - 3)))
            let found =
                Access.seesUnreleased(as: search.principal)
                ? try? Models.withKeyPrefix(beginning, limit: mostProposals, search.reader)
                : try? Models.releasedWithKeyPrefix(
                    beginning, on: search.today, limit: mostProposals, search.reader)
            let visible = (found ?? []).filter { NameplateRegistry.visible($0, on: search.today, as: search.principal) }
            guard !visible.isEmpty else { continue }
            let numbers = visible.map { $0.number.text }.joined(separator: ", ")
            search.suggestions.append("Models with a similar number: \(numbers).")
            return
        }
    }
}
