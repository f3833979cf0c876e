/// Says in each page of a PDF where the cut label and its bleed are: TrimBox and BleedBox (ISO 32000-1, 14.11.2), which
/// printers go by (ISO 15930).
///
/// cairo has no call for them. They take the place of the page's transparency group, which is of no use to a page that lies
/// on nothing, byte for byte: what the document says of where its objects are stays true.
struct PageBoxes {
    private static let group = Array(
        (" 0 R\n   /Group <<\n      /Type /Group\n      /S /Transparency\n      /I true\n      /CS /DeviceRGB\n   >>\n")
            .utf8)

    private static let much = 16_384

    private let boxes: [UInt8]
    /// What is not written yet.
    private var held: [UInt8] = []

    /// - Parameters:
    ///   - margin: Around the label, in millimetres.
    ///   - unit: Points in a millimetre.
    init(_ size: LabelSize, margin: Double, bleed: Double, unit: Double) {
        func box(_ beyond: Double) -> String {
            let start: Double = margin - beyond
            let ends: [Double] = [start, start, margin + size.width + beyond, margin + size.height + beyond]
            // Two decimals are a three-hundredth of a millimetre, and the boxes of the largest label have room.
            return ends.map { Decimals.text(($0 * unit * 100).rounded() / 100) }.joined(separator: " ")
        }
        let text: [UInt8] = Array(" 0 R\n   /TrimBox [ \(box(0)) ]\n   /BleedBox [ \(box(bleed)) ]".utf8)
        let spaces = [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.group.count - 1 - text.count))
        boxes = text + spaces + [UInt8(ascii: "\n")]
    }

    /// What can be written after a further piece of the document: nothing until there is much of it, as pieces are short.
    mutating func take(_ piece: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        held.append(contentsOf: piece)
        guard held.count >= Self.much else { return [] }
        replaceGroups()
        let ready: Int = held.count - Self.group.count + 1
        defer { held.removeFirst(ready) }
        return Array(held.prefix(ready))
    }

    private mutating func replaceGroups() {
        let group: [UInt8] = Self.group
        var at = 0
        while at + group.count <= held.count {
            // Most places differ in the first byte.
            if held[at] == group[0], held[at..<(at + group.count)].elementsEqual(group) {
                held.replaceSubrange(at..<(at + group.count), with: boxes)
            }
            at += 1
        }
    }

    /// What is left at the end of the document.
    mutating func rest() -> [UInt8] {
        replaceGroups()
        defer { held = [] }
        return held
    }
}
