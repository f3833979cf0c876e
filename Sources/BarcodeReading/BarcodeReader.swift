private import CBarcodeReading

/// Finds the codes on a photo: bar codes and squares of all common kinds, however they lie.
///
/// Finding is zxing-cpp's work (https://github.com/zxing-cpp/zxing-cpp), decoding that of libjpeg-turbo, libpng and libwebp.
/// They run in a child process that opens nothing and ends after its time, because a stranger's file may make any of
/// them fail.
public enum BarcodeReader {
    /// The largest file, in bytes: what phones make of 50 million pixels.
    public static let mostBytes = 16_000_000
    /// The most pixels that a file may claim: what today's phones take. Read from its head before anything is decoded,
    /// because a few bytes can claim thousands of millions.
    public static let mostPixels = 50_000_000
    /// A larger picture is made smaller first: a code fills much of a photo of a plate, and time grows with pixels.
    private static let mostDecodedPixels: Int64 = 12_000_000
    /// The most codes that are told of one photo.
    public static let mostCodes = 32
    /// The most processor time that a photo takes, in seconds.
    private static let mostSeconds: UInt32 = 10
    /// More than the largest codes say.
    private static let mostAnswer = 1 << 19

    /// Reads the codes on a photo. Takes up to some seconds of the caller's thread.
    /// - Parameter bytes: A JPEG, PNG or WebP file.
    /// - Throws: `photo.notPicture`, `photo.tooLarge`, `photo.damaged`, `photo.noCode`, `photo.reader`.
    public static func read(_ bytes: [UInt8]) throws(PhotoError) -> ReadPhoto {
        guard bytes.count <= mostBytes else {
            throw PhotoError(
                .tooLarge, "The photo has more than \(mostBytes / 1_000_000) MB; send it in a smaller size.")
        }
        var limits = photo_limits(
            pixels: Int64(mostPixels), decoded_pixels: mostDecodedPixels, codes: Int32(mostCodes), seconds: mostSeconds)
        var outcome = photo_no_room
        let answer = [UInt8](unsafeUninitializedCapacity: mostAnswer) { buffer, count in
            outcome = photo_read(bytes, bytes.count, &limits, buffer.baseAddress, buffer.count, &count)
        }
        var reader = AnswerReader(answer[...])
        let (width, height) = (reader.number() ?? 0, reader.number() ?? 0)
        switch outcome {
        case photo_not_picture: throw notPicture(bytes)
        case photo_too_large:
            throw PhotoError(
                .tooLarge,
                "The photo has \(width) × \(height) pixels; send it with at most \(mostPixels / 1_000_000) million.")
        case photo_damaged:
            throw PhotoError(
                .damaged,
                "The photo cannot be decoded: the file is cut off or damaged. Send it again, or take another one.")
        case photo_no_room:
            throw PhotoError(.reader, "There is no room to read the photo at the moment; send it again.")
        default: break
        }
        let codes = codes(&reader)
        guard !codes.isEmpty else {
            guard outcome == photo_read_whole else {
                throw PhotoError(
                    .damaged,
                    "The photo could not be read to its end. Take another one, from nearer and of the code alone.")
            }
            throw PhotoError(
                .noCode,
                "No code was found on the photo. Take it from nearer, straight from the front, in good light and sharp, with "
                    + "a margin around the code; or type the numbers.")
        }
        return ReadPhoto(
            width: width, height: height, codes: codes.sorted { Self.place(of: $0) < Self.place(of: $1) })
    }

    private static func place(of code: ReadCode) -> (Int, Int) {
        let corner = code.corners.min { ($0.y, $0.x) < ($1.y, $1.x) }
        return (corner?.y ?? 0, corner?.x ?? 0)
    }

    private static func notPicture(_ bytes: [UInt8]) -> PhotoError {
        // ISO/IEC 14496-12: iPhones save such files where they are not set to 'most compatible'.
        let isHEIC = bytes.dropFirst(4).starts(with: "ftyp".utf8)
        return PhotoError(
            .notPicture,
            isHEIC
                ? "The photo is in the format HEIC or AVIF, which is not read here. Save or share it as JPEG."
                : "The file is no JPEG, PNG or WebP picture. Send the photo itself.")
    }

    private static func codes(_ reader: inout AnswerReader) -> [ReadCode] {
        var codes: [ReadCode] = []
        while codes.count < mostCodes, let code = reader.code() {
            // A label that is stuck on twice says nothing new.
            guard let code, !codes.contains(where: { $0.scanned == code.scanned }) else { continue }
            codes.append(code)
        }
        return codes
    }
}

/// Takes the child's answer apart.
private struct AnswerReader {
    private var rest: ArraySlice<UInt8>

    init(_ answer: ArraySlice<UInt8>) { rest = answer }

    /// The next number, in the machine's own order of bytes; nil where the answer ends.
    mutating func number() -> Int? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return Int(rest.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) })
    }

    private mutating func bytes() -> [UInt8]? {
        guard let count = number(), count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }

    /// The next code, within it nil where its kind is none of ours; nil where the answer ends, perhaps in the middle of one.
    mutating func code() -> ReadCode?? {
        var corners: [ReadCode.Point] = []
        for _ in 0..<4 {
            guard let x = number(), let y = number() else { return nil }
            corners.append(ReadCode.Point(x: x, y: y))
        }
        guard let orientation = number(), let isGS1 = number(), let name = text(), let identifier = text(),
            let text = text(), let bytes = bytes()
        else { return nil }
        guard let symbology = BarcodeSymbology(rawValue: name) else { return .some(nil) }
        return ReadCode(
            symbology: symbology, identifier: identifier, text: text, bytes: bytes,
            isGS1: isGS1 == 1 || symbology.isAlwaysGS1, corners: corners, orientation: orientation)
    }
}
