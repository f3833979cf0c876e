import ArgumentParser
import Server

/// What is said of a problem.
struct ProblemOptions: ParsableArguments {
    @Option(help: "Which of the models' units, in the language of populations.") var population: String?
    @Option(name: .customLong("fault"), help: "A fault code by which it shows; repeat it for more.")
    var faults: [String] = []
    @Option(help: "1, hardly noticed, to 10, dangerous without warning.") var severity: Int64?
    @Option(help: "The account of whoever sees to it.") var owner: String?
    @Option(help: "The day by which it is to be at an end.") var due: String?

    static let names = [
        "title", "models", "population", "faultCodes", "severity", "owner", "dueOn", "containment", "containedOn",
        "cause", "causeCategory", "correction", "changeNote", "effectivity",
    ]

    var document: [String: JSON] {
        var document: [String: JSON] = [:]
        let texts = [("population", population), ("owner", owner), ("dueOn", due)]
        for (name, text) in texts where text != nil { document[name] = text.map(JSON.string) }
        if let severity { document["severity"] = .integer(severity) }
        if !faults.isEmpty { document["faultCodes"] = .array(faults.map(JSON.string)) }
        return document
    }
}

/// `nameplate quality problems open`
struct ProblemOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a problem.",
        discussion: """
            EXAMPLES
              nameplate quality problems open fjordlys 'Hinge breaks' --model FJ-320 \\
                --population 'produced < 2024-06-01' --severity 6 --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "What is wrong.") var title: String
    @Option(name: .customLong("model"), help: "A model that has it; repeat it for more.") var models: [String] = []
    @OptionGroup var said: ProblemOptions
    @Flag(help: "Only check it, and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document = said.document
        (document["title"], document["models"]) = (.string(title), .array(models.map(JSON.string)))
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "problems"], query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("population", said.population)
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(ProblemCard.lines($0, for: session.output.terminal))
                if dryRun { try session.output.print(["Nothing is written: this is a dry run."]) }
            }
        }
    }
}

/// `nameplate quality problems change`
struct ProblemChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Say other things of a problem.",
        discussion: """
            What is not named stays as it is.

            EXAMPLES
              nameplate quality problems change fjordlys E-7K3M-9TQ1 --due 2027-01-31
            """)
    @OptionGroup var problem: ProblemArguments
    @Option(help: "What is wrong.") var title: String?
    @Option(name: .customLong("model"), help: "A model that has it; repeat it for more.") var models: [String] = []
    @OptionGroup var said: ProblemOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(problem.path, "problem", .put, [], ProblemCard.lines) { known in
                var document = known.members(ProblemOptions.names).merging(said.document) { $1 }
                if let title { document["title"] = .string(title) }
                if !models.isEmpty { document["models"] = .array(models.map(JSON.string)) }
                return document
            }
        }
    }
}

extension Session {
    /// Moves a problem on as it stands now, unless somebody else changes it meanwhile.
    fileprivate func move(
        _ problem: ProblemArguments, by step: String, note: String?, _ said: [(String, String?)] = []
    ) async throws {
        try await change(problem.path, "problem", .post, ["steps"], ProblemCard.lines) { _ in
            var document: [String: JSON] = ["step": .string(step)]
            for (name, text) in said + [("note", note)] where text != nil { document[name] = text.map(JSON.string) }
            return document
        }
    }
}

/// `nameplate quality problems contain`
struct ProblemContain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contain", abstract: "Say what keeps units that have the problem from doing harm.",
        discussion: """
            EXAMPLES
              nameplate quality problems contain fjordlys E-7K3M-9TQ1 \\
                'All stock is held' --on 2026-11-02
            """)
    @OptionGroup var problem: ProblemArguments
    @Argument(help: "How it is contained.") var text: String
    @Option(help: "Since which day.") var on: String?
    @Option(help: "A remark.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.move(
                problem, by: "contain", note: note, [("containment", text), ("containedOn", on)])
        }
    }
}

/// `nameplate quality problems cause`
struct ProblemCause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cause", abstract: "Say what the cause of a problem is.",
        discussion: """
            Categories: design, material, supplier, machine, method, people, measurement, environment, software, use, unknown.

            EXAMPLES
              nameplate quality problems cause fjordlys E-7K3M-9TQ1 \\
                'The stamping tool was worn' --category machine
            """)
    @OptionGroup var problem: ProblemArguments
    @Argument(help: "The root cause.") var text: String
    @Option(help: "Where it lies.") var category: String
    @Option(help: "A remark.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.move(
                problem, by: "findCause", note: note, [("cause", text), ("causeCategory", category)])
        }
    }
}

/// `nameplate quality problems correct`
struct ProblemCorrect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Say what is made otherwise, and from which unit on.",
        discussion: """
            EXAMPLES
              nameplate quality problems correct fjordlys E-7K3M-9TQ1 \\
                'New stamping tool' --effectivity 'produced >= 2024-06-01' \\
                --change-note CN-2024-17
            """)
    @OptionGroup var problem: ProblemArguments
    @Argument(help: "The corrective action.") var text: String
    @Option(help: "The units that are made with it, in the language of populations.") var effectivity: String
    @Option(help: "The number of the note by which it was changed.") var changeNote: String?
    @Option(help: "A remark.") var note: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.move(
                problem, by: "correct", note: note,
                [("correction", text), ("effectivity", effectivity), ("changeNote", changeNote)])
        }
    }
}

/// `nameplate quality problems verify`
struct ProblemVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Say that the correction is shown to help.",
        discussion: """
            EXAMPLES
              nameplate quality problems verify fjordlys E-7K3M-9TQ1 'None in a year'
            """)
    @OptionGroup var problem: ProblemArguments
    @Argument(help: "What shows it.") var note: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(problem, by: "verify", note: note) }
    }
}

/// `nameplate quality problems close`
struct ProblemClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a problem without a correction.",
        discussion: """
            EXAMPLES
              nameplate quality problems close fjordlys E-7K3M-9TQ1 'It was misuse'
            """)
    @OptionGroup var problem: ProblemArguments
    @Argument(help: "Why.") var note: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(problem, by: "close", note: note) }
    }
}

/// `nameplate quality problems reopen`
struct ProblemReopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Take a problem up again: it came back.",
        discussion: """
            EXAMPLES
              nameplate quality problems reopen fjordlys E-7K3M-9TQ1 'It breaks again'
            """)
    @OptionGroup var problem: ProblemArguments
    @Argument(help: "Why.") var note: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(problem, by: "reopen", note: note) }
    }
}
