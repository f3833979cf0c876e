import Identifiers
import Registry

// What is answered: one of what was found, or why there is nothing and what was probably meant.

extension LookupSearch {
    /// The model of a unit that is not known, why, and which unit was probably meant.
    mutating func unknownUnit(_ serial: String, of models: [FoundModel]) throws -> LookupAnswer.Outcome {
        guard let model = models.first else { return .unknown }
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
        if !notes.contains(where: { $0.code == .otherModel || $0.code == .cannotTell }),
            let shape = PlateShape(of: serial)
        {
            unknownPlate = UnknownPlate(
                shape, reason(otherwise: .serialUnknown), manufacturer: model.manufacturer.id, model: model.model.id)
        }
        try propose(unitsLike: serial, of: models)
        return choose(models)
    }

    private func reason(otherwise reason: UnknownPlate.Reason) -> UnknownPlate.Reason {
        if notes.contains(where: { $0.code == .serialMalformed }) { return .malformed }
        return notes.contains { $0.code == .serialNotIssued } ? .notIssued : reason
    }

    /// What is counted of a text in which nothing is known: the shape of the number by which somebody looked, with the
    /// model or the maker that it names. A text that is no number, but for labels and a maker's name, is not counted.
    func unknownPlate(in parts: PlateParts) throws -> UnknownPlate? {
        guard !notes.contains(where: { $0.code == .cannotTell }) else { return nil }
        if let recognised, let shape = parts.likelySerials.lazy.compactMap({ PlateShape(of: $0) }).first {
            // A form that several share names none of them.
            let (makers, models) = (Set(recognised.members.map(\.manufacturer)), Set(recognised.members.map(\.model)))
            return UnknownPlate(
                shape, reason(otherwise: .serialUnknown), manufacturer: makers.count == 1 ? makers.first : nil,
                model: models.count == 1 ? models.first : nil)
        }
        if let shape = parts.models.lazy.compactMap({ PlateShape(of: $0) }).first {
            let maker = try namedManufacturer(in: parts)?.id
            return UnknownPlate(shape, .modelUnknown, manufacturer: maker, model: nil)
        }
        if let serial = parts.serials.first {
            let maker = try namedManufacturer(in: parts)?.id
            return PlateShape(of: serial).map { UnknownPlate($0, .unknown, manufacturer: maker, model: nil) }
        }
        if let shape = PlateShape(of: parts.text) {
            return UnknownPlate(shape, .unknown, manufacturer: nil, model: nil)
        }
        guard let maker = try namedManufacturer(in: parts) else { return nil }
        return PlateShape(of: parts.text.replacing(maker.word, with: "", maxReplacements: 1)).map {
            UnknownPlate($0, .unknown, manufacturer: maker.id, model: nil)
        }
    }

    /// The maker whose short name is one of the words of a short text.
    private func namedManufacturer(in parts: PlateParts) throws -> (id: ID<Manufacturer>, word: String)? {
        guard !parts.isLong else { return nil }
        for word in parts.words.runs where word.range.count == 1 && !word.hasDigit {
            let slug = word.text.lowercased()
            guard slug.utf8.count <= 40 else { continue }
            if let maker = try catalogue.manufacturer(slug, reader) { return (maker.id, word.text) }
        }
        return nil
    }

    /// What was most likely meant as the serial number of a unit of these models: what by its form is one but for a slip,
    /// what a label says, or the longest word with a digit; nil where none has one.
    func likelySerial(
        of models: [FoundModel], labelled: [String], in words: PlateWords
    ) throws -> String? {
        let formats = try models.flatMap { try catalogue.formats(of: $0.model.id, reader) }.map(\.format)
        var best: (text: String, kind: Misreading.Kind)?
        // Of equally likely ones the one of fewer words: what stands in one word was hardly meant as part of more.
        for text in labelled + words.numbers.reversed() {
            let kinds = formats.flatMap { format in
                format.originals(ofMisread: text, limit: 50).serials.compactMap {
                    Misreading(of: text, from: $0.text)?.kind
                }
            }
            guard let kind = kinds.min(), kind < best?.kind ?? .extra else { continue }
            best = (text, kind)
        }
        return best?.text ?? labelled.first ?? words.likelySerial
    }

    /// Adds the units that were probably meant by a serial number that is not known.
    /// - Returns: Whether there are any.
    @discardableResult
    mutating func propose(unitsLike serial: String, of models: [FoundModel]) throws -> Bool {
        guard proposes else { return false }
        let result = try ProbableUnits.find(serial, of: models, in: self)
        candidates = result.units
        if result.isDense {
            notes.append(
                LookupNote(
                    .manySimilar,
                    "Many units have a number that differs from '\(serial)' by one character. "
                        + (models.isEmpty
                            ? "Say the model too, or scan the code on the product."
                            : "Scan the code on the product, or compare each character with the plate."),
                    text: serial))
        }
        return result.isDense || !result.units.isEmpty
    }

    mutating func choose(_ units: [FoundUnit], serial: String) -> LookupAnswer.Outcome {
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
