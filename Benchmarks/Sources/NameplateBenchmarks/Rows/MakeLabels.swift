import Labels

/// Rating plates of unlike units into a PDF of sheets, ZPL and SVG, beside the encoding of their QR codes by libzint alone:
/// what no way of making them can do without. Then, how much more memory a document of many labels takes than one of few.
enum MakeLabels {
    private static let count = 500
    private static let few = 1_000
    private static let many = 100_000
    /// Nothing of a document is kept, but fonts are opened and caches fill.
    private static let growth = 16 * 1_048_576

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sheet = try LabelSheet(parsing: "L7163")
        let size = try LabelSize(width: sheet.labelWidth, height: sheet.labelHeight)
        let maker = LabelMaker(.ratingPlate, size: size)
        let ways: [(name: String, make: (Range<Int>) throws -> Void)] = [
            ("a PDF of sheets", { try document(maker, sheet, $0) }),
            ("ZPL", { for number in $0 { _ = try maker.zpl(of: fields(number)) } }),
            ("SVG", { for number in $0 { _ = try maker.svg(of: fields(number)) } }),
        ]
        let rounds = try await Rounds.measure(
            setting.rounds,
            ways.map { way in Way(count) { try way.make(0..<count) } }
                + [Way(count) { for number in 0..<count { _ = try BarCode(address(number), as: .qr) } }])
        let raw = rounds.time(of: ways.count).median
        let rates = ways.enumerated().map { index, way in
            Finding(
                "make rating plates: \(way.name)", target: "",
                measured: "\(Figures.rate(1 / rounds.time(of: index).median)); libzint alone \(Figures.rate(1 / raw))",
                ratio: rounds.ratio(of: index, to: ways.count), isMet: true)
        }
        let small = try await ResidentMemory.highest { try document(maker, sheet, 0..<few) }
        let large = try await ResidentMemory.highest { try document(maker, sheet, 0..<many) }
        let more = max(0, large - small)
        return rates + [
            Finding(
                "memory for a PDF of \(Figures.count(Double(many))) labels", target: "< 16 MiB more",
                measured: "\(Figures.bytes(Double(more))) more than for \(few)", isMet: more < growth)
        ]
    }

    private static func document(_ maker: LabelMaker, _ sheet: LabelSheet, _ numbers: Range<Int>) throws {
        var bytes = 0
        let document = try PDFWriter(maker, sheet: sheet) { bytes += $0.count }
        for number in numbers { try document.add(fields(number)) }
        try document.finish()
        guard bytes > numbers.count else { throw UnequalWork("The document has \(bytes) bytes.") }
    }

    private static func fields(_ number: Int) -> LabelFields {
        LabelFields([
            "maker": "Fjordlys", "model": "FJ-320", "serial": "TR\(2_410_000_000 + number)Y", "link": address(number),
        ])
    }

    private static func address(_ number: Int) -> String {
        "https://id.example.com/manufacturers/fjordlys/models/FJ-320/units/TR\(2_410_000_000 + number)Y"
    }
}
