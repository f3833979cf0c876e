/// A text that stands where a number should be: 'N/A', 'To be filled by O.E.M.', '12345678'.
public struct Placeholder: Hashable, Sendable {
    /// The kinds of placeholder; their raw values are API.
    public enum Kind: String, CaseIterable, Sendable {
        /// Somebody says that there is no number.
        case none = "placeholder.none"
        /// Somebody says that the number is not known or not readable.
        case unknown = "placeholder.unknown"
        /// The number is still to come.
        case pending = "placeholder.pending"
        /// What firmware answers when nobody wrote a number into it.
        case firmware = "placeholder.firmware"
        /// A pointer to where the number would be.
        case pointer = "placeholder.pointer"
        /// A number that somebody counted up, such as 12345678.
        case counting = "placeholder.counting"
        /// One character over and over, such as 0000.
        case repetition = "placeholder.repetition"
        /// Nothing but punctuation.
        case punctuation = "placeholder.punctuation"
        /// An example or a test.
        case sample = "placeholder.sample"
    }

    /// What kind of placeholder it is.
    public let kind: Kind

    /// Recognises a placeholder in any case and punctuation; nil where the text may be a real number. Real numbers may
    /// look like `1111`: look them up first.
    public static func recognise(_ text: some StringProtocol) -> Placeholder? {
        // The longest placeholder is a short phrase.
        guard text.utf8.count <= 200 else { return nil }
        let letters: [Unicode.Scalar] = text.unicodeScalars.compactMap(Self.folded)
        guard let first = letters.first else {
            let isVisible: Bool = text.unicodeScalars.contains { !$0.isSpace }
            return isVisible ? Placeholder(kind: .punctuation) : nil
        }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: letters)
        if let kind = phrases[String(word)] { return Placeholder(kind: kind) }
        if letters.allSatisfy({ $0 == first }),
            first == "0" || letters.count >= 4 || (first == "x" && letters.count > 1)
        {
            return Placeholder(kind: .repetition)
        }
        return isCounting(letters) ? Placeholder(kind: .counting) : nil
    }

    /// What it is, in a sentence for people.
    public var sentence: String {
        switch kind {
        case .none: "This says that there is no number; it is not a number itself."
        case .unknown: "This says that the number is not known or cannot be read; it is not a number itself."
        case .pending: "This says that the number is still to come; it is not a number itself."
        case .firmware:
            "This is what a device answers when its maker wrote no number into its firmware: read the plate."
        case .pointer: "This points to where the number stands: copy the number from there."
        case .counting: "This is counted up like a made-up number: compare it with the plate."
        case .repetition:
            "This is one character over and over, as in a form that had to be filled: compare it with the plate."
        case .punctuation: "This is punctuation without a letter or a digit, not a number."
        case .sample: "This is an example or a test, not a number of a product."
        }
    }

    /// Letters and digits without case and accents; nil for everything else.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let letter = LabelTree.folded(scalar) else { return nil }
        return letter.isLetter || letter.isDigit ? letter : nil
    }

    /// At least five digits, each one more than the one before (9 and 0 close the circle), or such a run backwards.
    private static func isCounting(_ letters: [Unicode.Scalar]) -> Bool {
        guard letters.count >= 5, letters.allSatisfy({ (0x30...0x39).contains($0.value) }) else { return false }
        let digits: [UInt32] = letters.map { $0.value - 0x30 }
        guard digits[0] <= 1 || digits[0] == 9 else { return false }
        let steps = zip(digits, digits.dropFirst())
        return steps.allSatisfy { ($0 + 1) % 10 == $1 } || steps.allSatisfy { $0 == ($1 + 1) % 10 }
    }

    private static let phrases: [String: Kind] = {
        var result: [String: Kind] = [:]
        for line in PlaceholderPhrases.table.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), let kind = Kind(rawValue: "placeholder." + line[..<colon])
            else {
                continue
            }
            for phrase in line[line.index(after: colon)...].split(separator: ",") {
                var key = String.UnicodeScalarView()
                key.append(contentsOf: phrase.unicodeScalars.compactMap(folded))
                result[String(key)] = kind
            }
        }
        return result
    }()
}

/// What people and firmware write where a number should be; one kind a line.
private enum PlaceholderPhrases {
    static let table = """
        none: n/a, na, n.a., none, no, nil, null, nan, not applicable, not available, no serial, no serial number, \
        no s/n, no sn, without, without serial, made without serial, absent, missing, blank, empty, leer, keine, \
        kein, keine angabe, k.a., ohne, entfällt, nicht vorhanden, sans, aucun, aucune, néant, sans numéro, s/n, \
        sin número, sin serie, ninguno, ninguna, no tiene, no aplica, nessuno, nessuna, senza, non disponibile, \
        geen, nvt, n.v.t., ingen, ingenting, ei ole, brak, nie dotyczy, není, nincs, нет, отсутствует, без номера, \
        б/н, бн, 无, 無, 没有, なし, ナシ, 該当なし, 없음, 해당없음
        unknown: unknown, unk, not known, dont know, i dont know, idk, no idea, unreadable, illegible, not legible, \
        worn off, scratched, unleserlich, unbekannt, weiß nicht, weiss nicht, keine ahnung, inconnu, inconnue, \
        illisible, je ne sais pas, desconocido, desconocida, ilegible, no sé, sconosciuto, sconosciuta, illeggibile, \
        desconhecido, onbekend, onleesbaar, ukendt, ukjent, okänd, tuntematon, nieznany, neznámý, ismeretlen, \
        неизвестно, неизвестен, неизвестный, 不明, 未知, 不详, 모름, 알수없음, 미상
        pending: tbd, tba, tbc, t.b.d., to be determined, to be announced, to be advised, to follow, pending, later, \
        folgt, wird nachgereicht, à définir, por definir, da definire, 待定
        firmware: to be filled by o.e.m., to be filled by oem, default string, default, system serial number, \
        serial number, base board serial number, chassis serial number, system product name, system manufacturer, \
        system version, product name, not specified, not settable, oem, o.e.m., oem serial, invalid, undefined, \
        none specified, sernum, serialnumber, sernum0, bsn12345678901234567, 123456789abcdef, empty string, \
        type1 sn, mb serial, to be filled
        pointer: see label, see plate, see sticker, see back, see below, see above, see attached, see photo, \
        see picture, on label, on the label, siehe typenschild, siehe etikett, siehe foto, s. typenschild, \
        voir étiquette, voir plaque, ver etiqueta, vedi etichetta, zie label, 见标签
        sample: test, testing, sample, example, demo, dummy, serial, model, model number, s/n here, \
        your serial number, enter serial number, asdf, asdfgh, qwerty, qwertz, azerty, abc, abcd, abcdef, abc123, \
        abcd1234, foo, bar, foobar, muster, beispiel, exemple, ejemplo, esempio
        """
}
