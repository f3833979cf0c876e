/// Writes an SVG document (SVG 1.1) in dots, of true size in millimetres: shapes and text in black on white.
///
/// Texts are escaped as they are written. There is no style sheet and no style attribute: a content security policy
/// without inline styles shows the document as it is.
struct SVGWriter {
    private var body = ""
    private let head: String

    /// - Parameters:
    ///   - width: In dots.
    ///   - height: In dots.
    ///   - title: What a screen reader says in place of the picture.
    ///   - description: What it says if asked for more.
    init(width: Int, height: Int, title: String, description: String? = nil) {
        head =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.millimetres(width))mm\" "
            + "height=\"\(Self.millimetres(height))mm\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
            + "aria-labelledby=\"title\">\n<title id=\"title\">\(Self.escaped(title))</title>\n"
        if let description { body += "<desc>\(Self.escaped(description))</desc>\n" }
    }

    var document: String { head + body + "</svg>\n" }

    mutating func rectangle(x: Int, y: Int, width: Int, height: Int, fill: String) {
        body += "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\"/>\n"
    }

    /// A frame whose line lies wholly within the rectangle.
    mutating func frame(x: Int, y: Int, width: Int, height: Int, line: Int, radius: Int) {
        let half: Int = line / 2
        body +=
            "<rect x=\"\(x + half)\" y=\"\(y + half)\" width=\"\(width - line)\" height=\"\(height - line)\" "
            + "rx=\"\(radius)\" fill=\"none\" stroke=\"#000\" stroke-width=\"\(line)\"/>\n"
    }

    /// An area in black, its edges on whole dots and sharp.
    mutating func path(_ data: String) {
        body += "<path fill=\"#000\" shape-rendering=\"crispEdges\" d=\"\(data)\"/>\n"
    }

    /// A line of text.
    /// - Parameters:
    ///   - y: Its base line.
    ///   - face: The generic family and weight.
    ///   - width: The width to which it is set, whatever font stands for the generic family; nil lets the font decide.
    mutating func text(_ text: String, x: Int, y: Int, size: Int, face: Face, width: Int? = nil) {
        let fit: String = width.map { " textLength=\"\($0)\" lengthAdjust=\"spacingAndGlyphs\"" } ?? ""
        body +=
            "<text x=\"\(x)\" y=\"\(y)\" font-family=\"\(face.family)\" font-weight=\"\(face.weight)\" "
            + "font-size=\"\(size)\" fill=\"#000\" xml:space=\"preserve\"\(fit)>\(Self.escaped(text))</text>\n"
    }

    /// `320` dots are '40', `321` are '40.125'.
    private static func millimetres(_ dots: Int) -> String {
        let (whole, rest) = dots.quotientAndRemainder(dividingBy: LabelSize.dotsPerMillimetre)
        let thousandths: Int = rest * 1_000 / LabelSize.dotsPerMillimetre
        return rest == 0 ? "\(whole)" : "\(whole)." + String(1_000 + thousandths).dropFirst()
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
