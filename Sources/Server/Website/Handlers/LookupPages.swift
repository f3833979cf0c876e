import Identifiers
import Nameplate
import Registry

extension NotRecognisedPage {
    /// Nothing here has a number that the text holds.
    init(_ answer: LookupAnswer, typed: String, words: Words) {
        let codes = Set(answer.notes.map(\.code))
        let headline =
            if codes.contains(.placeholder) {
                "That stands where a number is missing"
            } else if codes.contains(.otherNumber) {
                "That is another number of the plate"
            } else {
                "We do not know this number"
            }
        self.init(
            headline: headline, summary: "No model and no serial number in this registry fits what you typed.",
            typed: typed, findings: answer.notes.map { Finding($0, words: words) },
            suggestions: answer.candidates.map(Suggestion.init), advice: answer.suggestions)
    }

    /// The model is known; the serial number is not one of its units'.
    init(_ answer: LookupAnswer, _ found: FoundModel, typed: String, words: Words) {
        let (maker, number) = (found.manufacturer, found.model.number.text)
        let note = answer.notes.first { !$0.isAboutModel }
        let isPlaceholder = answer.notes.contains { $0.code == .placeholder }
        self.init(
            headline: isPlaceholder
                ? "That stands where a serial number is missing" : "We know the model, but not this serial number",
            summary: "\(maker.name) has a model \(number).", typed: typed,
            findings: answer.notes.map { Finding($0, words: words) },
            suggestions: answer.candidates.map(Suggestion.init)
                + [Suggestion(.init(number), .model(maker.slug, number), note: found.model.details.name)],
            advice: answer.suggestions,
            plate: Plate(
                maker: maker.name, product: found.model.details.name, model: .init(number),
                serial: note?.number(isAsked: true), serialHint: "not known"))
    }
}

extension NotRecognisedPage.Finding {
    init(_ note: LookupNote, words: Words) {
        self.init(words.lookupNote(note.code.rawValue), text: note.sentence, number: note.number())
    }
}

extension NotRecognisedPage.Suggestion {
    init(_ unit: ProbableUnit) {
        let (maker, number) = (unit.manufacturer, unit.model.number.text)
        var doubtful: [Int: String] = [:]
        for place in unit.misreading.places {
            for offset in 0..<place.expected.count {
                doubtful[place.originalPosition + offset] = "differs from what you typed"
            }
        }
        self.init(
            Plate.Number(unit.serial.text, doubtful: doubtful), .unit(maker.slug, number, unit.serial.text),
            note: "\(maker.name) \(number). \(unit.misreading.sentence)")
    }
}

extension LookupNote {
    fileprivate var isAboutModel: Bool { code == .modelUnknown || code == .swapped || code == .cleaned }

    /// The part of the text that the note speaks of, with the wrong character marked.
    fileprivate func number(isAsked: Bool = false) -> Plate.Number? {
        guard let text, !text.isEmpty else { return nil }
        return Plate.Number(text, doubtful: position.map { [$0: "does not fit here"] } ?? [:], isAsked: isAsked)
    }
}

extension WhichModelPage {
    init(_ units: [FoundUnit], _ models: [FoundModel], typed: String) {
        let cards = units.map { ModelCard($0) } + models.map { ModelCard($0) }
        self.init(
            number: typed,
            summary: units.isEmpty
                ? "\(cards.count) models have this number."
                : "\(cards.count) products carry this serial number.",
            advice: "Look on the plate for the maker’s name and for the words Model, M/N or Mod.", choices: cards)
    }
}

extension ModelCard {
    /// A unit to choose.
    init(_ found: FoundUnit) {
        let serial = found.unit.key.serial.text
        self.init(
            maker: found.manufacturer.name, number: found.model.number.text, name: found.model.details.name,
            text: "Serial number \(serial)", href: .unit(found.manufacturer.slug, found.model.number.text, serial))
    }

    /// A model to choose.
    init(_ found: FoundModel) {
        self.init(
            maker: found.manufacturer.name, number: found.model.number.text, name: found.model.details.name,
            href: .model(found.manufacturer.slug, found.model.number.text))
    }
}
