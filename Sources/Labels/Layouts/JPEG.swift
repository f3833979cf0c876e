private import CTurboJPEG

/// JPEG files (ITU-T T.81), baseline or progressive, in RGB or grey: libjpeg-turbo (https://libjpeg-turbo.org) decodes them.
enum JPEG {
    /// What is wrong with a file, in a sentence for people.
    enum Fault: String, Error {
        case damaged = "This JPEG is cut off or damaged; put a sound one in its place."
        case process = "This JPEG is neither baseline nor progressive; save it as one of these."
        case colours = "This JPEG has the colours of a press (CMYK); save it in RGB or in grey."
    }

    /// The scans of a progressive file: each is a pass over the whole picture, and a file may claim thousands. Usual ones
    /// have about ten.
    private static let mostScans = 100

    /// The width and height of a file that is sound to its end. One of more pixels a side than `most` is not looked through.
    static func size(of bytes: [UInt8], most: Int) throws(Fault) -> (width: Int, height: Int) {
        // Baseline and what is like it, or progressive; others are read by few.
        switch process(of: bytes) {
        case nil: throw .damaged
        case 0, 1, 2: break
        default: throw .process
        }
        guard let decoder = Decoder(), let head = decoder.head(of: bytes) else { throw .damaged }
        guard head.colours == TJCS_GRAY || head.colours == TJCS_YCbCr || head.colours == TJCS_RGB else {
            throw .colours
        }
        guard head.width <= most, head.height <= most else { return (head.width, head.height) }
        // An eighth as wide and high: what is coded is read to its end, and little of it worked out.
        let (width, height) = ((head.width + 7) / 8, (head.height + 7) / 8)
        guard scans(of: bytes) <= mostScans,
            decoder.pixels(of: bytes, TJPF_GRAY, width: width, height: height, rowBytes: width) != nil
        else { throw .damaged }
        return (head.width, head.height)
    }

    /// Its pixels in the machine's own order, a byte each of blue, green and red and one to spare, and whether every reader of
    /// JPEGs knows its colours: RGB without luminance is told apart by marks that some do not heed.
    static func pixels(of bytes: [UInt8], rowBytes: Int) -> (pixels: [UInt8], isUsual: Bool)? {
        guard let decoder = Decoder(), let head = decoder.head(of: bytes), rowBytes >= head.width * 4 else {
            return nil
        }
        let order: TJPF = 1.littleEndian == 1 ? TJPF_BGRX : TJPF_XRGB
        return decoder.pixels(of: bytes, order, width: head.width, height: head.height, rowBytes: rowBytes).map {
            ($0, head.colours != TJCS_RGB)
        }
    }

    /// The number of the marker that begins its frame, SOF0 to SOF15; nil where there is none.
    private static func process(of bytes: [UInt8]) -> UInt8? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var at = 2
        while at + 3 < bytes.count, bytes[at] == 0xFF {
            switch bytes[at + 1] {
            case 0xFF:
                at += 1
                continue
            case 0xC4, 0xC8, 0xCC: break
            case 0xC0...0xCF: return bytes[at + 1] & 15
            default: break
            }
            at += 2 + (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
        }
        return nil
    }

    private static func scans(of bytes: [UInt8]) -> Int {
        zip(bytes, bytes.dropFirst()).count { $0 == 0xFF && $1 == 0xDA }
    }

    private struct Decoder: ~Copyable {
        private let handle: tjhandle

        init?() {
            guard let handle = tjInitDecompress() else { return nil }
            self.handle = handle
        }

        deinit { tjDestroy(handle) }

        func head(of bytes: [UInt8]) -> (width: Int, height: Int, colours: TJCS)? {
            var (width, height, sampling, colours): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
            let result: Int32 = tjDecompressHeader3(
                handle, bytes, UInt(bytes.count), &width, &height, &sampling, &colours)
            guard result == 0, width > 0, height > 0, colours >= 0 else { return nil }
            return (Int(width), Int(height), TJCS(UInt32(colours)))
        }

        /// Nil where the file has a fault, be it one that could be passed over.
        func pixels(of bytes: [UInt8], _ format: TJPF, width: Int, height: Int, rowBytes: Int) -> [UInt8]? {
            var pixels = [UInt8](repeating: 0, count: rowBytes * height)
            let flags: Int32 = TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING
            let result: Int32 = tjDecompress2(
                handle, bytes, UInt(bytes.count), &pixels, Int32(width), Int32(rowBytes), Int32(height),
                format.rawValue,
                flags)
            return result == 0 ? pixels : nil
        }
    }
}
