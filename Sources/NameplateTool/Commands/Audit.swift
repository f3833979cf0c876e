import ArgumentParser
import Server

/// `nameplate audit`
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Re-read all data and compare it with what it was made from.",
        discussion: """
            Exit status 1 says that something differs.

            EXAMPLES
              nameplate audit
            """)
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let bar = ProgressBar("Auditing")
            let report = try await session.report(of: APICall(.post, ["audit"])) { progress in
                let (done, total) = (progress.done.asInteger ?? 0, progress.total.asInteger ?? 0)
                bar.show(
                    progress.part.asText, fraction: total > 0 ? Double(done) / Double(total) : nil, rows: done)
            }
            bar.clear()
            let findings = report.findings.asArray.compactMap(\.asText)
            if session.printsJSON {
                try session.output.print(json: try JSONText.encode(report))
            } else {
                var card = Card()
                card.title(findings.isEmpty ? "Everything agrees." : "Something differs.")
                card.field("Events", report.events.asText)
                card.field("Units", report.units.asText)
                card.field("Audit trail", report.entries.asInteger.map { Numbers.count($0, "entry", "entries") })
                for finding in findings { card.field("Finding", finding, .bad) }
                try session.output.print(card)
            }
            if !findings.isEmpty { throw ExitCode(Failure.refused) }
        }
    }
}
