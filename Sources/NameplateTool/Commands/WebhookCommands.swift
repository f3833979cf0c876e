import ArgumentParser
import Server

/// `nameplate notices webhooks …`
struct WebhookCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks", abstract: "Programs that are told of what happens.",
        subcommands: [List.self, Add.self, Change.self, Secret.self, Test.self, Remove.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the programs that a manufacturer has told of what happens.",
            discussion: """
                EXAMPLES
                  nameplate notices webhooks list fjordlys
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["manufacturers", manufacturer, "webhooks"])) { answer in
                    var table = Table([
                        .init(heading: "id", isWhole: true), .init(heading: "name"), .init(heading: "address"),
                        .init(heading: "topics"), .init(heading: "state"),
                    ])
                    for item in answer.items.asArray {
                        let isPaused = item.pausedUntil.asText != nil
                        let state = item.on.isTrue ? (isPaused ? "paused" : "on") : "off"
                        table.add([
                            item.id.asText ?? "", item.name.asText ?? "", item.url.asText ?? "",
                            item.topics.asArray.compactMap(\.asText).joined(separator: " "), state,
                        ])
                    }
                    try session.print(table, of: answer, none: "None yet: nameplate notices webhooks add")
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell a program of what happens from now on, and print the secret that it checks by.",
            discussion: """
                It is off until --on says otherwise.

                EXAMPLES
                  nameplate notices webhooks add fjordlys shop \\
                    https://hooks.example.com/nameplate --topic unit.event
                  nameplate notices webhooks add fjordlys sales \\
                    https://hooks.example.com/sales --topic unit.event \\
                    --disposition retail_sold --population 'market = NO'
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "By which people know it.") var name: String
        @OptionGroup var draft: WebhookOptions
        @Option(help: "The secret, whsec_…; a new one without it.") var secret: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let path = ["manufacturers", manufacturer, "webhooks"]
            try await Session.open(registry) { session in
                var document = draft.document(named: name)
                document["secret"] = secret.map(JSON.string)
                let made = try await session.answer(to: APICall(.post, path).sending(.object(document))).body
                let id = try JSONText.decode(JSON.self, from: made).id.asText ?? ""
                let told = try await session.answer(to: APICall(.get, path + [id, "secret"])).body
                let text = try JSONText.decode(JSON.self, from: told).secret.asText ?? ""
                try session.show(made) { _ in
                    var card = Card()
                    card.title("Webhook \(name)")
                    card.field("Id", id)
                    card.field("Secret", text)
                    try session.output.print(card)
                }
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say something else of a webhook, switch it on or off.",
            discussion: """
                What is not said is not so any more: give all of it.

                EXAMPLES
                  nameplate notices webhooks change fjordlys --id 4711 --name shop \\
                    https://hooks.example.com/nameplate --topic unit.event --on
                """)
        @OptionGroup var webhook: WebhookArguments
        @Option(help: "By which people know it.") var name: String
        @OptionGroup var draft: WebhookOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try APICall(.put, webhook.path).sending(.object(draft.document(named: name)))
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    try session.output.print("\(name) is \(answer.on.isTrue ? "on" : "off").")
                }
            }
        }
    }

    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the secret of a webhook, or give it another one.",
            discussion: """
                For a day after a change what is sent carries the signatures of both.

                EXAMPLES
                  nameplate notices webhooks secret fjordlys --id 4711
                  nameplate notices webhooks secret fjordlys --id 4711 --replace
                """)
        @OptionGroup var webhook: WebhookArguments
        @Flag(help: "Give it another one first.") var replace = false
        @Option(help: "With --replace, the one to take, whsec_…; a new one without it.") var secret: String?
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard secret == nil || replace else { throw ValidationError("--secret goes with --replace.") }
        }

        func run() async throws {
            let path = webhook.path + ["secret"]
            try await Session.open(registry) { session in
                if replace {
                    let document = secret.map { ["secret": JSON.string($0)] } ?? [:]
                    _ = try await session.answer(to: APICall(.post, path).sending(.object(document)))
                }
                try await session.show(APICall(.get, path)) { answer in
                    try session.output.print(answer.secret.asText ?? "")
                }
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a webhook a notice that says nothing, to see whether it arrives.",
            discussion: """
                EXAMPLES
                  nameplate notices webhooks test fjordlys --id 4711
                """)
        @OptionGroup var webhook: WebhookArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.post, webhook.path + ["test"])) { answer in
                    let id = answer.delivery.asText ?? ""
                    try session.output.print(
                        "See how it went: nameplate notices show \(webhook.manufacturer) --id \(id)")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a webhook away.",
            discussion: """
                EXAMPLES
                  nameplate notices webhooks remove fjordlys --id 4711
                """)
        @OptionGroup var webhook: WebhookArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, webhook.path)) { _ in
                    try session.output.print("\(webhook.manufacturer): the webhook is gone.")
                }
            }
        }
    }
}

/// A webhook, and whose it is.
struct WebhookArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Its id, as 'list' shows it.") var id: String

    var path: [String] { ["manufacturers", manufacturer, "webhooks", id] }
}

/// What is said of a webhook.
struct WebhookOptions: ParsableArguments {
    @Argument(help: "Where it is: https://…") var url: String
    @Option(help: "Of what it is told, such as unit.event; give it several times for several.") var topic: [String]
    @Option(name: .customLong("step"), help: "Of events, only those with this business step; or several.")
    var steps: [String] = []
    @Option(name: .customLong("disposition"), help: "Of events, only those after which units are so; or several.")
    var dispositions: [String] = []
    @Option(help: "Of events, only those of such units, as docs/populations.md says.") var population: String?
    @Flag(help: "Send it what happens; without it, it is off.") var on = false

    func document(named name: String) -> [String: JSON] {
        func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
        var document: [String: JSON] = [
            "name": .string(name), "url": .string(url), "topics": list(topic), "on": .boolean(on),
            "businessSteps": list(steps), "dispositions": list(dispositions),
        ]
        document["population"] = population.map(JSON.string)
        return document
    }
}
