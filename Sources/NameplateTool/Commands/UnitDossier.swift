import ArgumentParser
import Server

/// `nameplate unit dossier`
struct UnitDossier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier",
        abstract: "Show at once what a support desk asks of a unit.",
        discussion: """
            The unit and its history, its cover, what is due on it, claims, cases, repairs, what is in it, \
            the \
            parts that fit, and the documents for it.

            EXAMPLES
              nameplate unit dossier fjordlys FJ-320 TR2410001207Y
              nameplate unit dossier fjordlys FJ-320 TR2410001207Y \\
                --language no --json
            """)
    @OptionGroup var unit: UnitArguments
    @Option(help: "A language of the documents, such as de; may be repeated, the most wanted first.")
    var language: [String] = []
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, unit.path + ["dossier"], query: language.map { ("language", Optional($0)) })
                .typing("serial", unit.serial)
            try await session.show(call) { answer in
                let terminal = session.output.terminal
                try session.output.print(UnitCard.lines(answer.unit, for: terminal))
                try session.output.print("")
                try session.output.print(WarrantyCard.lines(answer.warranty, for: terminal))
                if !answer.maintenance.isNull {
                    try session.output.print("")
                    try session.output.print(MaintenanceCard.lines(answer.maintenance, for: terminal))
                }
                try session.output.print(Self.rest(of: answer, for: terminal))
            }
        }
    }

    /// What was claimed, repaired and asked, what is in it, what fits, and what to read.
    private static func rest(of answer: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        card.field("Version", answer.version.asText)
        let claims = answer.claims.asArray
        if !claims.isEmpty {
            card.heading("Claims")
            for claim in claims {
                card.field(
                    claim.number.asText ?? "",
                    [claim.state.asText, claim.faultCode.asText].compactMap(\.self).joined(separator: ", "))
            }
        }
        let orders = answer.service.items.asArray
        if !orders.isEmpty {
            card.heading("Service orders")
            for order in orders {
                card.field(
                    order.number.asText ?? "",
                    [order.state.asText, order.faultCode.asText, order.outcome.asText].compactMap(\.self)
                        .joined(separator: ", "))
            }
        }
        let cases = answer.cases.asArray
        if !cases.isEmpty {
            card.heading("Cases")
            for known in cases {
                card.field(
                    known.number.asText ?? "",
                    [CaseCard.state(known), known.kind.asText, known.outcome.asText, known.headline.asText]
                        .compactMap(\.self).joined(separator: ", "))
            }
        }
        let components = answer.components.items.asArray
        if !components.isEmpty {
            card.heading("In it")
            for line in components {
                card.field(line.slot.asText ?? "–", ComponentCard.part(line))
            }
        }
        let parts = answer.parts.asArray.filter { $0.fits == .boolean(true) }
        if !parts.isEmpty {
            card.heading("Parts that fit")
            for part in parts {
                card.field(part.part.number.asText ?? "", part.part.name.asText ?? part.kind.asText)
            }
        }
        if !answer.documents.asArray.isEmpty {
            card.heading("Documents")
            for document in answer.documents.asArray {
                card.field(document.kind.asText ?? "", document.title.asText)
            }
        }
        return card.lines(for: terminal)
    }
}
