import ArgumentParser
import Registry
import Server

/// `nameplate recall site`
struct RecallSite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "List the recalled units of a place: a dealer's stock, and what it has sold.",
        discussion: """
            EXAMPLES
              nameplate recall site fjordlys sample-shop
              nameplate recall site fjordlys sample-shop --csv
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The place, as events name it (default: your only one).") var site: String?
    @Option(help: "Only units of this campaign.") var campaign: String?
    @Flag(help: "Print it as CSV.") var csv = false
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if csv, registry.json { throw ValidationError("Choose one of --csv and --json.") }
    }

    func run() async throws {
        let query = [("site", site), ("campaign", campaign), ("format", csv ? "csv" : nil)]
        let call = APICall(.get, ["manufacturers", manufacturer, "campaigns", "site"], query: query)
        try await Session.open(registry) { session in
            guard !csv else { return try await session.caller.stream(call) { try session.output.write($0) } }
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "model", isWhole: true), .init(heading: "serial", isWhole: true),
                    .init(heading: "campaign", isWhole: true), .init(heading: "where"), .init(heading: "state"),
                    .init(heading: "title"),
                ])
                for item in answer.items.asArray {
                    let sold = item.soldAt.asText.map { "sold \($0.prefix(10))" }
                    table.add([
                        item.model.asText ?? "", item.serial.asText ?? "", item.campaign.asText ?? "",
                        item.isHere.isTrue ? "here" : sold ?? "back here",
                        item.state.asText.map(CampaignCard.words) ?? "open", item.title.asText ?? "",
                    ])
                }
                try session.print(
                    table, of: answer, none: "No unit of an open campaign stands there or was sold there.")
                if answer.isCut.isTrue { try session.output.print("There are more units than are looked at.") }
            }
        }
    }
}
