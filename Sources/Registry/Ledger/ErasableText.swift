/// A text that is committed to and can be erased: its words and its salt go, the commitment stays.
package struct ErasableText: Hashable, Sendable {
    /// Nil once erased.
    package var text: String?
    /// 16 bytes; nil once erased.
    package var salt: [UInt8]?
    package var commitment: [UInt8]

    /// Whether the text is what was committed to, or erased together with its salt.
    func isSound(as kind: CanonicalFields.Kind) -> Bool {
        switch (text, salt) {
        case (nil, nil): true
        case (let text?, let salt?): Self.commitment(kind, text, salt: salt) == commitment
        default: false
        }
    }

    static func commitment(_ kind: CanonicalFields.Kind, _ text: String, salt: [UInt8]) -> [UInt8] {
        var fields = CanonicalFields(kind, salt: salt)
        fields.append(1, text)
        return fields.commitment
    }
}
