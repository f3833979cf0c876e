import ArgumentParser

/// `nameplate component install`
struct ComponentInstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Put a component into a unit.",
        discussion: """
            EXAMPLES
              nameplate component install fjordlys FJ-320 TR2410001208W \\
                CX-95 CX95-300111 --register --slot compressor --dry-run
              nameplate component install fjordlys FJ-320 TR2410001208W \\
                CX-95 CX95-300111 --register --batch CX95-2026-01 \\
                --slot compressor --time 2026-03-02T14:00:00+01:00
            """)
    @OptionGroup var unit: UnitArguments
    @OptionGroup var component: ComponentArguments
    @OptionGroup var new: NewComponentOptions
    @Option(name: .customLong("step"), help: "installing (default), or assembling while the unit is made.")
    var businessStep: String?
    @OptionGroup var event: ChangeOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let fields = ["component": component.json, "businessStep": businessStep.map(JSON.string) ?? .null]
        try await event.send(
            fields.merging(new.fields) { $1 }, to: unit.path + ["components"], registry)
    }
}

/// `nameplate component remove`
struct ComponentRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take a component out of a unit.",
        discussion: """
            EXAMPLES
              nameplate component remove fjordlys FJ-320 TR2410001207Y \\
                CX-95 CX95-204406 --fault not-cooling --dry-run
            """)
    @OptionGroup var unit: UnitArguments
    @OptionGroup var component: ComponentArguments
    @Option(name: .customLong("step"), help: "removing (default), or disassembling while the unit is made.")
    var businessStep: String?
    @Option(name: .customLong("fault"), help: "What was wrong with the component: counts as its failure.")
    var faultCode: String?
    @OptionGroup var event: ChangeOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await event.send(
            [
                "component": component.json, "businessStep": businessStep.map(JSON.string) ?? .null,
                "faultCode": faultCode.map(JSON.string) ?? .null,
            ], to: unit.path + ["components", "remove"], registry)
    }
}

/// `nameplate component replace`
struct ComponentReplace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Take a component out of a unit and put another one in its place.",
        discussion: """
            EXAMPLES
              nameplate component replace fjordlys FJ-320 TR2410001207Y \\
                CX-95 CX95-204406 CX-95 CX95-300222 --register \\
                --fault not-cooling --dry-run
            """)
    @OptionGroup var unit: UnitArguments
    @OptionGroup var component: ComponentArguments
    @Argument(help: "The model number of the new component.") var newModel: String
    @Argument(help: "The serial number of the new component.") var newSerial: String
    @OptionGroup var new: NewComponentOptions
    @Option(name: .customLong("fault"), help: "What was wrong with the old component: counts as its failure.")
    var faultCode: String?
    @OptionGroup var event: ChangeOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let fields: [String: JSON] = [
            "old": component.json,
            "new": .object(["model": .string(newModel), "serial": .string(newSerial)]),
            "faultCode": faultCode.map(JSON.string) ?? .null,
        ]
        try await event.send(
            fields.merging(new.fields) { $1 }, to: unit.path + ["components", "replace"], registry)
    }
}

/// Which component a command is about.
struct ComponentArguments: ParsableArguments {
    @Argument(help: "The component's model number.") var componentModel: String
    @Argument(help: "The component's serial number.") var componentSerial: String

    var json: JSON { .object(["model": .string(componentModel), "serial": .string(componentSerial)]) }
}

/// What is known of a component that is put in.
struct NewComponentOptions: ParsableArguments {
    @Option(help: "The place within the unit.") var slot: String?
    @Flag(help: "Register the component where nobody has seen it, if its model has no serial formats.")
    var register = false
    @Option(help: "The batch of a component that is registered.") var batch: String?
    @Option(name: .customLong("produced"), help: "When a component that is registered was made.")
    var producedOn: String?

    func validate() throws {
        guard register || (batch == nil && producedOn == nil) else {
            throw ValidationError("--batch and --produced are for components that are registered: add --register.")
        }
    }

    var fields: [String: JSON] {
        [
            "slot": slot.map(JSON.string) ?? .null, "register": .boolean(register),
            "batch": batch.map(JSON.string) ?? .null, "producedOn": producedOn.map(JSON.string) ?? .null,
        ]
    }
}

/// What is said of every change of components.
struct ChangeOptions: ParsableArguments {
    @Option(name: .customLong("time"), help: "When, such as 2026-03-02T14:00:00+01:00 (default: now).")
    var eventTime: String?
    @Option(help: "Where both are afterwards.") var location: String?
    @Option(name: .customLong("note"), help: "A remark; repeat it for more.") var notes: [String] = []
    @Flag(help: "Only check it and show what would be recorded.") var dryRun = false

    /// Sends a change and shows what it did.
    func send(_ fields: [String: JSON], to path: [String], _ registry: RegistryOptions) async throws {
        var fields = fields
        fields["eventTime"] = eventTime.map(JSON.string)
        fields["location"] = location.map(JSON.string)
        fields["notes"] = .array(notes.map(JSON.string))
        let call = try APICall(.post, path, query: [("dryRun", dryRun ? "true" : nil)]).sending(.object(fields))
            .typing("eventTime", eventTime)
        try await Session.open(registry) { session in
            try await session.show(call) { try session.output.print(ComponentCard.change($0)) }
        }
    }
}
