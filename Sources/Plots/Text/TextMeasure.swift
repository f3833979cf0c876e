/// How wide texts are: about, on a drawing whose font is not known, and in the cells of a terminal.
enum TextMeasure {
    /// The width of a text in a sans-serif face, rather too great than too small.
    static func width(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + emWidth($1) } * size
    }

    private static func emWidth(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x20, 0x21, 0x27, 0x2C, 0x2E, 0x3A, 0x3B, 0x49, 0x69, 0x6A, 0x6C, 0x7C, 0xA0: return 0.33
        case 0x202F, 0x2009: return 0.22
        case 0x66, 0x72, 0x74, 0x28, 0x29, 0x2D, 0x2F: return 0.42
        case 0x57, 0x4D, 0x6D, 0x77, 0x25, 0x40: return 0.92
        case 0x41...0x5A, 0xC0...0xDE, 0x0410...0x042F: return 0.7
        default: return cells(scalar) == 0 ? 0 : cells(scalar) == 2 ? 1.05 : 0.6
        }
    }

    /// The cells that a text takes in a terminal.
    static func cells(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + cells($1) }
    }

    private static func cells(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// The text, or its beginning and an ellipsis where it is too wide.
    static func cut(_ text: String, to room: Double, _ width: (String) -> Double) -> String {
        if width(text) <= room { return text }
        var kept = ""
        for character in text {
            if width(kept + String(character) + "…") > room || kept.count > 400 { break }
            kept.append(character)
        }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        return kept.isEmpty && width("…") > room ? "" : kept + "…"
    }

    /// Lines no wider than the room, broken at spaces where there are some; the last is cut where there is more.
    /// - Parameter breaksWords: a word that is wider than a line goes on in the next; else it is cut.
    static func lines(
        _ text: String, room: Double, limit: Int, breaksWords: Bool = true, _ width: (String) -> Double
    ) -> [String] {
        guard limit > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        var rest = text.split(whereSeparator: \.isWhitespace).prefix(1_000).map(String.init)[...]
        while let word = rest.first {
            let longer = line.isEmpty ? word : line + " " + word
            if width(longer) <= room {
                line = longer
                rest = rest.dropFirst()
            } else if lines.count == limit - 1 {
                lines.append(cut(([line] + rest).filter { !$0.isEmpty }.joined(separator: " "), to: room, width))
                return lines
            } else if line.isEmpty, !breaksWords {
                lines.append(cut(word, to: room, width))
                rest = rest.dropFirst()
            } else if line.isEmpty {
                // A word that is wider than a line is broken.
                var head = ""
                for character in word {
                    if !head.isEmpty, width(head + String(character)) > room { break }
                    head.append(character)
                }
                lines.append(head)
                let tail = String(word.dropFirst(head.count))
                rest = rest.dropFirst()
                if !tail.isEmpty { rest = ([tail] + rest)[...] }
            } else {
                lines.append(line)
                line = ""
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// The text without what XML forbids and without what turns the direction of what follows; line breaks become spaces.
    static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: plain.append(" ")
            case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
                0xFFFE, 0xFFFF:
                break
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
