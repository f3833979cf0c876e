import Foundation
import TestSupport
import Testing

@testable import Labels

/// Where everything stands on the ready-made layouts, held against what is written in `Goldens`: a file for each layout, a
/// line for each element.
///
/// `NAMEPLATE_TEST_RECORD=1` writes the files anew; then look at what changed.
struct GoldenLayoutTests {
    /// In millimetres: another version of the same font sets a text a little wider.
    private static let tolerance = 0.3
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    /// Pictures beside what the ready-made layouts have.
    private static let pictures = """
        name "Pictures"
        size 80 x 50
        bleed 3
        column reverse padding 2
          text "{maker}" size 8 center
        column padding 2 gap 1
          picture "data:image/jpeg;base64,\(SampleJPEG.baseline)" height 8
          picture "data:image/jpeg;base64,\(SampleJPEG.progressive)" center
          row gap 2 middle
            text "{serial}" size 8 mono
            picture "data:image/jpeg;base64,\(SampleJPEG.grey)" height 6 right
        """

    @Test(arguments: LabelLayout.readyMade.map(\.key) + ["pictures"])
    func everythingStandsWhereItStood(_ key: String) throws {
        let layout =
            try key == "pictures" ? LabelLayout(parsing: Self.pictures) : #require(LabelLayout.readyMade(key))
        let drawing = try LabelMaker(layout).drawing(of: .example(for: layout, maker: "Fjordlys (sample data)"))
        let lines = drawing.elements.map(\.line)
        let file = Self.folder.appendingPathComponent("\(key).txt")
        if ProcessInfo.processInfo.environment["NAMEPLATE_TEST_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        for (number, (found, expected)) in zip(lines, golden).enumerated() where !Self.isNear(found, expected) {
            Issue.record("\(key), line \(number + 1): \(found)\nwas: \(expected)")
        }
        #expect(lines.count == golden.count, "\(key) has another number of elements")
    }

    @Test func whatMovedIsSeen() {
        #expect(Self.isNear("code 1.0 2.0 3.0 4.0", "code 1.2 2.0 3.0 3.8"))
        #expect(!Self.isNear("code 1.0 2.0 3.0 4.0", "code 1.4 2.0 3.0 4.0"))
        #expect(!Self.isNear("code 1.0 2.0 3.0 4.0", "fill 1.0 2.0 3.0 4.0"))
        #expect(!Self.isNear("text 1.0 2.0 3.0 4.0 | 1.0", "text 1.0 2.0 3.0 4.0 | 1.1"))
    }

    /// Whether two lines have the same words and nearly the same measures; what stands after the bar is text.
    private static func isNear(_ one: String, _ other: String) -> Bool {
        let halves = [one, other].map { $0.split(separator: "|", maxSplits: 1).map(String.init) }
        guard halves[0].dropFirst() == halves[1].dropFirst() else { return false }
        let words = halves.map { ($0.first ?? "").split(separator: " ") }
        guard words[0].count == words[1].count else { return false }
        return zip(words[0], words[1]).allSatisfy { a, b in
            guard let x = Double(a), let y = Double(b) else { return a == b }
            return abs(x - y) <= tolerance + 0.001
        }
    }
}

extension LabelDrawing.Element {
    /// What it is and where: left, top, width and height in millimetres; of a text its base line and type size.
    fileprivate var line: String {
        switch self {
        case .text(let run):
            let style = [run.typeface.isBold ? "bold" : "", run.isWhite ? "white" : ""].filter { !$0.isEmpty }
            return (["text", Self.text([run.x, run.baseLine, run.width, run.size])] + style + ["| \(run.text)"])
                .joined(separator: " ")
        case .code(let code):
            let unit = PrintResolution.dpi300.dotsPerMillimetre
            let area = [code.area.x, code.area.y, code.area.width, code.area.height].map { Double($0) / unit }
            return "code \(Self.text(area))"
        case .fill(let box, let isBlack): return "\(isBlack ? "black" : "white") \(Self.text(box))"
        case .frame(let box, let thickness, let radius):
            return "frame \(Self.text(box)) line \(Self.text([thickness, radius]))"
        case .picture(_, let box): return "picture \(Self.text(box))"
        }
    }

    private static func text(_ box: LabelDrawing.Box) -> String { text([box.x, box.y, box.width, box.height]) }

    private static func text(_ numbers: [Double]) -> String {
        numbers.map { String((($0 * 10).rounded() + 0) / 10) }.joined(separator: " ")
    }
}
