import ArgumentParser
import Labels
import Server

/// `nameplate label layouts`
struct LabelLayouts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layouts", abstract: "List the layouts that come with the program.",
        discussion: """
            EXAMPLES
              nameplate label layouts
              nameplate label layouts --json
            """)
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(APICall(.get, ["label-layouts"])) { answer in
                var table = Table([
                    .init(heading: "layout", isWhole: true), .init(heading: "size"), .init(heading: "name"),
                    .init(heading: "fields that you give"),
                ])
                for layout in answer.layouts.asArray {
                    let fields = layout.fields.asArray.compactMap(\.name.asText).joined(separator: ", ")
                    let size = "\(layout.width.asText ?? "") x \(layout.height.asText ?? "") mm"
                    table.add([layout.name.asText ?? "", size, layout.title.asText ?? "", fields])
                }
                try session.output.print(table)
            }
        }
    }
}

/// `nameplate label layout …`
struct LabelLayoutCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layout", abstract: "Show a layout, and check one of your own.",
        subcommands: [Show.self, Check.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a layout, to copy it and change it.",
            discussion: """
                EXAMPLES
                  nameplate label layout show box-label > our-box.layout
                """)
        @Argument(help: "Its name, as 'nameplate label layouts' shows it.") var layout: String
        @OptionGroup var registry: RegistryOptions

        func run() async throws {
            try await Session.open(registry) { session in
                try await session.show(APICall(.get, ["label-layouts", layout])) { answer in
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
}
