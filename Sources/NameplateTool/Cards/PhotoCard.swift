import BarcodeReading

/// What the codes on a photo say, as the API answers it.
enum PhotoCard {
    static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
        var table = Table([
            .init(heading: "code"), .init(heading: "content", isWhole: true), .init(heading: "what it is"),
            .init(heading: "turned", isNumber: true),
        ])
        for code in answer.codes.asArray {
            let symbology = code.symbology.asText.flatMap(BarcodeSymbology.init(rawValue:))
            table.add([
                symbology?.name ?? "", code.text.asText ?? "", code.reading.scheme.asText ?? "",
                "\(code.orientation.asInteger ?? 0)°",
            ])
        }
        return table.lines(for: terminal) + [""] + LookupCard.lines(answer.lookup, for: terminal)
    }
}
