import ArgumentParser
import Identifiers
import Nameplate
import Server

/// `nameplate format check`
struct FormatCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Show what a pattern means: the serial numbers that it writes, or where it is wrong.",
        discussion: """
            A pattern is made of text and of fields in braces: {plant:2} {line:1} {yyyy} {yy} {y} {mm} {ww} {ddd} \
            {seq:6} {check:mod37-36}. No registry is needed, unless a model is named: then it is also shown where that \
            model's serial numbers go on.

            EXAMPLES
              nameplate format check '{plant:2}{yy}{ww}{seq:6}{check:mod37-36}'
              nameplate format check '{plant:2}{yy}{ww}{seq:6}{check:mod37-36}' \\
                --plant TR --date 2026-03-02 --count 500 --model FJ-320
              nameplate format check 'WX-{seq:8}' --json
            """)
    @Argument(help: "The pattern.") var pattern: String
    @Option(help: "The plant to print (default: a made-up one).") var plant: String?
    @Option(help: "The line to print.") var line: String?
    @Option(help: "The day of production, such as 2026-03-02.") var date: String?
    @Option(help: "How many serial numbers (default: all that there is room for).") var count: Int64?
    @Option(help: "The model that they are for.") var model: String?
    @Option(help: "Its manufacturer's slug, where several have a model of that number.") var manufacturer: String?
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is a number from 1.") }
        if manufacturer != nil, model == nil { throw ValidationError("--manufacturer needs --model.") }
    }

    func run() async throws {
        guard let model else {
            let question = FormatQuestion(
                pattern: pattern, plant: plant, line: line, date: try date.map(Self.civilDate), count: count)
            return try show(FormatPreview(question).document, Output.standard)
        }
        try await Session.open(registry) { session in
            let (manufacturer, model) = try await NamedModel.resolve(manufacturer, model, session)
            var fields: [String: JSON] = [
                "pattern": .string(pattern), "manufacturer": .string(manufacturer), "model": .string(model),
            ]
            fields["plant"] = plant.map(JSON.string)
            fields["line"] = line.map(JSON.string)
            fields["date"] = date.map(JSON.string)
            fields["count"] = count.map(JSON.integer)
            let call = try APICall(.post, ["formats", "check"]).sending(.object(fields)).typing("date", date)
            try show(try await session.answer(to: call).body, session.output)
        }
    }

    private static func civilDate(_ text: String) throws -> CivilDate {
        do {
            return try CivilDate(parsing: text)
        } catch {
            throw Refusal(Problem(error), in: text)
        }
    }

    /// Shows a preview; what is wrong goes to standard error, with what was typed.
    private func show(_ body: [UInt8], _ output: Output) throws {
        let preview = try JSONText.decode(JSON.self, from: body)
        let problems = preview.problems.asArray
        if registry.json {
            try output.print(json: body)
        } else {
            if !preview.pattern.isNull { try output.print(FormatCard.card(preview)) }
            let typed = ["pattern": pattern, "plant": plant ?? "", "line": line ?? ""]
            for problem in problems {
                let refusal = Refusal(
                    AnswerHead(status: 422), try JSONText.encode(problem), typed: typed)
                try Output.errors.print(refusal.lines(for: .errors))
            }
        }
        if !problems.isEmpty { throw ExitCode(Failure.refused) }
    }
}
