/// What a parser needs of an entry, small enough to lie side by side in memory.
struct DataLayout: Sendable {
    var needsSeparator: Bool
    var isDataAttribute: Bool
    /// How many pieces the data field has, from ``firstPiece`` on.
    var pieceCount: UInt8
    var firstPiece: UInt16
    var shortest: UInt16
    var longest: UInt16
    /// Where the entry is; -1 for identifiers that the dictionary does not know.
    var entry: Int16

    /// An identifier that the dictionary does not know.
    var isUnknown: Bool { entry < 0 }
}

/// A component without arrays.
struct DataPiece: Sendable {
    var characterSet: DictionaryEntry.CharacterSet
    var isOptional: Bool
    var shortest: UInt8
    var longest: UInt8
    var linters: (Linter?, Linter?, Linter?)

    init(_ component: DictionaryEntry.Component) {
        characterSet = component.characterSet
        isOptional = component.isOptional
        shortest = UInt8(component.shortest)
        longest = UInt8(component.longest)
        let all: [Linter] = component.linters
        linters = (all.first, all.count > 1 ? all[1] : nil, all.count > 2 ? all[2] : nil)
    }

    /// Set 82 without further rules, 1 to 90 characters or a fixed number: what unknown identifiers hold.
    init(unknownOf shortest: UInt8, to longest: UInt8) {
        characterSet = .set82
        isOptional = false
        self.shortest = shortest
        self.longest = longest
        linters = (nil, nil, nil)
    }

    func fault(in bytes: Bytes) -> LinterFault? {
        if let fault = characterFault(in: bytes) { return fault }
        guard let first = linters.0 else { return nil }
        if let fault = first.fault(in: bytes) { return fault }
        guard let second = linters.1 else { return nil }
        if let fault = second.fault(in: bytes) { return fault }
        return linters.2?.fault(in: bytes)
    }

    @inline(__always)
    private func characterFault(in bytes: Bytes) -> LinterFault? {
        switch characterSet {
        case .numeric: Linter.digits(bytes)
        case .set82: Linter.characters(bytes, GS1Characters.isIn82, .invalidCset82Character)
        case .set39: Linter.characters(bytes, GS1Characters.isIn39, .invalidCset39Character)
        case .set64: Linter.base64(bytes)
        }
    }
}
