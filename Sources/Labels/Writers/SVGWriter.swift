/// Writes an SVG document (SVG 1.1) of true size in millimetres: shapes and text in black on white.
///
/// Texts are escaped as they are written. There is no style sheet and no style attribute: a content security policy
/// without inline styles shows the document as it is.
struct SVGWriter {
    private var body = ""
    private let head: String

    /// - Parameters:
    ///   - size: In millimetres.
    ///   - units: How many units of the document are as wide and as high.
    ///   - origin: Where the units begin, across and down.
    ///   - title: What a screen reader says in place of the picture.
    ///   - description: What it says if asked for more.
    init(
        size: (width: Double, height: Double), units: (width: Double, height: Double), origin: Double = 0,
        title: String, description: String? = nil
    ) {
        head =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Decimals.text(size.width))mm\" "
            + "height=\"\(Decimals.text(size.height))mm\" viewBox=\"\(Decimals.text(origin)) \(Decimals.text(origin)) "
            + "\(Decimals.text(units.width)) "
            + "\(Decimals.text(units.height))\" role=\"img\" "
            + "aria-labelledby=\"title\">\n<title id=\"title\">\(Self.escaped(title))</title>\n"
        if let description { body += "<desc>\(Self.escaped(description))</desc>\n" }
    }

    var document: String { head + body + "</svg>\n" }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: String, kind: String? = nil
    ) {
        let kind: String = kind.map { "class=\"\($0)\" " } ?? ""
        body +=
            "<rect \(kind)x=\"\(Decimals.text(x))\" y=\"\(Decimals.text(y))\" width=\"\(Decimals.text(width))\" "
            + "height=\"\(Decimals.text(height))\" fill=\"\(fill)\"/>\n"
    }

    /// A frame whose line lies wholly within the rectangle.
    mutating func frame(x: Double, y: Double, width: Double, height: Double, line: Double, radius: Double) {
        let half: Double = line / 2
        body +=
            "<rect x=\"\(Decimals.text(x + half))\" y=\"\(Decimals.text(y + half))\" "
            + "width=\"\(Decimals.text(width - line))\" height=\"\(Decimals.text(height - line))\" "
            + "rx=\"\(Decimals.text(radius))\" fill=\"none\" stroke=\"#000\" stroke-width=\"\(Decimals.text(line))\"/>\n"
    }

    /// An area in black, its edges on whole dots and sharp.
    mutating func path(_ data: String) {
        body += "<path fill=\"#000\" shape-rendering=\"crispEdges\" d=\"\(data)\"/>\n"
    }

    /// A line of text, set to a width whatever font stands for its family.
    ///
    /// - Parameter y: Its base line.
    mutating func text(
        _ text: String, x: Double, y: Double, size: Double, width: Double, typeface: Typeface, isWhite: Bool,
        kind: String?
    ) {
        let kind: String = kind.map { "class=\"\($0)\" " } ?? ""
        let style: String = typeface.isItalic ? "font-style=\"italic\" " : ""
        body +=
            "<text \(kind)x=\"\(Decimals.text(x))\" y=\"\(Decimals.text(y))\" "
            + "font-family=\"\(Self.escaped(typeface.family))\" font-weight=\"\(typeface.isBold ? 700 : 400)\" \(style)"
            + "font-size=\"\(Decimals.text(size))\" fill=\"\(isWhite ? "#fff" : "#000")\" xml:space=\"preserve\" "
            + "textLength=\"\(Decimals.text(width))\" lengthAdjust=\"spacingAndGlyphs\">\(Self.escaped(text))</text>\n"
    }

    /// A picture within the document.
    mutating func picture(_ picture: EmbeddedPicture, x: Double, y: Double, width: Double, height: Double) {
        body +=
            "<image x=\"\(Decimals.text(x))\" y=\"\(Decimals.text(y))\" width=\"\(Decimals.text(width))\" "
            + "height=\"\(Decimals.text(height))\" preserveAspectRatio=\"none\" "
            + "href=\"\(picture.format.dataURL)\(Base64.text(picture.bytes))\"/>\n"
    }

    /// Text for XML 1.0: marks of its syntax as entities, characters that it cannot hold (section 2.2) as U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default: result.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return String(result)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
