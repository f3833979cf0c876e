import ArgumentParser
import FoundationEssentials
import Identifiers
import Registry
import Server

/// `nameplate explain`, also `nameplate parse`: what a number says by itself.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a number is and what its parts say, whoever issued it; no registry is needed.",
        discussion: """
            Any number that stands on a product: VIN, IMEI, GTIN, GS1 element strings and Digital Links, HIBC, container \
            numbers and more. Without --scheme every reading is told, the best first, with likely misreadings and what \
            a scanner did to the text. Without a text, each line of standard input is one.

            With --jsonl, also as 'nameplate parse --jsonl', each line of standard input is a request such as \
            {"scheme": "vin", "input": "1C4PJMBXXJD592546"} (also profile, vehicle_class, as_of, hint, options, checks), \
            and gets a line with its answer. Exit status 1 says that a text could not be read, or that a line was no \
            request.

            EXAMPLES
              nameplate explain 4006381333931
              nameplate explain 1C4PJMBXXJD592546 490154203237518
              nameplate explain '(01)09506000134352(17)260731(10)A1' --json
              nameplate explain 'DOT 4WB DCJMV0 2816' --scheme tire-tin --hint new-13
              echo CSQU3054383 | nameplate explain
              echo '{"scheme":"imei","input":"490154203237518"}' | nameplate parse --jsonl
            """,
        aliases: ["parse"])
    @Argument(help: "The texts to explain.") var texts: [String] = []
    @Option(help: "Read them as numbers of this scheme only.") var scheme: String?
    @Option(help: "Of a VIN: 'us' asks for the check digit, 'iso' for the structure only.") var profile: String?
    @Option(help: "Of a VIN: 'light' or 'heavy', which settles the model year.") var vehicleClass: String?
    @Option(help: "The year or day on which the numbers were read (default: today).") var asOf: String?
    @Option(help: "Of a tyre: the form of the number, such as new-13.") var hint: String?
    @Flag(help: "Print JSON: an object, or one a line for several texts.") var json = false
    @Flag(help: "Read requests as lines of JSON from standard input, and answer each with a line.") var jsonl = false
    @OptionGroup var database: DatabaseOption

    func validate() throws {
        guard jsonl else { return }
        let isUsed: Bool =
            scheme != nil || profile != nil || vehicleClass != nil || asOf != nil || hint != nil || json
        if isUsed || !texts.isEmpty {
            throw ValidationError("With --jsonl each line says itself what it asks; leave texts and other options out.")
        }
    }

    private static var today: CivilDate { CivilDate(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    func run() async throws {
        let parser = IdentifierParser(try await TablesInUse.read(database))
        if jsonl {
            let lines = ParseLines(parser: parser, today: Self.today)
            guard try await lines.run(FileBytes(path: "-"), Output.standard) else { throw ExitCode(Failure.refused) }
            return
        }
        let texts: [String] = self.texts.isEmpty ? try await Self.standardInput() : self.texts
        guard !texts.isEmpty else {
            throw ValidationError("Say what to explain, as an argument or on standard input.")
        }
        var isRead = true
        for (place, text) in texts.enumerated() {
            let answer = parser.parse(try request(text), asOf: Self.today)
            isRead = isRead && answer.isValid
            try show(answer, isAlone: texts.count == 1, isFirst: place == 0)
        }
        if !isRead { throw ExitCode(Failure.refused) }
    }

    /// - Throws: ``ToolError`` for options that cannot be.
    private func request(_ text: String) throws -> ParseRequest {
        var members: [ParseValue.Member] = [.init("input", .text(text))]
        let options = [
            ("scheme", scheme), ("profile", profile), ("vehicle_class", vehicleClass), ("as_of", asOf), ("hint", hint),
        ]
        for (name, value) in options { if let value { members.append(.init(name, .text(value))) } }
        do {
            return try ParseRequest(.object(members))
        } catch {
            throw ToolError(error.sentence, error.code.rawValue)
        }
    }

    private func show(_ answer: ParseAnswer, isAlone: Bool, isFirst: Bool) throws {
        let output = Output.standard
        guard json else {
            if !isFirst { try output.print("") }
            return try output.print(ParseCard.card(answer))
        }
        var writer = JSONWriter()
        answer.write(to: &writer)
        if isAlone { return try output.print(json: writer.bytes) }
        writer.endLine()
        try output.write(writer.bytes)
    }

    /// More than anybody types.
    private static let longestInput = 1 << 20

    /// The lines of standard input that hold something.
    private static func standardInput() async throws -> [String] {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: "-") {
            bytes += piece
            guard bytes.count <= longestInput else {
                throw ToolError(
                    "There is more than \(longestInput) bytes on standard input: send many numbers as lines of JSON, with "
                        + "'nameplate parse --jsonl'.", "input.tooLong")
            }
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.allSatisfy(\.isWhitespace)
        }
    }
}
