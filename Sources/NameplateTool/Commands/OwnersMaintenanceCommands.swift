import ArgumentParser
import Server

extension MaintenanceCommands {
    struct Mine: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is due or overdue on one's own units, the soonest first.",
            discussion: """
                It is for owners: sign in to a server with a token of yours.

                EXAMPLES
                  nameplate maintenance mine --within 90
                """)
        @Option(help: "Within so many days.") var within: Int = 30
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = APICall(
                .get, ["me", "maintenance", "due"], query: [("within", String(within))] + page.query)
            try await Session.open(registry) { session in try await session.showOwned(call, within: within) }
        }
    }

    struct Owner: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is due or overdue on an owner's units, the soonest first.",
            discussion: """
                The owner can read who asked, when and why.

                EXAMPLES
                  nameplate maintenance owner fjordlys 'Sample Owner' \\
                    --reason 'Asked by telephone'
                """)
        @OptionGroup var person: PersonArguments
        @Option(help: "Why, in 5 to 500 characters.") var reason: String
        @Option(help: "Within so many days.") var within: Int = 30
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let call = try APICall(
                .post, ["manufacturers", person.manufacturer, "persons", "maintenance"],
                query: [("within", String(within))] + page.query
            )
            .sending(.object(person.fields.merging(["reason": .string(reason)]) { $1 }))
            .typing("reference", person.reference).typing("reason", reason)
            try await Session.open(registry) { session in try await session.showOwned(call, within: within) }
        }
    }
}

extension Session {
    fileprivate func showOwned(_ call: APICall, within days: Int) async throws {
        try await show(call) { answer in
            var table = Table([
                .init(heading: "day", isWhole: true), .init(heading: "state", isWhole: true),
                .init(heading: "model", isWhole: true), .init(heading: "serial", isWhole: true),
                .init(heading: "task"),
            ])
            for item in answer.items.asArray {
                table.add([
                    item.expectedOn.asText ?? "", item.state.asText ?? "", item.unit.model.asText ?? "",
                    item.unit.serial.asText ?? "", item.title.asText ?? "",
                ])
            }
            try print(table, of: answer, none: "Nothing is due on these units within \(days) days.")
            if answer.isCut.isTrue {
                try output.print(output.terminal.styled("There are more units than are looked at.", .faint))
            }
        }
    }
}
