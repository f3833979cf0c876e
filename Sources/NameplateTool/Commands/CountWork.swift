import ArgumentParser
import Server

/// `nameplate counts scan`
struct CountScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Say what lies there, as labels and scanners have it.",
        discussion: """
            A case or pallet stands for all that is in it. Pieces without serial numbers are named by their \
            model with --quantity; said again, the later number holds. In a file each line is one thing: \
            its text and, after tabs, for pieces how many, when (RFC 3339) and at which place within. \
            The same list twice changes nothing.

            EXAMPLES
              nameplate counts scan fjordlys N-7K3M-9TQ1 'FJ-320 TR2410001208W'
              nameplate counts scan fjordlys N-7K3M-9TQ1 WF-2 --quantity 37
              nameplate counts scan fjordlys N-7K3M-9TQ1 --list existing.txt
            """)
    @OptionGroup var count: CountArguments
    @Argument(help: "What was scanned.") var texts: [String] = []
    @Option(help: "How many pieces of the model.") var quantity: Int64?
    @Option(help: "Where the pieces lie, within the place.") var at: String?
    @Option(help: "When (RFC 3339, with a zone); now without it.") var time: String?
    @Option(help: "Read a file of what was scanned; '-' reads standard input.", completion: .file()) var list: String?
    @OptionGroup var registry: RegistryOptions

    /// As many as the API takes at once.
    private static let atOnce = 1_000

    func run() async throws {
        var items = texts.map { item($0, quantity.map(String.init), time, at) }
        if let list {
            var bytes: [UInt8] = []
            for try await piece in try FileBytes(path: list) { bytes += piece }
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard fields[0].contains(where: { !$0.isWhitespace }) else { continue }
                func field(_ index: Int) -> String? {
                    fields.count > index && !fields[index].isEmpty ? fields[index] : nil
                }
                items.append(item(fields[0], field(1), field(2), field(3)))
            }
        }
        guard !items.isEmpty else { throw ValidationError("Name what was scanned, or a file with --list.") }
        try await Session.open(registry) { session in
            var rest = items[...]
            while !rest.isEmpty {
                let call = try APICall(.post, count.path + ["scans"])
                    .sending(.object(["items": .array(Array(rest.prefix(Self.atOnce)))])).typing("count", count.number)
                rest = rest.dropFirst(Self.atOnce)
                try await session.show(call) { try Self.print($0.items.asArray, session) }
            }
        }
    }

    private func item(_ text: String, _ quantity: String?, _ time: String?, _ place: String?) -> JSON {
        var document: [String: JSON] = ["text": .string(text)]
        // What is no number is refused by the API with its place.
        document["quantity"] = quantity.map { text in Int64(text).map(JSON.integer) ?? .string(text) }
        document["time"] = time.map(JSON.string)
        document["location"] = place.map(JSON.string)
        return .object(document)
    }

    private static func print(_ items: [JSON], _ session: Session) throws {
        let taken = items.count { $0.result.asText == "taken" }
        let again = items.count { $0.result.asText == "again" }
        try session.output.print("\(taken) taken, \(again) scanned before, \(items.count - taken - again) not read.")
        for item in items where !["taken", "again"].contains(item.result.asText ?? "") {
            try session.output.print("\(item.text.asText?.harmless() ?? ""): \(item.reason.asText ?? "")")
        }
    }
}

/// `nameplate counts differences`
struct CountDifferences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "differences", abstract: "List what the last finished round has found to differ.",
        discussion: """
            EXAMPLES
              nameplate counts differences fjordlys N-7K3M-9TQ1
            """)
    @OptionGroup var count: CountArguments
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, count.path + ["differences"], query: page.query).typing("count", count.number)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                try session.print(CountCard.table(of: answer.items.asArray), of: answer, none: "Nothing differs.")
            }
        }
    }
}

/// `nameplate counts adjust`
struct CountAdjust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjust", abstract: "Have the ledger say by events what is there, or note why it stays.",
        discussion: """
            Reasons: damage, loss, theft, misplaced, dataError, miscount, other.

            EXAMPLES
              nameplate counts adjust fjordlys N-7K3M-9TQ1 misplaced --dry-run
              nameplate counts adjust fjordlys N-7K3M-9TQ1 loss --difference 3 \\
                --note 'Not seen since May'
              nameplate counts adjust fjordlys N-7K3M-9TQ1 miscount --note-only
            """)
    @OptionGroup var count: CountArguments
    @Argument(help: "Why it was not as the ledger has it.") var reason: String
    @Option(name: .customLong("difference"), help: "Only the difference with this number; repeat it for more.")
    var differences: [Int64] = []
    @Option(help: "A remark.") var note: String?
    @Flag(help: "Keep the reason alone; the ledger goes on as it is.") var noteOnly = false
    @Flag(help: "Show what would be recorded and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["reason": .string(reason), "noteOnly": .boolean(noteOnly)]
        if !differences.isEmpty { document["differences"] = .array(differences.map(JSON.integer)) }
        document["note"] = note.map(JSON.string)
        let (isTrial, said) = (dryRun, document)
        try await Session.open(registry) { session in
            try await session.change(
                count.path, "count", .post, ["adjustments"], query: [("dryRun", isTrial ? "true" : nil)],
                { answer, terminal in
                    let events = Numbers.count(answer.events.asArray.count, "event", "events")
                    return [
                        isTrial ? "Nothing is recorded yet: this is a dry run with \(events)." : "Recorded \(events)."
                    ] + CountCard.table(of: answer.differences.asArray).lines(for: terminal)
                }
            ) { _ in said }
        }
    }
}

/// `nameplate counts accuracy`
struct CountAccuracy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accuracy", abstract: "Say how right the ledger was, count by count.",
        discussion: """
            EXAMPLES
              nameplate counts accuracy fjordlys
              nameplate counts accuracy fjordlys --location fjordlys-plant-tr
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only counts of this place.") var location: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = APICall(.get, ["manufacturers", manufacturer, "count-accuracy"], query: [("location", location)])
            .typing("location", location)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                guard !answer.items.asArray.isEmpty else {
                    return try session.output.print("No count is finished yet.")
                }
                var table = Table([
                    .init(heading: "counted"), .init(heading: "location", isWhole: true),
                    .init(heading: "number", isWhole: true), .init(heading: "right"),
                ])
                for item in answer.items.asArray {
                    table.add([
                        item.countedAt.asText ?? "", item.location.asText ?? "", item.number.asText ?? "",
                        CountCard.accuracy(item) ?? "",
                    ])
                }
                try session.output.print(table)
            }
        }
    }
}
