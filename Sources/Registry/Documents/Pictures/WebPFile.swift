/// A WebP picture (RFC 9649): a RIFF file of chunks.
struct WebPFile {
    /// The picture with its colours. Exif, XMP and what nobody knows are left out.
    private static let kept: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP", "ANIM", "ANMF"]
    private let file: StoredFileReader

    init(_ file: StoredFileReader) { self.file = file }

    func pieces() throws -> [CleanPicture.Piece] {
        let head = try file.bytes(12, at: 0)
        let end = 8 + FileNumber.little(head[4..<8])
        guard end <= file.size else { throw CleanPicture.damaged("bytes are missing") }
        var chunks: [CleanPicture.Piece] = []
        var size: Int64 = 4
        var offset: Int64 = 12
        var hasPicture = false
        while offset + 8 <= end {
            let chunk = try file.bytes(8, at: offset)
            let name = String(decoding: chunk.prefix(4), as: UTF8.self)
            let length = FileNumber.little(chunk.suffix(4))
            let whole = 8 + length + length % 2
            guard offset + whole <= end else { throw CleanPicture.damaged("bytes are missing") }
            if ["VP8 ", "VP8L", "ANMF"].contains(name) { hasPicture = true }
            if offset == 12 { try checkExtent(name, at: offset + 8, length) }
            if name == "VP8X" {
                guard length >= 10 else { throw CleanPicture.damaged("its head is too short") }
                // No longer says that Exif (bit 3) and XMP (bit 2) follow.
                let flags = try file.bytes(1, at: offset + 8)[0] & ~0b0000_1100
                chunks.append(.bytes(chunk + [flags]))
                try chunks.keep(offset + 9, whole - 9)
                size += whole
            } else if Self.kept.contains(name) {
                try chunks.keep(offset, whole)
                size += whole
            }
            offset += whole
        }
        guard hasPicture else { throw CleanPicture.damaged("it has no picture") }
        let count = (0..<4).map { UInt8(truncatingIfNeeded: size >> (Int64($0) * 8)) }
        return [.bytes(Array("RIFF".utf8) + count + Array("WEBP".utf8))] + chunks
    }

    /// The extent stands in the first chunk (sections 2.5 to 2.7; RFC 6386, section 9.1, and RFC 9649, section 3.4).
    private func checkExtent(_ name: String, at offset: Int64, _ length: Int64) throws {
        guard length >= 10 || (name == "VP8L" && length >= 5) else {
            throw CleanPicture.damaged("its head is too short")
        }
        switch name {
        case "VP8X":
            let extent = try file.bytes(6, at: offset + 4)
            try CleanPicture.check(
                width: FileNumber.little(extent.prefix(3)) + 1, height: FileNumber.little(extent.suffix(3)) + 1)
        case "VP8 ":
            let extent = try file.bytes(4, at: offset + 6)
            try CleanPicture.check(
                width: FileNumber.little(extent.prefix(2)) & 0x3FFF,
                height: FileNumber.little(extent.suffix(2)) & 0x3FFF)
        case "VP8L":
            let bits = FileNumber.little(try file.bytes(4, at: offset + 1))
            try CleanPicture.check(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
        default: throw CleanPicture.damaged("it has no head")
        }
    }
}
