import ArgumentParser
import Server

/// `nameplate theft confirm`
struct TheftConfirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirm a report: from then on everybody is warned.",
        discussion: """
            A report that has ended is confirmed again where its end was wrong.

            EXAMPLES
              nameplate theft confirm T-7K3M-9TQ1 --note 'The police has confirmed it'
            """)
    @Argument(help: "The report's number.") var number: String
    @Option(help: "Why; staff say it unless there is a number of the police.") var note: String?
    @Option(help: "The code on a card in the package.") var ownerCode: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await TheftChange.run("confirm", number, note, ownerCode, registry) }
}

/// `nameplate theft counter`
struct TheftCounter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counter", abstract: "Say that a report of a unit that you have is wrong.",
        discussion: """
            Staff decide. Whoever has made the report is not told.

            EXAMPLES
              nameplate theft counter T-7K3M-9TQ1 --note 'I bought it in the shop'
            """)
    @Argument(help: "The report's number.") var number: String
    @Option(help: "How you came by it.") var note: String
    @Option(help: "The code on a card in the package, where the unit is not registered as yours.")
    var ownerCode: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await TheftChange.run("counter", number, note, ownerCode, registry) }
}

/// `nameplate theft retract`
struct TheftRetract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract", abstract: "Take back what was said against a report.",
        discussion: """
            EXAMPLES
              nameplate theft retract T-7K3M-9TQ1
            """)
    @Argument(help: "The report's number.") var number: String
    @Option(help: "Why; staff say it.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await TheftChange.run("retract", number, note, nil, registry) }
}

/// `nameplate theft recover`
struct TheftRecover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover", abstract: "Say that the unit is found: nobody is warned any more.",
        discussion: """
            EXAMPLES
              nameplate theft recover T-7K3M-9TQ1 --note 'Brought back by the police'
            """)
    @Argument(help: "The report's number.") var number: String
    @Option(help: "Why; staff say it.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await TheftChange.run("recover", number, note, nil, registry) }
}

/// `nameplate theft withdraw`
struct TheftWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a report back: it was wrong.",
        discussion: """
            The mark goes as if it had never been there.

            EXAMPLES
              nameplate theft withdraw T-7K3M-9TQ1 --note 'It stood in the other store'
            """)
    @Argument(help: "The report's number.") var number: String
    @Option(help: "Why; staff say it.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await TheftChange.run("withdraw", number, note, nil, registry) }
}

/// `nameplate theft erase`
struct TheftErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase what people have written in a report; that there was one stays.",
        discussion: """
            EXAMPLES
              nameplate theft erase T-7K3M-9TQ1 --yes
            """)
    @Argument(help: "The report's number.") var number: String
    @Flag(help: "It cannot be undone.") var yes = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = try APICall(.post, ["thefts", number, "erasure"])
            .sending(.object(["confirm": .boolean(yes)])).typing("theft", number)
        try await Session.open(registry) { session in
            try await session.show(call) { _ in try session.output.print("Erased.") }
        }
    }
}

/// `nameplate theft messages`
struct TheftMessages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages", abstract: "Read what finders have written about a report, or answer one.",
        discussion: """
            Neither side learns how the other is reached.

            EXAMPLES
              nameplate theft messages T-7K3M-9TQ1
              nameplate theft messages T-7K3M-9TQ1 --to 4611 --answer 'Thank you! Where?'
            """)
    @Argument(help: "The report's number.") var number: String
    @Option(help: "Which finder, by the id of the messages.") var to: String?
    @Option(help: "What is answered.") var answer: String?
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard (to == nil) == (answer == nil) else { throw ValidationError("--to and --answer belong together.") }
    }

    func run() async throws {
        var call = APICall(.get, ["thefts", number])
        if let to, let answer {
            call = try APICall(.post, ["thefts", number, "messages", to]).sending(.object(["text": .string(answer)]))
        }
        let sent = call.typing("theft", number)
        try await Session.open(registry) { session in
            try await session.show(sent) { report in
                var table = Table([
                    .init(heading: "id", isWhole: true), .init(heading: "when"), .init(heading: "who"),
                    .init(heading: "what"),
                ])
                for thread in report.threads.asArray {
                    for message in thread.messages.asArray {
                        table.add([
                            thread.id.asText ?? "", message.at.asText ?? "", message.side.asText ?? "",
                            message.text.asText ?? "",
                        ])
                    }
                }
                try session.print(table, of: .object(["items": report.threads]), none: "Nobody has written.")
            }
        }
    }
}

/// `nameplate theft publish`
struct TheftPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Say whether confirmed thefts and losses are published in feeds.",
        discussion: """
            Each tells the model, the serial number and the month, and nothing else.

            EXAMPLES
              nameplate theft publish fjordlys
              nameplate theft publish fjordlys --off
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Flag(help: "Publish nothing.") var off = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = try APICall(.put, ["manufacturers", manufacturer, "theft-feed"])
            .sending(.object(["published": .boolean(!off)]))
        try await Session.open(registry) { session in
            try await session.show(call) { _ in
                try session.output.print(off ? "Nothing is published." : "Confirmed thefts and losses are published.")
            }
        }
    }
}

/// A step of a report as it stands now, unless somebody else does one meanwhile.
enum TheftChange {
    static func run(
        _ step: String, _ number: String, _ note: String?, _ ownerCode: String?, _ registry: RegistryOptions
    ) async throws {
        var document: [String: JSON] = ["step": .string(step)]
        document["note"] = note.map(JSON.string)
        document["ownerCode"] = ownerCode.map(JSON.string)
        let said = document
        try await Session.open(registry) { session in
            guard ownerCode == nil else {
                // Whoever proves by the code may not be able to read the report first.
                let call = try APICall(.post, ["thefts", number, "steps"]).sending(.object(said))
                    .with("If-Match", "*").typing("theft", number)
                return try await session.showTheft(call)
            }
            try await session.change(["thefts", number], "theft", .post, ["steps"], TheftCard.lines) { _ in said }
        }
    }
}

extension Session {
    func showTheft(_ call: APICall) async throws {
        try await show(call) { try output.print(TheftCard.lines($0, for: output.terminal)) }
    }
}
