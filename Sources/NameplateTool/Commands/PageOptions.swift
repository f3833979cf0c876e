import ArgumentParser
import Server

/// Which part of a long list is shown.
struct PageOptions: ParsableArguments {
    @Option(help: "How many to show at most, 1 to 1000.") var limit = 100
    @Option(help: "Go on after this place: what the last page named.") var after: String?

    var query: [(String, String?)] { [("limit", String(limit)), ("after", after)] }

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000.") }
    }
}

extension Session {
    /// A page of a list, and how to go on.
    func print(_ table: Table, of page: JSON, none: String) throws {
        guard !page.items.asArray.isEmpty else { return try output.print(none) }
        try output.print(table)
        if let next = page.next.asText {
            try output.print(output.terminal.styled("There are more: --after \(next.harmless())", .faint))
        }
    }

    /// Changes some fields of what is at a path, unless somebody else has changed it meanwhile.
    /// - Returns: It as it now is, in JSON.
    func edit(_ path: [String], _ changes: [String: JSON]) async throws -> [UInt8] {
        guard !changes.isEmpty else { throw ValidationError("Name what is to change; --help lists the options.") }
        let (head, body) = try await answer(to: APICall(.get, path))
        guard case .object(var fields) = try JSONText.decode(JSON.self, from: body), let tag = head.header("ETag")
        else { throw ToolError.noAnswer }
        fields.merge(changes) { _, new in new }
        let call = try APICall(.put, path).sending(.object(fields)).with("If-Match", tag)
        return try await answer(to: call).body
    }
}
