extension ParseScheme {
    /// What scanners send.
    static let scans: [ParseScheme] = [
        ParseScheme("scanData") { context throws(ParseFault) in
            let text: String = try context.text()
            let scan: Scan = try context.read { () throws(IdentifierError) in
                try Scan(parsing: text, dictionary: context.dictionary)
            }
            return ParseOutcome([.init("symbology", scan.symbology.rawValue), .init("data", scan.data)])
        },
        ParseScheme("toScanData") { context throws(ParseFault) in
            let text: String = try context.text()
            guard let symbology = context.option("symbology").flatMap({ Symbology(rawValue: $0) }) else {
                throw ParseFault(
                    ParseRequest.error(
                        "there is no such symbology",
                        expected: "the option 'symbology': "
                            + Symbology.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            let data: String = try context.read { () throws(IdentifierError) in
                try symbology.scanData(
                    for: text, addsCheckDigit: context.flag("addCheckDigit"), dictionary: context.dictionary)
            }
            return ParseOutcome([.init("scanData", data)])
        },
        ParseScheme("scanInterpretation") { context throws(ParseFault) in
            let found = ScanInterpretation(of: try context.text(), dictionary: context.dictionary)
            guard !found.isEmpty else {
                throw ParseFault(Scan.error("it is no number and no message of GS1"))
            }
            var members: [ParseValue.Member] = []
            members.add("symbologyIdentifier", found.symbologyIdentifier)
            members.add("symbology", found.symbologyName)
            members.add("gtin", found.gtin)
            members.add("upc", found.upc)
            members.add("sscc", found.sscc)
            members.add("gln", found.gln)
            if let message = found.message {
                members.merge(MessageDescriber(tables: context.tables, asOf: context.asOf).members(of: message))
            }
            return ParseOutcome(members)
        },
    ]
}
