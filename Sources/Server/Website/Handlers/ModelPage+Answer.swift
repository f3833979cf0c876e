import Identifiers
import Nameplate
import Registry
import Statistics

extension ModelPage {
    /// Batches and units shown of a model.
    static let mostRows = 12
    /// Parts shown of a model.
    static let mostParts = 100

    init(_ answer: ModelAnswer, today: CivilDate, words: Words) {
        let (maker, details) = (answer.manufacturer, answer.model.details)
        let number = details.number.text
        self.init(
            title: "\(maker.name) \(number)",
            breadcrumb: Breadcrumb(
                [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker.name, .manufacturer(maker.slug))],
                here: number),
            plate: Plate(
                maker: maker.name, product: details.name, model: .init(number, isAsked: true), serial: nil),
            name: details.name ?? number, maker: Link(maker.name, .manufacturer(maker.slug)),
            badges: Self.badges(details, today: today), notices: Self.notices(answer, today: today), number: number,
            facts: Self.facts(answer), lifecycle: LifecycleDates(details, today: today),
            specifications: SpecificationGroup.groups(details.specifications, nil, words: words),
            fleet: answer.fleet.flatMap { $0.units > 0 ? FleetReport($0) : nil })
    }

    /// Says what the parts of the model's number mean.
    mutating func show(_ reading: NumberReading?) {
        facts += (reading?.segments ?? []).compactMap { segment in
            guard !segment.code.isEmpty, !segment.meanings.isEmpty else { return nil }
            let meanings = segment.meanings.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
            return Fact(Words.text("model.inTheNumber", ["code": segment.code]), meanings)
        }
    }

    private static func badges(_ details: ModelDetails, today: CivilDate) -> [Badge] {
        var badges: [Badge] = []
        if let category = details.category { badges.append(Badge(category)) }
        if let end = details.salesEndOn, end < today {
            badges.append(Badge(Words.text("model.noLongerSold"), .attention))
        }
        return badges
    }

    private static func notices(_ answer: ModelAnswer, today: CivilDate) -> [Notice] {
        var notices = answer.supersededBy.map { newer in
            Notice(
                .plain, Words.text("model.aNewerModelTook"), text: newer.details.name,
                link: Link(
                    Words.text("model.see", ["newer": newer.number.text]),
                    .model(answer.manufacturer.slug, newer.number.text)))
        }
        if !answer.model.isReleased(on: today) {
            notices.append(
                Notice(.attention, Words.text("model.notOnSaleYet"), text: Words.text("model.onlyItsMakersOwn")))
        }
        return notices
    }

    private static func facts(_ answer: ModelAnswer) -> [Fact] {
        let (slug, details) = (answer.manufacturer.slug, answer.model.details)
        var facts = [Fact(Words.text("word.modelNumber"), details.number.text, isNumber: true)]
        if let brand = details.brand { facts.append(Fact(Words.text("model.brand"), brand)) }
        if let line = details.line {
            facts.append(
                Fact(Words.text("word.line"), line, link: .line(slug, line), note: Words.text("model.itsModelsByWhat")))
        }
        if let version = details.version { facts.append(Fact(Words.text("word.version"), version)) }
        facts += answer.otherNumbers.map { other in
            Fact(
                other.kind == .former ? Words.text("model.formerly") : Words.text("model.also"), other.number.text,
                isNumber: true,
                note: ModelNumberFamily(other.number.text) == nil ? nil : Words.text("model.standsForSeveralNumbers"))
        }
        facts += details.gtins.map {
            Fact(Words.text("word.gtin"), $0, isNumber: true, note: Words.text("model.theNumberUnderThe"))
        }
        if let older = answer.supersedes {
            facts.append(
                Fact(
                    Words.text("model.replaces"), older.number.text, link: .model(slug, older.number.text),
                    isNumber: true))
        }
        facts += answer.supersededBy.map { newer in
            Fact(
                Words.text("model.replacedBy"), newer.number.text, link: .model(slug, newer.number.text), isNumber: true
            )
        }
        facts += (answer.formats ?? []).map { format in
            Fact(
                Words.text("model.howItsSerialNumbers"), format.format.format.pattern, isNumber: true,
                note: format.guessability.sentence)
        }
        return facts
    }
}

extension ModelPage {
    /// Similar models shown of a model.
    static let mostAlike = 5

    /// What resembles the model, and, where something replaces it in turn, the newest.
    mutating func show(_ answer: SimilarAnswer, words: Words) {
        let slug = answer.manufacturer.slug
        if let template = answer.template {
            specifications = SpecificationGroup.groups(answer.model.details.specifications, template, words: words)
        }
        if answer.replacements.count > 1, let newest = answer.replacements.last {
            facts.append(
                Fact(
                    Words.text("model.nowMadeInIts"), newest.number.text, link: .model(slug, newest.number.text),
                    isNumber: true)
            )
        }
        if !answer.items.isEmpty {
            alike = DataTable(
                caption: Words.text("model.modelsSimilarToThis"),
                columns: [
                    .init(Words.text("word.model")), .init(Words.text("word.name")), .init(Words.text("word.maker")),
                    .init(Words.text("model.alike2"), isNumber: true),
                ],
                rows: answer.items.map { item in
                    let (maker, other) = (item.manufacturer, item.model)
                    return [
                        .init(other.number.text, href: .model(maker.slug, other.number.text)),
                        .init(other.details.name ?? ""), .init(maker.name),
                        .init(Numbers.percent(item.likeness * 100, places: 0)),
                    ]
                })
        }
        let newest = answer.replacements.last.map { ModelName(slug, $0.number.text) }
        let others = answer.items.prefix(3).map { ModelName($0.manufacturer.slug, $0.model.number.text) }
        var names = [ModelName(slug, answer.model.number.text)]
        for name in [newest].compactMap(\.self) + others where !names.contains(name) { names.append(name) }
        if names.count > 1 { compare = Link(Words.text("model.compareThemSideBy"), .compare(names.map(\.text))) }
    }
}

extension SpecificationGroup {
    /// In the groups and the order of the category; what the category does not name comes last.
    static func groups(
        _ specifications: [Specification], _ template: CategoryTemplate?, words: Words
    ) -> [SpecificationGroup] {
        guard let template else {
            return specifications.isEmpty
                ? [] : [SpecificationGroup(rows: specifications.map { Fact($0, words: words) })]
        }
        let named = template.entries.compactMap { entry in
            specifications.first { $0.name == entry.name }.map { (entry.group, $0) }
        }
        let others = specifications.filter { template.entry($0.name) == nil }.map { (nil as String?, $0) }
        var groups: [SpecificationGroup] = []
        for (title, specification) in named + others {
            let row = Fact(specification, words: words)
            if let place = groups.firstIndex(where: { $0.title == title }) {
                groups[place].rows.append(row)
            } else {
                groups.append(SpecificationGroup(title, rows: [row]))
            }
        }
        return groups
    }
}

extension Guessability {
    /// How hard it is to guess a number, for people.
    var sentence: String {
        if isSequential { return Words.text("model.countedUpWhoeverHas") }
        guard let odds = oddsOneIn else { return Words.text("model.unguessableYet") }
        return Words.text("model.unguessable", ["odds": Numbers.grouped(odds)])
    }
}

extension LifecycleDates {
    /// Nil where no date is known.
    init?(_ details: ModelDetails, today: CivilDate) {
        let dates = [
            (Words.text("model.announced"), details.announcedOn), (Words.text("word.onSale"), details.releasedOn),
            (Words.text("model.lastSold"), details.salesEndOn),
            (Words.text("word.supportedUntil"), details.supportEndOn),
        ]
        let steps = dates.compactMap { label, date in
            date.map { Step(label, $0.text, isPast: $0 <= today) }
        }
        guard !steps.isEmpty else { return nil }
        self.init(steps)
    }
}

extension FleetReport {
    /// How a fleet of at least one unit has fared.
    init(_ fleet: FleetFigures) {
        var figures = [
            Fact(Words.text("model.fleetUnits", count: fleet.units), Numbers.grouped(fleet.units)),
            Fact(
                Words.text("model.yearsInServiceAll"),
                Numbers.fixed(fleet.serviceYears, places: fleet.serviceYears < 100 ? 1 : 0),
                note: Words.text("model.asFarAsReported")),
        ]
        figures.append(Fact(Words.text("model.failures", count: fleet.failures), Numbers.grouped(fleet.failures)))
        guard let rate = fleet.annualRate, let upper = rate.limits.upper else {
            self.init(
                figures: figures, rate: Words.text("word.notKnown"),
                note: Words.text("model.noneHasBeenReported"))
            return
        }
        let (low, point, high) = (rate.limits.lower * 100, rate.annualRate * 100, upper * 100)
        let limits = Words.text("model.betweenAndWith95", ["low": Numbers.percent(low), "high": Numbers.percent(high)])
        self.init(
            figures: figures, rate: Numbers.percent(point), limits: limits,
            bar: IntervalBar(
                low: low, point: point, high: high,
                label: Words.text("model.aYear", ["point": Numbers.percent(point), "limits": "\(limits)"])))
    }
}

extension Fact {
    /// A specification in plain words.
    init(_ specification: Specification, words: Words) {
        let source = [specification.source, specification.sourceOn?.text].compactMap(\.self).joined(separator: ", ")
        self.init(specification.name, words.value(specification.value), note: source.isEmpty ? nil : source)
    }
}
