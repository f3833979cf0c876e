import Hummingbird
import Identifiers
import Nameplate
import Registry
import Statistics

extension Site {
    /// Models side by side: those that the query names, and a form for one more.
    func compare(_ call: Call) async throws -> Response {
        var (names, notices): ([ModelName], [Notice]) = ([], [])
        for text in call.queries["model", default: []] where !text.allSatisfy(\.isWhitespace) {
            do {
                let name = try await call.registry.modelName(text, as: call.principal)
                _ = try await call.registry.model(name.number, of: name.manufacturer, as: call.principal)
                if !names.contains(name) { names.append(name) }
            } catch let error as RegistryError where [.modelUnknown, .valueInvalid].contains(error.code) {
                notices.append(
                    Notice(
                        .attention, Words.text("compare.isLeftOut", ["value": "\(text.prefix(80))"]),
                        ErrorText(error)))
            }
        }
        let options = ["all", "units"].compactMap { name in call.query[name].map { (name, $0) } }
        let canGrow = names.count < NameplateRegistry.mostComparedModels
        var page = ComparePage(
            notices: notices,
            kept: canGrow
                ? names.map { ComparePage.Kept("model", $0.text) } + options.map { ComparePage.Kept($0.0, $0.1) } : nil)
        guard names.count > 1 else {
            page.empty = EmptyState(
                names.isEmpty ? Words.text("compare.nothingToCompareYet") : Words.text("compare.oneMoreIsNeeded"),
                text: names.first.map { Words.text("compare.isThereAddAnother", ["number": "\($0.number)"]) }
                    ?? Words.text("compare.addTwoModelsTo"), link: Link(Words.text("word.findModels"), .manufacturers))
            return try respond(page, to: call)
        }
        names = Array(names.prefix(NameplateRegistry.mostComparedModels))
        let answer = try await call.comparison(of: names)
        if call.query["as"] == "csv" {
            var response = call.table(of: answer, all: call.flag("all"))
            response.headers[.contentDisposition] = "attachment; filename=\"comparison.csv\""
            return response
        }
        let isAll = call.flag("all")
        page.heading = isAll ? Words.text("compare.whatTheyTell") : Words.text("word.whatDiffers")
        page.choices = ComparePage.choices(names.map(\.text), isAll: isAll, units: call.query["units"])
        page.table = ComparisonTable(
            answer.models, isAll ? answer.comparison : answer.comparison.differences,
            removing: names.count > 2 ? { left in .compare(left.map(\.text), query: options) } : nil, words: words)
        return try respond(page, to: call)
    }

    /// A product line: its models by what differs.
    func productLine(_ call: Call) async throws -> Response {
        let answer = try await call.registry.line(
            call.segment("line"), of: call.segment("manufacturer"), as: call.principal)
        let maker = answer.manufacturer
        let page = ProductLinePage(
            breadcrumb: Breadcrumb(
                [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker.name, .manufacturer(maker.slug))],
                here: answer.line),
            maker: maker.name, line: answer.line, summary: Words.text("count.model", count: answer.models.count),
            table: ComparisonTable(answer.models, answer.comparison.differences, removing: nil, words: words),
            more: answer.isCut
                ? Link(Words.text("compare.thereAreMoreAll", ["maker": maker.name]), .manufacturer(maker.slug)) : nil)
        return try respond(page, to: call)
    }
}

extension ComparePage {
    /// Other ways to look at the same models.
    fileprivate static func choices(_ models: [String], isAll: Bool, units: String?) -> [Link] {
        func link(_ text: String, all: Bool, _ units: String?, csv: Bool = false) -> Link {
            var query = all ? [("all", "true")] : []
            if let units { query.append(("units", units)) }
            if csv { query.append(("as", "csv")) }
            return Link(text, .compare(models, query: query))
        }
        var links = [
            link(
                isAll ? Words.text("compare.onlyWhatDiffers") : Words.text("compare.alsoWhatIsAlike"), all: !isAll,
                units)
        ]
        let systems: [(String?, String)] = [
            (nil, Words.text("compare.unitsAsUsualHere")), ("metric", Words.text("compare.metricUnits")),
            ("customary", Words.text("compare.usCustomaryUnits")),
        ]
        links += systems.filter { $0.0 != units }.map { link($0.1, all: isAll, $0.0) }
        return links + [link(Words.text("word.downloadAsCsv"), all: isAll, units, csv: true)]
    }
}

extension ComparisonTable {
    /// - Parameter removing: the comparison of the models that are left; nil where none may be taken away.
    init(_ models: [ModelAnswer], _ comparison: Comparison, removing: (([ModelName]) -> Href)?, words: Words) {
        let names = models.map { ModelName($0.manufacturer.slug, $0.model.number.text) }
        var groups = comparison.groups.map { group in
            Group(
                group.title,
                group.rows.map { row in Row(row.name, row.cells.map { $0.map { Cell($0, words: words) } ?? Cell(nil) })
                })
        }
        let rates = models.map { $0.fleet?.rateText }
        if rates.contains(where: { $0 != nil }) {
            groups.append(
                Group(
                    Words.text("compare.howTheyHaveFared"),
                    [Row(Words.text("compare.failInAYear"), rates.map { Cell($0) })]))
        }
        self.init(
            caption: Words.text("compare.modelsSideBySide"),
            models: zip(models, names).map { answer, name in
                Model(
                    name.number, name: answer.model.details.name, maker: answer.manufacturer.name,
                    href: .model(name.manufacturer, name.number), remove: removing?(names.filter { $0 != name }))
            }, groups: groups)
    }
}

extension ComparisonTable.Cell {
    init(_ cell: Comparison.Cell, words: Words) {
        let system = cell.shown.unit.flatMap(UnitOfMeasure.coded)?.system
        let given = cell.given.flatMap { $0.unit.flatMap(UnitOfMeasure.coded)?.system != system ? $0 : nil }
        self.init(
            cell.date?.text ?? words.value(cell.shown), isBest: cell.isBest, given: given.map { words.value($0) })
    }
}

extension FleetFigures {
    /// The failure rate with its limits, without which one failure of few units says too much; nil without exposure.
    fileprivate var rateText: String? {
        guard let rate = annualRate, let upper = rate.limits.upper else { return nil }
        return Words.text(
            "compare.rate",
            [
                "rate": Numbers.percent(rate.annualRate * 100), "lower": Numbers.percent(rate.limits.lower * 100),
                "upper": Numbers.percent(upper * 100),
            ])
    }
}
