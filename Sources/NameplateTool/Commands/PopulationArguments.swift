import ArgumentParser

/// A population as typed.
struct PopulationArgument: ParsableArguments {
    @Argument(help: "Which units: a text or its JSON form; '-' reads it from standard input.") var population: String

    /// - Throws: ``ToolError`` where standard input is no text or too long for one.
    func text() async throws -> String {
        guard population == "-" else { return population }
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: "-") {
            bytes += piece
            guard bytes.count <= 1 << 20 else {
                throw ToolError("A population has at most 1 MiB.", "population.tooLarge")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ToolError("The population is not UTF-8 text.", "population.syntax")
        }
        return text
    }

    /// The text with blanks for the ends of its lines, so that a place in it can be pointed at.
    static func onOneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        line.append(contentsOf: text.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 })
        return String(line)
    }
}

/// A question about a manufacturer's units.
struct PopulationArguments: ParsableArguments {
    static let onHelp: ArgumentHelp = "The day as of which ages are told, such as 2026-01-01 (default: today)."

    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @OptionGroup var population: PopulationArgument
    @Option(help: PopulationArguments.onHelp) var on: String?

    func call(_ question: String, _ text: String, query: [(String, String?)] = []) throws -> APICall {
        try Self.call(manufacturer, question, text, on: on, query: query)
    }

    static func call(
        _ manufacturer: String, _ question: String, _ text: String, on: String?, query: [(String, String?)]
    ) throws -> APICall {
        var fields: [String: JSON] = ["population": .string(text)]
        fields["on"] = on.map(JSON.string)
        return try APICall(.post, ["manufacturers", manufacturer, "populations", question], query: query)
            .sending(.object(fields)).typing("population", PopulationArgument.onOneLine(text)).typing("on", on)
    }

    /// What may be mistyped.
    static func remarks(_ answer: JSON) -> [String] {
        answer.unknownModels.asArray.compactMap(\.asText).prefix(5).map {
            "There is no model \($0) of \(answer.manufacturer.asText ?? "this manufacturer")."
        }
    }
}
