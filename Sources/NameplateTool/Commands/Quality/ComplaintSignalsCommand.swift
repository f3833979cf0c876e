import ArgumentParser
import Server

/// `nameplate quality complaints signals`
struct ComplaintSignalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "Say what is complained of more often about a model than about the others.",
        discussion: """
            Of the complaints of two years, as many as come are compared with how many would, were the model complained of as all models \
            are. 'times' is the code's share of the model's complaints over that of the others'. A star marks what stands \
            out on that day; without one it has done so within a year. A signal is a reason to look, not a finding.

            EXAMPLES
              nameplate quality complaints signals fjordlys
              nameplate quality complaints signals fjordlys --as-of 2025-12-31
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "As it was known at the end of this day, such as 2025-12-31 (default: today).") var asOf: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(
            .get, ["manufacturers", manufacturer, "quality", "complaint-signals"], query: [("asOf", asOf)]
        ).typing("asOf", asOf)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                try session.output.print([
                    "\(answer.complaints.asText ?? "") complaints of \(answer.windowDays.asText ?? "") days until "
                        + "\(answer.asOf.asText ?? ""), \(answer.cells.asText ?? "") pairs of model and code looked at."
                ])
                try session.print(Self.table(answer), of: answer, none: "Nothing stands out.")
                for item in answer.items.asArray.prefix(5) {
                    try session.output.print([item.sentence.asText ?? ""])
                }
            }
        }
    }

    private static func table(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "since", isWhole: true), .init(heading: "model", isWhole: true),
            .init(heading: "fault code"), .init(heading: "complaints", isNumber: true),
            .init(heading: "expected", isNumber: true), .init(heading: "times", isNumber: true),
            .init(heading: "95 % limits", isNumber: true), .init(heading: "by chance", isNumber: true),
            .init(heading: "harmful", isNumber: true), .init(heading: ""),
        ])
        for item in answer.items.asArray {
            let upper = item.upper.asDouble.map { FleetText.fixed($0, 1) } ?? "unlimited"
            table.add([
                item.raisedOn.asText ?? "", item.model.asText ?? "", item.faultCode.asText ?? "",
                item.complaints.asText ?? "", FleetText.number(item.expected, 1), FleetText.number(item.ratio, 1),
                item.lower.asDouble.map { "\(FleetText.fixed($0, 1)) … \(upper)" } ?? "",
                FleetText.number(item.byChance, 3), item.harmful.asText ?? "",
                item.standsOut.asText == "yes" ? "*" : "",
            ])
        }
        return table
    }
}
