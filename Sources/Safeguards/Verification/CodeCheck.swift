package import Registry
package import Storage

/// What came of a code that somebody gave with a unit's number.
package enum CodeCheck: String, CaseIterable, Sendable {
    /// None was given.
    case none
    /// The label code of the unit.
    case label
    /// The owner code of the unit.
    case owner
    /// Neither.
    case wrong
    /// The unit has no codes: its number comes from elsewhere, or was issued before there were any.
    case noCodes
    /// The key that makes the codes is not at hand.
    case cannotTell

    /// Whether whoever gave it has seen the plate or the card.
    package var isRight: Bool { self == .label || self == .owner }

    /// Compares a text with both codes of a unit, in a time that tells nothing of them.
    package static func check(_ text: String?, of unit: UnitRow, _ reader: any SQLReader) throws -> CodeCheck {
        guard let text else { return .none }
        guard let id = try unit.batch.flatMap({ try Batches.find($0, reader) })?.codeKey,
            let key = try SecretKeys.find(id, reader)
        else { return .noCodes }
        guard let secret = key.secret else { return .cannotTell }
        let codes = KeyedCodes(unit.key, of: unit.manufacturer, by: secret)
        let (isLabel, isOwner) = (codes.matches(text, .label), codes.matches(text, .owner))
        return isOwner ? .owner : isLabel ? .label : .wrong
    }
}
