import ArgumentParser
import Server

/// `nameplate picks scan`
struct PickScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Pick goods by what labels and scanners say; each scan gets a result.",
        discussion: """
            Pieces without serial numbers are named by their model, with --quantity. In a file each line is
            one thing: its text and, after tabs, for pieces how many, and when (RFC 3339). A list with times
            may come late, and more than once.

            EXAMPLES
              nameplate picks scan fjordlys P-7K3M-9TQ1 'FJ-320 TR2410001208W'
              nameplate picks scan fjordlys P-7K3M-9TQ1 WF-2 --quantity 10
              nameplate picks scan fjordlys P-7K3M-9TQ1 --list scans.txt
            """)
    @OptionGroup var pick: PickArguments
    @Argument(help: "What was scanned.") var texts: [String] = []
    @Option(help: "How many pieces of the model.") var quantity: Int64?
    @Option(help: "When (RFC 3339, with a zone); now without it.") var time: String?
    @Option(help: "Read a file of what was scanned; '-' reads standard input.", completion: .file()) var list: String?
    @Flag(help: "Only show what would be picked.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    /// As many as the API takes at once.
    private static let atOnce = 1_000

    func run() async throws {
        var scans = texts.map { scan($0, quantity.map(String.init), time) }
        if let list { scans += try await Self.read(list).map { scan($0[0], $0[1].nonEmpty, $0[2].nonEmpty) } }
        guard !scans.isEmpty else { throw ValidationError("Name what was scanned, or a file with --list.") }
        let numbered = Self.numbered(scans)
        try await Session.open(registry) { session in
            var rest = numbered[...]
            while !rest.isEmpty {
                let part = rest.prefix(Self.atOnce).map(JSON.object)
                rest = rest.dropFirst(Self.atOnce)
                let call = try APICall(
                    .post, pick.path + ["scans"], query: [("dryRun", dryRun ? "true" : nil)]
                ).sending(.object(["scans": .array(Array(part))])).typing("pick", pick.pick)
                try await session.show(call) { answer in
                    if dryRun { try session.output.print("Nothing is written yet: this is a dry run.") }
                    try session.output.print(PickCard.table(ofScans: answer.scans.asArray))
                }
            }
        }
    }

    private func scan(_ text: String, _ quantity: String?, _ time: String?) -> [String: JSON] {
        var scan: [String: JSON] = ["text": .string(text)]
        // What is no number is refused by the API with its place.
        scan["quantity"] = quantity.map { text in Int64(text).map(JSON.integer) ?? .string(text) }
        scan["time"] = time.map(JSON.string)
        return scan
    }

    /// The fields of each line: a text, a quantity, a time.
    private static func read(_ path: String) async throws -> [[String]] {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: path) { bytes += piece }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields[0].contains(where: { !$0.isWhitespace }) else { return nil }
            return fields + Array(repeating: "", count: max(0, 3 - fields.count))
        }
    }

    /// Of two equal scans of a list the second is another one, in whatever part it comes.
    private static func numbered(_ scans: [[String: JSON]]) -> [[String: JSON]] {
        var counts: [String: Int] = [:]
        return scans.map { scan in
            guard let time = scan["time"]?.asText, let text = scan["text"]?.asText else { return scan }
            let name = "\(time) \(text)"
            let count = counts[name, default: 0]
            counts[name] = count + 1
            var scan = scan
            if count > 0 { scan["id"] = .string("\(count) \(String(name.prefix(80)))") }
            return scan
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
