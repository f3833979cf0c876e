extension String {
    /// The columns that the text takes on a terminal: 2 for the wide and full-width characters of Unicode Standard
    /// Annex #11 and for emoji, 0 for marks that combine with the character before, else 1.
    var displayWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The text cut to fit `width` columns, with an ellipsis where something is missing.
    func fitted(to width: Int) -> String {
        guard displayWidth > width else { return self }
        guard width > 0 else { return "" }
        var (kept, used) = ("", 0)
        for character in self {
            guard used + character.displayWidth <= width - 1 else { break }
            kept.append(character)
            used += character.displayWidth
        }
        return kept + "…"
    }

    /// The text in lines of at most `width` columns, broken at spaces; a word that is longer is cut into pieces.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                for piece in String(word).pieces(of: max(1, width)) {
                    if line.isEmpty {
                        line = piece
                    } else if line.displayWidth + 1 + piece.displayWidth <= width {
                        line += " " + piece
                    } else {
                        lines.append(line)
                        line = piece
                    }
                }
            }
            lines.append(line)
        }
        return lines
    }

    private func pieces(of width: Int) -> [String] {
        guard displayWidth > width else { return [self] }
        var (pieces, piece, used): ([String], String, Int) = ([], "", 0)
        for character in self {
            if used + character.displayWidth > width, !piece.isEmpty {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += character.displayWidth
        }
        return pieces + [piece]
    }

    /// The text with spaces up to `width` columns, before it where `right` is set.
    func padded(to width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - displayWidth))
        return right ? space + self : self + space
    }

    /// The text for a terminal: what could move the cursor, change colours or turn the reading direction is shown as
    /// its code point, since texts come from strangers. Line feeds stay where `keepingLines` is set.
    func harmless(keepingLines: Bool = false) -> String {
        guard unicodeScalars.contains(where: { $0.isHarmful }) else { return self }
        var shown = ""
        for scalar in unicodeScalars {
            if scalar.isHarmful, !(keepingLines && scalar == "\n") {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                shown += "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if unicodeScalars.contains("\u{FE0F}") { return 2 }
        return first.displayWidth
    }
}

extension Unicode.Scalar {
    fileprivate var isHarmful: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF:
            true
        default: false
        }
    }

    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            return 2
        default:
            return properties.isEmojiPresentation ? 2 : 1
        }
    }
}
