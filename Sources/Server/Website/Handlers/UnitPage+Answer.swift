import Identifiers
import Nameplate
import Registry

extension UnitPage {
    /// - Parameters:
    ///   - past: the moment that the reader asked for.
    ///   - typed: what the reader typed: where the plate reads otherwise it is marked.
    init(_ answer: UnitAnswer, past: Past = Past(), today: CivilDate, words: Words, typed: String = "") {
        let (maker, details, serial) = (answer.manufacturer, answer.model.details, answer.serial.text)
        let number = details.number.text
        self.init(
            title: "\(maker.name) \(number), \(serial)",
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers), Link(maker.name, .manufacturer(maker.slug)),
                    Link(number, .model(maker.slug, number)),
                ], here: serial),
            plate: Plate(
                maker: maker.name, product: details.name, model: .init(number),
                serial: .init(serial, doubtful: Misreadings.marks(in: serial, typed: typed), isAsked: true),
                fields: answer.producedOn.map { [Fact(Words.text("word.made"), $0.text)] } ?? []),
            name: details.name ?? "\(maker.name) \(number)",
            state: answer.disposition.map { Badge($0, words: words) }
                ?? Badge(answer.history == nil ? Words.text("unit.numberIssued") : Words.text("unit.nothingReported")),
            summary: Self.summary(answer), notices: Self.notices(answer, words: words),
            pastNotice: Self.pastNotice(answer, past), facts: Self.facts(answer),
            asOf: AsOfForm(
                action: .unit(maker.slug, number, serial), asOf: past.asOfText, knownAt: past.knownAtText,
                last: today.isoText, problem: past.problem),
            history: answer.history.flatMap { $0.isEmpty ? nil : TimeLine($0, words: words) },
            noHistory: Self.noHistory(answer))
    }

    private static func summary(_ answer: UnitAnswer) -> String {
        guard let history = answer.history else {
            return answer.producedOn.map {
                Words.text($0.precision == .day ? "unit.madeOn" : "unit.madeIn", ["date": $0.text])
            } ?? ""
        }
        let last = history.last { $0.correctedBy == nil }?.entry
        let heard = last.map {
            Words.text(
                "unit.lastHeardOfOn", ["date": Moment(microseconds: $0.time, offsetMinutes: $0.zoneOffset).dateText])
        }
        return [(answer.placeName ?? answer.place).map { Words.text("unit.at", ["value": $0]) }, heard].compactMap {
            $0
        }.joined(
            separator: ", ")
    }

    /// Warnings first.
    private static func notices(_ answer: UnitAnswer, words: Words) -> [Notice] {
        var notices = answer.warnings.map { warning in
            Notice(.bad, words.warning(warning.rawValue), text: words.warningAdvice(warning.rawValue))
        }
        notices += answer.campaigns.map(\.notice)
        if answer.model.kind == .product {
            notices.append(
                Notice(
                    .plain, Words.text("unit.issuedThisNumber", ["manufacturer": answer.manufacturer.name]),
                    text: Words.text("unit.aNumberCanBe")))
        }
        return notices
    }

    private static func pastNotice(_ answer: UnitAnswer, _ past: Past) -> Notice? {
        guard answer.asOf != nil || answer.knownAt != nil else { return nil }
        let day = past.asOf.map { Words.text("unit.atTheEndOf", ["date": $0.text]) } ?? Words.text("unit.today")
        let text =
            answer.knownAt.map {
                Words.text("unit.thisWasTrueKnown", ["day": day, "entry": Numbers.grouped($0)])
            } ?? Words.text("unit.thisWasTrue", ["day": day])
        return Notice(
            .attention, Words.text("unit.youLookAtThe"),
            text: text,
            link: Link(
                Words.text("unit.backToToday"),
                .unit(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)))
    }

    /// What holds the unit is added by ``Site/addParts(to:of:past:_:)``.
    private static func facts(_ answer: UnitAnswer) -> [Fact] {
        let (slug, number) = (answer.manufacturer.slug, answer.model.number.text)
        var facts = [
            Fact(Words.text("word.model"), number, link: .model(slug, number), isNumber: true),
            Fact(Words.text("word.serialNumber"), answer.serial.text, isNumber: true),
        ]
        if let produced = answer.producedOn { facts.append(Fact(Words.text("word.made"), produced.text)) }
        if let batch = answer.batch {
            facts.append(Fact(Words.text("word.batch"), batch.number, link: .batch(slug, number, batch.number)))
        }
        if let owner = answer.ownerName { facts.append(Fact(Words.text("word.owner"), owner)) }
        if let place = answer.place {
            facts.append(Fact(Words.text("unit.place"), PlaceText.of(place, answer.placeName)))
        }
        if let market = answer.market { facts.append(Fact(Words.text("unit.market"), market)) }
        if let from = answer.serviceFrom {
            facts.append(Fact(Words.text("word.inServiceSince"), Moment(microseconds: from).dateText))
        }
        if let failures = answer.failures, failures > 0 {
            facts.append(Fact(Words.text("unit.faultsFound"), Numbers.grouped(failures)))
        }
        return facts
    }

    private static func noHistory(_ answer: UnitAnswer) -> EmptyState? {
        guard let history = answer.history else {
            return EmptyState(
                Words.text("unit.itsHistoryIsNot"),
                text: Words.text("unit.whoMakesItOwns"))
        }
        guard history.isEmpty else { return nil }
        return EmptyState(
            answer.asOf == nil && answer.knownAt == nil
                ? Words.text("unit.nothingHasBeenReported") : Words.text("unit.nothingWasKnownThen"),
            text: Words.text("unit.whatHappensToIt"))
    }
}

extension Fact {
    /// A case, pallet or product that holds or held the unit.
    init(_ term: String, _ reference: UnitReference, note: String? = nil) {
        self.init(
            term, reference.name, link: .unit(reference.manufacturer, reference.model, reference.serial),
            isNumber: true, note: note)
    }
}

/// Characters of a plate that are easily taken for others.
enum Misreadings {
    /// Why each doubtful character of a number is doubtful, by its offset: what the reader typed otherwise, and the
    /// letters that pass for digits in a number that has digits.
    static func marks(in number: String, typed: String) -> [Int: String] {
        var marks: [Int: String] = [:]
        let letters: [Character: String] = [
            "O": Words.text("unit.theLetterONot"), "I": Words.text("unit.theLetterINot"),
        ]
        let digits: [Character: String] = ["0": Words.text("unit.aZeroNotThe"), "1": Words.text("unit.aOneNotThe")]
        let typed = Array(typed)
        let hasDigit = number.utf8.contains { (0x30...0x39).contains($0) }
        for (offset, character) in number.enumerated() {
            if hasDigit, let reason = letters[character] { marks[offset] = reason }
            guard typed.count == number.count, typed[offset] != character else { continue }
            if let reason = digits[character] { marks[offset] = reason }
        }
        return marks
    }
}
