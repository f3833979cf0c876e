import ArgumentParser

/// `nameplate unit owner`
struct UnitOwner: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "owner", abstract: "Show who owns a unit; the owner can see who asked, when and why.",
        discussion: """
            EXAMPLES
              nameplate unit owner fjordlys FJ-320 TR2410001207Y \\
                --reason 'Case 4711: recall of the compressor'
            """)
    @OptionGroup var unit: UnitArguments
    @Option(help: "Why, in 5 to 500 characters.") var reason: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = try APICall(.post, unit.path + ["owner"]).sending(.object(["reason": .string(reason)]))
                .typing("serial", unit.serial).typing("reason", reason)
            try await session.show(call) { answer in
                var card = Card()
                let name = [answer.manufacturer.name.asText, answer.model.number.asText]
                card.title(
                    "\(name.compactMap(\.self).joined(separator: " "))  S/N \(answer.serial.asText ?? "")")
                let owner = answer.owner
                if owner.isNull {
                    card.text("Nobody has registered it.")
                } else if let erasedAt = Figures.time(owner.erasedAt.asText) {
                    card.field("Owner", "erased on \(erasedAt) UTC")
                } else {
                    card.field("Owner", owner.name.asText)
                    card.field("Reference", owner.reference.asText)
                }
                card.field("Since", Figures.time(owner.since.asText).map { "\($0) UTC" })
                try session.output.print(card)
            }
        }
    }
}
