/// Finds the identifier and checks the data of one element.
struct ElementReader {
    let dictionary: GS1SyntaxDictionary
    let permitsUnknown: Bool

    init(_ dictionary: GS1SyntaxDictionary, _ unknown: GS1Message.UnknownIdentifiers) {
        self.dictionary = dictionary
        permitsUnknown = unknown == .permitted
    }

    struct Known {
        var identifier: ApplicationIdentifier
        var layout: DataLayout
    }

    /// The identifier that begins at a place of an unbracketed text: its first two digits tell its length.
    func identifier(in bytes: Bytes, at place: Int) -> Known? {
        guard place + 2 <= bytes.count else { return nil }
        let first: UInt8 = bytes[place] &- 0x30
        let second: UInt8 = bytes[place + 1] &- 0x30
        guard first < 10, second < 10, let length = dictionary.identifierLength(prefix: Int(first) * 10 + Int(second)),
            let identifier = ApplicationIdentifier(bytes, at: place, length: length)
        else { return nil }
        return known(identifier)
    }

    /// An identifier whose length is known; nil where the dictionary does not have it and it is not permitted.
    func known(_ identifier: ApplicationIdentifier) -> Known? {
        if let layout = dictionary.layout(of: identifier) { return Known(identifier: identifier, layout: layout) }
        guard permitsUnknown, let layout = dictionary.layout(ofUnknown: identifier) else { return nil }
        return Known(identifier: identifier, layout: layout)
    }

    /// Checks as much of a data field as its components cover.
    ///
    /// - Returns: How many bytes they cover, or what breaks their rules.
    func check(_ layout: DataLayout, _ data: Bytes) -> Outcome {
        guard !data.isEmpty else { return .fault(LinterFault(.empty, at: 0, 0)) }
        var place = 0
        for index in Int(layout.firstPiece)..<Int(layout.firstPiece) + Int(layout.pieceCount) {
            let piece: DataPiece = dictionary.pieces[index]
            let length: Int = min(Int(piece.longest), data.count - place)
            if length == 0, piece.isOptional { continue }
            guard length >= piece.shortest else {
                return .fault(LinterFault(.tooShort, at: place, data.count - place))
            }
            if let fault = piece.fault(in: data.part(place..<place + length)) {
                return .fault(fault.shifted(by: place))
            }
            place += length
        }
        return .covered(place)
    }

    enum Outcome {
        case covered(Int)
        case fault(LinterFault)
    }
}
