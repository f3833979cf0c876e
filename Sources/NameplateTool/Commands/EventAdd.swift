import ArgumentParser

/// `nameplate event add`
struct EventAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Record what happened to units.",
        discussion: """
            Business steps and dispositions are those of GS1 CBV 2.0 (inspecting, shipping, retail_selling, repairing …; \
            active, in_transit, retail_sold …), and 'exported' for what was taken to another country for good.

            EXAMPLES
              nameplate event add fjordlys FJ-320 TR2410001207Y --step inspecting
              nameplate event add fjordlys FJ-320 TR2410001207Y --step repairing \\
                --fault not-cooling --removed CX-95 --fitted 'CX-95 CX95-300111' \\
                --reading 'power=58 WTT' --note 'Compressor changed'
              nameplate event add fjordlys FJ-320 --batch 2024-W10 --from 1 --to 9 \\
                --step shipping --disposition in_transit
              nameplate event add fjordlys FJ-320 TR2410001207Y --step departing \\
                --disposition exported --market CH
              nameplate event add fjordlys FN-12 --batch 2025-W05 --from 11 --to 12 \\
                --action ADD --step installing --slot fan \\
                --parent-model FJ-450C --parent-serial TR2506000012A
            """)
    @OptionGroup var model: ModelArguments
    @Argument(help: "The serial numbers of the units.") var serials: [String] = []
    @Option(help: "A part of this batch instead of serial numbers.") var batch: String?
    @Option(name: .customLong("from"), help: "The first sequence number of the part.") var firstSequence: Int64?
    @Option(name: .customLong("to"), help: "The last sequence number of the part.") var lastSequence: Int64?

    @Option(name: .customLong("time"), help: "When, such as 2026-03-02T14:00:00+01:00 (default: now).")
    var eventTime: String?
    @Option(help: "ObjectEvent, AggregationEvent, TransactionEvent or AssociationEvent.") var type: String?
    @Option(help: "ADD, OBSERVE or DELETE.") var action: String?
    @Option(name: .customLong("step"), help: "What was being done.") var businessStep: String?
    @Option(help: "The state afterwards.") var disposition: String?
    @Option(help: "Where the units are afterwards.") var location: String?
    @Option(help: "Where it was observed.") var readPoint: String?
    @Option(help: "Where the units are sold from here on, such as NO (ISO 3166-1).") var market: String?
    @Option(help: "The case or pallet, by its SSCC.") var container: String?
    @Option(help: "The unit that they are part of, by its model number.") var parentModel: String?
    @Option(help: "The unit that they are part of, by its serial number.") var parentSerial: String?
    @Option(help: "The place within that unit.") var slot: String?
    @Option(help: "The owner's reference.") var owner: String?
    @Option(name: .customLong("fault"), help: "A fault code.") var faultCode: String?
    @Option(name: .customLong("note"), help: "A remark; repeat it for more.") var notes: [String] = []
    @Option(name: .customLong("reading"), help: "TYPE=VALUE UNIT; repeat it for more.")
    var readings: [ReadingText] = []
    @Option(name: .customLong("fitted"), help: "A part that was fitted, 'PART' or 'PART SERIAL'.")
    var fitted: [PartText] = []
    @Option(name: .customLong("removed"), help: "A part that was removed, 'PART' or 'PART SERIAL'.")
    var removed: [PartText] = []
    @Option(name: .customLong("set"), help: "A lasting mark that is set, such as recalled.") var set: [String] = []
    @Option(name: .customLong("unset"), help: "A lasting mark that is lifted.") var unset: [String] = []
    @Option(help: "The id of the event that this one corrects.") var corrects: String?
    @Option(name: .customLong("reason"), help: "Why that one was wrong: did_not_occur or incorrect_data.")
    var errorReason: String?
    @Option(
        name: .customLong("expect-disposition"),
        help: "Refuse the event where a unit is in another disposition; repeat it for more.")
    var expected: [String] = []
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        guard serials.isEmpty == (batch != nil) else {
            throw ValidationError("Name serial numbers, or a part of a batch with --batch, --from and --to.")
        }
        guard (batch == nil) == (firstSequence == nil), (batch == nil) == (lastSequence == nil) else {
            throw ValidationError("A part of a batch needs --batch, --from and --to.")
        }
        guard (parentModel == nil) == (parentSerial == nil) else {
            throw ValidationError("The unit that they are part of needs --parent-model and --parent-serial.")
        }
    }

    func run() async throws {
        try await Session.open(registry) { session in
            var call = try APICall(.post, ["events"]).sending(.object(fields))
            for (name, text) in texts { call = call.typing(name, text) }
            try await session.show(call) { try session.output.print(Events.recorded($0, "Recorded.")) }
        }
    }

    /// The fields that are texts, by the API's names.
    private var texts: [(String, String?)] {
        [
            ("manufacturer", model.manufacturer), ("model", model.model), ("batch", batch),
            ("eventTime", eventTime), ("type", type), ("action", action), ("businessStep", businessStep),
            ("disposition", disposition), ("location", location), ("readPoint", readPoint),
            ("container", container), ("slot", slot), ("owner", owner), ("faultCode", faultCode), ("market", market),
            ("corrects", corrects), ("errorReason", errorReason),
        ]
    }

    private var fields: [String: JSON] {
        var fields: [String: JSON] = [:]
        for (name, text) in texts { fields[name] = text.map(JSON.string) }
        fields["firstSequence"] = firstSequence.map(JSON.integer)
        fields["lastSequence"] = lastSequence.map(JSON.integer)
        if let parentModel, let parentSerial {
            fields["parent"] = .object(["model": .string(parentModel), "serial": .string(parentSerial)])
        }
        let lists: [(String, [JSON])] = [
            ("serials", serials.map(JSON.string)), ("notes", notes.map(JSON.string)),
            ("readings", readings.map(\.json)), ("fitted", fitted.map(\.json)), ("removed", removed.map(\.json)),
            ("set", set.map(JSON.string)), ("unset", unset.map(JSON.string)),
        ]
        for (name, list) in lists where !list.isEmpty { fields[name] = .array(list) }
        if !expected.isEmpty {
            fields["expect"] = .object([
                "dispositions": .array(expected.map(JSON.string)), "mode": .string("command"),
            ])
        }
        return fields
    }
}

/// A reading as typed: 'power=58 WTT'.
struct ReadingText: ExpressibleByArgument {
    let json: JSON

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
        let words = argument[argument.index(after: sign)...].split(separator: " ")
        guard let value = words.first, words.count <= 2 else { return nil }
        var fields: [String: JSON] = ["type": .string(String(argument[..<sign])), "value": .string(String(value))]
        if words.count == 2 { fields["unit"] = .string(String(words[1])) }
        json = .object(fields)
    }
}

/// A part as typed: 'CX-95' or 'CX-95 CX95-204417'.
struct PartText: ExpressibleByArgument {
    let json: JSON

    init?(argument: String) {
        let words = argument.split(separator: " ")
        guard let part = words.first, words.count <= 2 else { return nil }
        var fields: [String: JSON] = ["part": .string(String(part))]
        if words.count == 2 { fields["serial"] = .string(String(words[1])) }
        json = .object(fields)
    }
}
