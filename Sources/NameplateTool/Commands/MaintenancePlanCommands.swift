import ArgumentParser
import Server

/// `nameplate maintenance plans …`
struct MaintenancePlanCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans", abstract: "Say what is to be done on a manufacturer's units, and when.",
        subcommands: [SetPlans.self, List.self, Show.self, Remove.self])

    struct SetPlans: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set the plans of a JSON file; docs/maintenance.md describes it.",
            discussion: """
                A plan takes the place of the one with the same name and target. What was done by that counts on.

                EXAMPLES
                  nameplate maintenance plans set fjordlys maintenance.json
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var bytes: [UInt8] = []
            for try await piece in try FileBytes(path: file) { bytes += piece }
            let call = try Self.call(manufacturer, bytes)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    let count = answer.items.asArray.count
                    try session.output.print(
                        "\(manufacturer) has \(Numbers.count(count, "plan", "plans")) of this file.")
                }
            }
        }

        /// - Throws: ``ToolError`` for what is no JSON.
        static func call(_ manufacturer: String, _ bytes: [UInt8]) throws -> APICall {
            guard let document = try? JSONText.decode(JSON.self, from: bytes) else {
                throw ToolError("The file is not JSON.", "maintenance.document")
            }
            let plans = document.plans.isNull ? JSON.array([document]) : document.plans
            return try APICall(.post, ["manufacturers", manufacturer, "maintenance-plans"])
                .sending(.object(["plans": plans]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the plans of a manufacturer, or those that concern a model.",
            discussion: """
                EXAMPLES
                  nameplate maintenance plans list fjordlys
                  nameplate maintenance plans list fjordlys --model FJ-320
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only what concerns this model.") var model: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(
                    .get, ["manufacturers", manufacturer, "maintenance-plans"], query: [("model", model)])
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "id", isWhole: true), .init(heading: "plan"),
                        .init(heading: "version", isNumber: true), .init(heading: "for"),
                        .init(heading: "tasks", isNumber: true), .init(heading: "title"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", item.name.asText ?? "", item.version.asText ?? "",
                            item.target.asText ?? "", String(item.document.tasks.asArray.count),
                            item.document.title.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "None yet: nameplate maintenance plans set \(manufacturer) FILE")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the plans of a manufacturer as JSON, as they can be set again.",
            discussion: """
                EXAMPLES
                  nameplate maintenance plans show fjordlys
                  nameplate maintenance plans show fjordlys --name care
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only the plans of this name.") var name: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "maintenance-plans"])
                let answer = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body)
                let plans = answer.items.asArray.filter { name == nil || $0.name.asText == name }.map(\.document)
                try session.output.print(json: try JSONText.encode(JSON.object(["plans": JSON.array(plans)])))
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a plan. What was done by it stays in the units' histories.",
            discussion: """
                EXAMPLES
                  nameplate maintenance plans remove fjordlys --id 4711
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Its id, as 'list' shows it.") var id: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.delete, ["manufacturers", manufacturer, "maintenance-plans", id])
                try await session.show(call) { _ in try session.output.print("\(manufacturer): the plan is ended.") }
            }
        }
    }
}
