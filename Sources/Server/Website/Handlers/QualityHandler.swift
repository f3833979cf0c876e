import Hummingbird
import Identifiers
import Nameplate
import Plots
import Quality
import Registry
import Statistics

// How often units fail, and at which age.

extension Href {
    package static func quality(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "quality"], query: query)
    }

    static func fieldFailures(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "quality", "failures"], query: query)
    }

    fileprivate static func plot(_ slug: String, _ plot: FleetPlot, _ format: String, _ query: [(String, String)])
        -> Href
    {
        Href(
            ["api", "v1", "manufacturers", slug, "quality", "plots", plot.rawValue],
            query: query + [("format", format)])
    }
}

extension Site {
    var qualityRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/quality", permission: .readQuality,
                summary: "How often units fail, and at which age",
                query: FleetInquiry.parameters + [.init("figure", .text(most: 20), "which figure is drawn")],
                answer: .page("the page"), handle: qualityPage),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/quality/failures", permission: .readQuality,
                summary: "The failures behind a figure",
                query: FleetInquiry.parameters + [.init("after", .text(most: 400), "the cursor of the page before")],
                answer: .page("the page"), handle: fieldFailuresPage),
        ]
    }

    private func qualityPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let (answer, problem) = try await call.told {
            try await call.registry.fleet(of: slug, FleetInquiry(call), as: call.principal)
        }
        var page = RecordsPage(
            answer, of: manufacturer, call.askedOfFleet, call.query["figure"].flatMap(FleetPlot.init))
        if let problem {
            page.notice = Notice(.bad, problem)
        } else if let answer, answer.behind > 0 {
            page.notice = Notice(.plain, Words.text("stock.behind", ["count": Numbers.grouped(answer.behind)]))
        }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }

    private func fieldFailuresPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let (answer, problem) = try await call.told { () throws -> FieldFailuresAnswer? in
            let inquiry = try FleetInquiry(call)
            guard inquiry.model != nil else { return nil }
            return try await call.registry.failures(
                of: slug, inquiry, after: call.query["after"].map { try FieldFailure.Place(cursor: $0) } ?? .first,
                limit: 50, as: call.principal)
        }
        var page = RecordsPage(answer ?? nil, of: manufacturer, call.askedOfFleet)
        if let problem { page.notice = Notice(.bad, problem) }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }
}

extension Call {
    /// What was filled in, as it is asked for again.
    fileprivate var askedOfFleet: [(String, String)] {
        FleetInquiry.parameters.flatMap { parameter in
            (queries[parameter.name] ?? []).filter { !$0.isEmpty }.map { (parameter.name, $0) }
        }
    }

    /// What was asked for, or what is wrong with the question, to be said on its page.
    func told<T>(_ body: () async throws -> T) async throws -> (T?, ErrorText?) {
        let codes: Set<RegistryError.Code> = [
            .valueInvalid, .modelUnknown, .faultUnknown, .populationSyntax, .populationField, .populationRange,
            .populationTooLarge, .cursorInvalid, .problemUnknown,
        ]
        do {
            return (try await body(), nil)
        } catch let error as RegistryError where codes.contains(error.code) {
            return (nil, ErrorText(code: error.code.rawValue, ofPage: error.sentence))
        } catch let error as RequestError {
            return (nil, ErrorText(code: error.code.rawValue, ofPage: error.sentence))
        }
    }
}

extension RecordsPage {
    private static let cuts: [(word: String, key: String)] = [
        ("model", "quality.byModel"), ("version", "quality.byVersion"), ("batch", "quality.byBatch"),
        ("plant", "quality.byPlant"), ("line", "quality.byLine"), ("work-order", "quality.byWorkOrder"),
        ("week", "quality.byWeek"), ("month", "quality.byMonth"), ("market", "quality.byMarket"),
        ("serials", "quality.bySerials"),
    ]

    private static func fields(_ asked: [(String, String)], withCut: Bool) -> [FormField] {
        func value(_ name: String) -> String { asked.first { $0.0 == name }?.1 ?? "" }
        var fields = [
            FormField("model", Words.text("word.model"), .code, value: value("model")),
            FormField("population", Words.text("quality.population"), .code, value: value("population")),
            FormField("fault", Words.text("quality.fault"), .code, value: value("fault")),
            FormField("until", Words.text("quality.until"), .date, value: value("until")),
        ]
        guard withCut else { return fields }
        let choices =
            [FormField.Option("", Words.text("quality.byNothing"))]
            + cuts.map { FormField.Option($0.word, Words.text($0.key)) }
        fields.insert(
            FormField("by", Words.text("quality.by"), .choice, value: value("by"), options: choices), at: 2)
        return fields
    }

    /// - Parameter asked: the question as it was filled in.
    fileprivate init(
        _ answer: FleetAnswer?, of manufacturer: Manufacturer, _ asked: [(String, String)], _ figure: FleetPlot?
    ) {
        let slug = manufacturer.slug
        let hasUnits = (answer?.sample.whole.units ?? 0) > 0
        self.init(
            title: "\(Words.text("quality.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("quality.title")),
            maker: manufacturer.name, heading: Words.text("quality.title"), lead: Words.text("quality.lead"),
            listHeading: Words.text("quality.groups"), action: .quality(slug),
            fields: Self.fields(asked, withCut: true),
            isFiltered: !asked.isEmpty, table: hasUnits ? answer.map { Self.table($0, asked) } : nil,
            empty: hasUnits || answer == nil
                ? nil : EmptyState(Words.text("quality.none"), text: Words.text("quality.noneText")),
            links: [
                Link(Words.text("quality.failuresTitle"), .fieldFailures(slug, asked.filter { $0.0 != "by" })),
                Link(Words.text("emerging.title"), .emergingIssues(slug)),
                Link(Words.text("warrantyCost.link"), .warrantyCosts(slug)),
                Link(Words.text("watch.title"), .watched(slug)),
                Link(Words.text("watch.proposals"), .watchProposals(slug)),
                Link(Words.text("complaints.title"), .complaints(slug)),
                Link(Words.text("problems.title"), .problems(slug)),
            ])
        guard let answer, hasUnits else { return }
        lead = ([lead] + Self.sentences(answer)).joined(separator: " ")
        let curves = FleetCurves(answer.sample.whole)
        let drawn = figure ?? (answer.sample.groups.count > 1 ? .rates : .survival)
        figures = [
            PlotFigure(
                drawn.plot(answer, curves), csv: .plot(slug, drawn, "csv", asked),
                svg: .plot(slug, drawn, "svg", asked),
                mostRows: 30)
        ]
        // One at a time, so that a page stays light.
        links += FleetPlot.allCases.filter {
            $0 != drawn && ($0 != .rates && $0 != .chart || answer.sample.groups.count > 1)
        }.map {
            Link($0.title, .quality(slug, asked + [("figure", $0.rawValue)]))
        }
    }

    /// What is said of the groups that differ from the others by more than chance, three at most.
    private static func sentences(_ answer: FleetAnswer) -> [String] {
        let differing = zip(answer.sample.groups, answer.comparisons).filter {
            $1.adjustedPValue.map { $0 < 0.05 } ?? false
        }
        return differing.prefix(3).compactMap { group, comparison in
            guard let rates = comparison.rates, let ratio = rates.ratio, let upper = rates.limits.upper else {
                return nil
            }
            func times(_ value: Double) -> String { Numbers.fixed(value, places: 1) }
            return Words.text(
                "quality.sentence",
                [
                    "group": group.label.shown, "ratio": times(ratio), "lower": times(rates.limits.lower),
                    "upper": times(upper),
                ])
        }
    }

    private static func table(_ answer: FleetAnswer, _ asked: [(String, String)]) -> DataTable {
        let slug = answer.manufacturer.slug
        func percent(_ value: Double) -> String { Numbers.percent(value * 100) }
        let rows = answer.sample.groups.enumerated().map { index, group -> [DataTable.Cell] in
            let (tally, rate) = (group.tally, group.tally.rate())
            let comparison = answer.comparisons.indices.contains(index) ? answer.comparisons[index] : nil
            let differs = comparison?.adjustedPValue.map { $0 < 0.05 } ?? false
            let model =
                asked.first { $0.0 == "model" }
                ?? (answer.sample.question.cut == .model ? ("model", group.label.text) : nil)
            let failures = model.map { [$0, ("population", group.population.text)] }
            return [
                .init(group.label.shown, href: .population(slug, group.population.text)),
                .init(Numbers.grouped(tally.units)), .init(Numbers.fixed(Double(tally.unitDays) / 365, places: 1)),
                .init(Numbers.grouped(tally.failures), href: failures.map { .fieldFailures(slug, $0) }),
                .init(rate.map { percent($0.annualRate) } ?? ""),
                .init(rate.map { "\(percent($0.limits.lower)) … \($0.limits.upper.map(percent) ?? "")" } ?? ""),
                .init(
                    comparison?.rates?.ratio.map { Numbers.fixed($0, places: 2) } ?? "",
                    badge: differs ? Badge(Words.text("quality.differs"), .attention) : nil),
                .init(comparison?.expected.map { Numbers.fixed($0, places: 1) } ?? ""),
            ]
        }
        return DataTable(
            caption: Words.text("quality.groups"),
            columns: [
                .init(Words.text("quality.cut")), .init(Words.text("quality.units"), isNumber: true),
                .init(Words.text("quality.years"), isNumber: true),
                .init(Words.text("quality.failures"), isNumber: true),
                .init(Words.text("quality.perYear"), isNumber: true),
                .init(Words.text("quality.between"), isNumber: true),
                .init(Words.text("quality.times"), isNumber: true),
                .init(Words.text("quality.expected"), isNumber: true),
            ], rows: rows)
    }

    fileprivate init(_ answer: FieldFailuresAnswer?, of manufacturer: Manufacturer, _ asked: [(String, String)]) {
        let slug = manufacturer.slug
        let rows = (answer?.items ?? []).map { item -> [DataTable.Cell] in
            let failure = item.failure
            return [
                .init(
                    failure.unit.serial.text,
                    href: answer.map { .unit(slug, $0.model.number.text, failure.unit.serial.text) }),
                .init(item.batch ?? ""), .init(CivilDate(microseconds: failure.failure.time).isoText),
                .init(item.age.map { Numbers.grouped($0) } ?? ""), .init(failure.failure.code),
                .init(answer?.titles[failure.failure.code]?.title(in: Words.current.language) ?? ""),
            ]
        }
        self.init(
            title: "\(Words.text("quality.failuresTitle")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug))],
                here: Words.text("quality.failuresTitle")),
            maker: manufacturer.name, heading: Words.text("quality.failuresTitle"),
            lead: Words.text("quality.failuresLead"), listHeading: Words.text("quality.failures"),
            action: .fieldFailures(slug), fields: Self.fields(asked, withCut: false), isFiltered: !asked.isEmpty,
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("quality.failures"),
                    columns: [
                        .init(Words.text("word.serialNumber")), .init(Words.text("word.batch")),
                        .init(Words.text("quality.failedOn")),
                        .init(Words.text("quality.ageInDays"), isNumber: true), .init(Words.text("quality.fault")),
                        .init(Words.text("word.name")),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(Words.text("quality.noFailures"), text: Words.text("quality.noFailuresText")) : nil,
            pagination: Pagination(
                next: answer?.next.map { .fieldFailures(slug, asked + [("after", $0.cursor)]) }, position: ""))
    }
}
