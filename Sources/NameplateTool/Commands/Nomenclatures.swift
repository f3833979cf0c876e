import ArgumentParser
import Server

/// `nameplate nomenclature …`
struct Nomenclatures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nomenclature", abstract: "Say how model numbers are built, and what a number says.",
        discussion: """
            A nomenclature is a text. Its first line is the pattern, the others say what stands in its places:

              FJ-{capacity:3}{type}{colour}
              capacity = Capacity: # L
              type = Type: single door
              type C = Type: combi; Doors: 2
              colour = Colour: white
              colour S = Colour: silver

            {name} is one of the codes of that name, {name:3} a number of three digits, {name:*} anything. '#' is the \
            number, '#*100' and '#/10' are multiples and fractions of it.
            """, subcommands: [List.self, Show.self, Keep.self, Explain.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List how a manufacturer builds model numbers.",
            discussion: """
                EXAMPLES
                  nameplate nomenclature list fjordlys
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "nomenclatures"])
                try await session.show(call) { answer in
                    var table = Table([
                        .init(heading: "name", isWhole: true), .init(heading: "pattern"), .init(heading: "published"),
                    ])
                    for item in answer.items.asArray {
                        table.add([
                            item.name.asText ?? "", item.pattern.asText ?? "", item.published.isTrue ? "yes" : "no",
                        ])
                    }
                    try session.print(
                        table, of: answer, none: "None yet: nameplate nomenclature set \(manufacturer) NAME FILE")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a nomenclature, as it can be set again.",
            discussion: """
                EXAMPLES
                  nameplate nomenclature set fjordlys FJ fjordlys.txt
                  nameplate nomenclature show fjordlys FJ
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The nomenclature's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "nomenclatures", name])
                try await session.show(call) { try session.output.print($0.text.asText ?? "") }
            }
        }
    }

    struct Keep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Keep a nomenclature from a file, in the place of one of the same name.",
            discussion: """
                EXAMPLES
                  nameplate nomenclature set fjordlys FJ fjordlys.txt
                  nameplate nomenclature set fjordlys FJ - --published < fjordlys.txt
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The nomenclature's name.") var name: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Flag(help: "Strangers are told too what a number says by it.") var published = false
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            var bytes: [UInt8] = []
            for try await piece in try FileBytes(path: file) { bytes += piece }
            let text = String(decoding: bytes, as: UTF8.self)
            try await Session.open(registry) { session in
                let call = try APICall(.put, ["manufacturers", manufacturer, "nomenclatures", name])
                    .sending(.object(["text": .string(text), "published": .boolean(published)]))
                try await session.show(call) { answer in
                    try session.output.print("\(manufacturer) \(name): \(answer.pattern.asText ?? "")")
                }
            }
        }
    }

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a model number says, whether or not a model has it.",
            discussion: """
                EXAMPLES
                  nameplate nomenclature explain fjordlys FJ-450CS
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The model number.") var number: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.get, ["manufacturers", manufacturer, "model-number"], query: [("number", number)])
                try await session.show(call) { answer in
                    let readings = answer.readings.asArray
                    if readings.isEmpty {
                        try session.output.print("\(number) is not built in a way that \(manufacturer) has told here.")
                    }
                    for reading in readings { try session.output.print(Self.card(reading)) }
                    for sentence in answer.disagreements.asArray.compactMap(\.asText) {
                        try session.output.print(session.output.terminal.styled(sentence, .bad))
                    }
                }
            }
        }

        private static func card(_ reading: JSON) -> Card {
            var card = Card()
            card.title(reading.nomenclature.asText ?? "")
            for segment in reading.segments.asArray {
                let meanings = segment.meanings.asArray.compactMap(\.asText).joined(separator: "; ")
                let code = segment.code.asText.flatMap { $0.isEmpty ? nil : $0 } ?? "(nothing)"
                card.field(code, meanings.isEmpty ? segment.field.asText ?? "always" : meanings)
            }
            return card
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a nomenclature away.",
            discussion: """
                EXAMPLES
                  nameplate nomenclature remove fjordlys FJ
                """)
        @Argument(help: "The manufacturer's slug.") var manufacturer: String
        @Argument(help: "The nomenclature's name.") var name: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.delete, ["manufacturers", manufacturer, "nomenclatures", name])
                try await session.show(call) { _ in try session.output.print("\(manufacturer) \(name) is gone.") }
            }
        }
    }
}
