import ArgumentParser
import Server

/// `nameplate quality problems check`
struct ProblemCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "See whether units fail less often since a problem is corrected.",
        discussion: """
            Units with the correction are compared with those before at equal ages, so that young units do not look good merely \
            by being young.

            EXAMPLES
              nameplate quality problems check fjordlys E-7K3M-9TQ1
            """)
    @OptionGroup var problem: ProblemArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, problem.path + ["check"]).typing("problem", problem.number)
            try await session.show(call) { try session.output.print(Self.card($0)) }
        }
    }

    private static func card(_ check: JSON) -> Card {
        var card = Card()
        switch check.verdict.asText {
        case "fell": card.text("It helps: units fail less often at the same age.", .good)
        case "rose": card.text("Units fail more often than before.", .bad)
        default: card.text("It cannot be told yet whether it helps.", .warning)
        }
        card.field("Before", tally(check.before))
        card.field("With it", tally(check.after))
        card.field("Expected", check.expected.asText.map { "\($0) units that fail, as those before did" })
        card.field("Ratio", ratio(check.ageAdjusted))
        card.field("By rates alone", ratio(check.rates))
        card.field("Unit-months needed", check.unitMonthsNeeded.asText)
        card.field("Until", check.until.asText)
        if let behind = check.behind.asInteger, behind > 0 { card.field("Not counted yet", "\(behind) events") }
        return card
    }

    private static func tally(_ tally: JSON) -> String {
        "\(tally.failedUnits.asText ?? "") of \(tally.units.asText ?? "") units failed in "
            + "\(tally.unitDays.asText ?? "") days in service"
    }

    private static func ratio(_ comparison: JSON) -> String? {
        guard let ratio = comparison.ratio.asText else { return nil }
        return "\(ratio) (\(comparison.lower.asText ?? "0") to \(comparison.upper.asText ?? "unlimited"), 95 %)"
    }
}
