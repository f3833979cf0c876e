import ArgumentParser
import Server

/// `nameplate faults …`
struct FaultCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "Say what can be found wrong, and how long jobs take.",
        subcommands: [List.self, SetCode.self, ImportTable.self, ExportTable.self, Labour.self, SetLabour.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the fault codes of a manufacturer, or those that a model's units may have.",
            discussion: """
                EXAMPLES
                  nameplate faults list fjordlys
                  nameplate faults list fjordlys --model FJ-320
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those that units of this model may have.") var model: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "fault-codes"], query: [("model", model)])
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "code", isWhole: true), .init(heading: "below"), .init(heading: "category"),
                        .init(heading: "kind"), .init(heading: "meaning"),
                    ])
                    for item in answer.items.asArray {
                        let meaning = item.titles.en.asText ?? item.titles.de.asText ?? ""
                        let isRetired = item.retired == .boolean(true)
                        table.add([
                            item.code.asText ?? "", item.parent.asText ?? "", item.category.asText ?? "",
                            isRetired ? "retired" : item.kind.asText ?? "", meaning,
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "None yet: nameplate faults import \(manufacturer) FILE")
                }
            }
        }
    }

    struct SetCode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set a fault code, or retire it.",
            discussion: """
                EXAMPLES
                  nameplate faults set fjordlys E1 --title 'en: Fan stands still'
                  nameplate faults set fjordlys E11 --below E1 --title 'en: Fan stuck'
                  nameplate faults set fjordlys E11 --below E1 --retired
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The code.") var code: String
        @Option(help: "The wider code that it stands below.") var below: String?
        @Option(help: "Of the models that it is for; all without it.") var category: String?
        @Option(help: "fault, or ntf where no trouble is found.") var kind: String?
        @Option(name: .customLong("title"), help: "What it means, as 'en: No start'; repeat it for more languages.")
        var titles: [String] = []
        @Flag(help: "It is not used any more.") var retired = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var document: [String: JSON] = ["retired": .boolean(retired)]
            for (name, text) in [("parent", below), ("category", category), ("kind", kind)] {
                document[name] = text.map(JSON.string)
            }
            let pairs = titles.map { FaultTitleText.read($0) }.map { ($0.language, JSON.string($0.title)) }
            document["titles"] = .object(Dictionary(pairs) { $1 })
            let call = try APICall(.put, ["manufacturers", manufacturer, "fault-codes", code]).sending(
                .object(document))
            try await Session.open(registry) { session in
                try await session.show(call) {
                    try session.output.print("\(manufacturer) has \($0.code.asText ?? "").")
                }
            }
        }
    }

    struct ImportTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Set the fault codes of a table (CSV); others stay as they are.",
            discussion: """
                Its columns are code, category, parent, kind (fault or ntf), retired, and title:en, title:de and so on.

                EXAMPLES
                  nameplate faults import fjordlys faults.csv
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var bytes: [UInt8] = []
            for try await piece in try FileBytes(path: file) { bytes += piece }
            let call = try APICall(.post, ["manufacturers", manufacturer, "fault-codes", "table"])
                .sending(.object(["table": .string(String(decoding: bytes, as: UTF8.self))]))
            try await Session.open(registry) { session in
                try await session.show(call) { try session.output.print("\($0.count.asText ?? "0") set.") }
            }
        }
    }

    struct ExportTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the fault codes as a table (CSV), as it can be imported again.",
            discussion: """
                EXAMPLES
                  nameplate faults export fjordlys --output faults-now.csv
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "fault-codes", "table"])
                let (_, body) = try await session.answer(to: call)
                let output = try output.map { try Output(path: $0) } ?? session.output
                try output.write(body)
            }
        }
    }

    struct Labour: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List how long jobs take by the manufacturer's standard.",
            discussion: """
                EXAMPLES
                  nameplate faults labour fjordlys
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "labour-times"])) { answer in
                    var table = Table([
                        .init(heading: "code", isWhole: true), .init(heading: "minutes", isNumber: true),
                        .init(heading: "for"), .init(heading: "what is done"),
                    ])
                    for item in answer.items.asArray {
                        let target = [item.for.asText, item.target.asText].compactMap(\.self).joined(separator: " ")
                        table.add([
                            item.code.asText ?? "", item.minutes.asText ?? "", target, item.title.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "None yet: nameplate faults set-labour \(manufacturer) CODE")
                }
            }
        }
    }

    struct SetLabour: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-labour", abstract: "Say how long a job takes; of several times, the narrowest counts.",
            discussion: """
                EXAMPLES
                  nameplate faults set-labour fjordlys R-10 --minutes 60 \\
                    --title 'Exchange the fan' --model FJ-320
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The labour code.") var code: String
        @Option(help: "How long it takes.") var minutes: Int64
        @Option(help: "What is done.") var title: String
        @Option(help: "Only for this category.") var category: String?
        @Option(help: "Only for this line.") var line: String?
        @Option(help: "Only for this model.") var model: String?
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard [category, line, model].compactMap(\.self).count < 2 else {
                throw ValidationError("Give --category, --line or --model, one of them.")
            }
        }

        func run() async throws {
            var document: [String: JSON] = ["title": .string(title), "minutes": .integer(minutes)]
            for (scope, target) in [("category", category), ("line", line), ("model", model)] {
                guard let target else { continue }
                (document["for"], document["target"]) = (.string(scope), .string(target))
            }
            let call = try APICall(.put, ["manufacturers", manufacturer, "labour-times", code]).sending(
                .object(document))
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.output.print("\(code) takes \(answer.minutes.asText ?? "") minutes.")
                }
            }
        }
    }
}
