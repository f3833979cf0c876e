private import Crypto
private import Identifiers

/// The canonical bytes of an event, version 1, and the Merkle leaf that commits to them.
///
/// An event is a list of commitments: one for the header, one for each unit or range in the order of their ordinals,
/// one for each free text. A commitment is `SHA-256(kind ‖ salt ‖ fields)`, with a kind of one byte and a salt of 16
/// bytes of its own, so that the proof of one unit opens neither the other units nor the texts. A field is its tag (one
/// byte), its length (4 bytes, big-endian) and its bytes; integers are 8 bytes, big-endian; absent fields are left
/// out. The leaf's data is the version (one byte) and the commitments; the leaf hash is `SHA-256(0x00 ‖ data)`
/// (RFC 6962, section 2.1).
package enum CanonicalEvent {
    package static let version: UInt8 = 1

    package static func header(_ event: EventHeader, salt: [UInt8]) -> [UInt8] {
        var fields = CanonicalFields(.header, salt: salt)
        fields.append(1, event.id.value)
        fields.append(2, event.manufacturer.value)
        fields.append(3, event.type.rawValue)
        fields.append(4, event.action.rawValue)
        fields.append(5, event.time)
        fields.append(6, Int64(event.zoneOffset))
        fields.append(7, event.recordTime)
        fields.append(8, event.businessStep?.rawValue)
        fields.append(9, event.disposition?.rawValue)
        fields.append(10, event.readPoint)
        fields.append(11, event.businessLocation)
        fields.append(12, event.corrects?.value)
        fields.append(13, event.errorReason?.rawValue)
        fields.append(14, event.detailsText)
        fields.append(15, event.principal)
        return fields.commitment
    }

    package static func unit(_ key: UnitKey, role: HistoryEntry.Role, salt: [UInt8]) -> [UInt8] {
        var fields = CanonicalFields(.unit, salt: salt)
        fields.append(1, role.rawValue)
        fields.append(2, key.model.value)
        fields.append(3, key.serial.text)
        return fields.commitment
    }

    package static func range(_ range: EventDraft.SequenceRange, salt: [UInt8]) -> [UInt8] {
        var fields = CanonicalFields(.range, salt: salt)
        fields.append(1, range.batch.value)
        fields.append(2, range.sequences.lowerBound)
        fields.append(3, range.sequences.upperBound)
        return fields.commitment
    }

    package static func text(_ text: String, salt: [UInt8]) -> [UInt8] {
        ErasableText.commitment(.text, text, salt: salt)
    }

    /// The leaf hash over commitments in their order.
    package static func leaf(_ commitments: [[UInt8]]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: [0x00, version])
        for commitment in commitments { hash.update(data: commitment) }
        return Array(hash.finalize())
    }
}

/// The header of an event: everything that it says but its units, ranges and texts.
package struct EventHeader: Hashable, Sendable {
    package var id: ID<Event>
    package var manufacturer: ID<Manufacturer>
    package var type: EventType
    package var action: EventAction
    package var time: Int64
    package var zoneOffset: Int
    package var recordTime: Int64
    package var businessStep: BusinessStep?
    package var disposition: Disposition?
    package var readPoint: String?
    package var businessLocation: String?
    package var corrects: ID<Event>?
    package var errorReason: ErrorReason?
    package var detailsText: String?
    package var principal: String

    /// Where it happened: where its units are since then, or else where it was read.
    package var place: String? { businessLocation ?? readPoint }
}
