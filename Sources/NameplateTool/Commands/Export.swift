import ArgumentParser
import Server
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `nameplate export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Export manufacturers, models, formats, batches, units, components, events or documents, as an import reads them.",
        discussion: """
            What was exported imports again unchanged: into this registry, where nothing changes, or table by table in the \
            order above, with events before units, into an empty one.

            EXAMPLES
              nameplate export models --output all-models.csv
              nameplate export units --manufacturer fjordlys --model FJ-320 --format ndjson
              nameplate export events --owners --reason 'Moving elsewhere'
            """)

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case csv, tsv, ndjson
    }

    @Argument(help: "What to export: \(Import.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: Import.Kind
    @Option(name: .shortAndLong, help: "The file; without it, standard output.", completion: .file())
    var output: String?
    @Option(help: "\(Form.allCases.map(\.rawValue).joined(separator: ", ")); without it, by the file's name, or csv.")
    var format: Form?
    @Option(help: "Only this manufacturer's rows, by its short name.") var manufacturer: String?
    @Option(help: "Only the model of this number, or its rows.") var model: String?
    @Flag(help: "Name the owners in events; each of them can see who asked, when and why.") var owners = false
    @Option(help: "Why owners are named, in 5 to 500 characters.") var reason: String?
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if registry.json { throw ValidationError("An export is a table; for JSON choose --format ndjson.") }
        if model != nil, manufacturer == nil { throw ValidationError("--model needs --manufacturer.") }
        if owners, kind != .events { throw ValidationError("Owners are named in events alone.") }
        if owners != (reason != nil) { throw ValidationError("--owners and --reason belong together.") }
    }

    func run() async throws {
        let form =
            format ?? output.flatMap { Form(rawValue: $0.split(separator: ".").last?.lowercased() ?? "") } ?? .csv
        let query = [("manufacturer", manufacturer), ("model", model), ("format", form.rawValue)]
        var call = APICall(owners ? .post : .get, ["exports", kind.rawValue], query: query)
            .typing("manufacturer", manufacturer).typing("model", model).typing("reason", reason)
        if let reason { call = try call.sending(.object(["reason": .string(reason)])) }
        try await Session.open(registry) { [call] session in
            guard let output else { return try await Self.take(call, session.output, nil, session) }
            // Whoever finds the file finds all of it.
            let unfinished = output + ".part"
            do {
                let bar = ProgressBar("Exporting \(kind.rawValue)")
                defer { bar.clear() }
                try await Self.take(call, try Output(path: unfinished), bar, session)
                guard rename(unfinished, output) == 0 else {
                    throw ToolError("“\(output.harmless())” cannot be written.", "output.failed")
                }
            } catch {
                unlink(unfinished)
                throw error
            }
        }
    }

    private static func take(_ call: APICall, _ output: Output, _ bar: ProgressBar?, _ session: Session) async throws {
        let lines = Mutex((rows: 0 as Int64, rest: [UInt8]()))
        try await session.caller.stream(call) { piece in
            let (whole, rows) = lines.withLock { lines in
                lines.rest += piece
                let end = lines.rest.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
                let whole = Array(lines.rest[..<end])
                lines.rest.removeFirst(end)
                lines.rows += whole.reduce(0 as Int64) { $0 + ($1 == 0x0A ? 1 : 0) }
                return (whole, lines.rows)
            }
            let problem = problem(at: whole)
            try output.write(whole[..<(problem?.lowerBound ?? whole.endIndex)])
            // The answer had begun when the work failed: its status could no longer say so.
            if let problem {
                let document = try JSONText.decode(JSON.self, from: Array(whole[problem]))
                throw Refusal(AnswerHead(status: 500), try JSONText.encode(document.problem))
            }
            bar?.show(fraction: nil, rows: rows)
        }
        try output.write(lines.withLock { $0.rest })
    }

    /// The last line, where it is the problem that ended an answer.
    private static func problem(at lines: [UInt8]) -> Range<Int>? {
        guard lines.last == 0x0A else { return nil }
        let start = lines.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return lines[start...].starts(with: #"{"problem":"#.utf8) ? start..<lines.endIndex : nil
    }
}
