import Identifiers
import Nameplate
import Registry

extension NotRecognisedPage {
    /// Nothing here has a number that the text holds.
    init(_ answer: LookupAnswer, typed: String, words: Words) {
        let codes = Set(answer.notes.map(\.code))
        let headline =
            if codes.contains(.placeholder) {
                Words.text("notRecognised.thatStandsWhereA2")
            } else if codes.contains(.otherNumber) {
                Words.text("notRecognised.thatIsAnotherNumber")
            } else {
                Words.text("notRecognised.weDoNotKnow")
            }
        self.init(
            headline: headline, summary: Words.text("notRecognised.noModelAndNo"),
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
                ? Words.text("notRecognised.thatStandsWhereA") : Words.text("notRecognised.weKnowTheModel"),
            summary: Words.text("notRecognised.hasAModel", ["maker": maker.name, "number": number]), typed: typed,
            findings: answer.notes.map { Finding($0, words: words) },
            suggestions: answer.candidates.map(Suggestion.init)
                + [Suggestion(.init(number), .model(maker.slug, number), note: found.model.details.name)],
            advice: answer.suggestions,
            plate: Plate(
                maker: maker.name, product: found.model.details.name, model: .init(number),
                serial: note?.number(isAsked: true), serialHint: Words.text("word.notKnown")))
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
                doubtful[place.originalPosition + offset] = Words.text("notRecognised.differsFromWhatYou")
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
        return Plate.Number(
            text, doubtful: position.map { [$0: Words.text("notRecognised.doesNotFitHere")] } ?? [:], isAsked: isAsked)
    }
}

extension WhichModelPage {
    init(_ units: [FoundUnit], _ models: [FoundModel], typed: String) {
        let cards = units.map { ModelCard($0) } + models.map { ModelCard($0) }
        self.init(
            number: typed,
            summary: units.isEmpty
                ? Words.text("notRecognised.modelsHaveThisNumber", ["cards": "\(cards.count)"])
                : Words.text("notRecognised.productsCarryThisSerial", ["cards": "\(cards.count)"]),
            advice: Words.text("notRecognised.lookOnThePlate"), choices: cards)
    }
}

extension ModelCard {
    /// A unit to choose.
    init(_ found: FoundUnit) {
        let serial = found.unit.key.serial.text
        self.init(
            maker: found.manufacturer.name, number: found.model.number.text, name: found.model.details.name,
            text: Words.text("notRecognised.serialNumber", ["serial": serial]),
            href: .unit(found.manufacturer.slug, found.model.number.text, serial))
    }

    /// A model to choose.
    init(_ found: FoundModel) {
        self.init(
            maker: found.manufacturer.name, number: found.model.number.text, name: found.model.details.name,
            href: .model(found.manufacturer.slug, found.model.number.text))
    }
}
