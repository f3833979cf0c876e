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
