import Identifiers
package import Storage

/// What one event says about one unit.
package struct HistoryEntry: Hashable, Sendable {
    /// How the event mentions the unit.
    package enum Role: String, Sendable {
        case unit
        /// The container of an aggregation, the assembly of an association.
        case parent
        case child
    }
    package var event: ID<Event>
    package var role: Role
    package var time: Int64
    package var zoneOffset: Int
    package var recordTime: Int64
    package var position: Int64?
    package var type: EventType
    package var action: EventAction
    package var businessStep: BusinessStep?
    package var disposition: Disposition?
    package var readPoint: String?
    package var businessLocation: String?
    package var parent: UnitKey?
    package var corrects: ID<Event>?
    package var errorReason: ErrorReason?
    package var details: EventDetails
    /// Whether the event reached the unit as part of a range of its batch.
    package var fromBatch: Bool

    /// Reads the columns that `unit_events` and `batch_ranges` share, from `event_id` on (see ``columns``).
    package init(_ row: borrowing Row, from first: Int32, role: Role, fromBatch: Bool) throws {
        self.event = ID(row.integer(first))
        self.role = role
        self.time = row.integer(first + 1)
        self.position = row.optionalInteger(first + 2)
        self.recordTime = row.integer(first + 3)
        self.zoneOffset = Int(row.integer(first + 4))
        self.type = try row.word(first + 5)
        self.action = try row.word(first + 6)
        self.businessStep = try row.optionalWord(first + 7)
        self.disposition = try row.optionalWord(first + 8)
        self.readPoint = row.optionalText(first + 9)
        self.businessLocation = row.optionalText(first + 10)
        self.parent = try row.optionalInteger(first + 11).map {
            UnitKey(ID($0), try SerialNumber(parsing: row.text(first + 12)))
        }
        self.corrects = row.optionalInteger(first + 13).map { ID($0) }
        self.errorReason = try row.optionalWord(first + 14)
        self.details = try EventDetails(text: row.optionalText(first + 15))
        self.fromBatch = fromBatch
    }

    /// What the event that is being recorded says about one of its units.
    init(_ event: RecordedEvent, role: Role, fromBatch: Bool) {
        let draft = event.draft
        self.event = event.id
        self.role = role
        self.time = draft.time
        self.position = event.position
        self.recordTime = event.recordTime
        self.zoneOffset = draft.zoneOffset
        self.type = draft.type
        self.action = draft.action
        self.businessStep = draft.businessStep
        self.disposition = draft.disposition
        self.readPoint = draft.readPoint
        self.businessLocation = draft.businessLocation
        self.parent = role == .child ? draft.parent : nil
        self.corrects = draft.corrects
        self.errorReason = draft.errorReason
        self.details = draft.details
        self.fromBatch = fromBatch
    }
}
