import ArgumentParser

/// Which units of a manufacturer are asked for, and how their time in service is counted.
struct FleetArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only of this model.") var model: String?
    @Option(help: "Only these units, in the language of populations.") var population: String?
    @Option(help: "Only this fault and those below it; may be given several times.") var fault: [String] = []
    @Option(help: "Up to the end of this day, such as 2026-01-31 (default: today).") var until: String?
    @Option(
        help: """
            Until when units in service count: 'automatic' (those that report themselves until their last report), \
            'last-report' or 'last-day'.
            """)
    var exposure: String?
    @Option(help: "Days from shipping to service where nobody tells (default: 60).") var salesLag: Int?

    func call(_ what: [String], query: [(String, String?)] = []) -> APICall {
        let asked: [(String, String?)] = [
            ("model", model), ("population", population), ("until", until), ("exposure", exposure),
            ("salesLag", salesLag.map(String.init)),
        ]
        return APICall(
            .get, ["manufacturers", manufacturer, "quality"] + what,
            query: asked + fault.map { ("fault", $0) } + query
        )
        .typing("model", model).typing("population", population.map(PopulationArgument.onOneLine))
        .typing("until", until).typing("fault", fault.first)
    }
}
