import ArgumentParser
import Registry
import Server

/// `nameplate recall …`
struct RecallCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Recalls and other campaigns: which units, what is wrong, what is done.",
        subcommands: [
            RecallAdd.self, RecallChange.self, Preview.self, RecallOpen.self, RecallSuspend.self, RecallResume.self,
            RecallClose.self, RecallReopen.self, RecallWithdraw.self, List.self, Show.self, UnitList.self, Check.self,
            RecallReport.self, RecallNotify.self, RecallSite.self, RecallRemedies.self, RecallImport.self,
        ])

    static let kindWords = "safetyRecall, serviceCampaign, upgrade or inspection"

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a recall, its amendments, and what can be done.",
            discussion: """
                EXAMPLES
                  nameplate recall show R-7K3M-9TQ1
                """)
        @Argument(help: "The campaign's number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["campaigns", number]).typing("campaign", number)) {
                    try session.output.print(CampaignCard.lines($0, for: session.output.terminal))
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the recalls and other campaigns of a manufacturer.",
            discussion: """
                EXAMPLES
                  nameplate recall list fjordlys --state open
                  nameplate recall list fjordlys --model FJ-320
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Option(help: "Only those in this state: draft, open, suspended, closed or withdrawn.") var state: String?
        @Option(help: "Only those of this kind: \(RecallCommands.kindWords).") var kind: String?
        @Option(help: "Only those to which units of this model may belong.") var model: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let query: [(String, String?)] = [("state", state), ("kind", kind), ("model", model)]
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "campaigns"], query: query + page.query)
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "number", isWhole: true), .init(heading: "state"), .init(heading: "kind"),
                        .init(heading: "priority"), .init(heading: "open since"), .init(heading: "title"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.number.asText ?? "", item.state.asText ?? "",
                            item.kind.asText.map(CampaignCard.words) ?? "", item.priority.asText ?? "",
                            item.openedAt.asText.map { String($0.prefix(10)) } ?? "", item.title.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No such campaign.")
                }
            }
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the units of a campaign: where they are, and what has become of them.",
            discussion: """
                EXAMPLES
                  nameplate recall preview R-7K3M-9TQ1
                """)
        @Argument(help: "The campaign's number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["campaigns", number, "count"]).typing("campaign", number)
                try await session.show(call) {
                    try session.output.print(CampaignCard.counts($0, for: session.output.terminal))
                }
            }
        }
    }

    struct UnitList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "units", abstract: "List the units of a campaign.",
            discussion: """
                EXAMPLES
                  nameplate recall units R-7K3M-9TQ1 --limit 20
                  nameplate recall units R-7K3M-9TQ1 --within 'disposition = in_transit'
                  nameplate recall units R-7K3M-9TQ1 --csv
                """)
        @Argument(help: "The campaign's number.") var number: String
        @Option(help: "Only those that belong to this population, too.") var within: String?
        @Option(help: "How many at most (default: 100; all with --csv or --ndjson).") var limit: Int64?
        @Option(help: "Go on after this place: what the last page named.") var after: String?
        @Flag(help: "Print all of them as CSV.") var csv = false
        @Flag(help: "Print all of them as JSON, one a line.") var ndjson = false
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard [csv, ndjson, registry.json].filter({ $0 }).count <= 1 else {
                throw ValidationError("Choose one of --csv, --ndjson and --json.")
            }
            if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
        }

        func run() async throws {
            let format = csv ? "csv" : ndjson ? "ndjson" : nil
            let limit = self.limit ?? (format == nil ? 100 : nil)
            let query = [("within", within), ("format", format), ("limit", limit.map { String($0) }), ("after", after)]
            let call = APICall(.get, ["campaigns", number, "units"], query: query).typing("campaign", number)
            try await Session.open(registry) { session in
                guard format == nil else {
                    return try await session.caller.stream(call) { try session.output.write($0) }
                }
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "model", isWhole: true), .init(heading: "serial", isWhole: true),
                        .init(heading: "batch"), .init(heading: "produced"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.model.asText ?? "", item.serial.asText ?? "", item.batch.asText ?? "",
                            item.producedOn.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "No unit belongs.")
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a product is recalled, by what its plate says.",
            discussion: """
                EXAMPLES
                  nameplate recall check 'FJ-320 TR2410001207Y'
                """)
        @Argument(help: "What stands on the plate: a serial number, a VIN, or both numbers.") var text: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = try APICall(.post, ["lookup"]).sending(.object(["text": .string(text)])).typing("text", text)
                try await session.show(call) { answer in
                    try session.output.print(Self.card(answer).lines(for: session.output.terminal))
                }
            }
        }

        private static func card(_ answer: JSON) -> Card {
            var card = Card()
            guard !answer.unit.isNull else {
                card.title("This is no unit that is known.")
                for note in answer.notes.asArray.compactMap(\.sentence.asText) { card.text(note) }
                for suggestion in answer.suggestions.asArray.compactMap(\.asText) { card.text(suggestion) }
                return card
            }
            let unit = answer.unit
            card.title(
                "\(unit.manufacturer.name.asText ?? "") \(unit.model.number.asText ?? "")  S/N \(unit.serial.asText ?? "")"
            )
            if unit.campaigns.asArray.isEmpty { card.text("No recall is open for it.") }
            for campaign in unit.campaigns.asArray { CampaignCard.add(campaign, to: &card) }
            return card
        }
    }
}
