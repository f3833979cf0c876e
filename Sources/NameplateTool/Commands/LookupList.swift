import ArgumentParser
import Nameplate
import Server
import Synchronization

/// A list of serial numbers to look up.
struct ListOptions: ParsableArguments {
    @Option(
        name: .customLong("list"), help: "Look up each entry of this file; '-' reads standard input.",
        completion: .file())
    var path: String?

    @Option(help: "The model of entries that name none.") var model: String?

    @Option(help: "Show these verdicts only, with commas between.") var only: String?

    @Flag(help: "Print a table for spreadsheets (CSV).") var csv = false

    var isUsed: Bool { model != nil || only != nil || csv }

    func validate() throws {
        for word in (only ?? "").split(separator: ",") where ListVerdict.Verdict(rawValue: String(word)) == nil {
            throw ValidationError("--only takes verdicts: \(ListVerdicts.names).")
        }
    }

    func run(_ session: Session) async throws {
        let file = try FileBytes(path: path ?? "-")
        let isTable = path?.lowercased().hasSuffix(".csv") ?? false
        var call = APICall(.post, ["lookup", "list"], query: [("model", model), ("only", only)])
            .with("Content-Type", isTable ? "text/csv" : "text/plain")
        call.body = .stream(file)
        if csv {
            return try await session.caller.stream(call.with("Accept", "text/csv")) { try session.output.write($0) }
        }
        let table = ListVerdicts(session)
        try await session.caller.stream(call) { try table.take($0) }
        try table.finish()
    }
}

/// Prints verdicts as they come in, and counts them.
final class ListVerdicts: Sendable {
    static let names = ListVerdict.Verdict.allCases.map(\.rawValue).joined(separator: ", ")

    private struct State {
        var rest: [UInt8] = []
        var shown = 0
        var report: JSON?
    }
    private let session: Session
    private let bar = ProgressBar("Looking up")
    private let state = Mutex(State())

    init(_ session: Session) { self.session = session }

    /// Takes a piece of the answer, which is a line of JSON for each entry.
    func take(_ piece: [UInt8]) throws {
        let lines = state.withLock { state -> [[UInt8]] in
            state.rest += piece
            guard let end = state.rest.lastIndex(of: 0x0A) else { return [] }
            defer { state.rest.removeFirst(end + 1) }
            return state.rest[..<end].split(separator: 0x0A).map(Array.init)
        }
        var shown: [String] = []
        for line in lines {
            if session.printsJSON { try session.output.write(line + [0x0A]) }
            if line.starts(with: #"{"problem""#.utf8) {
                bar.clear()
                let problem = try JSONText.decode(JSON.self, from: line).problem
                throw Refusal(AnswerHead(status: 500), try JSONText.encode(problem))
            } else if line.starts(with: #"{"report""#.utf8) {
                let report = try JSONText.decode(JSON.self, from: line).report
                state.withLock { $0.report = report }
            } else if !session.printsJSON {
                shown.append(row(try JSONParser.parse(line)))
            }
        }
        try show(shown)
    }

    private func show(_ rows: [String]) throws {
        guard !rows.isEmpty else { return }
        let before = state.withLock { state in
            defer { state.shown += rows.count }
            return state.shown
        }
        if before == 0 { try session.output.print(session.output.terminal.styled(Self.heading, .strong)) }
        try session.output.print(rows)
        // Where the table itself is seen to grow, nothing else need say so.
        if !session.output.terminal.isInteractive { bar.show(fraction: nil, rows: Int64(before + rows.count)) }
    }

    /// - Throws: `ExitCode` where an entry names no unit.
    func finish() throws {
        bar.clear()
        guard let report = state.withLock({ $0.report }) else { throw ToolError.noAnswer }
        func count(_ verdict: ListVerdict.Verdict) -> Int64 {
            report.members([verdict.rawValue]).values.first?.asInteger ?? 0
        }
        let entries = report.entries.asInteger ?? 0
        if !session.printsJSON {
            let named = ListVerdict.Verdict.allCases.filter { count($0) > 0 }
                .map { "\(Numbers.grouped(count($0))) \(Self.words($0))" }
            let all = "\(Numbers.grouped(entries)) \(entries == 1 ? "entry" : "entries")"
            try session.output.print(["", ([all] + named).joined(separator: ", ")])
        }
        guard count(.found) + count(.duplicate) + count(.empty) == entries else { throw ExitCode(Failure.refused) }
    }

    // MARK: Rows

    /// Rows are printed as they come, so the columns are as wide as what mostly stands in them.
    private static let lineWidth = 6
    private static let textWidth = 24
    private static let verdictWidth = 10
    /// The most that is shown of an entry: as much as a serial number may have.
    private static let longestText = 64

    private static let heading =
        "line".padded(to: lineWidth, right: true) + "  " + "entry".padded(to: textWidth) + "  "
        + "verdict".padded(to: verdictWidth) + "  unit"

    private func row(_ entry: JSONValue) -> String {
        let terminal = session.output.terminal
        let line = String(entry["line"]?.integer ?? 0).padded(to: Self.lineWidth, right: true)
        let text = (entry["text"]?.text ?? "").harmless().fitted(to: Self.longestText).padded(to: Self.textWidth)
        let verdict = ListVerdict.Verdict(rawValue: entry["verdict"]?.text ?? "")
        let words = verdict.map(Self.words) ?? ""
        let style: Style? =
            switch verdict {
            case .found: .good
            case .duplicate, .several, .modelOnly, .empty, .notLookedUp: .warning
            default: .bad
            }
        let styled =
            terminal.styled(words, style) + String(repeating: " ", count: max(0, Self.verdictWidth - words.count))
        let rest = Self.rest(entry).harmless()
        guard !rest.isEmpty else { return "\(line)  \(text)  \(terminal.styled(words, style))" }
        let start = "\(line)  \(text)  \(styled)  "
        guard let width = terminal.width else { return start + rest }
        let used = Self.lineWidth + text.displayWidth + Self.verdictWidth + 6
        return start + rest.fitted(to: max(20, width - used))
    }

    private static func rest(_ entry: JSONValue) -> String {
        var parts: [String] = []
        if let line = entry["duplicateOf"]?.integer { parts.append("of line \(line)") }
        if let number = entry["model"]?["number"]?.text {
            let serial = entry["serial"]?.text.map { $0 == entry["text"]?.text ? "" : "  S/N \($0)" } ?? ""
            parts.append("\(entry["manufacturer"]?["name"]?.text ?? "") \(number)\(serial)")
        }
        if let state = entry["state"]?.text { parts.append(state.replacing("_", with: " ")) }
        parts += entry["warnings"]?.elements.compactMap(\.text) ?? []
        parts += entry["campaigns"]?.elements.compactMap(\.text).map { "recall \($0)" } ?? []
        parts +=
            entry["thefts"]?.elements.map { "reported \($0["kind"]?.text ?? "") (\($0["state"]?.text ?? ""))" } ?? []
        if let reason = entry["reason"]?.text { parts.append(reason) }
        return parts.joined(separator: "  ")
    }

    private static func words(_ verdict: ListVerdict.Verdict) -> String {
        switch verdict {
        case .notIssued: "not issued"
        case .modelOnly: "model only"
        case .notLookedUp: "not looked up"
        default: verdict.rawValue
        }
    }
}
