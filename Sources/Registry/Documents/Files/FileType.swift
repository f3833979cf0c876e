/// What a stored file is, told by its bytes alone: neither its name nor what its sender calls it counts.
package enum FileType: String, CaseIterable, Sendable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"
    case text = "text/plain"

    /// Whether a page may show it as a picture.
    package var isPicture: Bool {
        switch self {
        case .png, .jpeg, .webp: true
        case .pdf, .text: false
        }
    }

    /// The ending of names under which people keep such files.
    package var ending: String {
        switch self {
        case .pdf: "pdf"
        case .png: "png"
        case .jpeg: "jpg"
        case .webp: "webp"
        case .text: "txt"
        }
    }

    /// The type in a word.
    package var name: String {
        switch self {
        case .pdf: "PDF"
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .webp: "WebP"
        case .text: "text"
        }
    }
}

extension FileType {
    private static let pieceSize = 64 * 1024
    /// Within so many bytes of its end a PDF says that it ends (ISO 32000-1, annex H, implementation note 18).
    private static let pdfEnd: Int64 = 1_024

    /// Tells the type of a file, and that it is whole.
    ///
    /// A signature must stand at the very beginning: what hides another file before it is refused.
    /// - Throws: `document.fileType`, `document.fileDamaged`.
    package init(of file: StoredFileReader) throws {
        let head = try file.read(16, at: 0)
        guard !head.isEmpty else {
            throw RegistryError(.documentFileDamaged, "The file is empty.", field: "file")
        }
        if head.starts(with: Array("%PDF-".utf8)) {
            let start = max(0, file.size - Self.pdfEnd)
            guard try file.read(Int(Self.pdfEnd), at: start).contains(Array("%%EOF".utf8)) else {
                throw RegistryError(.documentFileDamaged, "The PDF is cut off. Send it again.", field: "file")
            }
            self = .pdf
        } else if head.starts(with: PNGFile.signature) {
            self = .png
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            self = .webp
        } else if try Self.isText(file) {
            self = .text
        } else {
            throw Self.unknown
        }
    }

    private static let unknown = RegistryError(
        .documentFileType,
        "A document is a PDF, a PNG, JPEG or WebP picture, or plain text in UTF-8, by its content and not by its name. "
            + "HTML, SVG and office files are not taken: print them as PDF.", field: "file")

    /// Whether a file is UTF-8 (RFC 3629) without control characters but tabs and ends of lines and pages. What begins as
    /// markup does is no text here, whatever a browser would make of it.
    private static func isText(_ file: StoredFileReader) throws -> Bool {
        var checker = UTF8Check()
        var offset: Int64 = 0
        var isAtBeginning = true
        while true {
            let piece = try file.read(pieceSize, at: offset)
            guard !piece.isEmpty else { return checker.isComplete }
            if isAtBeginning {
                let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
                let start = offset == 0 && piece.starts(with: mark) ? piece.dropFirst(mark.count) : piece[...]
                if let first = start.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0x0C].contains($0) }) {
                    isAtBeginning = false
                    if first == UInt8(ascii: "<") { return false }
                }
            }
            guard checker.take(piece) else { return false }
            offset += Int64(piece.count)
        }
    }
}

/// Checks UTF-8 piece by piece.
struct UTF8Check {
    /// The bytes of a character that the last piece has begun.
    private var rest: [UInt8] = []

    var isComplete: Bool { rest.isEmpty }

    /// - Returns: False for anything but text.
    mutating func take(_ piece: [UInt8]) -> Bool {
        var bytes = rest + piece
        // At most three bytes begin a character that the next piece ends.
        var open = 0
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            guard byte & 0xC0 != 0x80 else { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            if length > back { open = back }
            break
        }
        rest = Array(bytes.suffix(open))
        bytes.removeLast(open)
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.utf8.allSatisfy { byte in
            byte >= 0x20 ? byte != 0x7F : byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
        }
    }
}
