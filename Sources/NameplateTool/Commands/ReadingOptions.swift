import ArgumentParser
import Registry

/// What somebody says of a file that the file does not say itself.
struct ReadingOptions: ParsableArguments {
    enum Encoding: String, CaseIterable, ExpressibleByArgument {
        case utf8 = "utf-8"
        case utf16LittleEndian = "utf-16le"
        case utf16BigEndian = "utf-16be"
        case windows1252 = "windows-1252"
    }

    enum Dates: String, CaseIterable, ExpressibleByArgument {
        case dmy, mdy
    }

    enum Mark: String, CaseIterable, ExpressibleByArgument {
        case point, comma
    }

    @Option(
        help: "What the file is, where it is not UTF-8, nor UTF-16 with a byte order mark: utf-16le, windows-1252 …")
    var encoding: Encoding?
    @Option(help: "How dates such as 03/04/2026 stand: dmy or mdy.") var dates: Dates?
    @Option(help: "What parts the fraction of a number, point or comma; the other one parts thousands then.")
    var decimal: Mark?
    @Option(
        help: "What makes our columns of the file's: the name of a mapping, or its file, which is kept by its name.",
        completion: .file())
    var mapping: String?

    enum Match: String, CaseIterable, ExpressibleByArgument {
        case number, gtin
        case externalID = "external-id"
    }
    @Option(help: "By what rows of models name those that are there: number, gtin or external-id.") var match: Match?

    /// The query of an import. A mapping that is a file is kept first.
    func query(_ session: Session) async throws -> [(String, String?)] {
        var name = mapping
        if let mapping, mapping.contains("/") || mapping.contains(".") {
            name = try await Mappings.keep(mapping, as: nil, session)
        }
        return [
            ("encoding", encoding?.rawValue), ("dates", dates?.rawValue), ("decimal", decimal?.rawValue),
            ("mapping", name), ("match", match?.rawValue),
        ]
    }
}
