import Identifiers
import Nameplate
import Plots
import Quality
import Registry
import Statistics

// A unit against its siblings, for people.

extension Href {
    /// How a unit fares against its siblings.
    package static func health(
        _ slug: String, _ model: String, _ serial: String, _ query: [(String, String)] = [], done: String? = nil
    ) -> Href {
        Href(
            ["manufacturers", slug, "models", model, "units", serial, "health"],
            query: query + (done.map { [("done", $0)] } ?? []), fragment: done)
    }

    fileprivate static func plot(_ answer: UnitHealthAnswer, _ plot: HealthPlot, _ format: String) -> Href {
        Href(
            [
                "api", "v1", "manufacturers", answer.manufacturer.slug, "models", answer.model.number.text, "units",
                answer.serial.text, "health", "plots", plot.rawValue,
            ], query: answer.siblingsQuery + [("format", format)])
    }
}

extension UnitHealthAnswer {
    fileprivate var siblingsQuery: [(String, String)] {
        health?.isOfBatch == true ? [("siblings", "batch")] : []
    }

    fileprivate func href(_ query: [(String, String)] = []) -> Href {
        .health(manufacturer.slug, model.number.text, serial.text, query)
    }
}

extension UnitHealth.Score {
    var badge: Badge {
        let tone: Tone =
            switch self {
            case .asSiblings: .plain
            case .worthWatching: .attention
            case .conspicuous: .bad
            }
        return Badge(Words.text("health.score.\(rawValue)"), tone)
    }
}

extension FormsPage {
    init(_ answer: UnitHealthAnswer, _ figure: HealthPlot) {
        var sections = [Self.verdict(answer)]
        if let health = answer.health {
            sections.append(Self.drawing(answer, figure))
            if !health.readings.isEmpty { sections.append(Self.readings(health)) }
            sections.append(Self.next(health, answer))
        }
        let slug = answer.manufacturer.slug
        self.init(
            title: "\(Words.text("health.title")): \(answer.serial.text)",
            eyebrow: "\(answer.manufacturer.name) \(answer.model.number.text)", lead: Words.text("health.lead"),
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("quality.title"), .quality(slug)),
                    Link(answer.serial.text, .unit(slug, answer.model.number.text, answer.serial.text)),
                ], here: Words.text("health.title")),
            sections: sections)
        if answer.behind > 0 {
            notice = Notice(.plain, Words.text("stock.behind", ["count": Numbers.grouped(answer.behind)]))
        }
    }

    private static func verdict(_ answer: UnitHealthAnswer) -> FormSection {
        var facts: [Fact] = []
        var items: [FormSection.Item] = []
        if let health = answer.health {
            let score = health.isJudged ? "health.score.\(health.score.rawValue)" : "health.notJudged"
            facts = [
                Fact(Words.text("health.score"), Words.text(score)),
                Fact(Words.text("quality.ageInDays"), Numbers.grouped(health.age)),
                Fact(Words.text("health.siblings"), Numbers.grouped(health.siblings.units)),
                Fact(Words.text("quality.failures"), Numbers.grouped(health.failures.failures.count)),
            ]
            if case .success(let mean) = health.failures.expected {
                facts.append(Fact(Words.text("health.siblingsMean"), Numbers.fixed(mean, places: 3)))
            }
            if let probability = health.failures.probability {
                facts.append(Fact(Words.text("health.probability"), Numbers.percent(probability * 100)))
            }
            if answer.batch != nil {
                var item = FormSection.Item(
                    Words.text(health.isOfBatch ? "health.againstModel" : "health.againstBatch"))
                item.href = answer.href(health.isOfBatch ? [] : [("siblings", "batch")])
                items = [item]
            }
        }
        if let watched = answer.watched {
            facts.append(Fact(Words.text("watch.since"), Moment(microseconds: watched.since).dateText))
            facts.append(Fact(Words.text("watch.reason"), watched.reason))
        }
        var section = FormSection(
            "verdict", Words.text("health.verdictTitle"), text: answer.sentences.joined(separator: " "), facts: facts,
            items: items)
        section.isWide = true
        return section
    }

    /// One at a time, so that a page stays light.
    private static func drawing(_ answer: UnitHealthAnswer, _ figure: HealthPlot) -> FormSection {
        var section = FormSection(
            "figure", figure.title,
            items: HealthPlot.allCases.filter { $0 != figure }.map { other in
                var item = FormSection.Item(other.title)
                item.href = answer.href(answer.siblingsQuery + [("figure", other.rawValue)])
                return item
            })
        section.figures = [
            PlotFigure(
                figure.plot(answer), csv: .plot(answer, figure, "csv"), svg: .plot(answer, figure, "svg"), mostRows: 30)
        ]
        section.isWide = true
        return section
    }

    private static func readings(_ health: UnitHealth) -> FormSection {
        func side(_ side: ReadingStanding.Side) -> String {
            Words.text(
                "health.failedOf", ["failed": Numbers.grouped(side.failed), "units": Numbers.grouped(side.units)])
        }
        var section = FormSection(
            "readings", Words.text("health.readings"), text: Words.text("health.readingsText"),
            table: DataTable(
                caption: Words.text("health.readings"),
                columns: [
                    .init(Words.text("health.reading")), .init(Words.text("health.value"), isNumber: true),
                    .init(Words.text("quality.ageInDays"), isNumber: true),
                    .init(Words.text("health.rank"), isNumber: true),
                    .init(Words.text("health.median"), isNumber: true), .init("90 %", isNumber: true),
                    .init("99 %", isNumber: true), .init(Words.text("health.asMuch"), isNumber: true),
                    .init(Words.text("health.others"), isNumber: true),
                    .init(Words.text("health.times"), isNumber: true),
                ],
                rows: health.readings.map { standing in
                    let differs = health.telling.contains { $0.reading.type == standing.reading.type }
                    let untold = standing.untold.map { Words.text("health.untold.\($0.rawValue)") }
                    return [
                        .init(ReadingName.text(standing.reading)), .init(standing.reading.last.value),
                        .init(Numbers.grouped(standing.reading.last.age)),
                        .init(standing.rank.map { Numbers.percent($0 * 100, places: 1) } ?? ""),
                        .init(standing.median ?? ""), .init(standing.ninetieth ?? ""),
                        .init(standing.ninetyNinth ?? ""), .init(side(standing.high)), .init(side(standing.low)),
                        .init(
                            untold ?? standing.rates?.ratio.map { Numbers.fixed($0, places: 1) } ?? "",
                            badge: differs ? Badge(Words.text("quality.differs"), .attention) : nil),
                    ]
                }))
        section.isWide = true
        return section
    }

    private static func next(_ health: UnitHealth, _ answer: UnitHealthAnswer) -> FormSection {
        guard case .success(let next) = health.next, !next.codes.isEmpty else {
            return FormSection("next", HealthPlot.next.title, text: Words.text("health.nothing.next"))
        }
        func limits(_ limits: ConfidenceLimits) -> String {
            "\(Numbers.percent(limits.lower * 100)) … \(limits.upper.map { Numbers.percent($0 * 100) } ?? "")"
        }
        var section = FormSection(
            "next", HealthPlot.next.title,
            table: DataTable(
                caption: HealthPlot.next.title,
                columns: [
                    .init(Words.text("quality.fault")), .init(Words.text("word.name")),
                    .init(Words.text("quality.failures"), isNumber: true),
                    .init(Words.text("health.chance"), isNumber: true),
                    .init(Words.text("quality.limits"), isNumber: true),
                ],
                rows: next.codes.prefix(20).map { known in
                    [
                        .init(known.code), .init(answer.titles[known.code]?.title(in: Words.current.language) ?? ""),
                        .init(Numbers.grouped(known.chance.failures)),
                        .init(Numbers.percent(known.chance.probability * 100)), .init(limits(known.chance.limits)),
                    ]
                }))
        section.isWide = true
        return section
    }
}
