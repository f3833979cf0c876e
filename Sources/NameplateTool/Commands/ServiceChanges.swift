import ArgumentParser
import Registry
import Server

/// What can be said in a service order. What is left out stays as it is.
struct ServiceOrderOptions: ParsableArguments {
    @Option(help: "Who bears the cost: warranty, goodwill, customer, campaign or internal.") var charge: String?
    @Option(help: "What is wrong, in the customer's words.") var complaint: String?
    @Option(help: "What the customer complains of, as a fault code.") var symptom: String?
    @Option(help: "The diagnosis, as a fault code.") var fault: String?
    @Option(help: "The number of the part at fault.") var causalPart: String?
    @Option(help: "What was done, in words.") var work: String?
    @Option(help: "Which meter was read: km, miles, hours or cycles.") var meter: String?
    @Option(help: "What it showed when the unit came.") var reading: Int64?
    @Option(help: "Since when the unit could not be used, such as 2026-05-02T10:00:00Z.") var downSince: String?
    @Option(help: "Since when it can be used again.") var backSince: String?
    @Option(help: "The case at the support desk.") var `case`: String?
    @Option(help: "The recall that it is done for.") var campaign: String?
    @Option(help: "Your own number.") var reference: String?
    @Option(help: "Who works on it.") var technician: String?
    @Option(name: .customLong("line"), help: "What was done; repeat it for more.") var lines: [String] = []

    /// - Parameter currency: of the amounts of lines.
    func document(in currency: String) -> [String: JSON] {
        let texts = [
            ("charge", charge), ("complaint", complaint), ("symptom", symptom), ("faultCode", fault),
            ("causalPart", causalPart), ("workDone", work), ("meter", meter), ("downSince", downSince),
            ("backSince", backSince), ("case", `case`), ("campaign", campaign), ("reference", reference),
            ("technician", technician),
        ]
        var document: [String: JSON] = ["currency": .string(currency)]
        for (name, text) in texts { document[name] = text.map(JSON.string) }
        document["reading"] = reading.map(JSON.integer)
        return document
    }
}

/// `nameplate service open`
struct ServiceOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a service order about a unit.",
        discussion: """
            A line is 'part NUMBER PRICE', 'labour CODE MINUTES PRICE-OF-AN-HOUR' or 'expense TEXT AMOUNT'; after a part, x2 \
            for two, and out= and in= with the serial numbers of the one taken out and the one put in.

            EXAMPLES
              nameplate service open fjordlys FJ-320 TR2410001207Y --currency NOK \\
                --complaint 'It does not cool' --receive
            """)
    @OptionGroup var unit: UnitArguments
    @Option(help: "Of all amounts, such as NOK (ISO 4217).") var currency: String
    @OptionGroup var said: ServiceOrderOptions
    @Option(help: "For which of your workshops.") var site: String?
    @Flag(help: "The unit is here.") var receive = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document = said.document(in: currency)
        document["lines"] = .array(JSON.lines(said.lines, in: currency))
        document["site"] = site.map(JSON.string)
        if receive { document["receive"] = .boolean(true) }
        let call = try APICall(.post, unit.path + ["service-orders"]).sending(.object(document))
            .typing("serial", unit.serial)
        try await Session.open(registry) { session in
            try await session.show(call) {
                try session.output.print(ServiceOrderCard.lines($0, for: session.output.terminal))
            }
        }
    }
}

extension Session {
    /// Asks something of a service order as it stands now, unless somebody else changes it meanwhile.
    fileprivate func change(
        order number: String, _ method: APICall.Method, _ rest: [String], _ document: (JSON) throws -> [String: JSON]?
    ) async throws {
        try await change(["service-orders", number], "order", method, rest, ServiceOrderCard.lines, document)
    }
}

/// `nameplate service change`
struct ServiceChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Say what was found and done in a service order.",
        discussion: """
            What is not named stays as it is; lines are added.

            EXAMPLES
              nameplate service change W-7K3M-9TQ1 --fault C1 \\
                --line 'part CX-95 450.00 out=A17 in=B03' --line 'labour R-10 90 600'
            """)
    @Argument(help: "The order's number.") var number: String
    @OptionGroup var said: ServiceOrderOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(order: number, .put, []) { order in
                let currency = order.currency.asText ?? ""
                var document: [String: JSON] = [:]
                for name in [
                    "charge", "complaint", "symptom", "faultCode", "causalPart", "workDone", "meter", "reading",
                    "downSince", "backSince", "case", "campaign", "reference", "technician",
                ] where !order[dynamicMember: name].isNull {
                    document[name] = order[dynamicMember: name]
                }
                document.merge(said.document(in: currency)) { $1 }
                document["lines"] = .array(order.lines.asArray.map(Self.request) + JSON.lines(said.lines, in: currency))
                return document
            }
        }
    }

    /// A line as it is asked for: an answer says more.
    private static func request(_ line: JSON) -> JSON {
        var members: [String: JSON] = [:]
        for name in ["kind", "title", "quantity", "price", "minutes", "removed", "fitted"]
        where !line[dynamicMember: name].isNull {
            members[name] = line[dynamicMember: name]
        }
        if line.kind.asText == "expense" { members["amount"] = line.claimed }
        return .object(members)
    }
}

/// `nameplate service step`
struct ServiceStepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Move a service order on.",
        discussion: """
            Steps: receive, diagnose, requestApproval, approve, decline, orderParts, partsArrived, repair, complete, \
            reopen, handBack, cancel.

            EXAMPLES
              nameplate service step W-7K3M-9TQ1 diagnose
              nameplate service step W-7K3M-9TQ1 complete --outcome repaired
            """)
    @Argument(help: "The order's number.") var number: String
    @Argument(help: "The step.") var step: String
    @Option(help: "What is said about it; why, to decline, cancel or reopen.") var note: String?
    @Option(help: "Of a completion: repaired, exchanged, noTroubleFound, notRepairable or declined.")
    var outcome: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.change(order: number, .post, ["steps"]) { _ in
                var document: [String: JSON] = ["step": .string(step)]
                document["note"] = note.map(JSON.string)
                document["outcome"] = outcome.map(JSON.string)
                return document
            }
        }
    }
}

/// `nameplate service claim`
struct ServiceClaim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "File a claim for what a service order says, as a draft.",
        discussion: """
            EXAMPLES
              nameplate service claim W-7K3M-9TQ1
            """)
    @Argument(help: "The order's number.") var number: String
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { try await $0.change(order: number, .post, ["claim"]) { _ in nil } }
    }
}
