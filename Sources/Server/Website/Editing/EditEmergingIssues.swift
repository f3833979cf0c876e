import Hummingbird
import Identifiers
import Nameplate
import Quality
import Registry

// Emerging issues: listed with the latest search, taken up as a problem, dismissed, made a recall of.

extension Href {
    package static func emergingIssues(_ slug: String, query: [(String, String)] = [], done: String? = nil) -> Href {
        Href(
            ["manufacturers", slug, "quality", "issues"], query: query + (done.map { [("done", $0)] } ?? []),
            fragment: done)
    }

    package static func emergingIssue(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(
            ["manufacturers", slug, "quality", "issues", number], query: done.map { [("done", $0)] } ?? [],
            fragment: done)
    }
}

extension Site {
    private static let mostIssues = 100

    private static let emergingSearch = EditForm(
        "emergingSearch", Routes.taking(.post, "/manufacturers/{manufacturer}/quality/search")
    ) { call, _ in .emergingIssues(call.values["manufacturer"] ?? "", done: "emergingSearch") }

    private static let emergingIssueStep = EditForm(
        "emergingIssueStep", Routes.taking(.post, "/manufacturers/{manufacturer}/quality/issues/{issue}/steps"),
        [
            .choice("step", EmergingIssueStep.self) { _, word in Words.text("emergingIssueStep.\(word)") },
            .text("title"), .text("note"),
        ], subject: "step"
    ) { call, _ in
        .emergingIssue(call.values["manufacturer"] ?? "", call.values["issue"] ?? "", done: "emergingIssueStep")
    }

    static let emergingIssueList = EditPage(
        path: "/manufacturers/{manufacturer}/quality/issues", permission: .readQuality,
        summary: "Emerging issues: cohorts that fail more often than their ages explain",
        query: [.init("all", .text(most: 5), "true lists also those taken up, dismissed or faded")],
        forms: [emergingSearch]
    ) { site, call in try await site.emergingIssuesPage(call) }

    static let emergingIssueEditing = EditPage(
        path: "/manufacturers/{manufacturer}/quality/issues/{issue}", permission: .readQuality,
        summary: "An emerging issue: its units, its figures, what was made of it", forms: [emergingIssueStep]
    ) { site, call in
        let answer = try await call.registry.emergingIssue(
            call.segment("issue"), of: call.segment("manufacturer"), as: call.principal)
        var page = site.emergingIssuePage(answer)
        guard !answer.possible.isEmpty else { return page }
        var section = site.section(
            emergingIssueStep, call,
            options: [
                "step": answer.possible.map { .init($0.rawValue, Words.text("emergingIssueStep.\($0.rawValue)")) }
            ],
            hidden: [(name: "rowVersion", value: String(answer.issue.rowVersion))])
        section.isWide = true
        page.sections.append(section)
        return page
    }

    // MARK: The list

    private func emergingIssuesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var filter = EmergingIssueFilter()
        let isAll = call.query["all"] == "true"
        filter.isOpen = isAll ? nil : true
        let found = try await call.registry.emergingIssues(of: slug, filter, limit: Self.mostIssues, as: call.principal)
        let search = try await call.registry.lastEmergingSearch(of: slug, as: call.principal)
        var list = FormSection("issues", Words.text("emerging.heading"))
        list.isWide = true
        if found.isEmpty {
            list.text = Words.text(search == nil ? "emerging.neverSearched" : "emerging.none")
        } else {
            list.table = DataTable(found, of: slug)
        }
        var other = FormSection.Item(Words.text(isAll ? "emerging.onlyOpen" : "emerging.all"))
        other.href = .emergingIssues(slug, query: isAll ? [] : [("all", "true")])
        list.items = [other]
        var sections = [list]
        if let search {
            sections.append(FormSection("search", Words.text("emerging.search"), facts: Self.facts(search)))
        }
        if Access.allows(call.principal, .handleQuality, of: manufacturer.id) {
            sections.append(section(Self.emergingSearch, call))
        }
        return FormsPage(
            title: Words.text("emerging.title"), eyebrow: manufacturer.name, lead: Words.text("emerging.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug))],
                here: Words.text("emerging.title")), sections: sections)
    }

    private static func facts(_ search: EmergingSearchRecord) -> [Fact] {
        [
            Fact(Words.text("emerging.searchedAt"), Moment(microseconds: search.at).dateText),
            Fact(Words.text("quality.until"), search.scope.lastDay.isoText),
            Fact(Words.text("quality.units"), Numbers.grouped(search.scope.units)),
            Fact(Words.text("emerging.failed"), Numbers.grouped(search.scope.claims)),
            Fact(Words.text("emerging.cohorts"), Numbers.grouped(search.scope.windows)),
        ]
    }

    // MARK: One issue

    private func emergingIssuePage(_ answer: EmergingIssueAnswer) -> FormsPage {
        let (slug, issue) = (answer.manufacturer.slug, answer.issue)
        let fault = answer.fault?.title(in: Words.current.language) ?? issue.code
        var about = FormSection("about", Words.text("problems.about"), facts: Self.facts(answer))
        about.text = issue.figures.sentence
        about.isWide = true
        let figures: [Fact?] = [
            Fact(Words.text("emerging.claims"), Numbers.grouped(issue.figures.claims)),
            Fact(Words.text("quality.expected"), Numbers.fixed(issue.figures.expected, places: 1)),
            issue.figures.ratio.map { Fact(Words.text("problems.ratio"), Numbers.fixed($0, places: 1)) },
            issue.figures.limitsText.map { Fact(Words.text("quality.limits"), $0) },
            Fact(
                Words.text("emerging.chance"), Numbers.percent(issue.figures.pValue * 100),
                note: Words.text("emerging.chanceNote")),
        ]
        var evidence = FormSection("evidence", Words.text("emerging.evidence"), facts: figures.compactMap(\.self))
        let asked = [("model", answer.model.number.text), ("fault", issue.code)]
        let charts = issue.cohort.cuts.map { cut, key in
            (key, Href.quality(slug, asked + [("by", cut), ("figure", "chart")]))
        }
        let failures = Href.fieldFailures(slug, asked + [("population", issue.population)])
        evidence.items = ([("emerging.claimsBehind", failures)] + charts).map { key, href in
            var item = FormSection.Item(Words.text(key))
            item.href = href
            return item
        }
        if answer.mayRecall {
            var recall = FormSection.Item(Words.text("emerging.recall"))
            recall.href = Href(
                ["edit", "manufacturers", slug, "campaigns"], query: [("title", fault), ("scope", issue.population)])
            evidence.items.append(recall)
        }
        var sections = [about, evidence]
        if !issue.also.isEmpty {
            sections.append(
                FormSection(
                    "also", Words.text("emerging.also"),
                    items: issue.also.prefix(20).map { other in
                        FormSection.Item(
                            other.code, note: "\(other.cohort.order.text): \(Numbers.grouped(other.claims))")
                    }))
        }
        if !answer.steps.isEmpty { sections.append(Self.steps(answer.steps)) }
        return FormsPage(
            title: "\(answer.model.number.text): \(fault)", eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("emerging.title"), .emergingIssues(slug)),
                ], here: issue.number.text), sections: sections)
    }

    private static func facts(_ answer: EmergingIssueAnswer) -> [Fact] {
        let (issue, slug) = (answer.issue, answer.manufacturer.slug)
        let facts: [Fact?] = [
            Fact(Words.text("emerging.number"), issue.number.text, isNumber: true),
            Fact(Words.text("word.state"), Words.text("emergingIssueState.\(issue.state.rawValue)")),
            Fact(
                Words.text("word.model"), answer.model.number.text, link: .model(slug, answer.model.number.text)),
            Fact(Words.text("quality.fault"), issue.code),
            Fact(Words.text("quality.population"), issue.population, link: .population(slug, issue.population)),
            Fact(Words.text("emerging.openedAt"), Moment(microseconds: issue.openedAt).dateText),
            Fact(Words.text("emerging.foundOn"), issue.foundOn.isoText),
            issue.problem.map { Fact(Words.text("problems.number"), $0.text, link: .problem(slug, $0.text)) },
        ]
        return facts.compactMap(\.self)
    }

    private static func steps(_ steps: [EmergingIssueStepEntry]) -> FormSection {
        var section = FormSection(
            "steps", Words.text("problems.steps"),
            table: DataTable(
                caption: Words.text("problems.steps"),
                columns: [
                    .init(Words.text("problems.step")), .init(Words.text("word.state")),
                    .init(Words.text("problems.at")), .init(Words.text("word.by")), .init(Words.text("problems.note")),
                ],
                rows: steps.map { step in
                    [
                        .init(Words.text("emergingIssueStep.\(step.step.rawValue)")),
                        .init("", badge: step.state.badge), .init(Moment(microseconds: step.at).dateText),
                        .init(step.by), .init(step.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}

extension Cohort {
    /// By which groups of a fleet it can be charted, and what that is called.
    fileprivate var cuts: [(cut: String, key: String)] {
        switch order {
        case .production:
            // Units of no batch and no date have no week.
            if case .serials? = cells.first { return [] }
            return [("week", "emerging.byWeek"), ("serials", "emerging.bySerials")]
        case .component: return [(order.text, "emerging.byLots")]
        case .plant: return [("plant", "emerging.byPlant")]
        case .line: return [("line", "emerging.byLine")]
        }
    }
}

extension DataTable {
    /// Emerging issues, with their states as badges.
    init(_ issues: [ListedEmergingIssue], of slug: String) {
        self.init(
            caption: Words.text("emerging.title"),
            columns: [
                Column(Words.text("emerging.number")), Column(Words.text("word.model")),
                Column(Words.text("quality.fault")), Column(Words.text("emerging.claims"), isNumber: true),
                Column(Words.text("quality.expected"), isNumber: true),
                Column(Words.text("quality.times"), isNumber: true), Column(Words.text("word.state")),
                Column(Words.text("quality.population")),
            ],
            rows: issues.map { listed in
                let issue = listed.issue
                return [
                    Cell(issue.number.text, href: .emergingIssue(slug, issue.number.text)),
                    Cell(listed.model.number.text),
                    Cell(listed.fault?.title(in: Words.current.language) ?? issue.code),
                    Cell(Numbers.grouped(issue.figures.claims)), Cell(Numbers.fixed(issue.figures.expected, places: 1)),
                    Cell(issue.figures.ratio.map { Numbers.fixed($0, places: 1) } ?? ""),
                    Cell("", badge: issue.state.badge),
                    Cell(String(issue.population.prefix(160)), href: .population(slug, issue.population)),
                ]
            })
    }
}

extension EmergingIssueState {
    var badge: Badge {
        let tone: Tone =
            switch self {
            case .open: .attention
            case .takenUp: .good
            case .dismissed, .faded: .plain
            }
        return Badge(Words.text("emergingIssueState.\(rawValue)"), tone)
    }
}

extension EmergingFigures {
    /// "2.6 … 6.4"
    var limitsText: String? {
        lower.map { "\(Numbers.fixed($0, places: 1)) … \(upper.map { Numbers.fixed($0, places: 1) } ?? "∞")" }
    }

    /// "34 claims where 8.3 were expected at these ages: 4.1 times as many, 95 % limits 2.6 … 6.4."
    var sentence: String {
        let values = ["claims": Numbers.grouped(claims), "expected": Numbers.fixed(expected, places: 1)]
        guard let ratio, let limitsText else { return Words.text("emerging.sentenceWithout", values) }
        return Words.text(
            "emerging.sentence",
            values.merging(["ratio": Numbers.fixed(ratio, places: 1), "limits": limitsText]) { first, _ in first })
    }
}
