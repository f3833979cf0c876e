import ArgumentParser
import Registry
import Server

/// What can be said of a campaign. What is left out stays as it is.
struct CampaignOptions: ParsableArguments {
    @Option(help: "What it is for: safetyRecall, serviceCampaign, upgrade or inspection.") var kind: String?
    @Option(help: "What it is about.") var title: String?
    @Option(help: "The units, as a population such as 'contains (batch = CX90-2024-02)'.") var scope: String?
    @Option(help: "What is done: repair, replace, refund, inspect or dispose.") var remedy: String?
    @Option(help: "How soon: critical, high, medium or low.") var priority: String?
    @Option(help: "Your own number.") var ownNumber: String?
    @Option(help: "Where it is reported, such as NHTSA.") var authority: String?
    @Option(help: "Its number there.") var authorityNumber: String?
    @Option(help: "The units, in words.") var affected: String?
    @Option(help: "What may happen to people and things.") var hazard: String?
    @Option(help: "What is wrong.") var defect: String?
    @Option(help: "What follows from it.") var consequence: String?
    @Option(help: "What is done, in words.") var remedyText: String?
    @Option(help: "What an owner does now.") var instructions: String?
    @Option(help: "When it is announced, such as 2026-05-02.") var announcedOn: String?
    @Option(name: .customLong("part"), help: "A part that it takes: NUMBER, NUMBERx2, or NUMBER- while there is none.")
    var parts: [String] = []
    @Option(name: .customLong("country"), help: "Where it is done, such as NO; repeat it for more.")
    var countries: [String] = []
    @Flag(inversion: .prefixedNo, help: "These units must not be sold any more.") var stopSale: Bool?
    @Flag(inversion: .prefixedNo, help: "They must not be used any more.") var doNotUse: Bool?

    static let names = [
        "kind", "title", "scope", "remedy", "priority", "ownNumber", "authority", "authorityNumber", "affected",
        "hazard", "defect", "consequence", "remedyText", "instructions", "announcedOn", "parts", "countries",
        "stopSale", "doNotUse",
    ]

    /// What was said.
    var document: [String: JSON] {
        let texts = [
            ("kind", kind), ("title", title), ("scope", scope), ("remedy", remedy), ("priority", priority),
            ("ownNumber", ownNumber), ("authority", authority), ("authorityNumber", authorityNumber),
            ("affected", affected), ("hazard", hazard), ("defect", defect), ("consequence", consequence),
            ("remedyText", remedyText), ("instructions", instructions), ("announcedOn", announcedOn),
        ]
        var document: [String: JSON] = [:]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        document["stopSale"] = stopSale.map(JSON.boolean)
        document["doNotUse"] = doNotUse.map(JSON.boolean)
        if !parts.isEmpty { document["parts"] = .array(parts.map(Self.part)) }
        if !countries.isEmpty { document["countries"] = .array(countries.map(JSON.string)) }
        return document
    }

    /// `CX-95x2-`: two of CX-95, which cannot be had now.
    private static func part(_ text: String) -> JSON {
        var text = text[...]
        let isAvailable = text.last != "-"
        if !isAvailable { text.removeLast() }
        var quantity: Int64 = 1
        if let mark = text.lastIndex(of: "x"), let count = Int64(text[text.index(after: mark)...]), count > 0 {
            (quantity, text) = (count, text[..<mark])
        }
        return .object([
            "model": .string(String(text)), "quantity": .integer(quantity), "available": .boolean(isAvailable),
        ])
    }
}

extension Session {
    /// Asks something of a campaign as it stands now, unless somebody else changes it meanwhile.
    fileprivate func change(
        campaign number: String, _ method: APICall.Method, _ rest: [String], isDryRun: Bool,
        _ document: (JSON) throws -> [String: JSON]?
    ) async throws {
        let query = [("dryRun", isDryRun ? "true" : nil)]
        try await change(["campaigns", number], "campaign", method, rest, query: query, CampaignCard.lines, document)
        if isDryRun, !printsJSON { try output.print(["Nothing is written: this is a dry run."]) }
    }
}

/// `nameplate recall add`
struct RecallAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Write a recall or another campaign, as a draft.",
        discussion: """
            Nobody else sees it before it is opened. 'nameplate recall preview' counts its units.

            EXAMPLES
              nameplate recall add fjordlys --kind safetyRecall \\
                --title 'Compressor may leak' --remedy replace \\
                --scope 'contains (batch = CX90-2024-02)' --dry-run
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @OptionGroup var said: CampaignOptions
    @Flag(help: "Only check it, and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query = [("dryRun", dryRun ? "true" : nil)]
        let call = try APICall(.post, ["manufacturers", manufacturer, "campaigns"], query: query)
            .sending(.object(said.document)).typing("scope", said.scope.map(PopulationArgument.onOneLine))
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(CampaignCard.lines($0, for: session.output.terminal))
                if dryRun { try session.output.print(["Nothing is written: this is a dry run."]) }
            }
        }
    }
}

/// `nameplate recall change`
struct RecallChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Say other things of a campaign.",
        discussion: """
            What is not named stays as it is. Once it is public that is an amendment: say why with --note.

            EXAMPLES
              nameplate recall change R-7K3M-9TQ1 --priority high --note 'A second report'
            """)
    @Argument(help: "The campaign's number.") var number: String
    @OptionGroup var said: CampaignOptions
    @Option(help: "Why it is amended.") var note: String?
    @Flag(help: "Only check it, and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(campaign: number, .put, [], isDryRun: dryRun) { campaign in
                var document: [String: JSON] = [:]
                for name in CampaignOptions.names where !campaign[dynamicMember: name].isNull {
                    document[name] = campaign[dynamicMember: name]
                }
                document.merge(said.document) { $1 }
                document["note"] = note.map(JSON.string)
                return document
            }
        }
    }
}

/// The number of a campaign, and what is said of a step of it.
struct CampaignStepOptions: ParsableArguments {
    @Argument(help: "The campaign's number.") var number: String
    @Option(help: "What is said about it; why, for all but open and resume.") var note: String?
    @Flag(help: "Only check it, and write nothing.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run(_ step: String) async throws {
        try await Session.open(registry) { session in
            try await session.change(campaign: number, .post, ["steps"], isDryRun: dryRun) { _ in
                var document: [String: JSON] = ["step": .string(step)]
                document["note"] = note.map(JSON.string)
                return document
            }
        }
    }
}

/// `nameplate recall open`
struct RecallOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a campaign: from now on everybody is told whose unit is one of its.",
        discussion: """
            EXAMPLES
              nameplate recall open R-7K3M-9TQ1 --dry-run
              nameplate recall open R-7K3M-9TQ1
            """)
    @OptionGroup var options: CampaignStepOptions
    func run() async throws { try await options.run("open") }
}

/// `nameplate recall suspend`
struct RecallSuspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Suspend a campaign: for now nobody is told.",
        discussion: """
            EXAMPLES
              nameplate recall suspend R-7K3M-9TQ1 --note 'The parts do not fit'
            """)
    @OptionGroup var options: CampaignStepOptions
    func run() async throws { try await options.run("suspend") }
}

/// `nameplate recall resume`
struct RecallResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a campaign that was suspended.",
        discussion: """
            EXAMPLES
              nameplate recall resume R-7K3M-9TQ1
            """)
    @OptionGroup var options: CampaignStepOptions
    func run() async throws { try await options.run("resume") }
}

/// `nameplate recall close`
struct RecallClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a campaign: what it says stays readable.",
        discussion: """
            EXAMPLES
              nameplate recall close R-7K3M-9TQ1 --note 'All units are done'
            """)
    @OptionGroup var options: CampaignStepOptions
    func run() async throws { try await options.run("close") }
}

/// `nameplate recall reopen`
struct RecallReopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a closed campaign again.",
        discussion: """
            EXAMPLES
              nameplate recall reopen R-7K3M-9TQ1 --note 'More units were found'
            """)
    @OptionGroup var options: CampaignStepOptions
    func run() async throws { try await options.run("reopen") }
}

/// `nameplate recall withdraw`
struct RecallWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a campaign back: it was a mistake.",
        discussion: """
            EXAMPLES
              nameplate recall withdraw R-7K3M-9TQ1 --note 'Nothing is wrong with them'
            """)
    @OptionGroup var options: CampaignStepOptions
    func run() async throws { try await options.run("withdraw") }
}
