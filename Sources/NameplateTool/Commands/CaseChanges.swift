import ArgumentParser
import Server

/// `nameplate cases open`
struct CaseOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a case about a unit.",
        discussion: """
            Without a contact it is the owner's, who reads it and is told what the desk does.

            EXAMPLES
              nameplate cases open fjordlys FJ-320 TR2410001207Y \\
                --complaint 'It hums at night' --channel call --priority high
            """)
    @OptionGroup var unit: UnitArguments
    @Option(help: "What is wrong, in the customer's words.") var complaint: String
    @Option(help: "question, fault, repair or complaint.") var kind: String?
    @Option(help: "How it came in: call, email, ownersPage, chat or visit.") var channel: String?
    @Option(help: "How whoever asks is reached, where that is not the owner.") var contact: String?
    @OptionGroup var plan: CasePlanOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document = plan.document
        let texts: [(String, String?)] = [
            ("model", unit.model.model), ("serial", unit.serial), ("complaint", complaint), ("kind", kind),
            ("channel", channel), ("contact", contact),
        ]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        let call = try APICall(.post, ["manufacturers", unit.model.manufacturer, "cases"])
            .sending(.object(document)).typing("serial", unit.serial)
        try await Session.open(registry) { try await $0.showCase(call) }
    }
}

/// How the desk deals with a case.
struct CasePlanOptions: ParsableArguments {
    @Option(help: "low, normal, high or urgent.") var priority: String?
    @Option(help: "When it is to be at an end, such as 2026-07-14T12:00:00Z; the priority says it without.")
    var due: String?
    @Option(help: "The account that looks after it.") var assignee: String?
    @Option(help: "A claim about the same unit.") var claim: String?
    @Option(help: "The number of a service order.") var order: String?

    var document: [String: JSON] {
        var document: [String: JSON] = [:]
        for (name, text) in [
            ("priority", priority), ("dueAt", due), ("assignee", assignee), ("claim", claim), ("order", order),
        ] { document[name] = text.map(JSON.string) }
        return document
    }
}

/// `nameplate cases assign`
struct CaseAssign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Say who looks after a case, until when, and what it is linked to.",
        discussion: """
            What is not said stays as it is; a new priority brings its own time.

            EXAMPLES
              nameplate cases assign S-7K3M-9TQ1 --assignee maker
              nameplate cases assign S-7K3M-9TQ1 --priority urgent
            """)
    @Argument(help: "The case's number.") var number: String
    @OptionGroup var plan: CasePlanOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.changeCase(number, .put, []) { known in
                var document: [String: JSON] = [:]
                for name in ["priority", "assignee", "claim", "order"] {
                    if let text = known[dynamicMember: name].asText { document[name] = .string(text) }
                }
                if plan.priority == nil, let due = known.dueAt.asText { document["dueAt"] = .string(due) }
                return document.merging(plan.document) { $1 }
            }
        }
    }
}

/// `nameplate cases reply`
struct CaseReplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "Say something in a case.",
        discussion: """
            EXAMPLES
              nameplate cases reply S-7K3M-9TQ1 'We call you tomorrow'
              nameplate cases reply S-7K3M-9TQ1 'Third time' --internal
            """)
    @Argument(help: "The case's number.") var number: String
    @Argument(help: "What is said.") var text: String
    @Flag(name: .customLong("internal"), help: "For the desk alone.") var isInternal = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = try APICall(.post, ["cases", number, "replies"])
            .sending(.object(["text": .string(text), "internal": .boolean(isInternal)])).typing("case", number)
        try await Session.open(registry) { try await $0.showCase(call) }
    }
}

/// `nameplate cases step`
struct CaseStepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Move a case on.",
        discussion: """
            EXAMPLES
              nameplate cases step S-7K3M-9TQ1 approveReturn --text 'To the works'
              nameplate cases step S-7K3M-9TQ1 solve --outcome repair
            """)
    @Argument(help: "The case's number.") var number: String
    @Argument(
        help:
            "ask, answer, awaitParts, resume, approveReturn, receive, solve, reopen, close or withdraw.")
    var step: String
    @Option(help: "What the other side is told.") var text: String?
    @Option(help: "Of an end: solved, advised, repair, exchange, refund, noFault or noAnswer.") var outcome: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.changeCase(number, .post, ["steps"]) { _ in
                var document: [String: JSON] = ["step": .string(step)]
                for (name, said) in [("text", text), ("outcome", outcome)] { document[name] = said.map(JSON.string) }
                return document
            }
        }
    }
}

/// `nameplate cases rate`
struct CaseRate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Say how a case of yours was dealt with, once it is closed.",
        discussion: """
            EXAMPLES
              nameplate cases rate S-7K3M-9TQ1 5 --words 'Quick and kind'
            """)
    @Argument(help: "The case's number.") var number: String
    @Argument(help: "1, bad, to 5, good.") var stars: Int64
    @Option(help: "Why.") var words: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["stars": .integer(stars)]
        document["words"] = words.map(JSON.string)
        let call = try APICall(.put, ["cases", number, "rating"]).sending(.object(document)).typing("case", number)
        try await Session.open(registry) { try await $0.showCase(call) }
    }
}
