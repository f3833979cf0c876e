import ArgumentParser

/// `nameplate lookup`: what is this, and what has happened to it?
struct Lookup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say which model and unit a text from a plate names, and what has happened to it.",
        discussion: """
            The text may be a model number, a serial number, or both in any order with the words around them: a whole \
            e-mail too. Exit status 1 says that nothing was found; the answer then says what the text looks like.

            With --list it is a file of many: an entry a line, or a table (.csv) with a column 'serial' and, if need \
            be, 'model'. Each entry gets a verdict: \(ListVerdicts.names). Exit status 1 says that an entry names \
            no unit.

            EXAMPLES
              nameplate lookup 'M/N: FJ-320 S/N TR2410001207Y'
              nameplate lookup TR2410001207Y
              nameplate lookup FJ-320
              echo 'Modell FJ-320 Serien-Nr. TR2410001207Y' | nameplate lookup -
              echo TR2410001207Y | nameplate lookup --list - --model FJ-320
              echo TR2410001207Y | nameplate lookup --list - --only unknown,duplicate --csv
            """)
    @Argument(help: "What stands on the plate; '-' reads it from standard input.") var text: [String] = []
    @OptionGroup var list: ListOptions
    @OptionGroup var registry: RegistryOptions

    /// More than any plate holds; the API refuses longer ones with its own sentence.
    private static let longest = 1 << 20

    func validate() throws {
        if list.path == nil, text.isEmpty { throw ValidationError("Say what stands on the plate, or name a --list.") }
        if list.path != nil, !text.isEmpty { throw ValidationError("Give a text or a --list, not both.") }
        if list.path == nil, list.isUsed { throw ValidationError("--model, --only and --csv go with --list.") }
        if list.csv, registry.json { throw ValidationError("Choose --csv or --json.") }
    }

    func run() async throws {
        if list.path != nil {
            return try await Session.open(registry) { try await list.run($0) }
        }
        let text = self.text == ["-"] ? try await Self.standardInput() : self.text.joined(separator: " ")
        try await Session.open(registry) { session in
            let call = try APICall(.post, ["lookup"]).sending(.object(["text": .string(text)])).typing("text", text)
            let body = try await session.answer(to: call).body
            try session.show(body) { answer in
                try session.output.print(LookupCard.lines(answer, for: session.output.terminal))
            }
            let found = try JSONText.decode(JSON.self, from: body)
            if LookupCard.isUnknown(found) { throw ExitCode(Failure.refused) }
        }
    }

    private static func standardInput() async throws -> String {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: "-") {
            bytes += piece
            if bytes.count > longest { break }
        }
        return String(decoding: bytes.prefix(longest), as: UTF8.self)
    }
}
