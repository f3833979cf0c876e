private import CPango

/// A label in the printer's dots.
final class LabelRaster {
    let width: Int
    let height: Int
    private let image: OpaquePointer

    /// - Throws: `label.size` where it has too many dots; `label.font`, `label.picture`.
    init(_ drawing: LabelDrawing, _ typesetter: Typesetter, _ pictures: PictureImages) throws(LabelError) {
        (width, height) = (drawing.dotsWide, drawing.dotsHigh)
        guard width * height <= Self.mostDots else {
            throw LabelError(.size, "A picture of this size has too many dots; choose a lower resolution.")
        }
        image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        let surface: OpaquePointer = cairo_create(image)
        defer { cairo_destroy(surface) }
        cairo_set_source_rgb(surface, 1, 1, 1)
        cairo_paint(surface)
        let canvas = Canvas(surface: surface, pictures: pictures, unit: drawing.resolution.dotsPerMillimetre, dot: 1)
        try canvas.draw(drawing, with: typesetter)
        cairo_surface_flush(image)
    }

    deinit { cairo_surface_destroy(image) }

    /// A letter at 600 dots an inch has 35 millions.
    private static let mostDots = 40_000_000

    /// Rows of eight dots a byte, the first in the highest bit, 1 for black.
    func rows(_ take: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let data = cairo_image_surface_get_data(image) else { return }
        let stride = Int(cairo_image_surface_get_stride(image))
        var row = [UInt8](repeating: 0, count: (width + 7) / 8)
        for y in 0..<height {
            let pixels = UnsafeRawPointer(data + y * stride).assumingMemoryBound(to: UInt32.self)
            for index in row.indices {
                var byte: UInt8 = 0
                for bit in 0..<min(8, width - index * 8) {
                    let pixel: UInt32 = pixels[index * 8 + bit]
                    // Half of the light (ITU-R BT.601) is where a printer of two colours decides.
                    let light: UInt32 = (pixel >> 16 & 0xFF) * 299 + (pixel >> 8 & 0xFF) * 587 + (pixel & 0xFF) * 114
                    if light < 128_000 { byte |= 0x80 >> UInt8(bit) }
                }
                row[index] = byte
            }
            row.withUnsafeBufferPointer(take)
        }
    }

    private final class Bytes {
        var bytes: [UInt8] = []
    }

    /// As a PNG that says its true size.
    func png(_ resolution: PrintResolution) throws(LabelError) -> [UInt8] {
        let target = Bytes()
        let status: cairo_status_t = withExtendedLifetime(target) {
            cairo_surface_write_to_png_stream(
                image,
                { closure, data, length in
                    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue().bytes
                        .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                    return CAIRO_STATUS_SUCCESS
                }, Unmanaged.passUnretained(target).toOpaque())
        }
        guard status == CAIRO_STATUS_SUCCESS else { throw LabelError(.encoder, "The picture could not be written.") }
        return Self.withDensity(target.bytes, dotsPerMetre: UInt32((resolution.dotsPerMillimetre * 1_000).rounded()))
    }

    /// The chunk pHYs behind the head (PNG specification, 11.3.4.3), which cairo does not write.
    private static func withDensity(_ png: [UInt8], dotsPerMetre: UInt32) -> [UInt8] {
        // A signature of 8 bytes, then the head: 4 for its length, 4 for its name, 13, and 4 for its check.
        let head = 33
        guard png.count > head else { return png }
        func bytes(_ value: UInt32) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        }
        let chunk: [UInt8] = Array("pHYs".utf8) + bytes(dotsPerMetre) + bytes(dotsPerMetre) + [1]
        return png[..<head] + bytes(9) + chunk + bytes(crc(chunk)) + png[head...]
    }

    /// CRC-32 (PNG specification, annex D).
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = .max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        }
        return ~crc
    }
}
