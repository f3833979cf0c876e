import ArgumentParser

/// `nameplate issue`: serial numbers for a batch of units.
struct Issue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Issue serial numbers for a batch of units.",
        usage: "nameplate issue [<manufacturer>] <model> --count <count> [<options>]",
        discussion: """
            The model number alone is enough where only one manufacturer has it.

            EXAMPLES
              nameplate issue FJ-320 --count 5 --plant TR --date 2026-03-02 --dry-run
              nameplate issue fjordlys FJ-320 --count 5 --plant TR --date 2026-03-02 \\
                --batch 2026-W10 --serials -
            """)
    @OptionGroup var model: NamedModel
    @Option(help: "How many.") var count: Int64
    @Option(help: "The plant, where the format prints one.") var plant: String?
    @Option(help: "The line, where the format prints one.") var line: String?
    @Option(help: "The day of production, such as 2026-03-02, where the format prints a date.") var date: String?
    @Option(help: "The batch's own number (default: the date and a count).") var batch: String?
    @Option(name: .customLong("first"), help: "The first sequence number (default: goes on after the last).")
    var firstSequence: Int64?
    @Option(help: "The order under which the units are made.") var workOrder: String?
    @Option(help: "The last day on which they are good for use, such as 2027-03-31.") var expiresOn: String?
    @Option(help: "Where they are to be sold, such as NO (ISO 3166-1).") var market: String?
    @Option(help: "Which format, where the model has several.") var pattern: String?
    @Flag(help: "Give the model the format of --pattern where it has not got it.") var addFormat = false
    @Flag(help: "Only show what would be issued.") var dryRun = false
    @Option(help: "Write the serial numbers to this file, one a line; '-' is standard output.", completion: .file())
    var serials: String?
    @Option(
        help: "Write the serial numbers with their label codes and owner codes to this file, as CSV.",
        completion: .file())
    var codes: String?
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count is a number from 1.") }
        if addFormat, pattern == nil { throw ValidationError("--add-format needs --pattern.") }
        if dryRun, serials != nil || codes != nil {
            throw ValidationError("--dry-run issues nothing that --serials or --codes could write.")
        }
        if serials == "-", codes == "-" { throw ValidationError("--serials and --codes cannot share standard output.") }
    }

    func run() async throws {
        try await Session.open(registry) { session in
            var fields: [String: JSON] = ["count": .integer(count)]
            fields["batch"] = batch.map(JSON.string)
            fields["plant"] = plant.map(JSON.string)
            fields["line"] = line.map(JSON.string)
            fields["date"] = date.map(JSON.string)
            fields["firstSequence"] = firstSequence.map(JSON.integer)
            fields["workOrder"] = workOrder.map(JSON.string)
            fields["expiresOn"] = expiresOn.map(JSON.string)
            fields["market"] = market.map(JSON.string)
            fields["pattern"] = pattern.map(JSON.string)
            if addFormat { fields["addFormat"] = .boolean(true) }
            let path = try await model.path(session)
            var issue = try APICall(.post, path + ["batches"], query: [("dryRun", dryRun ? "true" : nil)])
                .sending(.object(fields))
            // What is wrong with a pattern is told of the field 'format'.
            let typed = [
                "plant": plant, "line": line, "date": date, "batch": batch, "work_order": workOrder, "market": market,
                "expiresOn": expiresOn, "expires_on": expiresOn, "pattern": pattern, "format": pattern,
            ]
            for (name, text) in typed { issue = issue.typing(name, text) }
            let body = try await session.answer(to: issue).body
            let issued = try JSONText.decode(JSON.self, from: body)
            // The serial numbers own standard output where they go there.
            if serials != "-", codes != "-" {
                try session.show(body) { answer in
                    var card = Batches.Show.card(answer)
                    if dryRun { card.text("Nothing is issued yet: this is a dry run.", .warning) }
                    try session.output.print(card)
                }
            }
            guard let number = issued.number.asText else { return }
            for (file, list) in [(serials, "serials"), (codes, "codes")] {
                guard let file else { continue }
                // Owner codes are for nobody else to read.
                let output =
                    try file == "-" ? session.output : Output(path: file, mode: list == "codes" ? 0o600 : 0o644)
                let call = APICall(.get, path + ["batches", number, list])
                try await session.caller.stream(call) { try output.write($0) }
            }
        }
    }
}
