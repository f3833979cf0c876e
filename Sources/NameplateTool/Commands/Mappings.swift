import ArgumentParser
import Server

/// `nameplate mapping …`
struct Mappings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping", abstract: "Keep what makes our columns of somebody else's file.",
        discussion: """
            A mapping is a text of lines such as 'number = Model No.' below the name of a table; \
            'nameplate mapping show energy-star' prints one.
            """, subcommands: [List.self, Show.self, Add.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List your mappings, and those that the program brings.",
            discussion: """
                EXAMPLES
                  nameplate mapping list
                """)
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["import-mappings"])) { answer in
                    var table = Table([
                        .init(heading: "mapping", isWhole: true), .init(heading: "makes"), .init(heading: "of what"),
                    ])
                    for item in answer.items.asArray {
                        let tables = item.tables.asArray.compactMap(\.asText).joined(separator: ", ")
                        table.add([item.name.asText ?? "", tables, item.summary.asText ?? ""])
                    }
                    try session.output.print(table)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a mapping.",
            discussion: """
                EXAMPLES
                  nameplate mapping show energy-star
                """)
        @Argument(help: "Its name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["import-mappings", name])) { answer in
                    try session.output.print((answer.text.asText ?? "").harmless(keepingLines: true))
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a mapping by its name, in place of one of the same name.",
            discussion: """
                EXAMPLES
                  nameplate mapping show energy-star > stars.txt
                  nameplate mapping add stars.txt --name stars
                """)
        @Argument(help: "The file.", completion: .file()) var file: String
        @Option(help: "Its name; without it, that of the file.") var name: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry, making: true) { session in
                let kept = try await Mappings.keep(file, as: name, session)
                if !session.printsJSON { try session.output.print("Kept as \(kept): --mapping \(kept)") }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a mapping.",
            discussion: """
                EXAMPLES
                  nameplate mapping remove stars
                """)
        @Argument(help: "Its name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, ["import-mappings", name])) { _ in
                    try session.output.print("Removed.")
                }
            }
        }
    }

    /// Keeps the mapping of a file.
    /// - Returns: The name that it has now.
    static func keep(_ path: String, as name: String?, _ session: Session) async throws -> String {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: path) {
            bytes += piece
            guard bytes.count <= 1 << 20 else {
                throw ToolError("“\(path.harmless())” is too long for a mapping.", "file.unreadable")
            }
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.split(separator: ".").first.map { String($0).lowercased() } ?? file
        let kept = name ?? String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let text = String(decoding: bytes, as: UTF8.self)
        let call = try APICall(.put, ["import-mappings", kept]).sending(.object(["text": .string(text)]))
        _ = try await session.answer(to: call)
        return kept
    }
}
