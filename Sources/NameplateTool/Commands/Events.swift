import ArgumentParser
import Server

/// `nameplate event …`
struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event", abstract: "Record and show events.", subcommands: [EventAdd.self, Show.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an event.",
            discussion: """
                EXAMPLES
                  nameplate event show 4611686018427387904
                """)
        @Argument(help: "Its id.") var id: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["events", id]).typing("id", id)) { answer in
                    try session.output.print(EventCard.card(answer))
                }
            }
        }
    }

    /// What is said after an event was recorded.
    static func recorded(_ answer: JSON, _ sentence: String) -> Card {
        var card = Card()
        card.text(sentence, .good)
        card.field("Event", answer.id.asText ?? answer.event.id.asText)
        card.field("Position", answer.position.asText ?? answer.event.position.asText)
        for discrepancy in answer.discrepancies.asArray {
            card.field("Discrepancy", EventCard.discrepancy(discrepancy), .warning)
        }
        return card
    }
}
