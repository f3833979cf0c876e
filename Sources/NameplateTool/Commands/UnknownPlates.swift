import ArgumentParser
import Server

/// `nameplate unknown-plates …`
struct UnknownPlates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unknown-plates",
        abstract: "Work off what was looked up in vain: clusters with probable causes, and counts by shape.",
        subcommands: [
            UnknownPlateShapes.self, UnknownPlateList.self, UnknownPlateShow.self, UnknownPlateClose.self,
            UnknownPlateReopen.self,
        ],
        defaultSubcommand: UnknownPlateShapes.self)
}

/// `nameplate unknown-plates shapes`, also without its name
struct UnknownPlateShapes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shapes",
        abstract: "Count what was looked up in vain, by shape: letters are A, digits 9.",
        discussion: """
            Many of one shape tell of misprints, of a model that is not in the catalogue, or of copies. Nothing \
            that anybody typed is kept but its shape.

            EXAMPLES
              nameplate unknown-plates fjordlys
              nameplate unknown-plates fjordlys --month 2026-03 --csv
              nameplate unknown-plates
            """)
    @Argument(help: "The manufacturer's short name; without it, what names no manufacturer.")
    var manufacturer: String?
    @Option(help: "The month, such as 2026-03; the latest for which something is counted without it.")
    var month: String?
    @Option(help: "How many to show at most, 1 to 1000.") var limit: Int?
    @Flag(help: "Print a table for spreadsheets (CSV).") var csv = false
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if let limit, !(1...1000).contains(limit) { throw ValidationError("--limit is a number from 1 to 1000.") }
        if csv, registry.json { throw ValidationError("Choose --csv or --json.") }
    }

    func run() async throws {
        let path = (manufacturer.map { ["manufacturers", $0] } ?? []) + ["unknown-plates"]
        let call = APICall(.get, path, query: [("month", month), ("limit", limit.map { String($0) })])
            .typing("month", month)
        try await Session.open(registry) { session in
            if csv {
                let body = try await session.answer(to: call.with("Accept", "text/csv")).body
                return try session.output.write(body)
            }
            try await session.show(call) { answer in
                guard !answer.items.asArray.isEmpty else {
                    return try session.output.print(
                        "Nothing was looked up in vain in \(answer.month.asText ?? "").")
                }
                var table = Table([
                    .init(heading: "lookups", isNumber: true), .init(heading: "shape", isWhole: true),
                    .init(heading: "reason"), .init(heading: "model"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.lookups.asText ?? "", item.shape.asText ?? "", Self.words(item.reason.asText ?? ""),
                        item.model.number.asText ?? "",
                    ])
                }
                try session.output.print("Looked up in vain in \(answer.month.asText ?? "")")
                try session.output.print(table)
            }
        }
    }

    private static func words(_ reason: String) -> String {
        switch reason {
        case "notIssued": "never issued"
        case "serialUnknown": "no such unit"
        case "modelUnknown": "no such model"
        case "rest": "all other shapes"
        default: reason
        }
    }
}
