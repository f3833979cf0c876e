import ArgumentParser
import Identifiers
import Server

/// `nameplate format …`
struct Formats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "List, add and try out serial formats.",
        subcommands: [List.self, Add.self, Check.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the serial formats of a model.",
            discussion: """
                EXAMPLES
                  nameplate format list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["formats"])) { answer in
                    var table = Table([
                        .init(heading: "pattern", isWhole: true), .init(heading: "length", isNumber: true),
                        .init(heading: "room", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([item.pattern.asText ?? "", item.length.asText ?? "", item.room.asText ?? ""])
                    }
                    try session.print(table, of: answer, none: "No format yet: nameplate format add")
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a model a serial format.",
            discussion: """
                EXAMPLES
                  nameplate format add fjordlys FJ-450C '{plant:2}{line:1}{yy}{ww}{seq:7}'
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The pattern; 'nameplate format check' tries one out.") var pattern: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = try APICall(.post, model.path + ["formats"])
                    .sending(.object(["pattern": .string(pattern)])).typing("pattern", pattern)
                try await session.show(call) { answer in
                    try session.output.print("Serial numbers of \(model.model) may now have this form:")
                    try session.output.print(Check.card(try SerialFormat(parsing: answer.pattern.asText ?? pattern)))
                }
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a pattern means, without a registry.",
            discussion: """
                A pattern is made of text and of fields in braces: {plant:2} {line:1} {yyyy} {yy} {y} {mm} {ww} {ddd} \
                {seq:6} {check:mod37-36}.

                EXAMPLES
                  nameplate format check '{plant:2}{yy}{ww}{seq:6}{check:mod37-36}'
                  nameplate format check 'WX-{seq:8}' --json
                """)
        @Argument(help: "The pattern.") var pattern: String
        @Flag(help: "Print JSON instead of a card.") var json = false

        func run() throws {
            let format: SerialFormat
            do {
                format = try SerialFormat(parsing: pattern)
            } catch {
                throw Refusal(Problem(error), in: pattern)
            }
            let output = Output.standard
            guard json else { return try output.print(Self.card(format)) }
            let samples = Self.samples(of: format)
            let fields: [String: JSON] = [
                "pattern": .string(format.pattern), "length": .integer(Int64(format.length)),
                "room": .integer(format.room), "first": .string(samples.first), "last": .string(samples.last),
            ]
            try output.print(json: try JSONText.encode(JSON.object(fields)))
        }

        static func card(_ format: SerialFormat) -> Card {
            var card = Card()
            card.title(format.pattern)
            card.field("Length", Numbers.count(format.length, "character", "characters"))
            card.field("Room", Numbers.count(format.room, "serial number", "serial numbers") + needs(format.needs))
            let samples = samples(of: format)
            card.field("First", samples.first)
            card.field("Last", samples.last)
            return card
        }

        private static func needs(_ needs: SerialFormat.Needs) -> String {
            var names: [String] = []
            if needs.plant != nil { names.append("plant") }
            if needs.line != nil { names.append("line") }
            if let precision = needs.date {
                names.append(precision == .year ? "year" : precision == .month ? "month" : "day or week")
            }
            return names.isEmpty ? "" : " for each \(names.joined(separator: ", "))"
        }

        /// The first and the last serial number that a format prints, with made-up plant and line, today in 2025.
        private static func samples(of format: SerialFormat) -> (first: String, last: String) {
            // Some check algorithms cover digits only.
            let plant = format.check?.alphabet.contains("A") == false ? "1" : "A"
            let fields = SerialFormat.Fields(
                plant: format.needs.plant.map { String(repeating: plant, count: $0) },
                line: format.needs.line.map { String(repeating: "1", count: $0) },
                date: try? CivilDate(year: 2025, month: 6, day: 30))
            guard let writer = try? format.writer(for: fields) else { return ("", "") }
            return ((try? writer.text(of: 0)) ?? "", (try? writer.text(of: format.room - 1)) ?? "")
        }
    }
}
