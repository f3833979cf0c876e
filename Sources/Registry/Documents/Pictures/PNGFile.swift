/// A PNG picture (W3C Portable Network Graphics, third edition): a signature, then chunks of which some tell nothing of the
/// picture itself.
struct PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// What the picture needs, and how its colours and pixels are to be taken (sections 11.2 and 11.3). Texts, times, Exif
    /// and what nobody knows are left out, the further frames of a moving picture too.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD",
        "hIST", "pHYs", "sPLT",
    ]
    private let file: StoredFileReader

    init(_ file: StoredFileReader) { self.file = file }

    func pieces() throws -> [CleanPicture.Piece] {
        var pieces: [CleanPicture.Piece] = []
        try pieces.keep(0, Int64(Self.signature.count))
        var offset = Int64(Self.signature.count)
        var (isFirst, hasData) = (true, false)
        for _ in 0..<CleanPicture.mostPieces {
            let head = try file.bytes(8, at: offset)
            let size = FileNumber.big(head.prefix(4)) + 12
            let name = String(decoding: head.suffix(4), as: UTF8.self)
            guard offset + size <= file.size else { throw CleanPicture.damaged("bytes are missing") }
            if isFirst {
                guard name == "IHDR", size == 25 else { throw CleanPicture.damaged("it has no head") }
                let extent = try file.bytes(8, at: offset + 8)
                try CleanPicture.check(
                    width: FileNumber.big(extent.prefix(4)), height: FileNumber.big(extent.suffix(4)))
                isFirst = false
            }
            if name == "IDAT" { hasData = true }
            if Self.kept.contains(name) { try pieces.keep(offset, size) }
            offset += size
            if name == "IEND" {
                guard hasData else { throw CleanPicture.damaged("it has no picture") }
                return pieces
            }
        }
        throw CleanPicture.damaged("it has too many parts")
    }
}
