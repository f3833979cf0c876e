import Foundation
import Plots
import Testing

/// What plots look like, as files: open the SVG in a browser.
///
/// `NAMEPLATE_TEST_RECORD=1` writes the files anew; then look at what changed.
@Suite("Golden plots")
struct GoldenPlotTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    private func compare(_ text: String, _ file: String) throws {
        let url = Self.folder.appendingPathComponent(file)
        if ProcessInfo.processInfo.environment["NAMEPLATE_TEST_RECORD"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(try text == String(contentsOf: url, encoding: .utf8), "\(file)")
    }

    @Test("As SVG, text and CSV", arguments: SamplePlots.all.map(\.name))
    func golden(name: String) throws {
        let plot = try #require(SamplePlots.all.first { $0.name == name }?.plot)
        try compare(plot.svg(.standalone, width: 640, height: 400), "\(name).svg")
        try compare(plot.text(columns: 72, rows: 20), "\(name).txt")
        try compare(plot.text(columns: 60, rows: 16, ascii: true), "\(name)-ascii.txt")
        try compare(plot.csv, "\(name).csv")
    }
}
