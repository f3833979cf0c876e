import Nameplate
import Registry

/// All that a filter finds, taken away as a file.
extension Site {
    /// The most rows whose names are gathered for a file. Who wants more takes the whole table.
    private static let mostFound = 10_000

    /// As what a list is taken away.
    static let formParameter = Route.Parameter("as", .word(["csv", "ndjson"]), "all that is found, as a file")

    /// Gathers the names of what is found.
    /// - Parameter page: The names after a place, and the next place; nil at the end.
    /// - Throws: `query.invalid` where there are too many.
    static func all(
        _ page: (String?) async throws -> (keys: [ExportQuestion.Key], next: String?)
    ) async throws -> [ExportQuestion.Key] {
        var keys: [ExportQuestion.Key] = []
        var after: String?
        repeat {
            let (more, next) = try await page(after)
            keys += more
            after = next
            guard keys.count <= mostFound else {
                throw RequestError(
                    .queryInvalid, Words.text("selection.tooMany", ["most": Numbers.grouped(mostFound)]), field: "as")
            }
        } while after != nil
        return keys
    }

    /// Links to the files.
    static func downloads(_ href: (String) -> Href) -> [Link] {
        [
            Link(Words.text("selection.csv"), href("csv")), Link(Words.text("selection.ndjson"), href("ndjson")),
        ]
    }
}
