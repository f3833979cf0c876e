import ArgumentParser
import Server

/// `nameplate document …`
struct DocumentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document",
        abstract: "Keep manuals, declarations and pictures, and find the right one for a unit.",
        subcommands: [
            List.self, For.self, Show.self, Get.self, DocumentAdd.self, DocumentLink.self, DocumentChange.self,
            Withdraw.self, Remove.self, Check.self,
        ])

    /// Which document of whom.
    struct DocumentArguments: ParsableArguments {
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "The document's id, as lists show it.") var id: String

        var path: [String] { ["manufacturers", manufacturer, "documents", id] }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the documents and pictures of a model.",
            discussion: """
                EXAMPLES
                  nameplate document list fjordlys FJ-320
                  nameplate document list fjordlys FJ-320 --kind manual --all
                  nameplate document list fjordlys FJ-320 --fault compressor-seized
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "Only this kind.") var kind: String?
        @Option(help: "Only those for this fault code or a wider one, repair procedures first.") var fault: String?
        @Flag(help: "Those too that were replaced or withdrawn.") var all = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(
                    .get, model.path + ["documents"],
                    query: [("kind", kind), ("fault", fault), ("all", all ? "true" : nil)])
                try await session.show(call) { answer in
                    try session.print(
                        DocumentCommands.table(answer), of: answer,
                        none: "No document yet: nameplate document add \(model.manufacturer) FILE")
                }
            }
        }
    }

    struct For: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the right documents for a unit: in your language, the newest, for its serial number.",
            discussion: """
                EXAMPLES
                  nameplate document for 'S/N TR2410001207Y'
                  nameplate document for TR2410001207Y --language de --kind manual
                  nameplate document for TR2410001207Y --fault compressor-seized
                """)
        @Argument(help: "What stands on the plate.") var plate: [String]
        @Option(help: "A language such as de or pt-BR; repeat it for those that you read too.") var language: [String] =
            []
        @Option(help: "Only this kind.") var kind: String?
        @Option(help: "Only those for this fault code or a wider one, repair procedures first.") var fault: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let text = plate.joined(separator: " ")
            try await Session.open(registry) { session in
                let lookup = try APICall(.post, ["lookup"]).sending(.object(["text": .string(text)])).typing(
                    "text", text)
                let found = try JSONText.decode(JSON.self, from: try await session.answer(to: lookup).body)
                guard let maker = found.unit.manufacturer.slug.asText, let model = found.unit.model.number.asText,
                    let serial = found.unit.serial.asText
                else {
                    throw ToolError(
                        "That names no unit. 'nameplate lookup' says why; 'nameplate document list' lists a model's.",
                        "unit.unknown")
                }
                let call = APICall(
                    .get, ["manufacturers", maker, "models", model, "units", serial, "documents"],
                    query: [("kind", kind), ("fault", fault)] + language.map { ("language", $0) })
                try await session.show(call) { answer in
                    try session.print(DocumentCommands.table(answer), of: answer, none: "There is no document for it.")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is said of a document.",
            discussion: """
                EXAMPLES
                  nameplate document show fjordlys --id 4711
                """)
        @OptionGroup var document: DocumentArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, document.path)) { answer in
                    try session.output.print(DocumentCommands.card(answer))
                }
            }
        }
    }

    struct Get: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the file of a document.",
            discussion: """
                EXAMPLES
                  nameplate document get fjordlys --id 4711 --output manual.pdf
                """)
        @OptionGroup var document: DocumentArguments
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                // A document that does not exist leaves the file of that name alone.
                _ = try await session.answer(to: APICall(.get, document.path))
                let output = try output.map { try Output(path: $0) } ?? session.output
                try await session.caller.stream(APICall(.get, document.path + ["file"])) { try output.write($0) }
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a document must not be used any more.",
            discussion: """
                EXAMPLES
                  nameplate document withdraw fjordlys --id 4711 --reason 'Wrong torque'
                """)
        @OptionGroup var document: DocumentArguments
        @Option(help: "Why.") var reason: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let fields = reason.map { ["reason": JSON.string($0)] } ?? [:]
                let call = try APICall(.post, document.path + ["withdrawal"]).sending(.object(fields))
                try await session.show(call) { answer in
                    try session.output.print("“\(answer.title.asText ?? "")” is withdrawn.")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a document, and its file where no other document has it.",
            discussion: """
                EXAMPLES
                  nameplate document remove fjordlys --id 4711
                """)
        @OptionGroup var document: DocumentArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, document.path)) { _ in
                    try session.output.print("The document is removed.")
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read all stored files and compare them with what the documents say.",
            discussion: """
                Exit status 1 says that a file is missing or damaged.

                EXAMPLES
                  nameplate document check
                  nameplate document check --remove-unused
                """)
        @Flag(help: "Remove files to which no document refers.") var removeUnused = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let bar = ProgressBar("Checking files")
                let call = APICall(
                    .post, ["documents", "check"], query: [("removeUnused", removeUnused ? "true" : nil)])
                let report = try await session.report(of: call) { progress in
                    bar.show(nil, fraction: nil, rows: progress.files.asInteger ?? 0)
                }
                bar.clear()
                let faults = report.missing.asArray.count + report.damaged.asArray.count
                if session.printsJSON {
                    try session.output.print(json: try JSONText.encode(report))
                } else {
                    var card = Card()
                    card.title(faults == 0 ? "All files are there and whole." : "Files are missing or damaged.")
                    card.field("Files", report.files.asText)
                    card.field("Bytes", report.bytes.asText)
                    card.field("Unused", report.unused.asText)
                    card.field("Removed", removeUnused ? report.removed.asText : nil)
                    for hash in report.missing.asArray.compactMap(\.asText) { card.field("Missing", hash, .bad) }
                    for hash in report.damaged.asArray.compactMap(\.asText) { card.field("Damaged", hash, .bad) }
                    try session.output.print(card)
                }
                if faults > 0 { throw ExitCode(Failure.refused) }
            }
        }
    }
}

extension DocumentCommands {
    fileprivate static func table(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "id", isWhole: true), .init(heading: "kind"), .init(heading: "title"),
            .init(heading: "language"), .init(heading: "version"), .init(heading: "issued"), .init(heading: "for"),
            .init(heading: "file"), .init(heading: "size", isNumber: true), .init(heading: "state"),
        ])
        for item in answer.items.asArray {
            table.add([
                item.id.asText ?? "", Words.english.documentKind(item.kind.asText ?? ""), item.title.asText ?? "",
                item.language.asText ?? "", item.version.asText ?? "", item.issuedOn.asText ?? "",
                item.appliesTo.asText ?? (item.forSome.isTrue ? "some" : "all"),
                item.link.isNull ? Words.english.fileType(item.file.type.asText ?? "") : "link",
                item.file.size.asText ?? "", state(item),
            ])
        }
        return table
    }

    private static func state(_ document: JSON) -> String {
        if !document.withdrawn.isNull { return "withdrawn" }
        guard !document.current.isTrue else { return "" }
        return document.replacedBy.asText.map { "replaced by \($0)" } ?? "replaced"
    }

    static func card(_ document: JSON) -> Card {
        var card = Card()
        card.title(document.title.asText ?? "")
        card.field("Id", document.id.asText)
        card.field("Kind", Words.english.documentKind(document.kind.asText ?? ""))
        card.field("Number", document.number.asText)
        let language = document.language.asText.map { $0 + (document.original.isTrue ? ", the original" : "") }
        card.field("Language", language)
        card.field("Version", document.version.asText)
        card.field("Issued", document.issuedOn.asText)
        card.field("Models", document.models.asArray.compactMap(\.number.asText).joined(separator: ", "))
        card.field("Applies to", document.appliesTo.asText ?? (document.forSome.isTrue ? "some units" : "all units"))
        card.field("For", Words.english.audience(document.audience.asText ?? ""))
        let faults = document.faultCodes.asArray.compactMap(\.asText)
        card.field("Faults", faults.isEmpty ? nil : faults.joined(separator: ", "))
        let type = document.file.type.asText.map { Words.english.fileType($0) }
        card.field("File", type.map { "\($0), \(document.file.size.asText ?? "") bytes" })
        card.field("SHA-256", document.file.sha256.asText)
        card.field("Link", document.link.asText)
        card.field("Replaced by", document.replacedBy.asText, .warning)
        if !document.withdrawn.isNull {
            card.field("Withdrawn", document.withdrawn.reason.asText ?? "without a reason", .bad)
        }
        for older in document.replaces.asArray {
            let version = older.version.asText.map { ", version \($0)" } ?? ""
            card.field("Replaces", "\(older.title.asText ?? "")\(version) (\(older.id.asText ?? ""))")
        }
        return card
    }
}
