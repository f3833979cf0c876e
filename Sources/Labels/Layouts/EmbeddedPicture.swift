/// A picture within a layout: a PNG or a JPEG as a text such as `data:image/png;base64,…`, so that a layout is one text that
/// stands alone.
struct EmbeddedPicture: Hashable, Sendable {
    enum Format: String, CaseIterable, Sendable {
        case png
        case jpeg

        /// What stands before its bytes.
        var dataURL: String { "data:image/\(rawValue);base64," }
    }
    let format: Format
    let bytes: [UInt8]
    /// In pixels.
    let width: Int
    let height: Int

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// A picture of more pixels a side would take 64 MB and more to draw.
    static let mostPixels = 4_000

    /// - Throws: `label.picture`.
    init(dataURL text: String, at position: LabelError.Position) throws(LabelError) {
        guard let format = Format.allCases.first(where: { text.hasPrefix($0.dataURL) }),
            let bytes = Base64.bytes(text.utf8.dropFirst(format.dataURL.utf8.count))
        else { throw Self.unread(at: position) }
        self.format = format
        self.bytes = bytes
        switch format {
        case .png:
            guard let size = Self.pngSize(bytes) else { throw Self.unread(at: position) }
            (width, height) = size
        case .jpeg:
            do throws(JPEG.Fault) {
                (width, height) = try JPEG.size(of: bytes, most: Self.mostPixels)
            } catch {
                throw LabelError(.picture, error.rawValue, at: position)
            }
        }
        guard (1...Self.mostPixels).contains(width), (1...Self.mostPixels).contains(height) else {
            throw LabelError(
                .picture, "A picture has from 1 to \(Self.mostPixels) pixels a side; make it smaller.", at: position)
        }
    }

    /// By its measures: it is looked up for each label, and has many bytes.
    func hash(into hasher: inout Hasher) {
        hasher.combine(width)
        hasher.combine(height)
        hasher.combine(bytes.count)
    }

    private static func pngSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count > 33, Array(bytes.prefix(8)) == signature, Array(bytes[12..<16]) == Array("IHDR".utf8) else {
            return nil
        }
        func number(_ start: Int) -> Int { bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    private static func unread(at position: LabelError.Position) -> LabelError {
        LabelError(
            .picture,
            "A picture is a PNG in base64, data:image/png;base64,iVBOR…, or a JPEG, data:image/jpeg;base64,/9j/….",
            at: position)
    }
}
