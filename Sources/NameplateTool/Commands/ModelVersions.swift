import ArgumentParser

/// `nameplate model version …`
struct ModelVersions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Say which versions a design has had, and what changed.",
        subcommands: [List.self, Set.self, Remove.self, Of.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of a design.",
            discussion: """
                EXAMPLES
                  nameplate model version list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["versions"])) { answer in
                    var table = Table([
                        .init(heading: "version", isWhole: true),
                        .init(heading: "since"),
                        .init(heading: "applies to"),
                        .init(heading: "change note"),
                        .init(heading: "what changed"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.version.asText ?? "",
                            item.releasedOn.asText ?? "",
                            item.appliesTo.asText ?? "",
                            item.changeNote.asText ?? "",
                            item.change.asText ?? "",
                        ])
                    }
                    try session.print(
                        table, of: answer,
                        none: "No version yet: nameplate model version set \(model.manufacturer) \(model.model) VERSION"
                    )
                }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say since when a version is made, of which units, and what changed.",
            discussion: """
                EXAMPLES
                  nameplate model version set fjordlys FJ-320 B --released 2025-06-01 \\
                    --applies-to 'produced >= 2025-06-01' \\
                    --change-note ECN-114 --change 'Quieter compressor'
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The version.") var version: String
        @Option(help: "Since when it is made.") var released: String?
        @Option(name: .customLong("applies-to"), help: "The units that are made to it, as a population.")
        var appliesTo: String?
        @Option(help: "The number of the engineering change note.") var changeNote: String?
        @Option(help: "What changed against the version before, and why.") var change: String?
        @Flag(name: .customLong("public"), help: "Everybody may read what changed.") var isPublic = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = [:]
            fields["version"] = .string(version)
            fields["releasedOn"] = released.map(JSON.string)
            fields["appliesTo"] = appliesTo.map(JSON.string)
            fields["changeNote"] = changeNote.map(JSON.string)
            fields["change"] = change.map(JSON.string)
            fields["isPublic"] = .boolean(isPublic)
            let call = try APICall(.post, model.path + ["versions"]).sending(.object(fields))
            try await Session.open(registry) { session in
                try await session.show(call) { _ in try session.output.print("\(model.model) has a version \(version).")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that there was a version.",
            discussion: """
                EXAMPLES
                  nameplate model version remove fjordlys FJ-320 B
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The version.") var version: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.removeEntry(from: model.path + ["versions"]) { item in
                    item.version.asText == version
                }
            }
        }
    }

    struct Of: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which version a unit is of.",
            discussion: """
                EXAMPLES
                  nameplate model version of fjordlys FJ-320 TR2410001207Y
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The unit's serial number.") var serial: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["units", serial, "version"])) { answer in
                    guard let version = answer.version.version.asText else {
                        return try session.output.print("Nobody has said which version \(serial) is of.")
                    }
                    try session.output.print("\(serial) is of version \(version).")
                    if let change = answer.version.change.asText { try session.output.print(change) }
                }
            }
        }
    }
}
