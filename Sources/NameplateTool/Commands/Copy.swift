import ArgumentParser
import Nameplate
import Registry
import Server

/// `nameplate copy`
struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a registry from one engine to another, or to another place.",
        discussion: """
            The target must be empty. What was copied is compared row by row, and audited. A copy that was cut off goes on \
            when the command is repeated. The source is only read, as it stands at one moment. End its servers before you \
            move: what they write after that moment stays behind, and the copy says so.

            EXAMPLES
              nameplate copy --from nameplate.sqlite --to moved.sqlite --dry-run
              nameplate copy --from nameplate.sqlite --to moved.sqlite
              nameplate copy --from nameplate.sqlite --to postgres://db.example.com/registry
            """)
    @Option(help: "The registry: a file, or postgres://user@host/name.", completion: .file()) var from: String
    @Option(help: "An empty database: a file, or postgres://user@host/name.", completion: .file()) var to: String
    @Option(
        help:
            "The file of the source's master key (default: NAMEPLATE_MASTER_KEY_FILE, or the source's name with .key).",
        completion: .file())
    var masterKeyFile: String?
    @Flag(help: "Only check both and count what there is.") var dryRun = false
    @Flag(name: .long, help: "Print JSON.") var json = false

    func run() async throws {
        let state = RegistryPlace.stateDirectory
        let source = try RegistryPlace(parsing: from, stateDirectory: state)
        let target = try RegistryPlace(parsing: to, stateDirectory: state)
        let bar = ProgressBar(dryRun ? "Counting" : "Copying")
        defer { bar.clear() }
        let report = try await source.copy(
            to: target, masterKey: DatabaseOption.masterKey(masterKeyFile), isDryRun: dryRun, as: .administrator
        ) { step in
            bar.show(
                step.part, fraction: step.total > 0 ? Double(step.done) / Double(step.total) : nil, rows: step.done)
        }
        bar.clear()
        try json ? show(json: report) : show(report, target)
        if report.audit?.findings.isEmpty == false { throw ExitCode(Failure.refused) }
    }

    private func show(json report: RegistryCopyReport) throws {
        try Output.standard.print(
            json: JSONWriter.bytes { json in
                json.object { json in
                    json.field("copied", !dryRun)
                    json.field("resumed", report.copy.wasResumed)
                    json.field("position", report.copy.position)
                    json.field("eventsSince", report.copy.eventsSince)
                    json.field("keyFile", report.keyFile)
                    if let audit = report.audit { json.field("findings", audit.findings) }
                    json.objectField("rows") { json in
                        for (table, count) in report.copy.rows.sorted(by: { $0.key < $1.key }) {
                            json.field(table, count)
                        }
                    }
                }
            })
    }

    private func show(_ report: RegistryCopyReport, _ target: RegistryPlace) throws {
        let copy = report.copy
        var card = Card()
        let name = target.title.harmless()
        card.title(
            dryRun
                ? (copy.wasResumed ? "The copy in “\(name)” could go on." : "The registry could be copied.")
                : "The registry is in “\(name)”, row for row.")
        card.field("Rows", Numbers.grouped(copy.rows.values.reduce(0, +)))
        card.field("Units", Numbers.grouped(copy.rows["units"] ?? 0))
        card.field("Events", Numbers.grouped(copy.rows["events"] ?? 0))
        card.field("Position", Numbers.grouped(copy.position))
        if copy.wasResumed, !dryRun { card.field("Note", "went on where an earlier copy had been ended") }
        if copy.eventsSince > 0 {
            card.field(
                "Left behind", "\(Numbers.grouped(copy.eventsSince)) events that the source has got meanwhile", .warning
            )
        }
        if let audit = report.audit {
            card.field("Audit", audit.findings.isEmpty ? "everything agrees" : "something differs")
            for finding in audit.findings { card.field("Finding", finding, .bad) }
            card.field("Master key", report.keyFile?.harmless() ?? "as before: give its servers the same one")
        }
        try Output.standard.print(card)
    }
}
