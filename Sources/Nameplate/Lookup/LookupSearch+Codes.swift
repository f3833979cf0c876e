import Identifiers

// What a scanner delivers: codes on products, and what scanners do to them.

extension LookupSearch {
    /// Reads a text as the code on a product; nil where it is none.
    ///
    /// Where separators were lost there are several ways to read it: one that names a unit here is taken, and a note says
    /// how it was read. Otherwise the likeliest is explained.
    mutating func readCode(_ text: String) throws -> LookupAnswer? {
        let readings = CodeText.readings(of: text, dictionary: tables.dictionary)
        let untouched = self
        var first: LookupAnswer?
        for reading in readings {
            var search = untouched
            if let mending = reading.mending {
                search.notes.append(LookupNote(.codeMended, mending))
            }
            let answer = try search.read(PlateParts(text, reading.fields))
            if answer.isFound { return answer }
            first = first ?? answer
        }
        return first
    }

    /// Reads a text as it was before the scanner, or the keyboard that it plays, changed it; nil where nothing is found so.
    mutating func readMended(_ text: String) throws -> LookupAnswer? {
        let untouched = self
        for original in ScannerFault.originals(of: text) {
            var search = untouched
            search.notes.append(
                LookupNote(.scanner, "Read as '\(original.text)'. \(original.kind.sentence)", text: original.text))
            let answer = try search.readCode(original.text) ?? search.read(PlateParts(original.text))
            if answer.isFound { return answer }
        }
        return nil
    }
}
