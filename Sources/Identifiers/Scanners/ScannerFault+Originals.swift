extension ScannerFault {
    /// A text as it may have been before a scanner changed it.
    public struct Original: Hashable, Sendable {
        /// What happened.
        public let kind: Kind
        /// The text before.
        public let text: String
    }

    /// What a text may have been, for whoever can look each up: nothing is judged but that it cannot have been typed so.
    ///
    /// A layout that only changes letters into letters explains nothing, for the text may have been meant as it stands
    /// (`Y300` and `Z300` are two numbers): a character must have become one that plates do not carry.
    public static func originals(of text: String) -> [Original] {
        guard !text.isEmpty, text.utf8.count <= longest else { return [] }
        var result: [Original] = []
        for (kind, strip) in ScannerFrame.all where kind == .doubled || kind == .startStop {
            if let stripped = strip(text), !stripped.isEmpty { result.append(Original(kind: kind, text: stripped)) }
        }
        for (kind, translate) in KeyboardLayout.translations {
            guard let mended = translate(text), mended != text, isOdd(text, unlike: mended),
                !result.contains(where: { $0.text == mended })
            else { continue }
            result.append(Original(kind: kind, text: mended))
        }
        return result
    }

    /// Whether somewhere a character that plates do not carry stands for one that they do.
    private static func isOdd(_ text: String, unlike mended: String) -> Bool {
        zip(text.unicodeScalars, mended.unicodeScalars).contains { typed, meant in
            typed != meant && !isPlain(typed) && isPlain(meant)
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return false }
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        return ASCII.isLetterOrDigit(byte) || byte == UInt8(ascii: "-")
    }
}
