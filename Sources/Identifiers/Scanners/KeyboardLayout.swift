/// What keys say on keyboards of several countries: a scanner that plays a keyboard sends keys, not characters.
enum KeyboardLayout {
    /// The keys in one order, first without, then with shift: digits, the two right of them, three rows.
    private static let american =
        "1234567890-=" + "qwertyuiop[]" + "asdfghjkl;'" + "zxcvbnm,./"
        + "!@#$%^&*()_+" + "QWERTYUIOP{}" + "ASDFGHJKL:\"" + "ZXCVBNM<>?"
    private static let french =
        "&é\"'(-è_çà)=" + "azertyuiop^$" + "qsdfghjklmù" + "wxcvbn,;:!"
        + "1234567890°+" + "AZERTYUIOP¨£" + "QSDFGHJKLM%" + "WXCVBN?./§"
    private static let german =
        "1234567890ß´" + "qwertzuiopü+" + "asdfghjklöä" + "yxcvbnm,.-"
        + "!\"§$%&/()=?`" + "QWERTZUIOPÜ*" + "ASDFGHJKLÖÄ" + "YXCVBNM;:_"

    /// How each fault is undone: the text as it would stand with the right layout; nil where the text cannot come from
    /// the fault.
    static let translations: [(ScannerFault.Kind, @Sendable (String) -> String?)] = [
        (.azertyComputer, { translate($0, fromFrench) }), (.qwertzComputer, { translate($0, fromGerman) }),
        (.azertyScanner, { translate($0, toFrench) }), (.qwertzScanner, { translate($0, toGerman) }),
    ]

    /// What the computer showed, to what the scanner's American key means.
    private static let fromFrench = table(french, american)
    private static let fromGerman = table(german, american)
    /// What an American computer showed, to what the scanner's key means.
    private static let toFrench = table(american, french)
    private static let toGerman = table(american, german)

    private static func table(_ shown: String, _ meant: String) -> [Unicode.Scalar: Unicode.Scalar] {
        Dictionary(zip(shown.unicodeScalars, meant.unicodeScalars)) { first, _ in first }
    }

    private static func translate(_ text: String, _ table: [Unicode.Scalar: Unicode.Scalar]) -> String? {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar.value < 0x20 {
                result.append(scalar)
            } else if let meant = table[scalar] {
                result.append(meant)
            } else {
                return nil
            }
        }
        return String(result)
    }
}
