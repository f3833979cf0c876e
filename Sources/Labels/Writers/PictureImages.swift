private import CPango

/// The pictures of layouts as cairo's images, each made once: a PDF then holds it once, on however many labels it stands.
final class PictureImages {
    private var images: [EmbeddedPicture: OpaquePointer] = [:]

    deinit { for image in images.values { cairo_surface_destroy(image) } }

    /// - Throws: `label.picture` where it is damaged.
    func image(of picture: EmbeddedPicture) throws(LabelError) -> OpaquePointer {
        if let known = images[picture] { return known }
        let image: OpaquePointer =
            switch picture.format {
            case .png: PNGReader.image(picture.bytes)
            case .jpeg: Self.image(jpeg: picture)
            }
        guard cairo_surface_status(image) == CAIRO_STATUS_SUCCESS, cairo_image_surface_get_width(image) > 0 else {
            cairo_surface_destroy(image)
            throw LabelError(.picture, "A picture of the layout is damaged; put a sound one in its place.")
        }
        images[picture] = image
        return image
    }

    /// Of no size where it cannot be decoded.
    private static func image(jpeg picture: EmbeddedPicture) -> OpaquePointer {
        let (width, height) = (Int32(picture.width), Int32(picture.height))
        let rowBytes = Int(cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, width))
        guard let (pixels, isUsual) = JPEG.pixels(of: picture.bytes, rowBytes: rowBytes) else {
            return cairo_image_surface_create(CAIRO_FORMAT_RGB24, 0, 0)
        }
        let image: OpaquePointer = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)
        guard let target = cairo_image_surface_get_data(image) else { return image }
        cairo_surface_flush(image)
        target.update(from: pixels, count: min(pixels.count, rowBytes * Int(height)))
        cairo_surface_mark_dirty(image)
        if isUsual { attach(picture.bytes, to: image) }
        return image
    }

    /// Lets a PDF hold the file itself instead of its pixels.
    private static func attach(_ bytes: [UInt8], to image: OpaquePointer) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        let status: cairo_status_t = cairo_surface_set_mime_data(
            image, CAIRO_MIME_TYPE_JPEG, copy, UInt(bytes.count), { $0?.deallocate() }, copy)
        if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
    }
}

/// Hands a PNG to cairo bit by bit.
private enum PNGReader {
    private final class Source {
        let bytes: [UInt8]
        var at = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    static func image(_ bytes: [UInt8]) -> OpaquePointer {
        let source = Source(bytes)
        return withExtendedLifetime(source) {
            cairo_image_surface_create_from_png_stream(
                { closure, target, length in
                    guard let closure, let target else { return CAIRO_STATUS_READ_ERROR }
                    let source = Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue()
                    guard source.bytes.count - source.at >= Int(length) else { return CAIRO_STATUS_READ_ERROR }
                    for index in 0..<Int(length) { target[index] = source.bytes[source.at + index] }
                    source.at += Int(length)
                    return CAIRO_STATUS_SUCCESS
                }, Unmanaged.passUnretained(source).toOpaque())
        }
    }
}
