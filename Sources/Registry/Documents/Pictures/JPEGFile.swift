/// A JPEG picture (ITU-T T.81): segments, of which those of applications tell what is beside the picture, and the coded
/// picture between them.
struct JPEGFile {
    private let file: StoredFileReader

    init(_ file: StoredFileReader) { self.file = file }

    /// The head, the picture and its end. Of the applications' segments stay JFIF (ITU-T T.871), Adobe's, without which
    /// colours are wrong, the colour profile (ICC.1, annex B.4), and of Exif the one number that says which side is up.
    func pieces() throws -> [CleanPicture.Piece] {
        var pieces: [CleanPicture.Piece] = []
        try pieces.keep(0, 2)
        var offset: Int64 = 2
        var (hasFrame, hasScan) = (false, false)
        for _ in 0..<CleanPicture.mostPieces {
            let (marker, start) = try marker(at: offset)
            if marker == 0xD9 {
                guard hasFrame, hasScan else { throw CleanPicture.damaged("it has no picture") }
                try pieces.keep(start, 2)
                return pieces
            }
            // Markers without a length belong into the coded picture, which `scanEnd` passes over.
            guard !(0xD0...0xD8).contains(marker), marker != 0x00, marker != 0x01 else {
                throw CleanPicture.damaged("a segment is not what it may be")
            }
            let size = FileNumber.big(try file.bytes(2, at: start + 2)) + 2
            guard size >= 4, start + size <= file.size else { throw CleanPicture.damaged("bytes are missing") }
            if Self.isFrame(marker) {
                let frame = try file.bytes(9, at: start)
                // A height of 0 is told behind the first scan, which hardly anything writes or reads.
                try CleanPicture.check(width: FileNumber.big(frame[7...8]), height: FileNumber.big(frame[5...6]))
                hasFrame = true
            }
            if try isKept(marker, start, size) {
                try pieces.keep(start, size)
            } else if marker == 0xE1, let orientation = try orientation(start, size) {
                pieces.append(.bytes(Self.exif(orientation)))
            }
            offset = start + size
            if marker == 0xDA {
                hasScan = true
                let end = try scanEnd(offset)
                try pieces.keep(offset, end - offset)
                offset = end
            }
        }
        throw CleanPicture.damaged("it has too many parts")
    }

    /// The marker at a place, behind any bytes that fill up (section B.1.1.2).
    private func marker(at offset: Int64) throws -> (marker: UInt8, start: Int64) {
        guard try file.bytes(1, at: offset) == [0xFF] else { throw CleanPicture.damaged("a segment is missing") }
        for fill in 1...64 as ClosedRange<Int64> {
            let byte = try file.bytes(1, at: offset + fill)[0]
            if byte != 0xFF { return (byte, offset + fill - 1) }
        }
        throw CleanPicture.damaged("a segment is missing")
    }

    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    private func isKept(_ marker: UInt8, _ start: Int64, _ size: Int64) throws -> Bool {
        func holds(_ name: String) throws -> Bool {
            try file.read(name.utf8.count, at: start + 4) == Array(name.utf8) && size >= 4 + name.utf8.count
        }
        switch marker {
        case 0xE0: return try holds("JFIF\0")
        case 0xE2: return try holds("ICC_PROFILE\0")
        case 0xEE: return try holds("Adobe")
        case 0xE1...0xEF, 0xFE: return false
        default: return true
        }
    }

    /// Where the coded picture ends that begins at `offset`: at the next marker that is no restart and no escaped byte.
    private func scanEnd(_ offset: Int64) throws -> Int64 {
        var place = offset
        var isAfterFF = false
        while true {
            let piece = try file.read(64 * 1024, at: place)
            guard !piece.isEmpty else { throw CleanPicture.damaged("bytes are missing") }
            for (index, byte) in piece.enumerated() {
                if isAfterFF, byte != 0x00, byte != 0xFF, !(0xD0...0xD7).contains(byte) {
                    return place + Int64(index) - 1
                }
                isAfterFF = byte == 0xFF
            }
            place += Int64(piece.count)
        }
    }

    /// Which side is up, from 2 to 8 (Exif 3.0, tag 0x0112); nil where it is up as it stands, or that is not told.
    private func orientation(_ start: Int64, _ size: Int64) throws -> UInt8? {
        let segment = try file.bytes(Int(size), at: start)[...].dropFirst(4)
        guard segment.starts(with: Array("Exif\0\0".utf8)) else { return nil }
        let tiff = Array(segment.dropFirst(6))
        func number(_ place: Int64, _ count: Int64) -> Int64? {
            guard place >= 0, place + count <= tiff.count else { return nil }
            let bytes = tiff[Int(place)..<Int(place + count)]
            return tiff[0] == UInt8(ascii: "I") ? FileNumber.little(bytes) : FileNumber.big(bytes)
        }
        guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let place = directory + 2 + entry * 12
            guard let tag = number(place, 2) else { return nil }
            if tag == 0x0112, let value = number(place + 8, 2), (2...8).contains(value) { return UInt8(value) }
        }
        return nil
    }

    /// An Exif segment that says which side is up, and nothing else.
    private static func exif(_ orientation: UInt8) -> [UInt8] {
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01,
            0x00, orientation, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        ]
        let content = Array("Exif\0\0".utf8) + tiff
        return [0xFF, 0xE1, 0x00, UInt8(content.count + 2)] + content
    }
}
