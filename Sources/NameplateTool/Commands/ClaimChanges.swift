import ArgumentParser
import Registry
import Server

/// `nameplate claims new`
struct ClaimNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "File a claim about a unit.",
        discussion: """
            A line is 'part NUMBER PRICE', 'labour CODE MINUTES PRICE-OF-AN-HOUR' or 'expense TEXT AMOUNT'; after a part, x2 \
            for two, and out= and in= with the serial numbers of the one taken out and the one put in.

            EXAMPLES
              nameplate claims new fjordlys FJ-320 TR2410001207Y --currency NOK \\
                --complaint 'It does not cool' --failed 2026-07-01 \\
                --line 'part CX-95 450.00' --line 'labour R-10 90 600' --submit
            """)
    @OptionGroup var unit: UnitArguments
    @Option(help: "What is wrong, in the owner's words.") var complaint: String?
    @Option(help: "Of all amounts, such as NOK (ISO 4217).") var currency: String
    @Option(help: "claim, preAuthorisation, goodwill or dealerStock.") var kind: String?
    @Option(help: "One of the manufacturer's fault codes.") var fault: String?
    @Option(help: "The number of the part at fault.") var causalPart: String?
    @Option(help: "When it failed, such as 2026-07-01.") var failed: String?
    @Option(help: "When it was repaired.") var repaired: String?
    @Option(help: "Which meter was read: km, miles, hours or cycles.") var meter: String?
    @Option(help: "What it showed on the day of the failure.") var reading: Int64?
    @Option(help: "Your own number.") var reference: String?
    @Option(help: "For which of your sites.") var site: String?
    @Option(name: .customLong("line"), help: "What is asked for; repeat it for more.") var lines: [String] = []
    @Flag(help: "Hand it over at once.") var submit = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let call = try APICall(.post, unit.path + ["claims"]).sending(.object(document)).typing("serial", unit.serial)
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(ClaimCard.lines($0, for: session.output.terminal))
            }
        }
    }

    private var document: [String: JSON] {
        let texts = [
            ("complaint", complaint), ("currency", currency), ("kind", kind), ("faultCode", fault),
            ("causalPart", causalPart), ("failedOn", failed), ("repairedOn", repaired), ("meter", meter),
            ("reference", reference), ("site", site),
        ]
        var document: [String: JSON] = [:]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        document["reading"] = reading.map(JSON.integer)
        if submit { document["submit"] = .boolean(true) }
        document["lines"] = .array(JSON.lines(lines, in: currency))
        return document
    }
}

extension JSON {
    /// Lines of a claim or a service order as the interface takes them; see ``ClaimLineText``.
    static func lines(_ lines: [String], in currency: String) -> [JSON] {
        lines.map { JSON(ClaimLineText.members(of: $0, in: currency)) }
    }

    fileprivate init(_ members: [ClaimLineText.Member]) {
        self = .object(
            Dictionary(members.map { ($0.name, $0.text.map(JSON.string) ?? .integer($0.number ?? 0)) }) { $1 })
    }
}

extension Session {
    /// Moves a claim on as it stands now, unless somebody else does meanwhile.
    func move(_ number: String, _ door: String, _ document: (JSON) throws -> [String: JSON]) async throws {
        try await change(["claims", number], "claim", .post, [door], ClaimCard.lines, document)
    }
}

/// `nameplate claims submit`
struct ClaimSubmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Hand a claim over.",
        discussion: """
            EXAMPLES
              nameplate claims submit C-7K3M-9TQ1
            """)
    @Argument(help: "The claim's number.") var number: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.move(number, "steps") { _ in ["step": .string("submit")] } }
    }
}

/// `nameplate claims step`
struct ClaimStepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Answer what is asked about a claim, or withdraw it.",
        discussion: """
            EXAMPLES
              nameplate claims step C-7K3M-9TQ1 answer --reason 'The fan runs'
            """)
    @Argument(help: "The claim's number.") var number: String
    @Argument(help: "submit, answer or withdraw.") var step: String
    @Option(help: "What you say.") var reason: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.move(number, "steps") { _ in
                ["step": .string(step), "reason": reason.map(JSON.string) ?? .null]
            }
        }
    }
}

/// `nameplate claims decide`
struct ClaimDecide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Take up a claim, ask about it, decide about it, pay it, close it.",
        discussion: """
            Nobody decides about a claim of their own. A decision, and its reason, is in the unit's history.

            EXAMPLES
              nameplate claims decide C-7K3M-9TQ1 review
              nameplate claims decide C-7K3M-9TQ1 approvePartly \\
                --reason 'One hour is the standard' --line '2 600 the standard'
            """)
    @Argument(help: "The claim's number.") var number: String
    @Argument(help: "review, ask, approve, approvePartly, reject, reopen, pay or close.") var step: String
    @Option(help: "Why; the claimant reads it.") var reason: String?
    @Option(help: "What is said within the manufacturer.") var note: String?
    @Option(help: "What the owner gets: repair, exchange or refund.") var remedy: String?
    @Option(name: .customLong("line"), help: "A line's place, what is approved of it, and why; repeat it for more.")
    var lines: [String] = []
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.move(number, "decisions") { claim in
                var document: [String: JSON] = ["step": .string(step)]
                for (name, text) in [("reason", reason), ("note", note), ("remedy", remedy)] {
                    document[name] = text.map(JSON.string)
                }
                let currency = claim.currency.asText ?? ""
                if !lines.isEmpty { document["lines"] = .array(try lines.map { try Self.adjustment($0, currency) }) }
                return document
            }
        }
    }

    private static func adjustment(_ line: String, _ currency: String) throws -> JSON {
        guard let members = ClaimLineText.adjustment(of: line, in: currency) else {
            throw ValidationError("Write a line like this: '2 450.00 and why'.")
        }
        return JSON(members)
    }
}
