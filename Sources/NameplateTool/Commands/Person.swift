import ArgumentParser
import Server

/// `nameplate person …`
struct Person: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give out, or erase, what is held about a person.",
        discussion: """
            A person is named as the manufacturer names it: by the reference under which units were registered. \
            An event tells of a random number only, which names nobody once the person has been erased.
            """,
        subcommands: [Export.self, Erase.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print everything that is held about a person, as JSON.",
            discussion: """
                The person's data, units owned now and before, events that name it, and who looked at it. The audit \
                trail keeps that it was given out, and why.

                EXAMPLES
                  nameplate person export fjordlys 'Sample Owner' \\
                    --reason 'Asked for by letter of 2026-09-01'
                """)
        @OptionGroup var person: PersonArguments
        @Option(help: "Why, in 5 to 500 characters.") var reason: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = try APICall(.post, ["manufacturers", person.manufacturer, "persons", "export"])
                    .sending(.object(person.fields.merging(["reason": .string(reason)]) { $1 }))
                    .typing("reference", person.reference).typing("reason", reason)
                try session.output.print(json: try await session.answer(to: call).body)
            }
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase what names a person; history and proofs stay.",
            discussion: """
                The name, the reference, contact data and consents, the remarks of events that name the person, and \
                the reasons for which somebody looked at it. It cannot be undone: see first what it would do. Backups keep what they hold; \
                erase again after one has been brought back.

                EXAMPLES
                  nameplate person erase fjordlys 'Sample Owner' --dry-run
                  nameplate person erase fjordlys 'Sample Owner' \\
                    --reason 'Asked for by letter of 2026-09-01' --yes
                  nameplate person erase fjordlys --id 2230607160069780058 --dry-run
                """)
        @OptionGroup var person: PersonArguments
        @Option(help: "Why, in 5 to 500 characters.") var reason: String?
        @Flag(help: "Say what would be erased, and erase nothing.") var dryRun = false
        @Flag(help: "Erase: it cannot be undone.") var yes = false
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            if !dryRun, reason == nil { throw ValidationError("Say why with --reason, or try it with --dry-run.") }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                var fields = person.fields
                fields["confirm"] = .boolean(yes)
                fields["reason"] = reason.map(JSON.string)
                let call = try APICall(
                    .post, ["manufacturers", person.manufacturer, "persons", "erase"],
                    query: [("dryRun", dryRun ? "true" : nil)]
                )
                .sending(.object(fields)).typing("reference", person.reference).typing("reason", reason)
                try await session.show(call) { answer in
                    for item in answer.items.asArray {
                        var card = Card()
                        card.title("Person \(item.id.asText ?? "")")
                        card.field("Held since", Figures.time(item.createdAt.asText).map { "\($0) UTC" })
                        card.field(dryRun ? "To be erased" : "Erased", Self.extent(item))
                        card.field("Stays", "\(Self.count(item.events, "event", "events")), by this number")
                        try session.output.print(card)
                    }
                    if dryRun { try session.output.print("Nothing is erased yet: this is a dry run.") }
                }
            }
        }

        private static func extent(_ item: JSON) -> String {
            let notes = count(item.notes, "remark", "remarks")
            return "name, reference, contact data, \(notes), \(count(item.reasons, "reason", "reasons")) of looks"
        }

        private static func count(_ number: JSON, _ one: String, _ many: String) -> String {
            Numbers.count(number.asInteger ?? 0, one, many)
        }
    }
}

/// Which person a command is about.
struct PersonArguments: ParsableArguments {
    @Argument(help: "The manufacturer's short name.") var manufacturer: String
    @Argument(help: "The reference to the person.") var reference: String?
    @Option(help: "Or the random number by which events name the person.") var id: String?

    func validate() throws {
        guard (reference == nil) != (id == nil) else {
            throw ValidationError("Name the person by its reference, or by its number with --id.")
        }
    }

    /// The fields of a request that name the person.
    var fields: [String: JSON] {
        var fields: [String: JSON] = [:]
        fields["reference"] = reference.map(JSON.string)
        fields["id"] = id.map(JSON.string)
        return fields
    }
}
