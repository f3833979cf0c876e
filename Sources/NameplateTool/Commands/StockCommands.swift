import ArgumentParser
import Server

/// `nameplate stock …`
struct StockCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stock", abstract: "What stands where; pieces without serial numbers that come, go and move.",
        subcommands: [StockShow.self, StockUnitsList.self, StockStorage.self, StockPieces.self],
        defaultSubcommand: StockShow.self)
}

/// `nameplate stock show`
struct StockShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say what stands where, now or at any time.",
        discussion: """
            Figures follow from the ledger alone; the last line says if events wait to be counted.

            EXAMPLES
              nameplate stock fjordlys
              nameplate stock fjordlys --location fjordlys-plant-tr
              nameplate stock fjordlys --model CX-90
              nameplate stock fjordlys --by model --as-of 2024-04-13T00:00:00Z
              nameplate stock fjordlys --by version --model FJ-320
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only at this place and what stands in it.") var location: String?
    @Option(help: "Only of this model.") var model: String?
    @Option(help: "A line for each 'location', 'model' or, with --model, 'version'.") var by: String?
    @Option(help: "What stood where at this time, such as 2024-04-13T00:00:00Z.") var asOf: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("location", location), ("model", model), ("by", by), ("asOf", asOf),
        ]
        let call = APICall(.get, ["manufacturers", manufacturer, "stock"], query: query)
            .typing("asOf", asOf).typing("location", location).typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: answer.by.asText ?? "location", isWhole: true), .init(heading: "name"),
                    .init(heading: "available", isNumber: true), .init(heading: "reserved", isNumber: true),
                    .init(heading: "held", isNumber: true), .init(heading: "in transit", isNumber: true),
                    .init(heading: "total", isNumber: true),
                ])
                for line in answer.lines.asArray {
                    table.add([
                        Self.first(of: line, by: answer.by.asText), line.name.asText ?? "", line.available.asText ?? "",
                        line.reserved.asText ?? "",
                        line.held.asText ?? "", line.inTransit.asText ?? "", line.total.asText ?? "",
                    ])
                }
                if answer.lines.asArray.isEmpty {
                    try session.output.print("Nothing stands there.")
                } else {
                    try session.output.print(table)
                }
                if let behind = answer.behind.asInteger, behind > 0 {
                    try session.output.print(["\(behind) events are not counted yet."])
                }
            }
        }
    }
}

extension StockShow {
    /// What a line stands for.
    fileprivate static func first(of line: JSON, by grouping: String?) -> String {
        switch grouping {
        case "model": return line.model.asText ?? ""
        case "version":
            switch line.untold.asText {
            case "pieces": return "(pieces)"
            case "tooMany": return "(too many to tell)"
            case .some: return "(cannot be told)"
            case nil: return line.version.asText ?? "(no version)"
            }
        default:
            let place = line.location.asText ?? ""
            return place.isEmpty ? "(on the way)" : place
        }
    }
}

/// `nameplate stock units`
struct StockUnitsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "units", abstract: "List the units that stand at a place and in what stands in it.",
        discussion: """
            Cases and pallets are followed by what is in them; units of a batch of which nobody has spoken \
            alone are told as ranges.

            EXAMPLES
              nameplate stock units fjordlys --location fjordlys-plant-tr
              nameplate stock units fjordlys --location fjordlys-plant-tr \\
                --model FJ-320 --state available --limit 20
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "The place, by any name of it.") var location: String
    @Option(help: "Only of this model.") var model: String?
    @Option(help: "Only those that are 'available', 'reserved' or 'held'.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [("location", location), ("model", model), ("state", state)]
        let call = APICall(.get, ["manufacturers", manufacturer, "stock", "units"], query: query + page.query)
            .typing("location", location).typing("model", model)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                try session.print(Self.table(of: answer), of: answer, none: "No units stand there.")
            }
        }
    }

    static func table(of answer: JSON) -> Table {
        var table = Table([
            .init(heading: "model", isWhole: true), .init(heading: "serial", isWhole: true),
            .init(heading: "count", isNumber: true), .init(heading: "disposition"),
            .init(heading: "location", isWhole: true), .init(heading: "in"), .init(heading: "since"),
        ])
        for item in answer.items.asArray {
            let range = [item.firstSerial.asText, item.lastSerial.asText].compactMap(\.self)
            table.add([
                item.model.asText ?? "",
                item.unit.serial.asText
                    ?? (range.isEmpty ? item.batch.asText ?? "" : range.joined(separator: " … ")),
                item.count.asText ?? "", item.disposition.asText ?? "", item.location.asText ?? "",
                item.container.serial.asText ?? "", Figures.time(item.since.asText) ?? "",
            ])
        }
        return table
    }
}

/// `nameplate stock pieces`
struct StockPieces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pieces", abstract: "Say that pieces without serial numbers have come, gone or moved.",
        discussion: """
            Parts and accessories that carry no serial number are counted. Correct what was wrong by the \
            event that it names: nameplate event add --corrects ID --error-reason did_not_occur.

            EXAMPLES
              nameplate stock pieces fjordlys WF-2 40 --to fjordlys-plant-tr
              nameplate stock pieces fjordlys WF-2 5 --from fjordlys-plant-tr \\
                --disposition in_transit
              nameplate stock pieces fjordlys WF-2 1 --from fjordlys-plant-tr \\
                --note 'Broken' --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The number of their model.") var model: String
    @Argument(help: "How many.") var quantity: Int64
    @Option(help: "Where they come from; without it they are new.") var from: String?
    @Option(help: "Where they are then; without it they have left, or are in transit.") var to: String?
    @Option(help: "The batch that they are of.") var batch: String?
    @Option(help: "In which state they are then, in CBV's words, such as in_transit.") var disposition: String?
    @Option(help: "In which state they were.") var fromDisposition: String?
    @Option(help: "What was being done, in CBV's words, such as receiving.") var businessStep: String?
    @Option(help: "A remark.") var note: String?
    @Option(help: "When (RFC 3339, with a zone); now without it.") var at: String?
    @Flag(help: "Check everything and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["model": .string(model), "quantity": .integer(quantity)]
        let texts: [(String, String?)] = [
            ("from", from), ("to", to), ("batch", batch), ("disposition", disposition),
            ("fromDisposition", fromDisposition), ("businessStep", businessStep), ("note", note), ("eventTime", at),
        ]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "stock", "pieces"], query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("model", model).typing("to", to).typing("from", from)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                try session.output.print(
                    dryRun
                        ? "It can be recorded; nothing was written." : "Event \(answer.event.asText ?? "") is recorded."
                )
            }
        }
    }
}
