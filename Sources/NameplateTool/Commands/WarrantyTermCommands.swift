import ArgumentParser
import Server

/// `nameplate warranty terms …`
struct WarrantyTermCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terms", abstract: "Say what a manufacturer promises for its units.",
        subcommands: [SetTerms.self, List.self, Show.self, Remove.self])

    struct SetTerms: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set the terms of a JSON file; docs/warranty.md describes it.",
            discussion: """
                A version that is set is never changed: another one holds for units sold or made from a day on.

                EXAMPLES
                  nameplate warranty terms set fjordlys warranty.json
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Flag(help: "It is meant to change what was promised to units of the past.") var backdated = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var bytes: [UInt8] = []
            for try await piece in try FileBytes(path: file) { bytes += piece }
            let call = try Self.call(manufacturer, bytes, backdated: backdated)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    let count = answer.items.asArray.count
                    try session.output.print(
                        "\(manufacturer) has \(Numbers.count(count, "version of a term", "versions of terms")) of this file."
                    )
                }
            }
        }

        /// - Throws: ``ToolError`` for what is no JSON.
        static func call(_ manufacturer: String, _ bytes: [UInt8], backdated: Bool) throws -> APICall {
            guard let document = try? JSONText.decode(JSON.self, from: bytes) else {
                throw ToolError("The file is not JSON.", "warranty.document")
            }
            let terms = document.terms.isNull ? JSON.array([document]) : document.terms
            return try APICall(.post, ["manufacturers", manufacturer, "warranty-terms"])
                .sending(.object(["terms": terms, "backdated": .boolean(backdated)]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the terms of a manufacturer, or those that concern a model.",
            discussion: """
                EXAMPLES
                  nameplate warranty terms list fjordlys
                  nameplate warranty terms list fjordlys --model FJ-320
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only what concerns this model.") var model: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "warranty-terms"], query: [("model", model)])
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "id", isWhole: true), .init(heading: "term"),
                        .init(heading: "version", isNumber: true), .init(heading: "for"), .init(heading: "title"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", item.name.asText ?? "", item.version.asText ?? "",
                            item.target.asText ?? "", item.document.title.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "None yet: nameplate warranty terms set \(manufacturer) FILE")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the terms of a manufacturer as JSON, as they can be set again.",
            discussion: """
                EXAMPLES
                  nameplate warranty terms show fjordlys
                  nameplate warranty terms show fjordlys --name standard
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only the versions of this term.") var name: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "warranty-terms"])
                let answer = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body)
                let terms = answer.items.asArray.filter { name == nil || $0.name.asText == name }.map(\.document)
                try session.output.print(json: try JSONText.encode(JSON.object(["terms": JSON.array(terms)])))
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back a version of a term that was set by mistake.",
            discussion: """
                EXAMPLES
                  nameplate warranty terms remove fjordlys --id 4711
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Its id, as 'list' shows it.") var id: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.delete, ["manufacturers", manufacturer, "warranty-terms", id])
                try await session.show(call) { _ in try session.output.print("\(manufacturer): the term is gone.") }
            }
        }
    }
}
