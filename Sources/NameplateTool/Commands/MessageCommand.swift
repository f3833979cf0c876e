import ArgumentParser
import Server

/// `nameplate notices message`
struct MessageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Write to a person, by e-mail or else by letter.",
        discussion: """
            What is for a purpose is sent only to whom has consented to it, and says how to \
            want no more.

            EXAMPLES
              nameplate notices message fjordlys --id owner-1 \\
                --subject 'Your part' --text 'The part that you asked for is here.'
              nameplate notices message fjordlys --id owner-1 --purpose reminders \\
                --subject 'Your filter' --text 'It is time for a new one.'
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "The manufacturer's reference to the person.") var id: String
    @Option(help: "What it is about.") var subject: String
    @Option(help: "What it says.") var text: String
    @Option(help: "news, offers, surveys or reminders; without it, what the person must be told.")
    var purpose: String?
    @Option(help: "The model of the product that it is about.") var model: String?
    @Option(help: "Its serial number.") var serial: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["party": .string(id), "subject": .string(subject), "text": .string(text)]
        document["purpose"] = purpose.map(JSON.string)
        document["model"] = model.map(JSON.string)
        document["serial"] = serial.map(JSON.string)
        let call = try APICall(.post, ["manufacturers", manufacturer, "messages"]).sending(.object(document))
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                let delivery = answer.delivery.asText ?? ""
                try session.output.print("See how it went: nameplate notices show \(manufacturer) --id \(delivery)")
            }
        }
    }
}

/// `nameplate notices letters`
struct Letters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters", abstract: "Print the letters that wait, as one PDF.",
        discussion: """
            Letters go to those who have no e-mail address. They count as sent once they are in \
            the file; 'replay' prints one again.

            EXAMPLES
              nameplate notices letters fjordlys --output letters.pdf
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(name: .shortAndLong, help: "The file to write.", completion: .file()) var output: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let file = try await session.answer(to: APICall(.post, ["manufacturers", manufacturer, "letters"])).body
            guard !file.isEmpty else { return try session.output.print("No letter waits to be printed.") }
            try Output(path: output).write(file)
        }
    }
}

/// `nameplate notices bounce`
struct Bounce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Note that a message came back, by the report of the mail system on standard input.",
        discussion: """
            For the alias to which reports come: it takes those about messages of this \
            registry, and leaves all others.

            EXAMPLES
              echo 'no report' | nameplate notices bounce
            """)
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: "-") { bytes += piece }
        let report = String(decoding: bytes, as: UTF8.self)
        let call = try APICall(.post, ["notices", "bounce"]).sending(.object(["report": .string(report)]))
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                let delivery = answer.delivery.asText
                try session.output.print(delivery.map { "Delivery \($0) came back." } ?? "Nothing of ours came back.")
            }
        }
    }
}
