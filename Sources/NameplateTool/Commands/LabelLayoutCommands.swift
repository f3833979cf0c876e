import ArgumentParser
import Labels
import Server

/// `nameplate label layout …`
struct LabelLayoutCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layout",
        abstract: "Show layouts, check one of your own, and keep it for a manufacturer's labels.",
        subcommands: [Show.self, Check.self, Keep.self, Remove.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a layout, to copy it and change it.",
            discussion: """
                EXAMPLES
                  nameplate label layout show box-label > our-box.layout
                  nameplate label layout set our-box our-box.layout \\
                    --manufacturer fjordlys
                  nameplate label layout show our-box --manufacturer fjordlys
                """)
        @Argument(help: "Its name, as 'nameplate label layouts' shows it.") var layout: String
        @Option(help: "The slug of the manufacturer whose own layout it is.") var manufacturer: String?
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let folder: [String] = manufacturer.map { ["manufacturers", $0] } ?? []
                try await session.show(APICall(.get, folder + ["label-layouts", layout])) { answer in
                    try session.output.write((answer.text.asText ?? "").utf8)
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a layout of your own without printing it, and say what is wrong and where.",
            discussion: """
                EXAMPLES
                  nameplate label layout check our-box.layout
                """)
        @Argument(help: "The file.", completion: .file()) var file: String

        func run() async throws {
            let text: String = try await LabelFile.text(of: file)
            let layout: LabelLayout
            do throws(LabelError) {
                layout = try LabelLayout(parsing: text)
            } catch {
                throw ToolError(error.sentence, error.code.rawValue)
            }
            let fields: String = layout.fields.joined(separator: ", ")
            try Output.standard.print("\(layout.name): \(layout.size), with the fields \(fields)")
        }
    }

    struct Keep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Keep a layout for the labels of a manufacturer, in the place of one of the same name.",
            discussion: """
                Whoever prints its labels then names it, as --layout NAME, here and on the pages.

                EXAMPLES
                  nameplate label layout set our-box our-box.layout \\
                    --manufacturer fjordlys
                """)
        @Argument(help: "Its name: lower-case letters and digits with hyphens between them.") var name: String
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Option(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            let text: String = try await LabelFile.text(of: file)
            try await Session.open(registry) { session in
                let call = try APICall(.put, ["manufacturers", manufacturer, "label-layouts", name])
                    .sending(.object(["text": .string(text)]))
                try await session.show(call) { _ in
                    try session.output.print("\(manufacturer) has the layout \(name).")
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a layout of a manufacturer's own away.",
            discussion: """
                EXAMPLES
                  nameplate label layout remove our-box --manufacturer fjordlys
                """)
        @Argument(help: "Its name.") var name: String
        @Option(help: "The manufacturer's slug.") var manufacturer: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                let call = APICall(.delete, ["manufacturers", manufacturer, "label-layouts", name])
                try await session.show(call) { _ in try session.output.print("\(manufacturer) \(name) is gone.") }
            }
        }
    }
}
