/// A picture within a layout: a PNG as the text `data:image/png;base64,…`, so that a layout is one text that stands alone.
struct PNGPicture {
    let bytes: [UInt8]
    /// In pixels.
    let width: Int
    let height: Int

    private static let start = "data:image/png;base64,"
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// A picture of more pixels a side would take 64 MB and more to draw.
    static let mostPixels = 4_000

    /// - Throws: `label.picture`.
    init(dataURL text: String, at position: LabelError.Position) throws(LabelError) {
        guard text.hasPrefix(Self.start), let bytes = Base64.bytes(text.utf8.dropFirst(Self.start.utf8.count)),
            bytes.count > 33, Array(bytes.prefix(8)) == Self.signature, Array(bytes[12..<16]) == Array("IHDR".utf8)
        else {
            throw LabelError(.picture, "A picture is a PNG in base64: data:image/png;base64,iVBOR….", at: position)
        }
        func number(_ start: Int) -> Int { bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(16), number(20))
        guard (1...Self.mostPixels).contains(width), (1...Self.mostPixels).contains(height) else {
            throw LabelError(
                .picture, "A picture has from 1 to \(Self.mostPixels) pixels a side; make it smaller.", at: position)
        }
        self.bytes = bytes
    }
}
