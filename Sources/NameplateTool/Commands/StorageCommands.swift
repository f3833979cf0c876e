import ArgumentParser
import Server

/// `nameplate stock storage`
struct StockStorage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "Say how full places are, by the packaging of what stands in them.",
        discussion: """
            A place is told with what stands in it. What a place has room for is said by
            'nameplate locations change'; what a unit takes by the packaging of its model.

            EXAMPLES
              nameplate stock storage fjordlys
              nameplate stock storage fjordlys --location fjordlys-plant-tr
            """)
    @Argument(help: "The manufacturer's slug.") var manufacturer: String
    @Option(help: "Only this place and what stands in it.") var location: String?
    @Option(help: "What stood there at this time, such as 2024-04-13T00:00:00Z.") var asOf: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        let query: [(String, String?)] = [("location", location), ("asOf", asOf)]
        let call = APICall(.get, ["manufacturers", manufacturer, "stock", "storage"], query: query)
            .typing("asOf", asOf).typing("location", location)
        try await Session.open(registry) { session in
            try await session.show(call) { answer in
                guard !answer.places.asArray.isEmpty else {
                    try session.output.print("Nothing stands anywhere, and no place has a capacity.")
                    return
                }
                try session.output.print(Self.table(of: answer))
                if answer.places.asArray.contains(where: { Self.isPartly($0) }) {
                    try session.output.print(["* of some units no packaging says the size or the weight"])
                }
                if let behind = answer.behind.asInteger, behind > 0 {
                    try session.output.print(["\(behind) events are not counted yet."])
                }
            }
        }
    }

    private static func isPartly(_ place: JSON) -> Bool {
        place.withoutVolume.asInteger ?? 0 > 0 || place.withoutWeight.asInteger ?? 0 > 0
    }

    private static func table(of answer: JSON) -> Table {
        var table = Table([
            .init(heading: "location", isWhole: true), .init(heading: "name"), .init(heading: "units", isNumber: true),
            .init(heading: "m³", isNumber: true), .init(heading: "of m³", isNumber: true),
            .init(heading: "full", isNumber: true), .init(heading: "kg", isNumber: true),
            .init(heading: "of kg", isNumber: true), .init(heading: "loaded", isNumber: true),
        ])
        for place in answer.places.asArray {
            func figure(_ value: JSON, per unit: Double, _ missing: JSON? = nil) -> String {
                guard let number = value.asInteger else { return "" }
                let mark = (missing?.asInteger ?? 0) > 0 ? "*" : ""
                return Numbers.fixed(Double(number) / unit, places: 1) + mark
            }
            func share(_ value: JSON) -> String { value.asDouble.map { Numbers.percent($0 * 100, places: 0) } ?? "" }
            table.add([
                String(repeating: "  ", count: Int(place.depth.asInteger ?? 0)) + (place.location.asText ?? ""),
                place.name.asText ?? "", place.units.asText ?? "",
                figure(place.volume, per: 1_000_000, place.withoutVolume),
                figure(place.capacityVolume, per: 1_000_000), share(place.shareOfVolume),
                figure(place.weight, per: 1_000, place.withoutWeight), figure(place.capacityWeight, per: 1_000),
                share(place.shareOfWeight),
            ])
        }
        return table
    }
}
