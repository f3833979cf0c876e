import ArgumentParser
import Server

/// `nameplate backup`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the whole registry with its keys into one file, while a server goes on serving.",
        discussion: """
            The backup is the registry as it stands in one moment, whichever engine it lies in. The master key is in it, \
            sealed with a passphrase: NAMEPLATE_BACKUP_PASSPHRASE, the first line of --passphrase-file, or what you type \
            when you are asked. All else in it is readable to whoever has the file, which belongs to you alone (mode 0600).

            EXAMPLES
              NAMEPLATE_BACKUP_PASSPHRASE='several words' nameplate backup a.backup
              nameplate backup keyless.backup --without-key
              nameplate backup - --without-key | gzip > keyless.backup.gz
            """)
    @Argument(help: "The file to make; '-' is standard output.", completion: .file()) var file: String
    @OptionGroup var passphrase: PassphraseOption
    @Flag(help: "Leave the master key out: it is kept elsewhere.") var withoutKey = false
    @Flag(help: "Replace a file of that name.") var force = false
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if withoutKey, passphrase.passphraseFile != nil {
            throw ValidationError("A backup --without-key has no passphrase.")
        }
    }

    func run() async throws {
        let request: JSON
        if withoutKey {
            request = .object(["withoutKey": .boolean(true)])
        } else {
            request = .object(["passphrase": .string(try await passphrase.passphrase(isNew: true))])
        }
        let call = try APICall(.post, ["backup"]).sending(request)
        try await Session.open(registry) { session in
            let taken = try await BackupFile(file, replaces: force).take(call, session)
            let card = BackupCard(head: taken.head, manifest: taken.manifest, digest: taken.digest)
            // Where the backup itself goes to standard output, what is said of it does not.
            let output = file == "-" ? Output.errors : session.output
            if session.printsJSON {
                return try output.print(json: JSONWriter.bytes { json in json.object { card.write(to: &$0) } })
            }
            var shown = Card()
            shown.title("The registry is in “\(file.harmless())”.")
            card.write(to: &shown)
            try output.print(shown)
        }
    }
}
