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
        let fills = drawing.bleeding(by: .init(all: 3)).elements.compactMap { element -> LabelDrawing.Box? in
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

    private static func document(
        _ sheet: String? = nil, size: LabelSize? = nil, labels: Int = 1, hasCutMarks: Bool = false, text: String = text
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let maker = LabelMaker(try LabelLayout(parsing: text), size: size)
        let writer = try PDFWriter(maker, sheet: try sheet.map(LabelSheet.init(parsing:)), hasCutMarks: hasCutMarks) {
            bytes.append(contentsOf: $0)
        }
        for _ in 0..<labels { try writer.add(LabelFields(["serial": "S1"])) }
        try writer.finish()
        return bytes
    }

    private static func boxes(_ name: String, in pdf: [UInt8]) -> [[Double]] {
        String(decoding: pdf, as: UTF8.self).matches(of: /\/(\w+Box) \[ ([0-9. ]+) \]/).filter { $0.1 == name }
            .map { $0.2.split(separator: " ").compactMap { Double($0) } }
    }

    /// Whether two boxes in points are the same to a two-hundredth of a millimetre; the second is given in millimetres.
    private static func isSame(_ box: [Double], _ millimetres: [Double]) -> Bool {
        box.count == 4 && zip(box, millimetres).allSatisfy { abs($0 * 25.4 / 72 - $1) < 0.005 }
    }

    @Test(
        arguments: [
            (false, [0, 0, 46, 26], [3, 3, 43, 23], [0, 0, 46, 26]),
            (true, [0, 0, 56, 36], [8, 8, 48, 28], [5, 5, 51, 31]),
        ] as [(Bool, [Double], [Double], [Double])])
    func everyPageOfOneLabelSaysWhereTheLabelAndItsBleedAre(
        _ hasCutMarks: Bool, _ media: [Double], _ trim: [Double], _ bleed: [Double]
    ) throws {
        let pdf = try Self.document(labels: 3, hasCutMarks: hasCutMarks)
        for (name, expected) in [("MediaBox", media), ("TrimBox", trim), ("BleedBox", bleed)] {
            let boxes = Self.boxes(name, in: pdf)
            #expect(boxes.count == 3 && boxes.allSatisfy { Self.isSame($0, expected) }, "\(name): \(boxes)")
        }
        Self.expectObjectsWhereTheDocumentSays(pdf)
    }

    @Test func theLargestLabelHasRoomForItsBoxes() throws {
        let text = Self.text.replacing("bleed 3", with: "bleed 9.999")
        let size = try LabelSize(width: 500, height: 499.999)
        let pdf = try Self.document(size: size, hasCutMarks: true, text: text)
        #expect(Self.boxes("TrimBox", in: pdf).allSatisfy { Self.isSame($0, [14.999, 14.999, 514.999, 514.998]) })
        #expect(Self.boxes("BleedBox", in: pdf).count == 1)
        Self.expectObjectsWhereTheDocumentSays(pdf)
    }

    /// The table of a PDF counts bytes to each object.
    private static func expectObjectsWhereTheDocumentSays(_ pdf: [UInt8]) {
        let text = String(decoding: pdf.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        let offsets = text.matches(of: /(\d{10}) 00000 n/).compactMap { Int($0.1) }
        #expect(offsets.count > 5)
        for (index, offset) in offsets.enumerated() where offset > 0 {
            let head = Array("\(index + 1) 0 obj".utf8)
            #expect(pdf.dropFirst(offset).starts(with: head), "object \(index + 1)")
        }
    }

    @Test func aPageWithoutMarginAndASheetNeedNoBoxes() throws {
        let plain = try Self.document(text: Self.text.replacing("bleed 3\n", with: ""))
        let sheet = try Self.document("A4", hasCutMarks: true)
        #expect(Self.boxes("TrimBox", in: plain).isEmpty && Self.boxes("TrimBox", in: sheet).isEmpty)
        #expect(Self.boxes("MediaBox", in: plain).allSatisfy { Self.isSame($0, [0, 0, 40, 20]) })
        #expect(Self.boxes("MediaBox", in: sheet).allSatisfy { Self.isSame($0, [0, 0, 210, 297]) })
    }

    /// A sheet of 3 by 2 labels of 40 x 20 mm.
    private static func sheet(gaps: String) throws -> LabelSheet {
        try LabelSheet(parsing: "210x297 3x2 40x20 at 10,10 gap \(gaps)")
    }

    @Test(
        arguments: [
            ("2.5,0", 0, [3, 3, 1.25, 0]), ("2.5,0", 1, [1.25, 3, 1.25, 0]), ("2.5,0", 5, [1.25, 0, 3, 3]),
            ("20,10", 4, [3, 3, 3, 3]), ("0,5", 4, [0, 2.5, 0, 3]),
        ] as [(String, Int, [Double])])
    func onASheetItEndsHalfWayToTheNeighbour(_ gaps: String, _ place: Int, _ expected: [Double]) throws {
        let size = try LabelSize(width: 40, height: 20)
        let bleed = try Self.sheet(gaps: gaps).room(around: place, label: size).limited(to: 3)
        #expect([bleed.left, bleed.top, bleed.right, bleed.bottom] == expected)
    }

    @Test func aLabelThatIsSmallerThanItsPlaceHasTheRoomAroundIt() throws {
        let size = try LabelSize(width: 36, height: 10)
        let room = try Self.sheet(gaps: "2,0").room(around: 1, label: size)
        #expect(room == .init(left: 3, top: .infinity, right: 3, bottom: 5))
    }

    @Test func itBeginsOnOneSideMoreThanOnTheOther() throws {
        let drawing = try LabelMaker(try LabelLayout(parsing: Self.text)).drawing(of: LabelFields(["serial": "S1"]))
        let wide = drawing.bleeding(by: .init(left: 1, top: 2, right: 3, bottom: 3))
        guard case .fill(let box, isBlack: true)? = wide.elements.first else { throw Missing() }
        #expect(box.x == -1 && box.y == -2 && abs(box.x + box.width - 43) < 1e-9)
        #expect(drawing.bleeding(by: .init(all: 0)) == drawing)
    }

    private struct Missing: Error {}

    @Test func cutMarksStandBeyondTheBleedAndNotOnNeighbours() {
        let box = LabelDrawing.Box(x: 10, y: 10, width: 40, height: 20)
        func lines(_ room: LabelDrawing.Sides) -> [[Double]] {
            CutMarks(around: box, bleed: room.limited(to: 3), room: room, length: 4).lines.map {
                [$0.x, $0.y, $0.endX, $0.endY]
            }
        }
        let all: [[Double]] = [
            [6, 10, 2, 10], [6, 30, 2, 30], [54, 10, 58, 10], [54, 30, 58, 30], [10, 6, 10, 2], [50, 6, 50, 2],
            [10, 34, 10, 38], [50, 34, 50, 38],
        ]
        #expect(lines(.init(all: .infinity)) == all)
        #expect(lines(.init(all: 8)) == all)
        #expect(lines(.init(left: .infinity, top: 1.25, right: 7.9, bottom: 0)) == Array(all[..<2]))
    }

    @Test func aPictureOfPixelsIsTheCutLabel() throws {
        let maker = LabelMaker(try LabelLayout(parsing: Self.text), resolution: .dpi203)
        let png = try maker.png(of: LabelFields(["serial": "S1"]))
        // Width and height in the head: 40 by 20 mm of 8 dots.
        #expect(Array(png[16..<24]) == [0, 0, 1, 64, 0, 0, 0, 160])
    }

    @Test func aLabelPrinterIsToldThatThereIsNone() throws {
        func zpl(_ text: String) throws -> String {
            let maker = LabelMaker(try LabelLayout(parsing: text), resolution: .dpi203)
            return String(decoding: try maker.zpl(of: LabelFields(["serial": "S1"])), as: UTF8.self)
        }
        let remark = "^FXThe bleed of 3 mm is left out: label printers have none.^FS"
        let told = try zpl(Self.text)
        #expect(told.hasPrefix("^XA\(remark)^PW320^LL160^"))
        #expect(told.replacing(remark, with: "") == (try zpl(Self.text.replacing("bleed 3\n", with: ""))))
    }

    @Test(arguments: ["bleed", "bleed 11", "bleed x", "bleed 3 mm"]) func whatIsNoBleedIsRefused(_ line: String) {
        let error = #expect(throws: LabelError.self) {
            try LabelLayout(parsing: "name \"x\"\n\(line)\ntext \"a\"")
        }
        #expect(error?.code == .layout && error?.position?.line == 2)
    }
}
