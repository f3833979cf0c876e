import ArgumentParser
import Registry
import Server

/// `nameplate recall remedies`
struct RecallRemedies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remedies", abstract: "Say what has become of units in campaigns, from a table.",
        discussion: """
            Columns: campaign, result and plate, or model and serial; and if you like date, who, evidence and note. Results are \
            the states that 'recall report' takes. A JSON file has a list of objects with the same names. At most 5,000 rows.

            EXAMPLES
              nameplate recall remedies fjordlys remedies.csv --dry-run
              nameplate recall remedies fjordlys remedies.csv --skip-errors
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
    @Flag(help: "Say what would be done, with every error, and write nothing.") var dryRun = false
    @Flag(help: "Leave rows out that are wrong; otherwise nothing is written.") var skipErrors = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: file) { bytes += piece }
        var document = try Self.document(bytes)
        document["dryRun"] = .boolean(dryRun)
        document["skipErrors"] = .boolean(skipErrors)
        let call = try APICall(.post, ["manufacturers", manufacturer, "campaigns", "remedies"])
            .sending(.object(document))
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                for error in answer.errors.asArray {
                    try session.output.print("Line \(error.line.asInteger ?? 0): \(error.sentence.asText ?? "")")
                }
                let rows = Numbers.count(Int(answer.reported.asInteger ?? 0), "row", "rows")
                try session.output.print(
                    "\(dryRun ? "Would report" : "Reported") \(rows), \(answer.unchanged.asInteger ?? 0) unchanged, "
                        + "\(answer.errors.asArray.count) wrong.")
            }
        }
    }

    /// - Throws: ``ToolError`` for what begins as JSON and is none.
    private static func document(_ bytes: [UInt8]) throws -> [String: JSON] {
        guard bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[") else {
            return ["table": .string(String(decoding: bytes, as: UTF8.self))]
        }
        guard let rows = try? JSONText.decode(JSON.self, from: bytes) else {
            throw ToolError("The file is not JSON.", "list.invalid")
        }
        return ["rows": rows]
    }
}
