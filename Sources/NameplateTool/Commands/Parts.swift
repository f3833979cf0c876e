import ArgumentParser
import Server

/// `nameplate part …`
struct Parts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "part", abstract: "Say which parts fit what, and ask for it.",
        subcommands: [List.self, Check.self, Uses.self, Add.self, Remove.self, Supersede.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the parts and accessories of a model, or which of them fit a unit.",
            discussion: """
                EXAMPLES
                  nameplate part list fjordlys FJ-320
                  nameplate part list fjordlys FJ-320 TR2410001207Y
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "A unit's serial number, to say which fit it.") var serial: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let path = model.path + (serial.map { ["units", $0] } ?? []) + ["parts"]
                try await session.show(APICall(.get, path, query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "position"), .init(heading: "part", isWhole: true), .init(heading: "name"),
                        .init(heading: "kind"), .init(heading: "quantity", isNumber: true), .init(heading: "fits"),
                        .init(heading: "or"),
                    ])
                    for item in answer.items.asArray {
                        let instead = item.insteadOf.number.asText.map { "instead of \($0)" }
                        let known = item.fits.isNull ? "?" : item.fits.isTrue ? "yes" : instead ?? "no"
                        let fits = serial == nil ? item.appliesTo.asText ?? "all" : known
                        table.add([
                            item.position.asText ?? "", item.part.number.asText ?? "", item.part.name.asText ?? "",
                            Words.english.partKind(item.kind.asText ?? ""), item.quantity.asText ?? "", fits,
                            item.substitutes.asArray.compactMap(\.number.asText).joined(separator: ", "),
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "No part yet: nameplate part add \(model.manufacturer) \(model.model)")
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether the part that you hold is right for a unit.",
            discussion: """
                EXAMPLES
                  nameplate part check fjordlys FJ-320 TR2410001207Y CX-95
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The unit's serial number.") var serial: String
        @Argument(help: "The part's model number.") var part: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, model.path + ["units", serial, "parts", part])
                try await session.show(call) { answer in
                    try session.output.print(Self.sentence(answer, part))
                    let right = answer.right.asArray.compactMap(\.number.asText)
                    if !right.isEmpty {
                        try session.output.print("In its place fits: \(right.joined(separator: ", ")).")
                    }
                }
            }
        }

        private static func sentence(_ answer: JSON, _ part: String) -> String {
            switch answer.verdict.asText {
            case "fits": "\(part) fits this unit."
            case "substitutes": "\(part) fits this unit, in the place of \(answer.instead.number.asText ?? "")."
            case "otherUnits": "\(part) fits other units of this model, not this one."
            case "cannotTell": "\(part) fits some units of this model; it cannot be told any more whether this is one."
            default: "Nobody has said that \(part) belongs to this model."
            }
        }
    }

    struct Uses: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the models that a part belongs to.",
            discussion: """
                EXAMPLES
                  nameplate part uses fjordlys CX-90
                """)
        @OptionGroup var part: ModelArguments
        @OptionGroup var page: PageOptions
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, part.path + ["used-in"], query: page.query)) { answer in
                    var table = Table([
                        .init(heading: "model", isWhole: true), .init(heading: "name"), .init(heading: "position"),
                        .init(heading: "quantity", isNumber: true),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.model.number.asText ?? "", item.model.name.asText ?? "", item.position.asText ?? "",
                            item.quantity.asText ?? "",
                        ])
                    }
                    try session.print(table, of: answer, none: "Nobody has said where \(part.model) is used.")
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a part belongs to a model, or to some of its units.",
            discussion: """
                EXAMPLES
                  nameplate part add fjordlys FJ-320 CX-95 --position compressor
                  nameplate part add fjordlys FJ-320 FN-12 --kind accessory \\
                    --applies-to 'produced from 2024-03-01 to 2024-06-30'
                """)
        @OptionGroup var model: ModelArguments
        @Argument(help: "The part's model number.") var part: String
        @Option(help: "sparePart, accessory, consumable or kit.") var kind = "sparePart"
        @Option(help: "How many a unit takes.") var quantity: Int64 = 1
        @Option(help: "Where it stands in the exploded view.") var position: String?
        @Option(name: .customLong("applies-to"), help: "The units that it fits, as 'nameplate population' reads it.")
        var appliesTo: String?
        @Option(help: "A remark that everybody reads.") var note: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var fields: [String: JSON] = [
                    "part": .string(part), "kind": .string(kind), "quantity": .integer(quantity),
                ]
                fields["position"] = position.map(JSON.string)
                fields["appliesTo"] = appliesTo.map(JSON.string)
                fields["note"] = note.map(JSON.string)
                let call = try APICall(.post, model.path + ["parts"]).sending(.object(fields))
                try await session.show(call) { answer in
                    try session.output.print("\(part) belongs to \(model.model) (\(answer.id.asText ?? "")).")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a part does not belong to a model.",
            discussion: """
                EXAMPLES
                  nameplate part remove fjordlys FJ-320 --id 4711
                """)
        @OptionGroup var model: ModelArguments
        @Option(help: "The fit's id, as --json lists it.") var id: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.delete, model.path + ["parts", id])) { _ in
                    try session.output.print("It belongs to \(model.model) no more.")
                }
            }
        }
    }

    struct Supersede: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that another part takes a part's place.",
            discussion: """
                EXAMPLES
                  nameplate part supersede fjordlys CX-90 CX-95 --reason 'Quieter start'
                """)
        @OptionGroup var part: ModelArguments
        @Argument(help: "The part that takes its place.") var successor: String
        @Flag(help: "The old part may take the new one's place too.") var twoWay = false
        @Option(help: "Why; everybody reads it.") var reason: String?
        @Option(help: "From which day on.") var since: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                var fields: [String: JSON] = ["by": .string(successor), "twoWay": .boolean(twoWay)]
                fields["reason"] = reason.map(JSON.string)
                fields["since"] = since.map(JSON.string)
                let call = try APICall(.post, part.path + ["superseded"]).sending(.object(fields))
                try await session.show(call) { _ in
                    try session.output.print("\(successor) takes the place of \(part.model).")
                }
            }
        }
    }
}
