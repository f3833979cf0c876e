import ArgumentParser
import Registry
import Server

/// `nameplate recall report`
struct RecallReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Say what has become of a unit in a campaign.",
        discussion: """
            States: notified, bounced, unreachable, appointment, inspectedFine, remedied, refused, exported. The others follow \
            from what the ledger says.

            EXAMPLES
              nameplate recall report R-7K3M-9TQ1 FJ-320 TR2410001207Y remedied \\
                --evidence 'Receipt 4711'
            """)
    @Argument(help: "The campaign's number.") var number: String
    @Argument(help: "The unit's model number.") var model: String
    @Argument(help: "Its serial number.") var serial: String
    @Argument(help: "What has become of it.") var state: String
    @Option(help: "What proves it: a service order, a receipt.") var evidence: String?
    @Option(help: "What is said about it; why, where a remedy is taken back.") var note: String?
    @Option(help: "The day on which it was done (default: today).") var on: String?
    @Option(help: "Who has done it, such as a workshop.") var by: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = [
            "model": .string(model), "serial": .string(serial), "state": .string(state),
        ]
        document["evidence"] = evidence.map(JSON.string)
        document["note"] = note.map(JSON.string)
        document["doneOn"] = on.map(JSON.string)
        document["doneBy"] = by.map(JSON.string)
        let call = try APICall(.post, ["campaigns", number, "remedies"]).sending(.object(document))
            .typing("campaign", number).typing("serial", serial)
        try await Session.open(registry) { session in
            try await session.show(call) {
                let state = $0.state.asText.map(CampaignCard.words) ?? ""
                try session.output.print(["\($0.serial.asText ?? "") in \($0.campaign.asText ?? ""): \(state)."])
            }
        }
    }
}

/// `nameplate recall notify`
struct RecallNotify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify", abstract: "Tell the owners of a campaign's units, once each.",
        discussion: """
            EXAMPLES
              nameplate recall notify R-7K3M-9TQ1 --dry-run
              nameplate recall notify R-7K3M-9TQ1 --remind-after 30
            """)
    @Argument(help: "The campaign's number.") var number: String
    @Option(help: "Tell those again who were told so many days ago and have done nothing.") var remindAfter: Int64?
    @Flag(help: "Only say how many there are.") var dryRun = false
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        var document: [String: JSON] = ["dryRun": .boolean(dryRun)]
        document["remindAfter"] = remindAfter.map(JSON.integer)
        let call = try APICall(.post, ["campaigns", number, "notices"]).sending(.object(document))
            .typing("campaign", number)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                let due = Numbers.count(Int(answer.due.asInteger ?? 0), "owner", "owners")
                var lines = [
                    dryRun ? "\(due) to be told." : "\(due) to be told; \(answer.posted.asText ?? "0") told now."
                ]
                if let failed = answer.failed.asInteger, failed > 0 {
                    lines.append("\(Numbers.count(Int(failed), "notice", "notices")) came back or reached nobody.")
                }
                if answer.isCut.isTrue { lines.append("There are more: run it again.") }
                try session.output.print(lines)
            }
        }
    }
}
