import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// A problem: what was done about it, its signs, and whether its correction has helped.

extension Site {
    private static let mostComplaints = 20

    func problemPage(_ answer: ProblemAnswer, _ call: Call) async throws -> FormsPage {
        let (slug, number) = (answer.manufacturer.slug, answer.problem.number.text)
        let details = answer.problem.details
        var sections = [FormSection("about", Words.text("problems.about"), facts: Self.facts(answer))]
        if let containment = details.containment {
            let since = containment.on.map { Fact(Words.text("word.since"), $0.isoText) }
            sections.append(
                FormSection(
                    "containment", Words.text("problems.containment"), text: containment.text,
                    facts: [since].compactMap(\.self)))
        }
        if let cause = details.cause {
            let category = Words.text("causeCategory.\(cause.category.rawValue)")
            sections.append(
                FormSection(
                    "cause", Words.text("problems.cause"), text: cause.text,
                    facts: [Fact(Words.text("problems.causeCategory"), category)]))
        }
        if let correction = details.correction {
            let facts: [Fact?] = [
                Fact(
                    Words.text("problems.effectivity"), correction.effectivity,
                    link: .population(slug, correction.effectivity)),
                correction.changeNote.map { Fact(Words.text("problems.changeNote"), $0) },
            ]
            sections.append(
                FormSection(
                    "correction", Words.text("problems.correction"), text: correction.text,
                    facts: facts.compactMap(\.self)))
            sections.append(try await checkSection(number, slug, call))
        }
        if !answer.steps.isEmpty { sections.append(Self.steps(answer.steps)) }
        if answer.complaints > 0 { sections.append(try await signs(of: answer, call)) }
        return FormsPage(
            title: details.title, eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("problems.title"), .problems(slug)),
                ], here: answer.problem.number.text), sections: sections)
    }

    private static func facts(_ answer: ProblemAnswer) -> [Fact] {
        let (problem, slug) = (answer.problem, answer.manufacturer.slug)
        let details = problem.details
        let late = answer.isOverdue ? Words.text("problems.overdue") : nil
        let facts: [Fact?] =
            [
                Fact(Words.text("problems.number"), problem.number.text, isNumber: true),
                Fact(Words.text("word.state"), Words.text("problemState.\(problem.state.rawValue)")),
            ]
            + answer.models.map {
                Fact(Words.text("word.model"), $0.number.text, link: .model(slug, $0.number.text))
            } + [
                details.population.map { Fact(Words.text("quality.population"), $0, link: .population(slug, $0)) },
                details.faultCodes.isEmpty
                    ? nil : Fact(Words.text("quality.fault"), details.faultCodes.joined(separator: ", ")),
                details.severity.map { Fact(Words.text("problems.severity"), Numbers.grouped($0)) },
                details.owner.map { Fact(Words.text("problems.owner"), $0) },
                details.dueOn.map { Fact(Words.text("problems.dueOn"), $0.isoText, note: late) },
                Fact(Words.text("problems.openedAt"), Moment(microseconds: problem.openedAt).dateText),
                Fact(Words.text("problems.openedBy"), problem.openedBy),
                problem.endedAt.map { Fact(Words.text("problems.endedAt"), Moment(microseconds: $0).dateText) },
            ]
        return facts.compactMap(\.self)
    }

    private static func steps(_ steps: [ProblemStepEntry]) -> FormSection {
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
                        .init(Words.text("problemStep.\(step.step.rawValue)")), .init("", badge: step.state.badge),
                        .init(Moment(microseconds: step.at).dateText), .init(step.by), .init(step.note ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }

    /// The latest complaints that are its signs, and where the others are.
    private func signs(of answer: ProblemAnswer, _ call: Call) async throws -> FormSection {
        let (slug, number) = (answer.manufacturer.slug, answer.problem.number.text)
        var filter = ComplaintFilter()
        filter.problem = number
        let found = try await call.registry.complaints(
            of: slug, filter, limit: Self.mostComplaints, as: call.principal)
        var section = FormSection(
            "complaints", Words.text("complaints.title"), table: DataTable(found, of: slug))
        var all = FormSection.Item(
            Words.text("problems.allComplaints", ["count": Numbers.grouped(answer.complaints)]))
        all.href = .complaints(slug, query: [("problem", number)])
        section.items = [all]
        section.isWide = true
        return section
    }

    // MARK: Whether it has helped

    private func checkSection(_ number: String, _ slug: String, _ call: Call) async throws -> FormSection {
        let (found, problem) = try await call.told {
            try await call.registry.correctionCheck(ofProblem: number, of: slug, as: call.principal)
        }
        var section = FormSection("check", Words.text("problems.check"))
        section.isWide = true
        if let problem { section.notice = Notice(.bad, problem) }
        guard let found else { return section }
        let check = found.check
        section.text = Self.sentence(check)
        func limits(_ comparison: RateComparison) -> String {
            let upper = comparison.limits.upper.map { Numbers.fixed($0, places: 2) } ?? "∞"
            return "\(Numbers.fixed(comparison.limits.lower, places: 2)) … \(upper)"
        }
        let facts: [Fact?] = [
            Fact(Words.text("problems.verdict"), Words.text("correctionVerdict.\(check.verdict.rawValue)")),
            Fact(Words.text("problems.observed"), Numbers.grouped(check.after.failedUnits)),
            check.expected.map { Fact(Words.text("quality.expected"), Numbers.fixed($0, places: 1)) },
            check.ageAdjusted?.ratio.map { Fact(Words.text("problems.ratio"), Numbers.fixed($0, places: 2)) },
            check.ageAdjusted.map { Fact(Words.text("quality.limits"), limits($0)) },
            Fact(Words.text("quality.until"), found.lastDay.isoText),
        ]
        section.facts = facts.compactMap(\.self)
        section.table = DataTable(
            caption: Words.text("problems.check"),
            columns: [
                .init(Words.text("quality.population")), .init(Words.text("quality.units"), isNumber: true),
                .init(Words.text("quality.years"), isNumber: true),
                .init(Words.text("quality.failures"), isNumber: true),
                .init(Words.text("problems.failedUnits"), isNumber: true),
            ],
            rows: [("problems.before", check.before, found.before), ("problems.after", check.after, found.after)].map {
                key, tally, population in
                [
                    .init(Words.text(key), href: .population(slug, population.text)),
                    .init(Numbers.grouped(tally.units)), .init(Numbers.fixed(Double(tally.unitDays) / 365, places: 1)),
                    .init(Numbers.grouped(tally.failures)), .init(Numbers.grouped(tally.failedUnits)),
                ]
            })
        return section
    }

    /// What the figures mean, for people.
    private static func sentence(_ check: CorrectionCheck) -> String {
        switch check.verdict {
        case .fell: return Words.text("problems.fell")
        case .rose: return Words.text("problems.rose")
        case .notShown:
            guard let days = check.unitDaysNeeded else { return Words.text("problems.neverShown") }
            guard days > 0, days < 1e15 else { return Words.text("problems.notShown") }
            return Words.text(
                "problems.shownIn", ["months": Numbers.grouped(Int64((days / AgeMonth.days).rounded(.up)))])
        }
    }
}
