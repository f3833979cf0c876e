import ArgumentParser
import Server

/// What a complaint says.
struct ComplaintOptions: ParsableArguments {
    @Option(help: "The unit's serial number, where it is known.") var serial: String?
    @Option(help: "What is known of its number, such as 11 characters of a VIN.") var identification: String?
    @Option(name: .customLong("fault"), help: "A fault code of the model; repeat it for more.") var faults: [String] =
        []
    @Option(help: "When it failed: a day, a month or a year.") var failed: String?
    @Option(help: "How long it had run.") var usage: Int64?
    @Option(help: "In which unit: KMT, SMI or HUR.") var usageUnit: String?
    @Option(help: "The country, such as NO.") var country: String?
    @Flag(inversion: .prefixedNo, help: "Whether it crashed.") var crash: Bool?
    @Flag(inversion: .prefixedNo, help: "Whether it burnt.") var fire: Bool?
    @Option(help: "How many people were hurt.") var injured: Int64?
    @Option(help: "How many died.") var deaths: Int64?
    @Option(help: "In the words of whoever complains.") var words: String?

    static let names = [
        "model", "serial", "identification", "faultCodes", "failedOn", "receivedOn", "usage", "usageUnit", "country",
        "crash", "fire", "injured", "deaths", "words",
    ]

    var document: [String: JSON] {
        var document: [String: JSON] = [:]
        let texts = [
            ("serial", serial), ("identification", identification), ("failedOn", failed), ("usageUnit", usageUnit),
            ("country", country), ("words", words),
        ]
        for (name, text) in texts where text != nil { document[name] = text.map(JSON.string) }
        for (name, number) in [("usage", usage), ("injured", injured), ("deaths", deaths)] where number != nil {
            document[name] = number.map(JSON.integer)
        }
        for (name, flag) in [("crash", crash), ("fire", fire)] where flag != nil {
            document[name] = flag.map(JSON.boolean)
        }
        if !faults.isEmpty { document["faultCodes"] = .array(faults.map(JSON.string)) }
        return document
    }
}

/// `nameplate quality complaints add`
struct ComplaintAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Enter a complaint.",
        discussion: """
            EXAMPLES
              nameplate quality complaints add fjordlys FJ-320 2026-11-02 \\
                --words 'The door does not close' --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Argument(help: "The model's number.") var model: String
    @Argument(help: "The day on which it came.") var received: String
    @OptionGroup var said: ComplaintOptions
    @Option(help: "Under which number somebody else has it.") var reference: String?
    @Flag(help: "Only check it, and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document = said.document
        (document["model"], document["receivedOn"]) = (.string(model), .string(received))
        if let reference { document["reference"] = .string(reference) }
        let call = try APICall(
            .post, ["manufacturers", manufacturer, "complaints"], query: [("dryRun", dryRun ? "true" : nil)]
        )
        .sending(.object(document)).typing("model", model).typing("serial", said.serial)
        try await Session.open(registry) { try await $0.showComplaint(call, isDryRun: dryRun) }
    }
}

/// `nameplate quality complaints change`
struct ComplaintChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Say other things of a complaint.",
        discussion: """
            What is not named stays as it is.

            EXAMPLES
              nameplate quality complaints change fjordlys Q-7K3M-9TQ1 --fault door
            """)
    @OptionGroup var complaint: ComplaintArguments
    @Option(help: "The model's number.") var model: String?
    @Option(help: "The day on which it came.") var received: String?
    @OptionGroup var said: ComplaintOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(complaint.path, "complaint", .put, [], ComplaintCard.lines) { known in
                var document = known.members(ComplaintOptions.names).merging(said.document) { $1 }
                if let model { document["model"] = .string(model) }
                if let received { document["receivedOn"] = .string(received) }
                // The whole number is better than a part of it.
                if said.serial != nil { document["identification"] = nil }
                return document
            }
        }
    }
}

/// `nameplate quality complaints take`
struct ComplaintTake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take", abstract: "Make a complaint of what a customer says in a case.",
        discussion: """
            Who it is stays with the support desk. A case that was taken before gives the same complaint.

            EXAMPLES
              nameplate quality complaints take S-7K3M-9TQ1 --fault door
            """)
    @Argument(help: "The case's number.") var number: String
    @Option(name: .customLong("fault"), help: "A fault code of the model; repeat it for more.") var faults: [String] =
        []
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = try APICall(.post, ["cases", number, "complaint"])
            .sending(.object(["faultCodes": .array(faults.map(JSON.string))])).typing("case", number)
        try await Session.open(registry) { try await $0.showComplaint(call) }
    }
}

extension Session {
    /// Moves a complaint on as it stands now, unless somebody else changes it meanwhile.
    fileprivate func move(_ complaint: ComplaintArguments, by step: String) async throws {
        try await change(complaint.path, "complaint", .post, ["steps"], ComplaintCard.lines) { _ in
            ["step": .string(step)]
        }
    }
}

/// `nameplate quality complaints assess`
struct ComplaintAssess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Say that it is known what a complaint is about.",
        discussion: """
            EXAMPLES
              nameplate quality complaints assess fjordlys Q-7K3M-9TQ1
            """)
    @OptionGroup var complaint: ComplaintArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await Session.open(registry) { try await $0.move(complaint, by: "assess") } }
}

/// `nameplate quality complaints close`
struct ComplaintClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a complaint.",
        discussion: """
            EXAMPLES
              nameplate quality complaints close fjordlys Q-7K3M-9TQ1
            """)
    @OptionGroup var complaint: ComplaintArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await Session.open(registry) { try await $0.move(complaint, by: "close") } }
}

/// `nameplate quality complaints reopen`
struct ComplaintReopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Take a complaint up again.",
        discussion: """
            EXAMPLES
              nameplate quality complaints reopen fjordlys Q-7K3M-9TQ1
            """)
    @OptionGroup var complaint: ComplaintArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws { try await Session.open(registry) { try await $0.move(complaint, by: "reopen") } }
}

/// `nameplate quality complaints link`
struct ComplaintLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Say of which problem a complaint is a sign.",
        discussion: """
            EXAMPLES
              nameplate quality complaints link fjordlys Q-7K3M-9TQ1 E-7K3M-9TQ1
              nameplate quality complaints link fjordlys Q-7K3M-9TQ1
            """)
    @OptionGroup var complaint: ComplaintArguments
    @Argument(help: "The problem's number; none takes it from its problem.") var problem: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(complaint.path, "complaint", .put, ["problem"], ComplaintCard.lines) { _ in
                problem.map { ["problem": .string($0)] } ?? [:]
            }
        }
    }
}

/// `nameplate quality complaints erase`
struct ComplaintErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase what people have said in a complaint.",
        discussion: """
            That they complained, and of what, stays. It cannot be undone.

            EXAMPLES
              nameplate quality complaints erase fjordlys Q-7K3M-9TQ1 --confirm
            """)
    @OptionGroup var complaint: ComplaintArguments
    @Flag(help: "Yes, it cannot be undone.") var confirm = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = try APICall(.post, complaint.path + ["erasure"]).sending(.object(["confirm": .boolean(confirm)]))
            .typing("complaint", complaint.number)
        try await Session.open(registry) { session in
            try await session.show(call) { _ in try session.output.print("Erased.") }
        }
    }
}
