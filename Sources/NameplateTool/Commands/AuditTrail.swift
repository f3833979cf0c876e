import ArgumentParser
import Server

/// `nameplate audit-trail`
struct AuditTrail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit-trail",
        abstract: "Show who did or read what, when, from where and why, newest first.",
        discussion: """
            Each entry commits to what it says; 'nameplate audit' checks that. Taking the trail away as a table or \
            as lines stands in the trail itself.

            EXAMPLES
              nameplate audit-trail
              nameplate audit-trail fjordlys --action owner.read --since 2026-01-01
              nameplate audit-trail --who administrator --csv
            """)
    @Argument(help: "The manufacturer's short name; without it, the whole registry.") var manufacturer: String?
    @Option(help: "From this time on, such as 2026-03-01 or 2026-03-01T09:00:00Z.") var since: String?
    @Option(help: "Up to this time.") var until: String?
    @Option(help: "Who did it, by the name in the trail.") var who: String?
    @Option(help: "What was done, such as owner.read.") var action: String?
    @Option(help: "What it was done to.") var subject: String?
    @Flag(help: "Print all of it as a table for spreadsheets (CSV).") var csv = false
    @Flag(help: "Print all of it as lines of JSON (NDJSON).") var lines = false
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if [csv, lines, registry.json].count(where: \.self) > 1 {
            throw ValidationError("Choose one of --csv, --lines and --json.")
        }
    }

    func run() async throws {
        let path = (manufacturer.map { ["manufacturers", $0] } ?? []) + ["audit-trail"]
        let filter = [
            ("since", since), ("until", until), ("who", who), ("action", action), ("subject", subject),
        ]
        try await Session.open(registry) { session in
            guard !csv, !lines else {
                let call = APICall(.get, path, query: filter).typing("since", since).typing("until", until)
                    .with("Accept", csv ? "text/csv" : "application/x-ndjson")
                let output = session.output
                return try await session.caller.stream(call) { try output.write($0) }
            }
            let call = APICall(.get, path, query: filter + page.query).typing("since", since).typing("until", until)
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "when (UTC)"), .init(heading: "who"), .init(heading: "what", isWhole: true),
                    .init(heading: "to what"), .init(heading: "from"), .init(heading: "why"),
                ])
                for item in answer.items.asArray {
                    let subject = [item.manufacturer.asText, item.subject.asText].compactMap(\.self)
                    table.add([
                        Figures.time(item.at.asText) ?? "", item.who.asText ?? "", item.action.asText ?? "",
                        subject.joined(separator: " "), item.network.asText ?? "", Self.reason(item),
                    ])
                }
                try session.print(table, of: answer, none: "No entry of the audit trail is like this.")
            }
        }
    }

    private static func reason(_ item: JSON) -> String {
        item.reason.asText ?? (item.reasonErased == .boolean(true) ? "(erased)" : item.detail.asText ?? "")
    }
}
