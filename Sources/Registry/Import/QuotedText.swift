/// A piece of a stranger's text, fit to stand in a sentence: cut to 40 characters, in quotation marks, with control
/// characters and marks that turn the writing direction spelt out. Escaping for HTML is the face's own duty.
func quotedForPeople(_ text: some StringProtocol) -> String {
    var result = "'"
    var length = 0
    for scalar in text.unicodeScalars {
        guard length < 40 else { return result + "…'" }
        length += 1
        if isControlOrDirectionMark(scalar) {
            result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result + "'"
}

/// C0 and C1 control characters, line and paragraph separators, and the marks, embeddings, overrides and isolates of
/// the Unicode bidirectional algorithm (UAX #9, section 2), which can make one serial number look like another.
func isControlOrDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
}
