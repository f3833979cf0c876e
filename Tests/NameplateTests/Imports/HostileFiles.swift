import Registry
import Testing

/// A file that somebody sends, broken or odd in one way, and what must become of it.
struct HostileFile: Sendable, CustomTestStringConvertible {
    enum Fate: Hashable, Sendable {
        /// Every row is taken: so many are new.
        case taken(Int)
        /// Nothing is, and a fault has this code.
        case refused(String)
    }
    var name: String
    var table = ImportTable.models
    var syntax = ImportSyntax.csv
    var encoding: SourceEncoding?
    var bytes: [UInt8]
    var fate: Fate

    var testDescription: String { name }

    init(
        _ name: String, _ text: String, _ fate: Fate, _ table: ImportTable = .models, _ syntax: ImportSyntax = .csv,
        encoding: SourceEncoding? = nil
    ) {
        self.init(name, Array(text.utf8), fate, table, syntax, encoding: encoding)
    }

    init(
        _ name: String, _ bytes: [UInt8], _ fate: Fate, _ table: ImportTable = .models, _ syntax: ImportSyntax = .csv,
        encoding: SourceEncoding? = nil
    ) {
        (self.name, self.table, self.syntax, self.encoding) = (name, table, syntax, encoding)
        (self.bytes, self.fate) = (bytes, fate)
    }

    static let all = wholeFiles + headers + shapes + cells + names + lines + units + events + mistakes

    private static let head = "manufacturer,number,name,released_on,spec:Width [CMT]\n"

    /// Files that are no tables, or in another encoding than they say.
    private static let wholeTable: [(String, [UInt8], Fate)] = [
        ("nothing", [], .refused("import.empty")),
        ("a byte order mark alone", [0xEF, 0xBB, 0xBF], .refused("import.empty")),
        ("blank lines", Array("\n\n \t\n".utf8), .refused("import.empty")),
        ("a workbook", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], .refused("import.notText")),
        ("an old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], .refused("import.notText")),
        ("gzip", [0x1F, 0x8B, 0x08, 0x00], .refused("import.notText")),
        ("UTF-16 without a mark", Array("m".utf8) + [0] + Array("a".utf8) + [0], .refused("import.encoding")),
        ("UTF-16 cut in a character", [0xFF, 0xFE, 0x6D, 0x00, 0x61], .refused("import.encoding")),
        ("UTF-16 with half a pair", [0xFF, 0xFE, 0x3C, 0xD8, 0x61, 0x00], .refused("import.encoding")),
        (
            "Latin-1 in a cell", Array((head + "acme,L1,K").utf8) + [0xFC, 0x68, 0x6C] + Array(",,\n".utf8),
            .refused("import.encoding")
        ),
        (
            "an overlong UTF-8 slash", Array((head + "acme,L2,").utf8) + [0xC0, 0xAF] + Array(",,\n".utf8),
            .refused("import.encoding")
        ),
        (
            "a UTF-8 surrogate", Array((head + "acme,L3,").utf8) + [0xED, 0xA0, 0x80] + Array(",,\n".utf8),
            .refused("import.encoding")
        ),
        (
            "UTF-8 beyond Unicode", Array((head + "acme,L4,").utf8) + [0xF5, 0x80, 0x80, 0x80] + Array(",,\n".utf8),
            .refused("import.encoding")
        ),
        ("UTF-8 cut at the end", Array((head + "acme,L5,x,,").utf8) + [0xE2, 0x82], .refused("import.encoding")),
        ("a NUL in a cell", Array((head + "acme,L6,a").utf8) + [0] + Array("b,,\n".utf8), .refused("import.nul")),
        (
            "a Latin-1 header", Array("manufacturer,number,gr".utf8) + [0xF6, 0xDF] + Array("e\n".utf8),
            .refused("import.encoding")
        ),
        ("an image", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], .refused("import.encoding")),
        ("a PDF", Array("%PDF-1.7\n%\n1 0 obj\n".utf8), .refused("import.unknownColumn")),
        (
            "a web page", Array("<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n".utf8),
            .refused("import.unknownColumn")
        ),
        ("JSON as a table", Array("[{\"manufacturer\":\"acme\"}]\n".utf8), .refused("import.unknownColumn")),
    ]

    private static let wholeFiles: [HostileFile] =
        wholeTable.map { HostileFile($0.0, $0.1, $0.2) } + [
            HostileFile(
                "windows-1252 as told", Array((head + "acme,W1,K").utf8) + [0xFC, 0x80] + Array(",,\n".utf8), .taken(1),
                encoding: .windows1252),
            HostileFile(
                "a gap of windows-1252", Array((head + "acme,W2,K").utf8) + [0x81] + Array(",,\n".utf8),
                .refused("import.encoding"), encoding: .windows1252),
            HostileFile(
                "UTF-16 with its mark",
                [0xFF, 0xFE] + (head + "acme,W3,Kühl,,\n").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
                .taken(1)),
            HostileFile(
                "UTF-16 the other way",
                [0xFE, 0xFF] + (head + "acme,W4,Kühl,,\n").utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
                .taken(1)),
            HostileFile("UTF-8 with its mark", "\u{FEFF}" + head + "acme,W5,x,,\n", .taken(1)),
        ]

    private static let headersTable: [(String, String, Fate)] = [
        ("only a header", head, .taken(0)),
        ("no line break at the end", head + "acme,H1,x,,", .taken(1)),
        ("carriage returns alone", head.replacing("\n", with: "\r") + "acme,H2,x,,\r", .taken(1)),
        ("mixed line ends", head.replacing("\n", with: "\r\n") + "acme,H3,x,,\nacme,H4,x,,\r\n", .taken(2)),
        ("semicolons", head.replacing(",", with: ";") + "acme;H5;x;;\n", .taken(1)),
        ("tabs", head.replacing(",", with: "\t") + "acme\tH6\tx\t\t\n", .taken(1)),
        ("spaces around headers", " manufacturer , Number , NAME \nacme,H7,x\n", .taken(1)),
        ("punctuated headers", "Manufacturer:,Model-No.,Product Name\nacme,H8,x\n", .taken(1)),
        ("quoted headers", "\"manufacturer\",\"number\",\"name\"\nacme,H9,x\n", .taken(1)),
        ("an unknown header", "manufacturer,number,colour\nacme,X,red\n", .refused("import.unknownColumn")),
        ("a header twice", "manufacturer,number,number\nacme,X,Y\n", .refused("import.duplicateColumn")),
        (
            "a header and its alias", "manufacturer,brand,vendor,number\nacme,a,b,X\n",
            .refused("import.duplicateColumn")
        ),
        ("a header that is missing", "manufacturer,name\nacme,x\n", .refused("import.missingColumn")),
        ("no header", "acme,H10,x\nacme,H11,y\n", .refused("import.unknownColumn")),
        (
            "a value under a blank header", "manufacturer,number,,name\nacme,H12,stray,x\n",
            .refused("import.unnamedColumn")
        ),
        ("a blank column", "manufacturer,number,,name\nacme,H13,,x\n", .taken(1)),
        (
            "too many columns",
            "manufacturer,number," + (0..<4_200).map { "spec:s\($0)" }.joined(separator: ",") + "\n",
            .refused("import.tooManyColumns")
        ),
        (
            "a header of a thousand letters", String(repeating: "x", count: 1_200) + ",number\n",
            .refused("import.fieldTooLong")
        ),
        ("a header with a formula", "manufacturer,number,=1+1\nacme,X,1\n", .refused("import.unknownColumn")),
        ("a specification without a name", "manufacturer,number,spec:\nacme,X,1\n", .refused("import.unknownColumn")),
        (
            "a specification with an odd unit", "manufacturer,number,spec:W [wide]\nacme,X,1\n",
            .refused("import.unknownColumn")
        ),
        (
            "a specification twice", "manufacturer,number,spec:W,spec:W\nacme,X,1,2\n",
            .refused("import.duplicateColumn")
        ),
        ("rejects come back", "manufacturer,number,import_error\nacme,H14,it was wrong\n", .taken(1)),
    ]

    private static let headers: [HostileFile] = headersTable.map { HostileFile($0.0, $0.1, $0.2) }

    private static let shapesTable: [(String, String, Fate)] = [
        ("a row too short", head + "acme,S1,x\n", .refused("import.ragged")),
        ("a row too long", head + "acme,S2,x,,,,\n", .refused("import.ragged")),
        ("a comma not quoted", head + "acme,S3,big, white,,\n", .refused("import.ragged")),
        ("a quote never closed", head + "acme,S4,\"x,,\nacme,S5,y,,\n", .refused("import.unterminatedQuote")),
        ("text after a quote", head + "acme,S6,\"x\"y,,\n", .refused("import.quote")),
        ("a quote in the midst", head + "acme,S7,3.5\" drive,,\n", .taken(1)),
        ("doubled quotes", head + "acme,S8,\"say \"\"hi\"\"\",,\n", .taken(1)),
        ("a line break in a name", head + "acme,S9,\"two\nlines\",,\n", .refused("value.invalid")),
        ("blank rows between", head + "\nacme,S10,x,,\n,,,,\n \nacme,S11,y,,\n", .taken(2)),
        ("rows of blanks", head + ",,,,\n , , , , \n", .taken(0)),
        ("a total at the end", head + "acme,S12,x,,\nTotal,,,,1\n", .refused("import.missingValue")),
        (
            "a title above the header", "Our models 2026,,,,\n" + head + "acme,S13,x,,\n",
            .refused("import.unknownColumn")
        ),
        (
            "a field of 70 thousand letters", head + "acme,S14,\(String(repeating: "x", count: 70_000)),,\n",
            .refused("import.fieldTooLong")
        ),
        (
            "a row of two million bytes", head + "acme,S15," + String(repeating: "x,", count: 1_000_000) + "\n",
            .refused("import.rowTooLong")
        ),
        ("ten thousand empty rows", head + String(repeating: "\n", count: 10_000) + "acme,S16,x,,\n", .taken(1)),
        (
            "a hundred thousand quotes", head + "acme,S17," + String(repeating: "\"", count: 99_999) + ",,\n",
            .refused("import.unterminatedQuote")
        ),
    ]

    private static let shapes: [HostileFile] = shapesTable.map { HostileFile($0.0, $0.1, $0.2) }

    /// One cell of a model, and what becomes of it.
    private static let cellsTable: [(String, String, String?)] = [
        ("released_on", "03/04/2026", "import.dateOrder"), ("released_on", "31.12.2026", "import.date"),
        ("released_on", "2026-02-30", "import.date"), ("released_on", "20260714", "import.date"),
        ("released_on", "46000", "import.date"), ("released_on", "14 July 2026", "import.date"),
        ("released_on", "2026-7-4", "import.date"), ("released_on", "26-07-14", "import.date"),
        ("released_on", "2026-13-01", "import.date"), ("released_on", "0000-01-01", "import.date"),
        ("released_on", "yesterday", "import.date"), ("released_on", "=TODAY()", "import.date"),
        ("released_on", "2026-07-14T09:30:00Z", "import.date"), ("released_on", "99999-01-01", "import.date"),
        ("released_on", "2026-07-14T00:00:00.000", nil), ("released_on", "2026", nil), ("released_on", "2026-07", nil),
        ("spec:W [CMT]", "59,5", "import.decimalMark"), ("spec:W [CMT]", "1.234,5", "import.decimalMark"),
        ("spec:W [CMT]", "60 cm", "import.decimal"), ("spec:W [CMT]", "sixty", "import.decimal"),
        ("spec:W [CMT]", "1e400", "import.decimal"), ("spec:W [CMT]", "NaN", "import.decimal"),
        ("spec:W [CMT]", "Infinity", "import.decimal"), ("spec:W [CMT]", "--5", "import.decimal"),
        ("spec:W [CMT]", "5-", "import.decimal"), ("spec:W [CMT]", "1 000", "import.decimal"),
        ("spec:W [CMT]", "½", "import.decimal"), ("spec:W [CMT]", "٣", "import.decimal"),
        ("spec:W [CMT]", "#DIV/0!", "import.decimal"), ("spec:W [CMT]", "0x1F", "import.decimal"),
        ("spec:W [CMT]", String(repeating: "9", count: 60), "import.decimal"), ("spec:W [CMT]", "-12.50", nil),
        ("spec:W [CMT]", "+7", nil), ("spec:W [CMT]", "1.5e3", nil), ("spec:W [CMT]", ".5", nil),
        ("spec:F [yes/no]", "perhaps", "import.yesNo"), ("spec:F [yes/no]", "oui", "import.yesNo"),
        ("spec:F [yes/no]", "2", "import.yesNo"), ("spec:F [yes/no]", "TRUE", nil), ("spec:F [yes/no]", "N", nil),
        ("spec:T", String(repeating: "x", count: 500), "value.invalid"), ("spec:T", "a\u{202E}b", "value.invalid"),
        ("spec:T", "a\u{200B}b", "value.invalid"), ("spec:T", "N/A", nil), ("spec:T", "'=1+1", nil),
        ("gtins", "123", "identifier.length"), ("gtins", "4012345678902", "identifier.checkCharacter"),
        ("gtins", "40123 4567890X", "identifier.character"), ("gtins", "4.01235E+12", "identifier.character"),
        ("gtins", "4012345678901;;", nil), ("fleet_published", "maybe", "import.yesNo"),
        ("supersedes", "NOBODY", "model.unknown"), ("version", "1.23457E+15", "import.shortened"),
        ("name", String(repeating: "x", count: 130), "value.invalid"), ("name", "\u{200F}x", "value.invalid"),
        ("category", "<script>alert(1)</script>", nil), ("name", "Robert'); DROP TABLE models;--", nil),
        ("brand", "\u{1F9CA}\u{FE0F}", nil), ("line", "e\u{301}", nil),
    ]

    private static let cells: [HostileFile] = cellsTable.enumerated().map { index, cell in
        HostileFile(
            "\(cell.0) = \(cell.1.prefix(30))", "manufacturer,number,\(cell.0)\nacme,C\(index),\"\(cell.1)\"\n",
            cell.2.map { .refused($0) } ?? .taken(1))
    }

    /// Model numbers and manufacturers.
    private static let namesTable: [(String, String, String?)] = [
        ("acme", "", "import.missingValue"), ("acme", "   ", "import.missingValue"),
        ("acme", "---", "identifier.onlyPunctuation"),
        ("acme", String(repeating: "9", count: 81), "identifier.length"),
        ("acme", "A\u{200B}B", "identifier.character"),
        ("acme", "A\u{202E}B", "identifier.character"), ("acme", "1.23457E+15", "import.shortened"),
        ("acme", "A\u{0}B", "import.nul"), ("acme", "\u{FEFF}A", "identifier.character"),
        ("", "X", "import.missingValue"),
        ("nobody", "X", "manufacturer.unknown"), ("ACME", "X", "manufacturer.unknown"),
        ("Acme Ltd", "X", "manufacturer.unknown"),
        ("../acme", "X", "manufacturer.unknown"), ("acme' OR 1=1", "X", "manufacturer.unknown"),
        ("acme", "00123", nil), ("acme", "=CMD()", nil), ("acme", "M/N #4*", nil), ("acme", "\u{00C5}\u{51B7}", nil),
        ("acme", "a  b", nil), ("acme", "-1", nil), ("acme", "+47", nil), ("acme", "@x", nil), ("acme", "N/A", nil),
    ]

    private static let names: [HostileFile] = namesTable.map { name in
        HostileFile(
            "model \(name.1.prefix(20)) of \(name.0)", "manufacturer,number\n\(name.0),\"\(name.1)\"\n",
            name.2.map { .refused($0) } ?? .taken(1))
    }

    private static let linesTable: [(String, String, Fate)] = [
        ("an array", "[{\"manufacturer\":\"acme\",\"number\":\"J1\"}]", .refused("import.json")),
        (
            "a document over several lines", "{\n\"manufacturer\":\"acme\",\n\"number\":\"J2\"\n}\n",
            .refused("import.json")
        ),
        ("a comma at the end", "{\"manufacturer\":\"acme\",\"number\":\"J3\",}\n", .refused("import.json")),
        ("single quotes", "{'manufacturer':'acme','number':'J4'}\n", .refused("import.json")),
        (
            "a name twice", "{\"manufacturer\":\"acme\",\"number\":\"J5\",\"number\":\"J6\"}\n",
            .refused("import.duplicateColumn")
        ),
        (
            "an unknown name", "{\"manufacturer\":\"acme\",\"number\":\"J7\",\"colour\":1}\n",
            .refused("import.unknownColumn")
        ),
        ("a number that begins with zero", "{\"manufacturer\":\"acme\",\"number\":007}\n", .refused("import.json")),
        ("nested objects", "{\"manufacturer\":\"acme\",\"number\":{\"a\":{}}}\n", .refused("import.json")),
        ("a list for a text", "{\"manufacturer\":\"acme\",\"number\":[\"a\"]}\n", .refused("import.json")),
        ("half a surrogate pair", "{\"manufacturer\":\"acme\",\"number\":\"\\ud800\"}\n", .refused("import.json")),
        ("an escaped NUL", "{\"manufacturer\":\"acme\",\"number\":\"a\\u0000\"}\n", .refused("import.json")),
        ("a raw control character", "{\"manufacturer\":\"acme\",\"number\":\"a\u{1}\"}\n", .refused("import.json")),
        ("a cut line", "{\"manufacturer\":\"acme\",\"number\":\"J8", .refused("import.json")),
        ("NaN", "{\"manufacturer\":\"acme\",\"number\":NaN}\n", .refused("import.json")),
        ("null for what is needed", "{\"manufacturer\":\"acme\",\"number\":null}\n", .refused("import.missingValue")),
        (
            "a thousand brackets",
            "{\"manufacturer\":\"acme\",\"number\":" + String(repeating: "[", count: 1_000) + "\n",
            .refused("import.json")
        ),
        ("a table as lines", "manufacturer,number\nacme,J9\n", .refused("import.json")),
        ("two objects in a line", "{\"manufacturer\":\"acme\",\"number\":\"a\"}{}\n", .refused("import.json")),
        (
            "a long number",
            "{\"manufacturer\":\"acme\",\"number\":\"J10\",\"spec:N [C62]\":12345678901234567890123456789012345678}\n",
            .taken(1)
        ),
        ("escapes", "{\"manufacturer\":\"acme\",\"number\":\"J11\\u002F\\uD83E\\uDDCA\"}\n", .taken(1)),
        (
            "carriage returns",
            "{\"manufacturer\":\"acme\",\"number\":\"J12\"}\r\n\r\n{\"manufacturer\":\"acme\",\"number\":\"J13\"}\r\n",
            .taken(2)
        ),
    ]

    private static let lines: [HostileFile] = linesTable.map {
        HostileFile("lines: \($0.0)", $0.1, $0.2, .models, .ndjson)
    }

    private static let unitsTable: [(String, String, Fate)] = [
        ("a serial twice", "acme,BASE,T1,\nacme,BASE,T1,\n", .refused("import.duplicate")),
        ("a shortened serial", "acme,BASE,1.23457E+15,\n", .refused("import.shortened")),
        ("no serial", "acme,BASE,,\n", .refused("import.missingValue")),
        ("an unknown model", "acme,NONE,T2,\n", .refused("model.unknown")),
        (
            "a serial of 200 letters", "acme,BASE,\(String(repeating: "S", count: 200)),\n",
            .refused("identifier.length")
        ),
        ("a serial of dashes", "acme,BASE,----,\n", .refused("identifier.onlyPunctuation")),
        ("a date to come", "acme,BASE,T3,2999-01-01\n", .refused("event.future")),
        ("a day number", "acme,BASE,T4,45123\n", .refused("import.date")),
        ("leading zeros", "acme,BASE,000123,\n", .taken(1)),
        ("a formula", "acme,BASE,=2+3,\n", .taken(1)),
        ("a serial with a line break", "acme,BASE,\"A\nB\",\n", .refused("identifier.character")),
        ("a serial with a mark of direction", "acme,BASE,A\u{202E}1,\n", .refused("identifier.character")),
        ("an order without a batch", "acme,BASE,T5,\n", .taken(1)),
        ("full width digits", "acme,BASE,\u{FF11}\u{FF12}7,\n", .taken(1)),
        ("a quoted formula", "acme,BASE,'=2+4,\n", .taken(1)),
    ]

    private static let units: [HostileFile] = unitsTable.map {
        HostileFile("units: \($0.0)", "manufacturer,model,serial,produced_on\n" + $0.1, $0.2, .units)
    }

    private static let eventsTable: [(String, String, Fate)] = [
        ("no zone", "acme,BASE,E1,2026-01-01T10:00,,", .refused("import.time")),
        ("an hour 25", "acme,BASE,E2,2026-01-01T25:00Z,,", .refused("import.time")),
        ("a zone by name", "acme,BASE,E3,2026-01-01T10:00 CET,,", .refused("import.time")),
        ("two orders", "acme,BASE,E4,01/02/2026 10:00Z,,", .refused("import.dateOrder")),
        ("the year 1600", "acme,BASE,E5,1600-01-01T00:00Z,,", .refused("event.invalid")),
        ("the year 3000", "acme,BASE,E6,3000-01-01T00:00Z,,", .refused("event.future")),
        ("an unknown step", "acme,BASE,E7,2026-01-01T10:00Z,dancing,", .refused("value.invalid")),
        ("a reading of words", "acme,BASE,E8,2026-01-01T10:00Z,,t=warm", .refused("import.decimal")),
        ("a reading without a value", "acme,BASE,E9,2026-01-01T10:00Z,,t=", .refused("import.reading")),
        (
            "readings by the thousand", "acme,BASE,E10,2026-01-01T10:00Z,," + String(repeating: "t=1;", count: 1_200),
            .refused("import.list")
        ),
        ("neither unit nor batch", "acme,BASE,,2026-01-01T10:00Z,,", .refused("event.invalid")),
        ("a day alone", "acme,BASE,E11,2026-01-01,,", .taken(1)),
        ("a step in words", "acme,BASE,E12,2026-01-01T10:00Z,Retail Selling,", .taken(1)),
    ]

    private static let events: [HostileFile] = eventsTable.map {
        HostileFile(
            "events: \($0.0)", "manufacturer,model,serial,event_time,business_step,readings\n" + $0.1 + "\n", $0.2,
            .events)
    }

    /// One bad row among good ones, wherever it stands: nothing of the file is taken.
    private static let mistakes: [HostileFile] = [0, 1, 99, 2_000, 2_500].map { place in
        let rows = (0...2_500).map { $0 == place ? "acme,Q\($0),x,never,\n" : "acme,Q\($0),x,,\n" }.joined()
        return HostileFile("a bad row after \(place) good ones", head + rows, .refused("import.date"))
    }
}
