/// Pictures and documents as tests send them, each with a word that must not come through.
package enum SamplePictures {
    /// What is hidden beside the pictures.
    package static let secret = "SECRET-PLACE"
    package static let pdf = Array("%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".utf8)

    /// A PNG of two by two pixels with a text, a time, Exif and bytes behind its end.
    package static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]) + chunk("tEXt", Array("Where\0\(secret)".utf8))
        + chunk("pHYs", [0, 0, 11, 19, 0, 0, 11, 19, 1]) + chunk("eXIf", Array(secret.utf8))
        + chunk("IDAT", [1, 2, 3, 4, 5]) + chunk("IEND", []) + Array("PK\u{3}\u{4}\(secret)<script>".utf8)

    /// A JPEG that stands on its side, with Exif, IPTC, XMP, a remark and bytes behind its end.
    package static let jpeg: [UInt8] =
        [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        + segment(0xE1, Array("Exif\0\0".utf8) + exif + Array(secret.utf8))
        + segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0\(secret)".utf8))
        + segment(0xE2, Array("MPF\0\(secret)".utf8)) + segment(0xE2, Array("ICC_PROFILE\0profile".utf8))
        + segment(0xED, Array("Photoshop 3.0\0\(secret)".utf8)) + segment(0xFE, Array(secret.utf8))
        + segment(0xC0, [8, 0, 2, 0, 2, 1, 1, 0x11, 0]) + segment(0xDA, [1, 1, 0, 0, 63, 0])
        + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56] + [0xFF, 0xD9] + Array(secret.utf8)

    /// A WebP in the extended form, with Exif and XMP.
    package static let webp: [UInt8] = {
        let chunks =
            riff("VP8X", [0b0000_1100, 0, 0, 0, 1, 0, 0, 1, 0, 0]) + riff("VP8L", [0x2F, 1, 0x40, 0, 0, 7])
            + riff("EXIF", Array(secret.utf8)) + riff("XMP ", Array((secret + "!").utf8))
        return Array("RIFF".utf8) + little(chunks.count + 4) + Array("WEBP".utf8) + chunks + Array(secret.utf8)
    }()

    private static let exif: [UInt8] = [
        0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 2, 0, 0x0F, 1, 2, 0, 4, 0, 0, 0, 0x41, 0x42, 0x43, 0, 0x12, 1, 3, 0, 1, 0, 0,
        0,
        6, 0, 0, 0, 0, 0, 0, 0,
    ]

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count) + Array(name.utf8) + content + [0, 0, 0, 0]
    }

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker] + Array(big(content.count + 2).suffix(2)) + content
    }

    private static func riff(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(content.count) + content + (content.count % 2 == 1 ? [0] : [])
    }

    private static func big(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func little(_ number: Int) -> [UInt8] { big(number).reversed() }
}
