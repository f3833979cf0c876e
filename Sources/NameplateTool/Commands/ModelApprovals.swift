import ArgumentParser

/// `nameplate model approval …`
struct ModelApprovals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approval", abstract: "Say which approvals a model has, and by which standards.",
        subcommands: [List.self, Set.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the approvals of a model.",
            discussion: """
                EXAMPLES
                  nameplate model approval list fjordlys FJ-320
                """)
        @OptionGroup var model: ModelArguments
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, model.path + ["approvals"])) { answer in
                    var table = Table([
                        .init(heading: "mark", isWhole: true),
                        .init(heading: "certificate"),
                        .init(heading: "by"),
                        .init(heading: "standards"),
                        .init(heading: "from"),
                        .init(heading: "until"),
                        .init(heading: "holds"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.mark.asText ?? "",
                            item.certificate.asText ?? "",
                            item.body.asText ?? "",
                            item.standards.asArray.compactMap(\.asText).joined(separator: ", "),
                            item.validFrom.asText ?? "",
                            item.validUntil.asText ?? "",
                            item.isValid.isTrue ? "yes" : "no",
                        ])
                    }
                    try session.print(
                        table, of: answer,
                        none: "No approval yet: nameplate model approval set \(model.manufacturer) \(model.model) MARK")
                }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a model has an approval.",
            discussion: """
                EXAMPLES
                  nameplate model approval set fjordlys FJ-320 CE --body 'the manufacturer' \\
                    --standard 'IEC 60335-2-24:2020' --valid-from 2024-01-15
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The mark as it stands on the plate.") var mark: String
        @Option(help: "The certificate's, file's or identification number.") var certificate: String?
        @Option(help: "Who has examined it.") var body: String?
        @Option(name: .customLong("standard"), help: "A standard; repeat it for more.") var standards: [String] = []
        @Option(help: "From this day on.") var validFrom: String?
        @Option(help: "Up to this day.") var validUntil: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var fields: [String: JSON] = [:]
            fields["mark"] = .string(mark)
            fields["certificate"] = certificate.map(JSON.string)
            fields["body"] = body.map(JSON.string)
            fields["standards"] = .array(standards.map(JSON.string))
            fields["validFrom"] = validFrom.map(JSON.string)
            fields["validUntil"] = validUntil.map(JSON.string)
            let call = try APICall(.post, model.path + ["approvals"]).sending(.object(fields))
            try await Session.open(registry) { session in
                try await session.show(call) { _ in try session.output.print("\(model.model) has the approval \(mark).")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that a model has an approval.",
            discussion: """
                EXAMPLES
                  nameplate model approval remove fjordlys FJ-320 CE
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The mark.") var mark: String
        @Option(help: "The certificate's number, where the mark has one.") var certificate: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.removeEntry(from: model.path + ["approvals"]) { item in
                    item.mark.asText == mark && item.certificate.asText == certificate
                }
            }
        }
    }
}
