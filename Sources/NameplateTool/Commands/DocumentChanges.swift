import ArgumentParser
import Server

/// What is said of a document.
struct DocumentOptions: ParsableArguments {
    @Option(
        help: """
            manual, quickStart, installation, repairProcedure, safetyDataSheet, declarationOfConformity, certificate, \
            dataSheet, drawing, releaseNote, picture, platePosition or other.
            """)
    var kind: String?
    @Option(help: "Its title.") var title: String?
    @Option(help: "Its identification number, the same for all languages and versions.") var number: String?
    @Option(help: "Its language, such as de or pt-BR.") var language: String?
    @Flag(inversion: .prefixedNo, help: "It is the original, not a translation.") var original: Bool?
    @Option(help: "Its revision.") var version: String?
    @Option(name: .customLong("issued"), help: "Its date of issue, such as 2026-03-01.") var issuedOn: String?
    @Option(name: .customLong("applies-to"), help: "The units that it is for, as 'nameplate population' reads it.")
    var appliesTo: String?
    @Option(help: "Who may have it: everybody, partners (dealers and repairers) or staff.") var audience: String?
    @Option(
        name: .customLong("fault"),
        help: "The code of a fault that it is for; repeat it for more. '' is for none in particular.")
    var faults: [String] = []
    @Option(name: .customLong("model"), help: "The number of a model; repeat it for more.") var models: [String] = []

    private var faultCodes: [String] { faults.filter { !$0.isEmpty } }

    private var texts: [(String, String?)] {
        [
            ("kind", kind), ("title", title), ("number", number), ("language", language), ("version", version),
            ("issuedOn", issuedOn), ("appliesTo", appliesTo), ("audience", audience),
        ]
    }

    var query: [(String, String?)] {
        texts + [("original", original.map { $0 ? "true" : "false" })] + models.map { ("model", $0) }
            + faultCodes.map { ("faultCode", $0) }
    }

    var fields: [String: JSON] {
        var fields = Dictionary(
            uniqueKeysWithValues: texts.compactMap { name, text in text.map { (name, JSON.string($0)) } })
        fields["original"] = original.map(JSON.boolean)
        if !faults.isEmpty { fields["faultCodes"] = .array(faultCodes.map(JSON.string)) }
        if !models.isEmpty { fields["models"] = .array(models.map(JSON.string)) }
        return fields
    }

    func requireWhole() throws {
        if kind == nil || title == nil || models.isEmpty {
            throw ValidationError("A new document needs --kind, --title and --model.")
        }
    }
}

/// `nameplate document add`
struct DocumentAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a document with its file.",
        discussion: """
            What the file is, its bytes say, not its name: PDF, PNG, JPEG, WebP or plain text in UTF-8. Pictures lose what \
            they tell beside themselves, such as where they were taken.

            EXAMPLES
              nameplate document add fjordlys manual-de.pdf --model FJ-320 \\
                --kind manual --title 'Anleitung' --language de --version 2.1
              nameplate document add fjordlys manual-de.pdf --model FJ-320 \\
                --kind repairProcedure --title 'Verdichter' --fault compressor-seized
              nameplate document add fjordlys plate.png --model FJ-320 \\
                --kind platePosition --title 'Inside, on the left'
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
    @OptionGroup var options: DocumentOptions
    @Option(help: "The id of the document whose place it takes.") var replaces: String?
    @OptionGroup var registry: RegistryOptions

    func validate() throws { try options.requireWhole() }

    func run() async throws {
        var call = APICall(
            .post, ["manufacturers", manufacturer, "documents"], query: options.query + [("replaces", replaces)]
        ).with("Content-Type", "application/octet-stream")
        call.body = .stream(try FileBytes(path: file))
        try await Session.open(registry) { session in
            try await session.show(call) { try session.output.print(DocumentCommands.card($0)) }
        }
    }
}

/// `nameplate document link`
struct DocumentLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Add a document that lies elsewhere.",
        discussion: """
            The address begins with https://. Nobody here fetches it.

            EXAMPLES
              nameplate document link fjordlys https://fjordlys.example/manual \\
                --model FJ-320 --kind manual --title 'User manual' --language en
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The address.") var link: String
    @OptionGroup var options: DocumentOptions
    @Option(help: "The id of the document whose place it takes.") var replaces: String?
    @OptionGroup var registry: RegistryOptions

    func validate() throws { try options.requireWhole() }

    func run() async throws {
        var fields = options.fields
        fields["link"] = .string(link)
        fields["replaces"] = replaces.map(JSON.string)
        let call = try APICall(.post, ["manufacturers", manufacturer, "documents", "links"]).sending(.object(fields))
        try await Session.open(registry) { session in
            try await session.show(call.typing("link", link)) { try session.output.print(DocumentCommands.card($0)) }
        }
    }
}

/// `nameplate document change`
struct DocumentChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Say something else of a document; its file or link stays.",
        discussion: """
            What is not named stays as it is; a named --model takes the place of all its models, a named --fault that of \
            all its faults.

            EXAMPLES
              nameplate document change fjordlys --id 4711 --title 'User manual'
              nameplate document change fjordlys --id 4711 --fault leak --fault fan-stuck
            """)
    @OptionGroup var document: DocumentCommands.DocumentArguments
    @OptionGroup var options: DocumentOptions
    @OptionGroup var registry: RegistryOptions

    private static let kept = [
        "kind", "title", "number", "language", "original", "version", "issuedOn", "appliesTo", "audience",
        "faultCodes",
    ]

    func run() async throws {
        try await Session.open(registry) { session in
            let body = try await session.edit(document.path) { present in
                var fields = present.members(Self.kept)
                fields["models"] = .array(present.models.asArray.map(\.number))
                return fields.merging(options.fields) { $1 }
            }
            try session.show(body) { try session.output.print(DocumentCommands.card($0)) }
        }
    }
}
