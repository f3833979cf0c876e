private import CBarcodeReading

/// Finds the codes on a photo: bar codes and squares of all common kinds, however they lie.
///
/// Finding is zxing-cpp's work (https://github.com/zxing-cpp/zxing-cpp); here a photo of any size becomes what it can read
/// in bounded time, and is looked at again in other ways where nothing was found.
public enum BarcodeReader {
    /// The largest file, in bytes: what phones make of 50 million pixels.
    public static let mostBytes = 16_000_000
    /// The most pixels that a file may claim: what today's phones take. Read from its head before anything is decoded,
    /// because a few bytes can claim thousands of millions.
    public static let mostPixels = 50_000_000
    /// A larger picture is made smaller first: a code fills much of a photo of a plate, and time grows with pixels.
    static let mostDecodedPixels = 12_000_000
    /// The most codes that are told of one photo.
    public static let mostCodes = 32

    /// Reads the codes on a photo. Takes up to some seconds of the caller's thread.
    /// - Parameter bytes: A JPEG, PNG or WebP file.
    /// - Throws: `photo.notPicture`, `photo.tooLarge`, `photo.damaged`, `photo.noCode`, `photo.reader`.
    public static func read(_ bytes: [UInt8]) throws(PhotoError) -> ReadPhoto {
        var picture = try GreyPicture(decoding: bytes)
        let (width, height) = (picture.photoWidth, picture.photoHeight)
        if picture.pixels.count > mostDecodedPixels { picture = picture.shrunk(toAtMost: mostDecodedPixels) }
        var codes = try codes(on: picture)
        if codes.isEmpty {
            // What is noisy or out of focus is clearer from afar; and what is engraved or etched is often light on dark.
            let half = picture.halved()
            codes = try self.codes(on: half)
            if codes.isEmpty { codes = try self.codes(on: half.inverted()) }
        }
        guard !codes.isEmpty else {
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

    /// What the callback adds to.
    private final class Found {
        let scale: Double
        var codes: [ReadCode] = []

        init(scale: Double) { self.scale = scale }

        func add(_ code: found_code) {
            guard let symbology = BarcodeSymbology(rawValue: String(cString: code.symbology)) else { return }
            let text = UnsafeRawBufferPointer(start: code.text, count: code.text_count)
            let bytes = UnsafeRawBufferPointer(start: code.bytes, count: code.bytes_count)
            let numbers: [Int32] = withUnsafeBytes(of: code.corners) { Array($0.bindMemory(to: Int32.self)) }
            let corners = stride(from: 0, to: 8, by: 2).map { first in
                ReadCode.Point(x: Int(Double(numbers[first]) * scale), y: Int(Double(numbers[first + 1]) * scale))
            }
            let read = ReadCode(
                symbology: symbology, identifier: String(cString: code.identifier),
                text: String(decoding: text, as: UTF8.self), bytes: Array(bytes), isGS1: code.is_gs1 != 0 || symbology.isAlwaysGS1,
                corners: corners, orientation: Int(code.orientation))
            // Long bars can be seen twice, and a label stuck on twice says nothing new.
            guard !codes.contains(where: { $0.scanned == read.scanned && $0.symbology == symbology }) else { return }
            codes.append(read)
        }
    }

    private static func codes(on picture: GreyPicture) throws(PhotoError) -> [ReadCode] {
        // Fewer pixels than any code has modules.
        guard picture.width >= 8, picture.height >= 8 else { return [] }
        let found = Found(scale: picture.scale)
        let isDone = picture.pixels.withUnsafeBufferPointer { pixels in
            codes_read(
                pixels.baseAddress, Int32(picture.width), Int32(picture.height), Int32(mostCodes),
                Unmanaged.passUnretained(found).toOpaque()
            ) { context, code in
                guard let context, let code else { return }
                Unmanaged<Found>.fromOpaque(context).takeUnretainedValue().add(code.pointee)
            }
        }
        guard isDone != 0 else { throw PhotoError(.reader, "The reader of codes has no memory; send the photo again.") }
        return found.codes
    }
}
