import ArgumentParser
import Registry
import Server

/// `nameplate service …`
struct ServiceCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service", abstract: "Open service orders, say what was found and done, and learn from them.",
        subcommands: [
            ServiceOpen.self, ServiceChange.self, ServiceStepCommand.self, ServiceClaim.self, Show.self, List.self,
            OfUnit.self, Cures.self, Figures.self, ExportTable.self,
        ])

    static let stateWords =
        "booked, received, inDiagnosis, waitingForApproval, waitingForParts, inRepair, completed, handedBack or cancelled"

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a service order, and what can be done.",
            discussion: """
                EXAMPLES
                  nameplate service show W-7K3M-9TQ1
                """)
        @Argument(help: "The order's number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["service-orders", number]).typing("order", number)) {
                    try session.output.print(ServiceOrderCard.lines($0, for: session.output.terminal))
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the service orders of a manufacturer that are for you.",
            discussion: """
                EXAMPLES
                  nameplate service list fjordlys --open
                  nameplate service list fjordlys --model FJ-320 --fault C1
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Flag(help: "Only those at which something is to be done.") var open = false
        @Option(help: "Only those in this state: \(ServiceCommands.stateWords).") var state: String?
        @Option(help: "Only those about units of this model.") var model: String?
        @Option(help: "Only those with this diagnosis.") var fault: String?
        @Option(help: "Only those of this workshop.") var site: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query: [(String, String?)] = [
                ("state", state), ("open", open ? "true" : nil), ("model", model), ("fault", fault), ("site", site),
            ]
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "service-orders"], query: query + page.query)
                try await session.show(call) { answer in
                    try session.print(
                        ServiceCommands.table(answer.items), of: answer, none: "No such service order.")
                }
            }
        }
    }

    struct OfUnit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unit", abstract: "List the service orders about a unit, and for how long it was down.",
            discussion: """
                EXAMPLES
                  nameplate service unit fjordlys FJ-320 TR2410001207Y
                """)
        @OptionGroup var unit: UnitArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = APICall(.get, unit.path + ["service-orders"]).typing("serial", unit.serial)
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.print(
                        ServiceCommands.table(answer.items), of: answer, none: "No service order for you.")
                    guard !answer.availability.isNull else { return }
                    try session.output.print([
                        "Down for \(ServiceOrderCard.duration(answer.downMinutes)) since \(answer.from.asText ?? "")."
                    ])
                }
            }
        }
    }

    static func table(_ orders: JSON) -> Table {
        var table = Table([
            .init(heading: "number", isWhole: true), .init(heading: "state"), .init(heading: "model"),
            .init(heading: "serial", isWhole: true), .init(heading: "diagnosis"), .init(heading: "outcome"),
            .init(heading: "repeat"), .init(heading: "down", isNumber: true),
        ])
        for item in orders.asArray {
            table.add([
                item.number.asText ?? "", item.state.asText ?? "", item.model.asText ?? "",
                item.serial.asText ?? "", item.faultCode.asText ?? "", item.outcome.asText ?? "",
                item.isRepeat == .boolean(true) ? "yes" : "", ServiceOrderCard.duration(item.downMinutes),
            ])
        }
        return table
    }

    struct Cures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what cured a symptom or fault of a model, and how often.",
            discussion: """
                A code stands for those below it, too. A unit that was repaired again within 90 days came back.

                EXAMPLES
                  nameplate service cures fjordlys FJ-320 C1
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The model's number.") var model: String
        @Argument(help: "The fault code.") var fault: String
        @Option(help: "Only units of this batch.") var batch: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = APICall(
                .get, ["manufacturers", manufacturer, "models", model, "cures", fault], query: [("batch", batch)])
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "found"), .init(heading: "work"), .init(heading: "outcome"),
                        .init(heading: "repairs", isNumber: true), .init(heading: "came back", isNumber: true),
                        .init(heading: "work time", isNumber: true), .init(heading: "last", isWhole: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.faultCode.asText ?? "", item.work.asText ?? "", item.outcome.asText ?? "",
                            item.count.asText ?? "", item.cameBack.asText ?? "",
                            ServiceOrderCard.duration(item.minutes),
                            item.last.asText.map { String($0.prefix(10)) } ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No repair of it yet.")
                }
            }
        }
    }

    struct Figures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how repairs went, by model: counts, no trouble found, repeats, mean times.",
            discussion: """
                MTTR, the mean time to restoration, is from when a unit was down to when it was back.

                EXAMPLES
                  nameplate service figures fjordlys --from 2026-01-01
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Completed on this day or later.") var from: String?
        @Option(help: "Completed on this day or before.") var until: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query = [("from", from), ("until", until)]
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "repair-figures"], query: query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "model", isWhole: true), .init(heading: "orders", isNumber: true),
                        .init(heading: "repaired", isNumber: true), .init(heading: "NTF", isNumber: true),
                        .init(heading: "repeats", isNumber: true), .init(heading: "work time", isNumber: true),
                        .init(heading: "MTTR", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.model.asText ?? "", item.count.asText ?? "", item.repaired.asText ?? "",
                            item.noTroubleFound.asText ?? "", item.repeats.asText ?? "",
                            ServiceOrderCard.duration(item.meanWorkMinutes),
                            ServiceOrderCard.duration(item.meanRestorationMinutes),
                        ])
                    }
                    try session.print(table, of: answer, none: "No repair was completed then.")
                }
            }
        }
    }

    struct ExportTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the service orders that are for you as a table (CSV).",
            discussion: """
                EXAMPLES
                  nameplate service export fjordlys --output repairs.csv
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those in this state.") var state: String?
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = APICall(
                .get, ["manufacturers", manufacturer, "service-orders", "table"], query: [("state", state)])
            try await Session.open(registry) { session in
                let (_, body) = try await session.answer(to: call)
                let output = try output.map { try Output(path: $0) } ?? session.output
                try output.write(body)
            }
        }
    }
}
