import Plots

/// Every component of the pages, filled with samples: what a new page is made of.
package struct StyleguidePage: WebPage {
    package static let template = TemplateName.styleguide

    /// The names of the colours, as the style sheet's custom properties have them.
    package static let colours = [
        "paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong", "accent", "good", "attention", "bad",
        "mark-ground",
    ]

    package init() {}

    package var title: String { Words.text("styleguide.title") }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": Breadcrumb([Link(Frame.siteName, .front)], here: title).mustache,
            "colours": Self.colours.map { ["name": $0] }, "fields": shown(fields),
            "badges": shownList(Tone.allCases.map { Badge(Self.said($0), $0) }),
            "notices": shown(
                Tone.allCases.map { Notice($0, Self.said($0), text: Words.text("styleguide.noticeText")) }),
            "plate": plate.mustache, "table": table.mustache,
            "pagination": Pagination(first: .front, next: .front, position: Words.text("styleguide.position")).mustache,
            "facts": shownList([
                Fact(Words.text("word.serialNumber"), "24K0001207", isNumber: true),
                Fact(Words.text("word.state"), Words.text("styleguide.state"), note: Words.text("styleguide.note")),
            ]),
            "cards": shownList([
                ModelCard(
                    maker: Words.text("word.maker"), number: "AB-1200 X", name: Words.text("word.whatItIs"),
                    href: .front, badge: Badge(Words.text("styleguide.state"), .good))
            ]),
            "history": history.mustache,
            "plot": shown(IntervalBar(low: 1.2, point: 1.6, high: 2.1, label: Words.text("styleguide.plot"))),
            "figures": shown([survival, rates]),
            "empty": EmptyState(
                Words.text("styleguide.nothing"), text: Words.text("styleguide.nothingText"),
                link: Link(Words.text("styleguide.whatToDo"), .front)
            ).mustache,
        ]
    }

    private static func said(_ tone: Tone) -> String { Words.text("styleguide.tone.\(tone.rawValue)") }

    private var fields: [FormField] {
        var wrong = FormField("wrong", Words.text("styleguide.wrong"), .code, value: "24K00O1207")
        wrong.problem = .init(Words.text("styleguide.problem"), in: wrong.value, at: 5)
        return [
            FormField("text", Words.text("styleguide.text"), hint: Words.text("styleguide.hint")), wrong,
            FormField(
                "choice", Words.text("styleguide.choice"), .choice,
                options: Tone.allCases.map { .init($0.rawValue, Self.said($0)) }),
        ]
    }

    private var plate: Plate {
        Plate(
            maker: Words.text("word.maker"), product: Words.text("word.whatItIs"), model: .init("AB-1200 X"),
            serial: .init("24K0OO1207", doubtful: [4: Words.text("styleguide.doubt")], isAsked: true))
    }

    private var survival: PlotFigure {
        let ages: [Double] = [0, 150, 300, 450, 600, 750]
        let limits = ages.map { PlotBandPoint(x: $0, low: 1 - $0 / 4_000, high: 1 - $0 / 9_000) }
        return PlotFigure(
            Plot(
                Words.text("styleguide.survival"), subtitle: Words.text("styleguide.survivalNote"),
                x: PlotAxis(label: Words.text("styleguide.age"), unit: Words.text("styleguide.days")),
                y: PlotAxis(label: Words.text("styleguide.stillUsed"), range: 0.8...1, format: .percent),
                layers: [
                    PlotLayer(name: "AB-1200", shape: .band(limits, isStepped: true)),
                    PlotLayer(name: "AB-1200", shape: .steps(ages.map { PlotPoint(x: $0, y: 1 - $0 / 6_000) })),
                    PlotLayer(
                        name: "AB-900", shape: .steps(ages.map { PlotPoint(x: $0, y: 1 - $0 / 12_000) }),
                        emphasis: .second),
                    PlotLayer(
                        shape: .window(365...395, label: Words.text("styleguide.warrantyEnds")), emphasis: .muted),
                ],
                atRisk: [
                    AtRiskRow(
                        label: "AB-1200", counts: ages.map { AtRiskRow.Count(x: $0, count: 2_400 - Int($0) * 3) })
                ], source: Words.text("styleguide.source")), csv: .front, svg: .front, mostRows: 4)
    }

    private var rates: PlotFigure {
        let rates: [Double] = [0.021, 0.018, 0.026, 0.022, 0.019, 0.041, 0.024, 0.02]
        let points = rates.enumerated().map { week, rate in
            PlotPoint(x: 19_723 + Double(week) * 7, y: rate, low: rate * 0.7, high: rate * 1.4, link: Href.front.text)
        }
        return PlotFigure(
            Plot(
                Words.text("styleguide.rates"),
                x: PlotAxis(label: Words.text("styleguide.produced"), scale: .days),
                y: PlotAxis(label: Words.text("styleguide.claimed"), range: 0...0.06, format: .percent),
                layers: [
                    PlotLayer(shape: .points(points.filter { $0.y < 0.04 })),
                    PlotLayer(
                        name: Words.text("styleguide.alarm"), shape: .points(points.filter { $0.y >= 0.04 }),
                        emphasis: .alarm),
                    PlotLayer(shape: .level(0.022, label: Words.text("styleguide.mean")), emphasis: .muted),
                ], source: Words.text("styleguide.source")), csv: .front, svg: .front, mostRows: 4)
    }

    private var table: DataTable {
        DataTable(
            caption: Words.text("styleguide.tables"),
            columns: [
                .init(Words.text("word.model"), sort: .init(.front, .ascending)),
                .init(Words.text("word.state"), sort: .init(.front)), .init(Words.text("word.units"), isNumber: true),
            ],
            rows: [("AB-1200 X", 2_400), ("AB-900", 12)].map { number, count in
                [
                    .init(number, href: .front), .init("", badge: Badge(Words.text("styleguide.state"), .good)),
                    .init(Numbers.grouped(count)),
                ]
            })
    }

    private var history: TimeLine {
        let day = Moment(microseconds: 1_710_403_200_000_000)
        return TimeLine([
            TimeLineEvent(
                anchor: "e1", at: day, step: Words.text("styleguide.happened"), text: Words.text("styleguide.note"),
                tone: .good)
        ])
    }
}
