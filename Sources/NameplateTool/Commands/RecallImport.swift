import ArgumentParser
import Registry
import Server

/// `nameplate recall import …`
struct RecallImport: AsyncParsableCommand {
    static let authorities = ["nhtsa", "dvsa", "cpsc"]

    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make campaigns of the recalls that an authority publishes.",
        discussion: """
            Each becomes a draft of the manufacturer that is called as its maker, with its units \
            in the language of populations, or is told with the reason why it does not. \
            docs/recalls-published.md tells the tables of nhtsa, dvsa and cpsc.

            EXAMPLES
              nameplate recall import dvsa.csv --from dvsa --dry-run
              nameplate recall import nhtsa-products.csv --from nhtsa \\
                --summaries nhtsa-campaigns.csv
            """)
    @Argument(help: "The table, a CSV file; '-' reads standard input.", completion: .file()) var file: String
    @Option(help: "Who publishes it: \(RecallImport.authorities.joined(separator: ", ")).") var from: String
    @Option(help: "Of the NHTSA's products: the table of campaigns.", completion: .file()) var summaries: String?
    @Flag(help: "Write nothing, say what would become of it.") var dryRun = false
    @Flag(help: "Show only recalls whose units cannot be told as they were published.") var odd = false
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard Self.authorities.contains(from) else {
            throw ValidationError("--from takes \(Self.authorities.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        var document: [String: JSON] = ["authority": .string(from), "table": .string(try await Self.text(file))]
        if let summaries { document["summaries"] = .string(try await Self.text(summaries)) }
        let call = try APICall(.post, ["recalls", "import"], query: [("dryRun", dryRun ? "true" : nil)])
            .sending(.object(document))
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                var table = Table([
                    .init(heading: "number", isWhole: true), .init(heading: "maker", isWhole: true),
                    .init(heading: "outcome", isWhole: true), .init(heading: "campaign", isWhole: true),
                    .init(heading: "units"),
                ])
                let items = answer.items.asArray.filter { !odd || $0.fit.asText != "asPublished" }
                for item in items {
                    let units = [item.scope.asText].compactMap(\.self) + item.remarks.asArray.compactMap(\.asText)
                    table.add([
                        item.number.asText ?? "", item.maker.asText ?? "", item.outcome.asText ?? "",
                        item.campaign.asText ?? "", units.joined(separator: " – "),
                    ])
                }
                if !items.isEmpty { try session.output.print(table) }
                func count(_ outcome: String) -> Int {
                    answer.items.asArray.count { $0.outcome.asText == outcome }
                }
                try session.output.print(
                    "\(answer.rows.asInteger ?? 0) rows. Units as published: \(answer.asPublished.asInteger ?? 0), "
                        + "wider: \(answer.wider.asInteger ?? 0), not expressed: \(answer.notExpressed.asInteger ?? 0)."
                )
                try session.output.print(
                    "\(dryRun ? "Would be added" : "Added"): \(count("added")), updated: \(count("updated")), "
                        + "unchanged: \(count("unchanged")), otherwise: \(count("differs")), "
                        + "no such manufacturer: \(count("makerUnknown")).")
            }
        }
    }

    private static func text(_ path: String) async throws -> String {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: path) {
            bytes += piece
            guard bytes.count <= HeadedTable.mostBytes else {
                throw ToolError("“\(path.harmless())” has more than 4 MB; give it year by year.", "list.invalid")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
