import ArgumentParser
import Registry
import Server

/// `nameplate notices …`
struct NoticeCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices", abstract: "See what was announced and whether it arrived; tell programs of it.",
        subcommands: [
            List.self, Show.self, Replay.self, Stop.self, Deliver.self, MessageCommand.self, Letters.self, Bounce.self,
            NoticeTemplateCommands.self, WebhookCommands.self,
        ],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what a manufacturer has announced, newest first.",
            discussion: """
                States are waiting, sending, sent, dead, stopped and bounced.

                EXAMPLES
                  nameplate notices list fjordlys
                  nameplate notices list fjordlys --state dead --json
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those that are so.") var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(
                    .get, ["manufacturers", manufacturer, "notices"], query: [("state", state)] + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "id", isWhole: true), .init(heading: "announced"), .init(heading: "topic"),
                        .init(heading: "to"), .init(heading: "state"), .init(heading: "attempts", isNumber: true),
                        .init(heading: "problem"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.id.asText ?? "", Figures.time(item.createdAt.asText) ?? "", item.topic.asText ?? "",
                            item.webhook.asText ?? item.channel.asText ?? "", item.state.asText ?? "",
                            item.attempts.asText ?? "", item.problem.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "Nothing like that has been announced.")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was announced, to whom, and each attempt to send it.",
            discussion: """
                EXAMPLES
                  nameplate notices show fjordlys --id 4711
                """)
        @OptionGroup var delivery: DeliveryArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, delivery.path)) { answer in
                    var card = Card()
                    card.title("\(answer.topic.asText ?? "") \(answer.message.asText ?? "")")
                    card.field("To", answer.webhook.asText ?? answer.channel.asText)
                    card.field("State", answer.state.asText)
                    card.field("Announced", Figures.time(answer.createdAt.asText))
                    card.field("Due", Figures.time(answer.dueAt.asText))
                    card.field("Unit", UnitCard.reference(answer.data.unit))
                    card.field("Event", answer.data.event.id.asText)
                    card.field("Handed over", Figures.time(answer.proof.sentAt.asText))
                    card.field("Message-ID", answer.proof.messageID.asText)
                    card.field("SHA-256", answer.proof.sha256.asText)
                    if !answer.history.asArray.isEmpty { card.heading("Attempts") }
                    for attempt in answer.history.asArray {
                        let status = [attempt.outcome.asText, attempt.status.asText].compactMap(\.self)
                        card.field(Figures.time(attempt.endedAt.asText) ?? "", status.joined(separator: " "))
                    }
                    try session.output.print(card)
                }
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send something once more, whatever became of it.",
            discussion: """
                It keeps its message id, by which whoever has got it already knows.

                EXAMPLES
                  nameplate notices replay fjordlys --id 4711
                """)
        @OptionGroup var delivery: DeliveryArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws { try await delivery.move("replay", registry) }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do not send something that waits.",
            discussion: """
                EXAMPLES
                  nameplate notices stop fjordlys --id 4711
                """)
        @OptionGroup var delivery: DeliveryArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws { try await delivery.move("stop", registry) }
    }

    struct Deliver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send what is due now; a server that runs does so by itself.",
            discussion: """
                EXAMPLES
                  nameplate notices deliver
                """)
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.post, ["notices", "deliver"])) { answer in
                    try session.output.print(
                        "Sent \(answer.sent.asText ?? "0"), failed \(answer.failed.asText ?? "0"), "
                            + "stopped \(answer.stopped.asText ?? "0").")
                }
            }
        }
    }
}

/// A delivery, and whose it is.
struct DeliveryArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Its id, as 'list' shows it.") var id: String

    var path: [String] { ["manufacturers", manufacturer, "notices", id] }

    func move(_ step: String, _ registry: RegistryOptions) async throws {
        try await Session.open(registry) { session in
            try await session.show(APICall(.post, path + [step])) { answer in
                try session.output.print("It is \(answer.state.asText ?? "") now.")
            }
        }
    }
}
