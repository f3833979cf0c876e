import ArgumentParser
import Server

/// `nameplate component …`
struct Components: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "component", abstract: "Show what units contain, and install, remove and replace components.",
        subcommands: [
            List.self, ComponentInstall.self, ComponentRemove.self, ComponentReplace.self, Where.self, Using.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what a unit contains, today or as of another time.",
            discussion: """
                EXAMPLES
                  nameplate component list fjordlys FJ-320 TR2410001207Y
                  nameplate component list fjordlys FJ-320 TR2410001207Y --built
                  nameplate component list fjordlys FJ-320 TR2410001207Y \\
                    --as-of 2024-04-13T00:00:00Z
                  nameplate component list fjordlys FJ-320 TR2410001207Y --csv
                """)
        @OptionGroup var unit: UnitArguments
        @Flag(help: "What production built in, instead of what is there.") var built = false
        @OptionGroup var moment: MomentOptions
        @Flag(help: "Print a table that 'nameplate import components' reads.") var csv = false
        @Option(help: "How many of its own components to show at most, 1 to 500.") var limit = Limits.largestPage
        @Option(help: "Go on after this place: what the last page named.") var after: String?
        @OptionGroup var registry: RegistryOptions

        func validate() throws {
            guard (1...Limits.largestPage).contains(limit) else {
                throw ValidationError("--limit is a number from 1 to \(Limits.largestPage).")
            }
        }

        func run() async throws {
            try await Session.open(registry) { session in
                let query =
                    moment.query + [("view", built ? "built" : nil), ("limit", String(limit)), ("after", after)]
                let call = moment.typing(APICall(.get, unit.path + ["components"], query: query))
                    .typing("serial", unit.serial)
                if csv { return try await session.printCSV(call) }
                try await session.show(call) { answer in
                    try session.output.print(ComponentCard.lines(answer, for: session.output.terminal))
                }
            }
        }
    }

    struct Where: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a unit is part of or packed in, and where that is.",
            discussion: """
                EXAMPLES
                  nameplate component where fjordlys CX-95 CX95-204406
                  nameplate component where fjordlys CX-90 CX90-118842 \\
                    --as-of 2025-01-01
                """)
        @OptionGroup var unit: UnitArguments
        @OptionGroup var moment: MomentOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = moment.typing(APICall(.get, unit.path + ["where"], query: moment.query))
                    .typing("serial", unit.serial)
                try await session.show(call) { try session.output.print(ComponentCard.whereabouts($0)) }
            }
        }
    }

    struct Using: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the units that contain parts of a batch, at any depth.",
            discussion: """
                EXAMPLES
                  nameplate component using fjordlys CX-90 CX90-2024-02
                  nameplate component using fjordlys CX-90 CX90-2024-02 \\
                    --as-of 2025-01-01
                  nameplate component using fjordlys CX-90 CX90-2024-02 --csv
                """)
        @OptionGroup var batch: BatchArguments
        @OptionGroup var moment: MomentOptions
        @Flag(help: "Print the whole list as a table in CSV.") var csv = false
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        private func call(after: String?) -> APICall {
            let query = moment.query + [("limit", String(page.limit)), ("after", after)]
            return moment.typing(APICall(.get, batch.path + ["uses"], query: query))
        }

        func run() async throws {
            try await Session.open(registry) { session in
                if csv { return try await session.printCSV(call(after: page.after)) }
                var body = try await session.answer(to: call(after: page.after)).body
                var answer = try JSONText.decode(JSON.self, from: body)
                // A page for which many units were looked at in vain leads on.
                while answer.items.asArray.isEmpty, let next = answer.next.asText {
                    body = try await session.answer(to: call(after: next)).body
                    answer = try JSONText.decode(JSON.self, from: body)
                }
                try session.show(body) { answer in
                    try session.print(
                        ComponentCard.uses(answer), of: answer,
                        none: "No unit contains a part of the batch \(batch.batch).")
                }
            }
        }
    }
}

/// Which moment a question is about.
struct MomentOptions: ParsableArguments {
    @Option(help: "What was true at this time, such as 2024-04-13T00:00:00Z.") var asOf: String?
    @Option(help: "What was known at this position of the ledger.") var knownAt: Int64?

    var query: [(String, String?)] { [("asOf", asOf), ("knownAt", knownAt.map { String($0) })] }

    func typing(_ call: APICall) -> APICall { call.typing("asOf", asOf) }
}

extension Session {
    /// Prints what a call answers as a table.
    func printCSV(_ call: APICall) async throws {
        try await caller.stream(call.with("Accept", "text/csv")) { try output.write($0) }
    }
}
