import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Which units of a manufacturer, for eyes that may see its production.
    func population(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readProduction, of: manufacturer.id)
        // Browsers send CRLF for each line.
        let text = (call.query["q"] ?? "").replacing("\r\n", with: "\n")
        var page = PopulationPage(manufacturer, text: text, day: call.query["on"] ?? "")
        guard !text.allSatisfy(\.isWhitespace) else {
            let models = try await call.registry.models(of: slug, limit: 1, as: call.principal)
            page.examples = PopulationPage.examples(of: slug, model: models.first?.number.text ?? "FJ-320")
            return try respond(page, to: call)
        }
        do {
            let day = try PopulationPage.day(page.day)
            let question = PopulationQuestion(try WrittenPopulation(typed: text), of: slug, on: day)
            let rows = call.query["count"] == nil ? NameplateRegistry.glance : .max
            let found = try await call.registry.glance(
                at: question, limit: PopulationPage.mostUnits, reading: rows, as: call.principal)
            page.result = PopulationPage.Result(found, asTyped: text, on: page.day)
            if maySelect(call) {
                page.result?.units?.selection = .units(of: slug, found.units.map { ($0.model, $0.serial.text) })
            }
        } catch {
            // What is wrong with the population is told beside it; everything else has a page of its own.
            guard let problem = Problem(of: error), problem.field != nil, [400, 422].contains(problem.status) else {
                throw error
            }
            page.fault = PopulationPage.Fault(problem, in: text)
        }
        return try respond(page, to: call)
    }
}

extension PopulationPage {
    /// Units shown of each population.
    static let mostUnits = 20

    init(_ manufacturer: Manufacturer, text: String, day: String) {
        self.init(
            title: Words.text("population.whichUnitsOf", ["manufacturer": manufacturer.name]),
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers),
                    Link(manufacturer.name, .manufacturer(manufacturer.slug)),
                ],
                here: Words.text("population.title")),
            maker: manufacturer.name, action: .population(manufacturer.slug), query: text, day: day,
            fields: Self.fields)
    }

    /// Nil for an empty field.
    /// - Throws: `population.value`.
    fileprivate static func day(_ text: String) throws(RegistryError) -> CivilDate? {
        guard !text.isEmpty else { return nil }
        guard let day = try? CivilDate(parsing: text) else {
            throw RegistryError(.populationValue, Words.text("population.agesAreToldAs"), field: "on")
        }
        return day
    }

    fileprivate static func examples(of slug: String, model: String) -> [Link] {
        let model = PopulationPage.quoted(model)
        return [
            ("model = \(model) and market in (NO, SE)", Words.text("population.unitsOfOneModel")),
            (
                "produced from 2024-03-01 to 2024-03-31 and not mark = recalled",
                Words.text("population.aMonthOfProduction")
            ),
            ("batch like 2024-* and disposition = in_transit", Words.text("population.onTheirWayNow")),
            ("age < 2 years and disposition = retail_sold", Words.text("population.soldAndYoungerThan")),
        ].map { Link($0, .population(slug, $0), note: $1) }
    }

    private static func quoted(_ value: String) -> String {
        PopulationTest.oneOf(.model, [value], isNegated: false).text.replacing("model = ", with: "")
    }

    private static var fields: [Fact] {
        [
            ("model", "model = FJ-320", "model in (FJ-320, FJ-450C), model like FJ-*"),
            ("version, product line, category", "product line = 'Cold chain'", "version != B, category is known"),
            (
                "serial", "serial from TR2410001000C to TR2410001999N",
                "serial in (…), serial like TR24*; a range counts in the order of its format"
            ),
            ("vin", "vin like WVWZZZ1K?7*", Words.text("population.isOneCharacterAny")),
            ("produced", "produced from 2024-03-01 to 2024-03-31", "produced = 2024-03, before, after, <="),
            ("age", "age < 2 years", Words.text("population.daysMonthsOrYears")),
            ("plant, production line", "plant = TR", "production line in (1, 2)"),
            ("batch, work order", "batch like 2024-W*", "work order = WO-4711"),
            ("market", "market in (NO, SE)", Words.text("population.countriesOfIso3166")),
            ("disposition", "disposition = in_transit", Words.text("population.theStateInThe")),
            ("mark", "mark = recalled", Words.text("population.lastingMarksNotMark")),
            ("contains", "contains (model = CX-95)", Words.text("population.aComponentOfIt")),
        ].map { Fact($0, $1, isNumber: true, note: $2) }
    }
}

extension PopulationPage.Fault {
    /// - Parameter text: As typed; the problem's position lies in it.
    init(_ problem: Problem, in text: String) {
        let said = ErrorText(problem)
        self.init(said.sentence)
        particulars = said.particulars
        guard let position = problem.position, problem.field == "population" else { return }
        let scalars = Array(text.unicodeScalars)
        guard (0...scalars.count).contains(position) else { return }
        let rest = scalars[position...]
        let word = rest.prefix { !$0.properties.isWhitespace }.prefix(40)
        func string(_ part: some Sequence<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: part)
            return String(view)
        }
        before = string(scalars[max(0, position - 400)..<position])
        found = word.isEmpty ? "…" : string(word)
        after = string(rest.dropFirst(word.count).prefix(400))
    }
}

extension PopulationPage.Result {
    fileprivate init(_ found: PopulationGlance, asTyped text: String, on day: String) {
        let (subject, count) = (found.subject, found.count)
        let slug = subject.manufacturer.slug
        self.init(
            text: subject.population.text, reading: subject.population.reading,
            notices: subject.unknownModels.prefix(5).map {
                Notice(
                    .attention,
                    Words.text("population.hasNoModel", ["manufacturer": subject.manufacturer.name, "value": "\($0)"]),
                    text: Words.text("population.isTheNumberMistyped"))
            },
            total: count.map { Words.text("count.unit", count: $0.total) } ?? Words.text("population.notCounted"),
            remark: count == nil
                ? Words.text("population.takesLonger")
                : Words.text("population.asThingsStandNow", ["subject": subject.today.text]))
        if count == nil {
            let asked = [("q", text)] + (day.isEmpty ? [] : [("on", day)]) + [("count", "all")]
            exact = Link(
                Words.text("population.countAll"), Href(["manufacturers", slug, "population"], query: asked))
        }
        guard count?.total != 0 else {
            empty = EmptyState(
                Words.text("population.noUnitBelongs"), text: Words.text("population.nothingThatIsKnown"))
            return
        }
        if let count, count.models.count > 1 { models = DataTable(count, of: slug) }
        if !found.units.isEmpty { units = DataTable(found.units, of: slug) }
        lists = [("csv", "CSV"), ("ndjson", "JSON lines")].map { format, name in
            Link(
                name,
                Href(
                    ["api", "v1", "manufacturers", slug, "populations", "units"],
                    query: [("population", text), ("on", subject.today.isoText), ("format", format)]))
        }
    }
}

extension DataTable {
    fileprivate init(_ count: PopulationCount, of slug: String) {
        self.init(
            caption: Words.text("population.unitsByModel"),
            columns: [.init(Words.text("word.model")), .init(Words.text("word.units"), isNumber: true)],
            rows: count.models.map { model in
                [Cell(model.number, href: .model(slug, model.number)), Cell(Numbers.grouped(model.count))]
            })
    }

    fileprivate init(_ units: [ListedUnit], of slug: String) {
        self.init(
            caption: Words.text("population.unitsOfThePopulation"),
            columns: [
                .init(Words.text("word.serialNumber")), .init(Words.text("word.model")),
                .init(Words.text("word.batch")), .init(Words.text("word.made")),
            ],
            rows: units.map { unit in
                [
                    Cell(unit.serial.text, href: .unit(slug, unit.model, unit.serial.text)), Cell(unit.model),
                    Cell(unit.batch ?? "", href: unit.batch.map { .batch(slug, unit.model, $0) }),
                    Cell(unit.producedOn?.unbrokenText ?? ""),
                ]
            })
    }
}
