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
                    Link("Manufacturers", .manufacturers), Link(maker.name, .manufacturer(maker.slug)),
                    Link(number, .model(maker.slug, number)),
                ], here: serial),
            plate: Plate(
                maker: maker.name, product: details.name, model: .init(number),
                serial: .init(serial, doubtful: Misreadings.marks(in: serial, typed: typed), isAsked: true),
                fields: answer.producedOn.map { [Fact("Made", $0.text)] } ?? []),
            name: details.name ?? "\(maker.name) \(number)",
            state: answer.disposition.map { Badge($0, words: words) }
                ?? Badge(answer.history == nil ? "Number issued" : "Nothing reported"),
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
            return answer.producedOn.map { "made \($0.precision == .day ? "on" : "in") \($0.text)" } ?? ""
        }
        let last = history.last { $0.correctedBy == nil }?.entry
        let heard = last.map {
            "last heard of on \(Moment(microseconds: $0.time, offsetMinutes: $0.zoneOffset).dateText)"
        }
        return [answer.place.map { "at \($0)" }, heard].compactMap { $0 }.joined(separator: ", ")
    }

    /// Warnings first.
    private static func notices(_ answer: UnitAnswer, words: Words) -> [Notice] {
        var notices = answer.warnings.map { warning in
            Notice(.bad, words.warning(warning.rawValue), text: words.warningAdvice(warning.rawValue))
        }
        if answer.model.kind == .product {
            notices.append(
                Notice(
                    .plain, "\(answer.manufacturer.name) issued this number.",
                    text: "A number can be copied: it does not prove that the product in your hands is genuine."))
        }
        return notices
    }

    private static func pastNotice(_ answer: UnitAnswer, _ past: Past) -> Notice? {
        guard answer.asOf != nil || answer.knownAt != nil else { return nil }
        let day = past.asOf.map { "at the end of \($0.text)" } ?? "today"
        return Notice(
            .attention, "You look at the past.",
            text: "This was true \(day)"
                + (answer.knownAt.map { ", as known up to entry \(Numbers.grouped($0)) of the ledger." } ?? "."),
            link: Link(
                "Back to today",
                .unit(answer.manufacturer.slug, answer.model.number.text, answer.serial.text)))
    }

    /// What holds the unit is added by ``Site/addParts(to:of:past:_:)``.
    private static func facts(_ answer: UnitAnswer) -> [Fact] {
        let (slug, number) = (answer.manufacturer.slug, answer.model.number.text)
        var facts = [
            Fact("Model", number, link: .model(slug, number), isNumber: true),
            Fact("Serial number", answer.serial.text, isNumber: true),
        ]
        if let produced = answer.producedOn { facts.append(Fact("Made", produced.text)) }
        if let batch = answer.batch {
            facts.append(Fact("Batch", batch.number, link: .batch(slug, number, batch.number)))
        }
        if let owner = answer.ownerName { facts.append(Fact("Owner", owner)) }
        if let place = answer.place { facts.append(Fact("Place", place)) }
        if let market = answer.market { facts.append(Fact("Market", market)) }
        if let from = answer.serviceFrom {
            facts.append(Fact("In service since", Moment(microseconds: from).dateText))
        }
        if let failures = answer.failures, failures > 0 {
            facts.append(Fact("Faults found", Numbers.grouped(failures)))
        }
        return facts
    }

    private static func noHistory(_ answer: UnitAnswer) -> EmptyState? {
        guard let history = answer.history else {
            return EmptyState(
                "Its history is not public",
                text: "Who makes it, owns it or looks after it can see what happened to it.")
        }
        guard history.isEmpty else { return nil }
        return EmptyState(
            answer.asOf == nil && answer.knownAt == nil ? "Nothing has been reported yet" : "Nothing was known then",
            text: "What happens to it will stand here.")
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
        let letters: [Character: String] = ["O": "the letter O, not a zero", "I": "the letter I, not a one"]
        let digits: [Character: String] = ["0": "a zero, not the letter O", "1": "a one, not the letter I"]
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
