import Identifiers

// What a scanner delivers: codes on products, and what scanners do to them.

extension LookupSearch {
    /// Reads a text as the code on a product; nil where it is none.
    ///
    /// Where separators were lost there are several ways to read it: one that names a unit here is taken, and a note says
    /// how it was read. Otherwise the likeliest is explained.
    func readCode(_ text: String) throws -> LookupAnswer? {
        guard CodeText.isLikely(text) else { return nil }
        let untouched = self
        func answer(_ reading: CodeText) throws -> LookupAnswer {
            var search = untouched
            if let mending = reading.mending { search.notes.append(LookupNote(.codeMended, mending)) }
            return try search.read(PlateParts(text, reading.fields))
        }
        let literal = try CodeText(text, dictionary: tables.dictionary).map(answer)
        if let literal, literal.isFound { return literal }
        // Where separators may be missing is worked out only for what names nothing as it stands.
        let mended = CodeText.mendedReadings(of: text, dictionary: tables.dictionary)
        var first: LookupAnswer? = literal
        for reading in mended {
            let answer = try answer(reading)
            if answer.isFound { return answer }
            first = first ?? answer
        }
        return first
    }

    /// Reads a text as it was before the scanner, or the keyboard that it plays, changed it; nil where nothing is found so.
    func readMended(_ text: String) throws -> LookupAnswer? {
        let untouched = self
        for original in ScannerFault.originals(of: text) {
            var search = untouched
            search.vain = vain.anew
            search.notes.append(
                LookupNote(.scanner, "Read as '\(original.text)'. \(original.kind.sentence)", text: original.text))
            let answer = try search.readCode(original.text) ?? search.read(PlateParts(original.text))
            if answer.isFound { return answer }
        }
        return nil
    }
}
