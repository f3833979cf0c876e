/// A picture without what it tells beside itself: where and when it was taken, with which camera, by whom, small copies
/// of what was cut away, and whatever stands behind its end.
enum CleanPicture {
    /// A part of the cleaned picture.
    enum Piece: Hashable, Sendable {
        /// Bytes of the original, as they stand.
        case original(offset: Int64, count: Int64)
        case bytes([UInt8])
    }
    /// Parts of a picture at most: each is a chunk or a segment, and all are in memory.
    static let mostPieces = 100_000
    /// Pixels at most: a few bytes can ask a browser for many gigabytes.
    static let mostPixels: Int64 = 200_000_000

    /// What is kept of a picture.
    /// - Throws: `document.fileDamaged`, `document.tooLarge`.
    static func pieces(of file: StoredFileReader, _ type: FileType) throws -> [Piece] {
        switch type {
        case .png: try PNGFile(file).pieces()
        case .jpeg: try JPEGFile(file).pieces()
        case .webp: try WebPFile(file).pieces()
        case .pdf, .text: [.original(offset: 0, count: file.size)]
        }
    }

    /// - Throws: `document.tooLarge`, `document.fileDamaged` for a picture without any extent.
    static func check(width: Int64, height: Int64) throws {
        guard width > 0, height > 0 else { throw damaged("it has no extent") }
        // Neither side has more than 32 bits.
        guard width.multipliedReportingOverflow(by: height).partialValue <= mostPixels, width < 1 << 32,
            height < 1 << 32
        else {
            throw RegistryError(
                .documentTooLarge,
                "The picture has more than \(mostPixels / 1_000_000) million pixels; make it smaller.",
                field: "file")
        }
    }

    static func damaged(_ what: String) -> RegistryError {
        RegistryError(
            .documentFileDamaged, "The picture is damaged or cut off: \(what). Save it anew and send that.",
            field: "file")
    }
}

extension [CleanPicture.Piece] {
    /// Adds bytes of the original, in one piece with those right before them.
    mutating func keep(_ offset: Int64, _ count: Int64) throws {
        if case .original(let start, let length)? = last, start + length == offset {
            self[self.count - 1] = .original(offset: start, count: length + count)
        } else {
            append(.original(offset: offset, count: count))
        }
        guard self.count <= CleanPicture.mostPieces else { throw CleanPicture.damaged("it has too many parts") }
    }
}

extension StoredFileReader {
    /// Exactly so many bytes. - Throws: `document.fileDamaged` at the end of the file.
    func bytes(_ count: Int, at offset: Int64) throws -> [UInt8] {
        let bytes = try read(count, at: offset)
        guard bytes.count == count else { throw CleanPicture.damaged("bytes are missing") }
        return bytes
    }
}

/// Integers as files hold them.
enum FileNumber {
    static func big(_ bytes: some Sequence<UInt8>) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
    static func little(_ bytes: some Sequence<UInt8>) -> Int64 { big(bytes.reversed()) }
}
