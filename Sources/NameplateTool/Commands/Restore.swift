import ArgumentParser
import Nameplate
import Registry
import Server

/// `nameplate restore`
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a backup, and put it in the place of a registry.",
        discussion: """
            All of the backup is read and checked before anything is changed: its sum, its database, whether its key opens \
            and belongs to it, and whether this program knows its schema. A registry in a file then changes in one step; \
            what was there stays beside it under another name. A database of PostgreSQL must be empty. No server may have \
            the registry open.

            EXAMPLES
              nameplate restore keyless.backup --dry-run
              nameplate restore keyless.backup --database restored.sqlite
            """)
    @Argument(help: "The backup; '-' is standard input.", completion: .file()) var file: String
    @OptionGroup var passphrase: PassphraseOption
    @Flag(help: "Only check the backup; a server may have the registry open.") var dryRun = false
    @Flag(help: "Give up what was there instead of keeping it under another name.") var discard = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        guard try registry.remoteServer() == nil else {
            throw ToolError(
                "A backup is restored on the machine of the registry: run the command there, without --server and "
                    + "NAMEPLATE_SERVER.", "server.elsewhere")
        }
        let bytes = try FileBytes(path: file)
        let place = try registry.database.place()
        var settings = RestoreSettings()
        settings.masterKey = registry.database.masterKey
        settings.isDryRun = dryRun
        settings.keepsOld = !discard
        let bar = ProgressBar("Restoring")
        defer { bar.clear() }
        let report = try await place.restore(
            from: bytes, size: bytes.size, settings, as: .administrator,
            passphrase: { try await passphrase.passphrase(isNew: false) }
        ) { step in
            let total = step.total ?? 0
            bar.show(
                step.part.rawValue, fraction: total > 0 ? Double(step.done) / Double(total) : nil,
                rows: step.part == .copying || step.part == .comparing ? step.done : 0)
        }
        bar.clear()
        try show(report, place)
    }

    private func show(_ report: RestoreReport, _ place: RegistryPlace) throws {
        let backup = BackupCard(head: report.head, manifest: report.manifest, digest: report.digest)
        if registry.json {
            return try Output.standard.print(
                json: JSONWriter.bytes { json in
                    json.object { json in
                        json.field("restored", !dryRun)
                        backup.write(to: &json)
                        json.field("keptOld", report.keptOld)
                        json.field("keptOldKey", report.keptOldKey)
                        json.field("keyFile", report.keyFile)
                        json.field("lacksKey", report.lacksKey)
                    }
                })
        }
        var card = Card()
        card.title(
            dryRun
                ? "The backup is whole and can be restored." : "“\(place.title.harmless())” is restored. Audit it now.")
        backup.write(to: &card)
        card.field("Key is in", report.keyFile?.harmless())
        card.field("Old registry", report.keptOld?.harmless())
        card.field("Old key", report.keptOldKey?.harmless())
        if report.lacksKey {
            card.field(
                "Missing", "the master key: scrambled numbers and codes cannot be told until its file is there",
                .warning)
        }
        try Output.standard.print(card)
    }
}
