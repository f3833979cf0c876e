import ArgumentParser
import Labels
import Server

/// `nameplate label layouts`
struct LabelLayouts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layouts", abstract: "List the layouts that come with the program, and a manufacturer's own.",
        discussion: """
            EXAMPLES
              nameplate label layouts
              nameplate label layouts --manufacturer fjordlys --json
            """)
    @Option(help: "The slug of a manufacturer whose own layouts are listed too.") var manufacturer: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let own: [JSON] = try await own(session)
            let answer = try await session.answer(to: APICall(.get, ["label-layouts"]))
            let ready: [JSON] = try JSONText.decode(JSON.self, from: answer.body).layouts.asArray
            let all = JSON.object(["layouts": .array(ready + own)])
            try session.show(JSONText.encode(all)) { _ in
                var table = Table([
                    .init(heading: "layout", isWhole: true), .init(heading: "size"), .init(heading: "name"),
                    .init(heading: "fields that you give"),
                ])
                for layout in ready + own {
                    let fields: [String] =
                        layout.fields.asArray.compactMap(\.name.asText)
                        + layout.fieldNames.asArray.compactMap(\.asText)
                    let size = "\(layout.width.asText ?? "") x \(layout.height.asText ?? "") mm"
                    table.add([
                        layout.name.asText ?? "", size, layout.title.asText ?? "", fields.joined(separator: ", "),
                    ])
                }
                try session.output.print(table)
            }
        }
    }

    private func own(_ session: Session) async throws -> [JSON] {
        guard let manufacturer else { return [] }
        let answer = try await session.answer(to: APICall(.get, ["manufacturers", manufacturer, "label-layouts"]))
        return try JSONText.decode(JSON.self, from: answer.body).layouts.asArray
    }
}
