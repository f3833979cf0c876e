import ArgumentParser
import Registry
import Server

/// `nameplate quality complaints import`
struct ComplaintImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Keep the complaints of a table, one's own or an authority's.",
        discussion: """
            A table of one's own is CSV with the columns of an export, of which it needs model and receivedOn, or JSON: a \
            list of complaints as the API takes them. All of it is kept or nothing. Where a \
            reference is there already, nothing changes.

            An authority's table is taken as it is published: each complaint goes to the manufacturer and the model of these \
            names, or is told with the reason why not.

            EXAMPLES
              nameplate quality complaints import complaints.csv \\
                --manufacturer fjordlys --dry-run
              nameplate quality complaints import nhtsa-complaints.csv \\
                --authority nhtsa --make-codes --dry-run
            """)
    @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
    @Option(help: "Whose complaints they are.") var manufacturer: String?
    @Option(help: "Who has published them: nhtsa.") var authority: String?
    @Flag(help: "Of an authority's: make fault codes of components that are none yet.") var makeCodes = false
    @Flag(help: "Of an authority's: show only complaints that could not be placed.") var odd = false
    @Flag(help: "Write nothing, say what would become of it.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard (manufacturer == nil) != (authority == nil) else {
            throw ValidationError("Name the manufacturer with --manufacturer, or whose table it is with --authority.")
        }
        guard authority.map({ $0.lowercased() == "nhtsa" }) ?? true else {
            throw ValidationError("--authority takes nhtsa.")
        }
    }

    func run() async throws {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: file) {
            bytes += piece
            guard bytes.count <= HeadedTable.mostBytes else {
                throw ToolError("“\(file.harmless())” has more than 4 MB; give it in parts.", "list.invalid")
            }
        }
        let query = [("dryRun", dryRun ? "true" : nil)]
        let text = JSON.string(String(decoding: bytes, as: UTF8.self))
        guard let manufacturer else {
            let call = try APICall(.post, ["complaints", "import"], query: query).sending(
                .object(["authority": .string("nhtsa"), "table": text, "makeCodes": .boolean(makeCodes)]))
            return try await Session.open(registry) { session in
                try await session.show(call) { try session.output.print(published($0)) }
            }
        }
        let isList = bytes.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "[")
        let document: [String: JSON] =
            isList ? ["items": try JSONText.decode(JSON.self, from: bytes)] : ["table": text]
        let call = try APICall(.post, ["manufacturers", manufacturer, "complaint-table"], query: query)
            .sending(.object(document))
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                let added = Numbers.count(answer.added.asInteger ?? 0, "complaint", "complaints")
                try session.output.print(
                    "\(dryRun ? "Would keep" : "Kept") \(added); \(answer.unchanged.asText ?? "0") were there already.")
                try session.output.print(answer.numbers.asArray.compactMap(\.asText))
            }
        }
    }

    private func published(_ answer: JSON) -> [String] {
        let items = answer.items.asArray
        func count(_ outcome: String) -> Int { items.count { $0.outcome.asText == outcome } }
        let placed: Set<String> = ["added", "unchanged"]
        let shown = items.filter { item in !odd || !placed.contains(item.outcome.asText ?? "") }
        var lines = shown.map { item in
            let words = [
                item.reference.asText, item.maker.asText, item.model.asText, item.outcome.asText, item.complaint.asText,
            ]
            return words.compactMap { $0?.harmless() }.joined(separator: "  ")
        }
        lines.append(
            "\(answer.rows.asInteger ?? 0) rows, \(answer.faultyLines.asArray.count) of them not read. "
                + "\(dryRun ? "Would be added" : "Added"): \(count("added")), unchanged: \(count("unchanged")), "
                + "no such manufacturer: \(count("makerUnknown")), no such model: \(count("modelUnknown")), "
                + "no such fault code: \(count("faultUnknown")).")
        return lines
    }
}

/// `nameplate quality complaints export`
struct ComplaintExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write complaints as a table (CSV).",
        discussion: """
            EXAMPLES
              nameplate quality complaints export fjordlys --output complaints.csv
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @OptionGroup var filter: ComplaintFilterOptions
    @Option(name: .shortAndLong, help: "Write to this file.", completion: .file()) var output: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, ["manufacturers", manufacturer, "complaint-table"], query: filter.query)
        try await Session.open(registry) { session in
            let (_, body) = try await session.answer(to: call)
            let output = try output.map { try Output(path: $0) } ?? session.output
            try output.write(body)
        }
    }
}
