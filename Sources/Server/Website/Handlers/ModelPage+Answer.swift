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
                [Link("Manufacturers", .manufacturers), Link(maker.name, .manufacturer(maker.slug))], here: number),
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
            return Fact("In the number, \(segment.code)", meanings)
        }
    }

    private static func badges(_ details: ModelDetails, today: CivilDate) -> [Badge] {
        var badges: [Badge] = []
        if let category = details.category { badges.append(Badge(category)) }
        if let end = details.salesEndOn, end < today { badges.append(Badge("No longer sold", .attention)) }
        return badges
    }

    private static func notices(_ answer: ModelAnswer, today: CivilDate) -> [Notice] {
        var notices = answer.supersededBy.map { newer in
            Notice(
                .plain, "A newer model took its place.", text: newer.details.name,
                link: Link("See \(newer.number.text)", .model(answer.manufacturer.slug, newer.number.text)))
        }
        if !answer.model.isReleased(on: today) {
            notices.append(Notice(.attention, "Not on sale yet.", text: "Only its maker’s own people see this page."))
        }
        return notices
    }

    private static func facts(_ answer: ModelAnswer) -> [Fact] {
        let (slug, details) = (answer.manufacturer.slug, answer.model.details)
        var facts = [Fact("Model number", details.number.text, isNumber: true)]
        if let brand = details.brand { facts.append(Fact("Brand", brand)) }
        if let line = details.line {
            facts.append(Fact("Line", line, link: .line(slug, line), note: "its models by what differs"))
        }
        if let version = details.version { facts.append(Fact("Version", version)) }
        facts += answer.otherNumbers.map { other in
            Fact(
                other.kind == .former ? "Formerly" : "Also", other.number.text, isNumber: true,
                note: ModelNumberFamily(other.number.text) == nil ? nil : "stands for several numbers")
        }
        facts += details.gtins.map { Fact("GTIN", $0, isNumber: true, note: "the number under the bar code") }
        if let older = answer.supersedes {
            facts.append(
                Fact("Replaces", older.number.text, link: .model(slug, older.number.text), isNumber: true))
        }
        facts += answer.supersededBy.map { newer in
            Fact("Replaced by", newer.number.text, link: .model(slug, newer.number.text), isNumber: true)
        }
        facts += (answer.formats ?? []).map { format in
            Fact(
                "How its serial numbers are built", format.format.format.pattern, isNumber: true,
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
                    "Now made in its place", newest.number.text, link: .model(slug, newest.number.text), isNumber: true)
            )
        }
        if !answer.items.isEmpty {
            alike = DataTable(
                caption: "Models similar to this one",
                columns: [.init("Model"), .init("Name"), .init("Maker"), .init("Alike", isNumber: true)],
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
        if names.count > 1 { compare = Link("Compare them side by side", .compare(names.map(\.text))) }
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
        if isSequential { return "counted up: whoever has one number can guess the next" }
        guard let odds = oddsOneIn else { return "scrambled: nothing is issued yet" }
        return "scrambled: one guess in \(Numbers.grouped(odds)) hits a number that is issued"
    }
}

extension LifecycleDates {
    /// Nil where no date is known.
    init?(_ details: ModelDetails, today: CivilDate) {
        let dates = [
            ("Announced", details.announcedOn), ("On sale", details.releasedOn), ("Last sold", details.salesEndOn),
            ("Supported until", details.supportEndOn),
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
            Fact(fleet.units == 1 ? "unit" : "units", Numbers.grouped(fleet.units)),
            Fact(
                "years in service, all together",
                Numbers.fixed(fleet.serviceYears, places: fleet.serviceYears < 100 ? 1 : 0),
                note: "as far as reported"),
        ]
        figures.append(Fact(fleet.failures == 1 ? "failure" : "failures", Numbers.grouped(fleet.failures)))
        guard let rate = fleet.annualRate, let upper = rate.limits.upper else {
            self.init(
                figures: figures, rate: "not known",
                note: "None has been reported in service, so nobody can tell how many fail in a year.")
            return
        }
        let (low, point, high) = (rate.limits.lower * 100, rate.annualRate * 100, upper * 100)
        let limits = "between \(Numbers.percent(low)) and \(Numbers.percent(high)), with 95 % confidence"
        self.init(
            figures: figures, rate: Numbers.percent(point), limits: limits,
            bar: IntervalBar(low: low, point: point, high: high, label: "\(Numbers.percent(point)) a year, \(limits)"))
    }
}

extension Fact {
    /// A specification in plain words.
    init(_ specification: Specification, words: Words) {
        let source = [specification.source, specification.sourceOn?.text].compactMap(\.self).joined(separator: ", ")
        self.init(specification.name, words.value(specification.value), note: source.isEmpty ? nil : source)
    }
}
