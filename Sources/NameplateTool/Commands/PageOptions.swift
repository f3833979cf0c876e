import ArgumentParser
import Server

/// Which part of a long list is shown.
struct PageOptions: ParsableArguments {
    @Option(help: "How many to show at most, 1 to 500.") var limit = 100
    @Option(help: "Go on after this place: what the last page named.") var after: String?

    var query: [(String, String?)] { [("limit", String(limit)), ("after", after)] }

    func validate() throws {
        guard (1...Limits.largestPage).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to \(Limits.largestPage).")
        }
    }
}

extension Session {
    /// A page of a list, and how to go on. A page may be empty and yet not the last.
    func print(_ table: Table, of page: JSON, none: String) throws {
        guard !page.items.asArray.isEmpty || page.next.asText != nil else { return try output.print(none) }
        try output.print(table)
        if let next = page.next.asText {
            try output.print(output.terminal.styled("There are more: --after \(next.harmless())", .faint))
        }
    }
}
