import Server

/// Pages on which somebody says which units are meant.
extension SamplePages {
    static var population: PopulationPage {
        var page = newPopulation
        page.examples = []
        page.query = "model in (FJ-320, FJ-450C) and market = NO"
        page.day = "2026-03-01"
        page.result = PopulationPage.Result(
            text: page.query,
            reading: "all of these hold:\n  - the model is FJ-320 or FJ-450C\n  - the market is NO",
            notices: [Notice(.attention, "Fjordlys has no model FJ-450C.", text: "Is the number mistyped?")],
            total: "1 204 units", remark: "As things stand now; ages as of 1 March 2026.",
            models: DataTable(
                caption: "Units by model", columns: [.init("Model"), .init("Units", isNumber: true)],
                rows: [[.init("FJ-320", href: .model("fjordlys", "FJ-320")), .init("1 204")]]),
            units: DataTable(
                caption: "Units of the population", columns: [.init("Serial number"), .init("Model")],
                rows: [[.init("TR2410001207Y"), .init("FJ-320")]]),
            lists: [Link("CSV", .front, note: "for tables"), Link("JSON lines", .front)])
        return page
    }

    static var faultyPopulation: PopulationPage {
        var page = newPopulation
        page.examples = []
        page.query = "model = FJ 320"
        page.fault = .init(
            "The population, at character 12: found '320'; expected 'and', 'or' or the end.", before: "model = FJ ",
            found: "320")
        page.result = PopulationPage.Result(
            text: "model = X", reading: "the model is X", total: "0 units", remark: "As things stand now.",
            empty: EmptyState("No unit belongs", text: "Nothing fits."))
        page.result?.exact = Link("Count them all", .population("fjordlys", "model = FJ-320"))
        return page
    }

    static var newPopulation: PopulationPage {
        PopulationPage(
            title: "Which units of Fjordlys?",
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Which units?"), maker: "Fjordlys",
            action: .population("fjordlys"),
            examples: [Link("model = FJ-320", .population("fjordlys", "model = FJ-320"), note: "units of one model")],
            fields: [Fact("model", "model = FJ-320", note: "model like FJ-*")])
    }

    static var hostilePopulation: PopulationPage {
        var page = faultyPopulation
        page.query = "</textarea>" + hostile + rightToLeft
        page.fault = .init(hostile, before: hostile, found: rightToLeft, after: longSerial)
        page.result = PopulationPage.Result(
            text: hostile, reading: hostile + "\n" + longSerial, total: hostile, remark: hostile)
        return page
    }
}
