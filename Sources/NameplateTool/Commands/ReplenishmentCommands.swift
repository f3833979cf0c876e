import ArgumentParser
import Server

/// `nameplate replenishment …`
struct ReplenishmentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replenishment", abstract: "What to order, send elsewhere or get rid of, and by which rules.",
        subcommands: [ReplenishmentList.self, ReplenishmentShow.self, ReplenishmentRules.self, ReplenishmentRule.self],
        defaultSubcommand: ReplenishmentList.self)
}

/// `nameplate replenishment list`
struct ReplenishmentList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what to order, send elsewhere or get rid of, the most urgent first.",
        discussion: """
            EXAMPLES
              nameplate replenishment list fjordlys
              nameplate replenishment list fjordlys --location fjordlys-warehouse
              nameplate replenishment list fjordlys --only order --class A
              nameplate replenishment list fjordlys --service-level 0.98
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only for this place and what stands in it; each site without it.") var location: String?
    @Option(name: .customLong("class"), help: "Only class A, B or C.") var abc: String?
    @Option(help: "Only order, transfer, excess, slow, obsolete or enough.") var only: String?
    @Option(help: "A service level to try in the place of what the rules say, such as 0.98.") var serviceLevel: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("location", location), ("class", abc), ("only", only), ("serviceLevel", serviceLevel),
        ]
        let call = APICall(.get, ["manufacturers", manufacturer, "replenishment"], query: query)
            .typing("location", location).typing("serviceLevel", serviceLevel)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "model", isWhole: true), .init(heading: "location", isWhole: true),
                    .init(heading: "suggested"), .init(heading: "quantity", isNumber: true),
                    .init(heading: "from"), .init(heading: "available", isNumber: true),
                    .init(heading: "a week", isNumber: true), .init(heading: "lasts weeks", isNumber: true),
                    .init(heading: "reorder at", isNumber: true), .init(heading: "up to", isNumber: true),
                    .init(heading: "class"),
                ])
                for item in answer.items.asArray {
                    func number(_ value: JSON) -> String {
                        value.asDouble.map { Numbers.fixed($0, places: 1) } ?? ""
                    }
                    table.add([
                        item.model.asText ?? "", item.location.asText ?? "", item.action.asText ?? "",
                        item.quantity.asText ?? "", item.source.asText ?? "", item.available.asText ?? "",
                        number(item.forecast.perWeek), number(item.coverWeeks), number(item.reorderPoint),
                        number(item.orderUpTo), (item.class.asText ?? "") + (item.steadiness.asText ?? ""),
                    ])
                }
                try session.print(table, of: answer, none: "Nothing is suggested.")
                if let behind = answer.behind.asInteger, behind > 0 {
                    try session.output.print(["\(behind) events are not counted yet."])
                }
            }
        }
    }
}

/// `nameplate replenishment show`
struct ReplenishmentShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is suggested for a model at a place, and all that it rests on.",
        discussion: """
            EXAMPLES
              nameplate replenishment show fjordlys fjordlys-warehouse WF-2
              nameplate replenishment show fjordlys fjordlys-warehouse WF-2 \\
                --service-level 0.99
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The place, by its code or GLN.") var location: String
    @Argument(help: "The model's number.") var model: String
    @Option(help: "A service level to try in the place of what the rules say, such as 0.98.") var serviceLevel: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("location", location), ("model", model), ("serviceLevel", serviceLevel),
        ]
        let call = APICall(.get, ["manufacturers", manufacturer, "replenishment"], query: query)
            .typing("location", location).typing("model", model).typing("serviceLevel", serviceLevel)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                guard let item = answer.items.asArray.first else {
                    try session.output.print("None of it stands there, and nobody has wanted it there.")
                    return
                }
                try session.output.print(Self.card(item))
            }
        }
    }

    private static func card(_ item: JSON) -> Card {
        func number(_ value: JSON) -> String? { value.asDouble.map { Numbers.fixed($0, places: 1) } }
        var card = Card()
        let isNeed = ["order", "transfer"].contains(item.action.asText ?? "")
        let from = item.source.asText.map { " from \($0)" } ?? ""
        card.text("\(item.action.asText ?? "") \(item.quantity.asText ?? "")\(from)", isNeed ? .warning : .good)
        for reason in item.reasons.asArray {
            let facts = ["quantity", "limit", "weeks", "place", "model", "day"].compactMap { name in
                reason.members([name]).values.first?.asText.map { "\(name) \($0)" }
            }
            card.field("Why", ([reason.code.asText ?? ""] + facts).joined(separator: ", "))
        }
        card.field("Available", item.available.asText)
        card.field("Reserved", item.reserved.asText)
        card.field("On its way", item.incoming.asText)
        card.field("Lasts weeks", number(item.coverWeeks))
        card.field("Expected a week", number(item.forecast.perWeek))
        card.field("A week differs by", number(item.forecast.deviation))
        card.field("Method", item.forecast.method.asText)
        card.field("Demand is", item.forecast.demandClass.asText)
        card.field(
            "Lead time", number(item.leadTime.days).map { "\($0) days (\(item.leadTime.origin.asText ?? ""))" })
        card.field("Service level", item.serviceLevel.asDouble.map { Numbers.fixed($0 * 100, places: 2) + " %" })
        card.field("Safety stock", number(item.safetyStock))
        card.field("Reorder point", number(item.reorderPoint))
        card.field("Order up to", number(item.orderUpTo))
        return card
    }
}

/// `nameplate replenishment rules`
struct ReplenishmentRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the rules by which stock is replenished.",
        discussion: """
            EXAMPLES
              nameplate replenishment rules fjordlys
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, ["manufacturers", manufacturer, "replenishment", "rules"])
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "location", isWhole: true), .init(heading: "model", isWhole: true),
                    .init(heading: "service level", isNumber: true), .init(heading: "review weeks", isNumber: true),
                    .init(heading: "lead days", isNumber: true), .init(heading: "smallest", isNumber: true),
                    .init(heading: "multiple", isNumber: true), .init(heading: "from"),
                ])
                for rule in answer.items.asArray {
                    table.add([
                        rule.location.asText ?? "(all)", rule.model.asText ?? "(all)", rule.serviceLevel.asText ?? "",
                        rule.reviewWeeks.asText ?? "", rule.leadDays.asText ?? "", rule.smallest.asText ?? "",
                        rule.multiple.asText ?? "", rule.source.asText ?? "",
                    ])
                }
                try session.print(table, of: answer, none: "There are no rules.")
            }
        }
    }
}

/// `nameplate replenishment rule`
struct ReplenishmentRule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Set how stock is replenished: for all, a place, a model, or both.",
        discussion: """
            The most special rule that says something holds. What is left out is said by a less special one; \
            a rule that says nothing is taken away.

            EXAMPLES
              nameplate replenishment rule fjordlys --service-level 0.97
              nameplate replenishment rule fjordlys --location sample-shop \\
                --from fjordlys-warehouse --dry-run
              nameplate replenishment rule fjordlys --model WF-2 --multiple 12
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "For this place and what stands in it.") var location: String?
    @Option(help: "For this model.") var model: String?
    @Option(help: "The share of order cycles that end in no stockout, such as 0.95.") var serviceLevel: String?
    @Option(help: "Weeks between two looks at the stock.") var reviewWeeks: Int64?
    @Option(help: "Days from an order to its receipt; learned from receipts without it.") var leadDays: Int64?
    @Option(help: "The smallest quantity that is ordered.") var smallest: Int64?
    @Option(help: "Orders are multiples of it.") var multiple: Int64?
    @Option(help: "The site from which goods come; they are ordered without it.") var from: String?
    @Flag(help: "Check everything and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = [:]
        for (name, text) in [
            ("location", location), ("model", model), ("serviceLevel", serviceLevel), ("source", from),
        ] { document[name] = text.map(JSON.string) }
        for (name, number) in [
            ("reviewWeeks", reviewWeeks), ("leadDays", leadDays), ("smallest", smallest), ("multiple", multiple),
        ] { document[name] = number.map(JSON.integer) }
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "replenishment", "rules"],
            query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("location", location).typing("model", model)
        .typing("serviceLevel", serviceLevel).typing("source", from)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                let isGone = answer.rowVersion.asInteger == 0
                try session.output.print(
                    dryRun
                        ? "It can be set; nothing was written."
                        : isGone ? "The rule is taken away." : "The rule is set.")
            }
        }
    }
}
