import ArgumentParser
import Server

/// `nameplate model find`.
struct ModelFind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find models by words and conditions.",
        discussion: """
            All words must be there, each as the beginning of one of a model's own: of its numbers, name, line, brand, \
            category or manufacturer. A slip is forgiven where nothing else is found.

            A condition compares fields (category, manufacturer, line, brand, name, number, announced, released, sales end, \
            support end) and specifications with = != < <= > >= and in (…), asks with has and missing, and joins with and, \
            or, not and parentheses.

            EXAMPLES
              nameplate model find fjord
              nameplate model find --where 'capacity >= 300 L and width <= 60 cm'
              nameplate model find fjordlys --sort -capacity --facets
            """)
    @Argument(help: "Words, such as the beginning of a number.") var words: [String] = []
    @Option(name: .customLong("where"), help: "A condition, such as 'capacity >= 300 L'.") var condition: String?
    @Option(
        parsing: .unconditional,
        help: "relevance, number, name, released or a specification; after a minus sign the other way round.")
    var sort: String?
    @Flag(help: "Also how the models differ, with counts.") var facets = false
    @OptionGroup var page: PageOptions
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let query: [(String, String?)] = [
                ("q", words.isEmpty ? nil : words.joined(separator: " ")), ("where", condition), ("sort", sort),
                ("facets", facets ? "true" : nil),
            ]
            try await session.show(APICall(.get, ["models"], query: query + page.query)) { answer in
                for correction in answer.corrections.asArray {
                    try session.output.print(
                        "Nothing is called \(correction.asked.asText ?? ""): taken for \(correction.found.asText ?? "")."
                    )
                }
                try session.print(table(answer), of: answer, none: Self.nothing(answer))
                if !answer.items.asArray.isEmpty {
                    try session.output.print((answer.countIsExact.isTrue ? "" : "At least ") + Self.count(answer))
                }
                for facet in answer.facets.asArray { try session.output.print(Self.card(facet)) }
            }
        }
    }

    /// Beside what all models have the specification by which they are sorted.
    private func table(_ answer: JSON) -> Table {
        let sorted = sort.map { ($0.hasPrefix("-") ? String($0.dropFirst()) : $0).lowercased() }
        let values = answer.items.asArray.map { item in
            item.specifications.asArray.first { $0.name.asText?.lowercased() == sorted }.flatMap { ModelCard.value($0) }
        }
        let hasValues = values.contains { $0 != nil }
        var table = Table(
            [
                .init(heading: "model", isWhole: true), .init(heading: "name"), .init(heading: "line"),
                .init(heading: "category"), .init(heading: "released"),
            ] + (hasValues ? [.init(heading: sorted ?? "", isNumber: true)] : []))
        for (item, value) in zip(answer.items.asArray, values) {
            table.add(
                [
                    "\(item.manufacturer.slug.asText ?? "")/\(item.number.asText ?? "")", item.name.asText ?? "",
                    item.line.asText ?? "", item.category.asText ?? "", item.releasedOn.asText ?? "",
                ] + (hasValues ? [value ?? ""] : []))
        }
        return table
    }

    private static func count(_ answer: JSON) -> String {
        Numbers.count(answer.count.asInteger ?? 0, "model", "models")
    }

    private static func nothing(_ answer: JSON) -> String {
        if answer.next.asText != nil { return "None among those looked through so far." }
        let others = answer.without.asArray.map { without in
            "\nWithout \(without.left.asText ?? "") there \(without.countIsExact.isTrue ? "" : "would be at least ")"
                + (without.countIsExact.isTrue ? "would be " : "") + count(without) + "."
        }
        return "Nothing is found." + others.joined()
    }

    private static func card(_ facet: JSON) -> Card {
        var card = Card()
        card.heading(facet.field.asText ?? "")
        for part in facet.parts.asArray {
            card.field(
                part.label.asText ?? "", (facet.exact.isTrue ? "" : "at least ") + (part.count.asText ?? ""))
        }
        return card
    }
}
