import TestSupport
import Testing

@testable import Labels

struct BleedTests {
    private static let text = """
        name "Stripe"
        size 40 x 20
        bleed 3
        column reverse padding 2
          text "{serial}" size 8
        column padding 2
          text "below" size 8
        """

    @Test func whatIsBlackAtTheEdgeGoesBeyondIt() throws {
        let maker = LabelMaker(try LabelLayout(parsing: Self.text))
        let fields = LabelFields(["serial": "S1"])
        let drawing = try maker.drawing(of: fields)
        let fills = drawing.bleeding(by: 3).elements.compactMap { element -> LabelDrawing.Box? in
            if case .fill(let box, isBlack: true) = element { box } else { nil }
        }
        let stripe = try #require(fills.first)
        #expect(fills.count == 1 && stripe.x == -3 && stripe.y == -3 && stripe.width == 46)
        // Only where it touches the edge: its lower side lies within the label.
        #expect(stripe.y + stripe.height < 19)
        let svg = try maker.svg(of: fields)
        let head = "width=\"46mm\" height=\"26mm\" viewBox=\"-35.433 -35.433 543.307 307.087\""
        #expect(svg.contains(head), "\(svg.prefix(300))")
        #expect(drawing.svg().contains("viewBox=\"0 0 "))
    }

    @Test func aPageGrowsByItAndASheetDoesNot() throws {
        func document(_ sheet: LabelSheet?) throws -> String {
            var bytes: [UInt8] = []
            let writer = try PDFWriter(LabelMaker(try LabelLayout(parsing: Self.text)), sheet: sheet) {
                bytes.append(contentsOf: $0)
            }
            try writer.add(LabelFields(["serial": "S1"]))
            try writer.finish()
            return String(decoding: bytes, as: UTF8.self)
        }
        // 46 by 26 mm in points.
        let box = try #require(try document(nil).firstMatch(of: /MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/))
        #expect(box.1.hasPrefix("130.39") && box.2.hasPrefix("73.70"), "\(box.0)")
        let sheet = try document(try LabelSheet(parsing: "A4"))
        #expect(sheet.contains("MediaBox [ 0 0 595."))
    }

    @Test(arguments: ["bleed", "bleed 11", "bleed x", "bleed 3 mm"]) func whatIsNoBleedIsRefused(_ line: String) {
        let error = #expect(throws: LabelError.self) {
            try LabelLayout(parsing: "name \"x\"\n\(line)\ntext \"a\"")
        }
        #expect(error?.code == .layout && error?.position?.line == 2)
    }
}
