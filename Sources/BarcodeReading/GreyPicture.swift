private import CBarcodeReading

/// A picture of grey pixels.
struct GreyPicture {
    let width: Int
    let height: Int
    /// Row after row, black being 0.
    let pixels: [UInt8]
    /// How many pixels of the photo one of these spans in each direction.
    let scale: Double

    /// The size of the photo.
    var photoWidth: Int { Int((Double(width) * scale).rounded()) }
    var photoHeight: Int { Int((Double(height) * scale).rounded()) }

    init(width: Int, height: Int, pixels: [UInt8], scale: Double) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.scale = scale
    }

    /// Decodes a file.
    /// - Throws: `photo.notPicture`, `photo.tooLarge`, `photo.damaged`.
    init(decoding bytes: [UInt8]) throws(PhotoError) {
        guard bytes.count <= BarcodeReader.mostBytes else {
            throw PhotoError(
                .tooLarge,
                "The photo has more than \(BarcodeReader.mostBytes / 1_000_000) MB; send it in a smaller size.")
        }
        guard picture_recognise(bytes, bytes.count) != picture_none else { throw Self.notPicture(bytes) }
        var header = picture_header()
        guard picture_measure(bytes, bytes.count, Int64(BarcodeReader.mostDecodedPixels), &header) != 0 else {
            throw Self.damaged
        }
        guard Int(header.width) * Int(header.height) <= BarcodeReader.mostPixels else {
            throw PhotoError(
                .tooLarge,
                "The photo has \(header.width) × \(header.height) pixels; send it with at most "
                    + "\(BarcodeReader.mostPixels / 1_000_000) million.")
        }
        width = Int(header.decoded_width)
        height = Int(header.decoded_height)
        var pixels = [UInt8](repeating: 0, count: width * height)
        guard picture_decode(bytes, bytes.count, &header, &pixels) != 0 else { throw Self.damaged }
        self.pixels = pixels
        scale = Double(header.width) / Double(header.decoded_width)
    }

    private static let damaged = PhotoError(
        .damaged, "The photo cannot be decoded: the file is cut off or damaged. Send it again, or take another one.")

    private static func notPicture(_ bytes: [UInt8]) -> PhotoError {
        // ISO/IEC 14496-12: iPhones save such files where they are not set to 'most compatible'.
        let isHEIC = bytes.dropFirst(4).starts(with: "ftyp".utf8)
        return PhotoError(
            .notPicture,
            isHEIC
                ? "The photo is in the format HEIC or AVIF, which is not read here. Save or share it as JPEG."
                : "The file is no JPEG, PNG or WebP picture. Send the photo itself.")
    }

    // MARK: Other ways to look at it

    /// Of half the width and height, each pixel the mean of four.
    func halved() -> GreyPicture { shrunk(by: 2) }

    /// Of at most so many pixels.
    func shrunk(toAtMost most: Int) -> GreyPicture {
        var divisor = 1
        while (width / divisor) * (height / divisor) > most { divisor += 1 }
        return divisor == 1 ? self : shrunk(by: divisor)
    }

    /// Each pixel the mean of a square of so many by so many.
    private func shrunk(by divisor: Int) -> GreyPicture {
        let (columns, rows) = (width / divisor, height / divisor)
        let shrunk = [UInt8](unsafeUninitializedCapacity: columns * rows) { result, count in
            pixels.withUnsafeBufferPointer { pixels in
                for row in 0..<rows {
                    for column in 0..<columns {
                        var sum = 0
                        for line in 0..<divisor {
                            let start = (row * divisor + line) * width + column * divisor
                            for place in start..<(start + divisor) { sum += Int(pixels[place]) }
                        }
                        result[row * columns + column] = UInt8(truncatingIfNeeded: sum / (divisor * divisor))
                    }
                }
            }
            count = columns * rows
        }
        return GreyPicture(width: columns, height: rows, pixels: shrunk, scale: scale * Double(divisor))
    }

    /// Black for white.
    func inverted() -> GreyPicture {
        GreyPicture(width: width, height: height, pixels: pixels.map { 255 - $0 }, scale: scale)
    }
}
