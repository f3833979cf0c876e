import ArgumentParser
import Server

/// `nameplate audience …`
struct AudienceCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audience", abstract: "Count, or give out, the owners who consent to be written to.",
        subcommands: [Count.self, ExportTable.self])

    struct Count: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the owners who consent, and their units.",
            discussion: """
                EXAMPLES
                  nameplate audience count fjordlys --purpose news --model FJ-320
                """)
        @OptionGroup var audience: AudienceArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = audience.call(.get, ["count"])
            try await Session.open(registry) { session in
                try await session.show(call) { answer in
                    let owners = Numbers.count(answer.owners.asInteger ?? 0, "owner", "owners")
                    let units = Numbers.count(answer.units.asInteger ?? 0, "unit", "units")
                    try session.output.print("\(owners), \(units)")
                    guard !answer.isComplete.isTrue else { return }
                    try session.output.print("There may be more: counting has ended before the end.")
                }
            }
        }
    }

    struct ExportTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write them as a table (CSV), a row for each owner and unit.",
            discussion: """
                The table has the e-mail address, the name, the language, the model, when it was bought, until when \
                it is in cover, and the address that withdraws the consent: give it in each message. The audit trail \
                keeps what was asked, why, and how many rows there were; each owner can see it.

                EXAMPLES
                  nameplate audience export fjordlys --purpose offers \\
                    --warranty-ending-within 60 --reason 'Offer of longer cover'
                  nameplate audience export fjordlys --purpose surveys --age-from 12 \\
                    --age-until 24 --reason 'Survey after a year' --output owners.csv
                """)
        @OptionGroup var audience: AudienceArguments
        @Option(help: "Why, in 5 to 500 characters; each owner can read it.") var reason: String
        @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try audience.call(.post, []).sending(.object(["reason": .string(reason)]))
                .typing("reason", reason)
            try await Session.open(registry) { session in
                let output = try output.map { try Output(path: $0) } ?? session.output
                try await session.caller.stream(call) { try output.write($0) }
            }
        }
    }
}

/// Which owners a command is about.
struct AudienceArguments: ParsableArguments {
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "What they must consent to: news, offers, surveys or reminders.") var purpose: String
    @Option(help: "Only owners of a unit of this model; may be given several times.") var model: [String] = []
    @Option(help: "Sold at least so many months ago.") var ageFrom: Int?
    @Option(help: "Sold at most so many months ago.") var ageUntil: Int?
    @Option(help: "In cover today, and no longer after so many days.") var warrantyEndingWithin: Int?

    func call(_ method: APICall.Method, _ segments: [String]) -> APICall {
        let numbers = [
            ("ageFrom", ageFrom), ("ageUntil", ageUntil), ("warrantyEndingWithin", warrantyEndingWithin),
        ].map { ($0, $1.map(String.init)) }
        return APICall(
            method, ["manufacturers", manufacturer, "audience"] + segments,
            query: [("purpose", purpose)] + model.map { ("model", $0) } + numbers
        )
        .typing("purpose", purpose).typing("model", model.first)
    }
}
