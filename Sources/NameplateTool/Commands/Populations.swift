import ArgumentParser
import Registry
import Server

/// `nameplate population …`
struct Populations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "population", abstract: "Say which units: check, count and list them, or ask of one.",
        subcommands: [Check.self, Count.self, List.self, Holds.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a population says, without a registry.",
            discussion: """
                A population is made of tests such as model = FJ-320, produced before 2024-03, market in (NO, SE), \
                mark = recalled, joined by and, or, not and parentheses.

                EXAMPLES
                  nameplate population check 'model like FJ-* and not mark = recalled'
                  nameplate population check 'age < 2 years' --json
                """)
        @OptionGroup var population: PopulationArgument
        @Flag(help: "Print JSON, with the JSON form, instead of a card.") var json = false

        func run() async throws {
            let text = try await population.text()
            let written: WrittenPopulation
            do {
                written = try WrittenPopulation(typed: text)
            } catch {
                guard let problem = Problem(of: error) else { throw error }
                throw Refusal(problem, in: PopulationArgument.onOneLine(text))
            }
            let output = Output.standard
            if json { return try output.print(json: JSONWriter.bytes { written.population.write(to: &$0) }) }
            var card = Card()
            card.title(written.population.text)
            card.text(written.population.reading)
            try output.print(card)
        }
    }

    struct Count: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the units that belong to a population.",
            discussion: """
                EXAMPLES
                  nameplate population count fjordlys 'market = NO and not mark = recalled'
                  nameplate population count fjordlys 'age < 2 years' --on 2026-01-01 --json
                """)
        @OptionGroup var question: PopulationArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let text = try await question.population.text()
            try await Session.open(registry) { session in
                try await session.show(question.call("count", text)) { answer in
                    try session.output.print(Self.lines(answer, for: session.output.terminal))
                }
            }
        }

        private static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
            let total = answer.total.asInteger ?? 0
            var lines = [terminal.styled(Numbers.count(total, "unit", "units"), .strong)]
            lines += PopulationArguments.remarks(answer).map { terminal.styled($0.harmless(), .warning) }
            guard answer.models.asArray.count > 1 else { return lines }
            var table = Table([.init(heading: "model", isWhole: true), .init(heading: "units", isNumber: true)])
            for model in answer.models.asArray { table.add([model.model.asText ?? "", model.count.asText ?? ""]) }
            return lines + table.lines(for: terminal)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the units that belong to a population.",
            discussion: """
                EXAMPLES
                  nameplate population list fjordlys 'batch = 2024-W10' --limit 20
                  nameplate population list fjordlys 'disposition = in_transit' --csv
                """)
        @OptionGroup var question: PopulationArguments
        @Option(help: "How many at most (default: 100; all with --csv or --ndjson).") var limit: Int64?
        @Option(help: "Go on after this place: what the last page named.") var after: String?
        @Flag(help: "Print all of them as CSV.") var csv = false
        @Flag(help: "Print all of them as JSON, one a line.") var ndjson = false
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard [csv, ndjson, registry.json].filter({ $0 }).count <= 1 else {
                throw ValidationError("Choose one of --csv, --ndjson and --json.")
            }
            if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
        }

        func run() async throws {
            let text = try await question.population.text()
            let format = csv ? "csv" : ndjson ? "ndjson" : nil
            let limit = self.limit ?? (format == nil ? 100 : nil)
            let query = [("format", format), ("limit", limit.map { String($0) }), ("after", after)]
            let call = try question.call("units", text, query: query)
            try await Session.open(registry) { session in
                guard format == nil else {
                    return try await session.caller.stream(call) { try session.output.write($0) }
                }
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "model", isWhole: true), .init(heading: "serial", isWhole: true),
                        .init(heading: "batch"), .init(heading: "produced"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.model.asText ?? "", item.serial.asText ?? "", item.batch.asText ?? "",
                            item.producedOn.asText ?? "",
                        ])
                    }
                    for remark in PopulationArguments.remarks(answer) {
                        try session.output.print(session.output.terminal.styled(remark.harmless(), .warning))
                    }
                    try session.print(table, of: answer, none: "No unit belongs.")
                }
            }
        }
    }

    struct Holds: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a unit belongs to a population, and why.",
            discussion: """
                Exit status: 0 where it belongs, 1 where it does not.

                EXAMPLES
                  nameplate population holds fjordlys FJ-320 TR2410001207Y \\
                    'batch = 2024-W10 and not mark = recalled'
                """)
        @OptionGroup var unit: UnitArguments
        @OptionGroup var population: PopulationArgument
        @Option(help: PopulationArguments.onHelp) var on: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let text = try await population.text()
            try await Session.open(registry) { session in
                let query = [("model", unit.model.model), ("serial", unit.serial)]
                let call = try PopulationArguments.call(
                    unit.model.manufacturer, "holds", text, on: on, query: query
                ).typing("serial", unit.serial)
                let body = try await session.answer(to: call).body
                let answer = try JSONText.decode(JSON.self, from: body)
                try session.show(body) { try session.output.print(Self.card($0, unit.serial)) }
                if !answer.holds.isTrue { throw ExitCode(Failure.refused) }
            }
        }

        private static func card(_ answer: JSON, _ serial: String) -> Card {
            var card = Card()
            card.title(answer.holds.isTrue ? "\(serial) belongs." : "\(serial) does not belong.")
            for reason in answer.reasons.asArray {
                let found = reason.found.asText.map { "; it says \($0)" } ?? (reason.holds.isTrue ? "" : "; not known")
                card.field(
                    reason.holds.isTrue ? "Holds" : "Does not hold", (reason.part.asText ?? "") + found)
            }
            return card
        }
    }
}
