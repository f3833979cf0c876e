import Storage

/// Corrections: events that say that an earlier event did not occur, or what is right instead.
///
/// A correction speaks of the same units as what it corrects. Where the wrong units were named, one correction says
/// that the event did not occur, and an event of its own says what did. At most one correction of an event stands.
enum Corrections {
    /// A correction of a correction of … an event: at most this many.
    static let maximumDepth = 16

    /// The draft with everything that the corrected event spoke of, and that event; as it is where it corrects nothing.
    /// - Throws: `event.unknown`, `event.corrected`, `event.invalid`.
    static func completed(
        _ draft: EventDraft, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> (draft: EventDraft, corrected: EventRows.Stored?) {
        guard let original = draft.corrects else { return (draft, nil) }
        let (completed, corrected) = try speaking(draft, of: original, of: manufacturer, reader)
        guard try !EventRows.isCorrected(original, reader) else {
            throw RegistryError(
                .eventCorrected, "The event \(original) is already corrected; correct the correction instead.",
                field: "corrects")
        }
        try checkRestored(by: corrected.header, reader)
        return (completed, corrected)
    }

    /// The draft with everything that the corrected event spoke of, whether or not it may still be corrected.
    static func speaking(
        _ draft: EventDraft, of original: ID<Event>, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> (draft: EventDraft, corrected: EventRows.Stored) {
        guard let corrected = try EventRows.find(original, reader), corrected.header.manufacturer == manufacturer
        else {
            throw RegistryError(.eventUnknown, "There is no event \(original) to correct.", field: "corrects")
        }
        let mentions = try EventRows.mentions(of: original, reader)
        guard draft.parent == nil || draft.parent == mentions.parent,
            Set(draft.units).isSubset(of: mentions.units), Set(draft.ranges).isSubset(of: mentions.ranges)
        else {
            throw RegistryError(
                .eventInvalid,
                "A correction speaks of the same units as what it corrects. Declare that the event did not occur and "
                    + "record the right one.", field: "units")
        }
        var completed = draft
        completed.type = corrected.header.type
        (completed.parent, completed.units, completed.ranges) = (mentions.parent, mentions.units, mentions.ranges)
        return (completed, corrected)
    }

    /// Dropping `correction` makes an earlier correction stand again: not where another one has taken its place.
    private static func checkRestored(by correction: EventHeader, _ reader: any SQLReader) throws {
        guard let dropped = correction.corrects, let restored = try EventRows.find(dropped, reader) else { return }
        if let target = restored.header.corrects, try EventRows.isCorrected(target, reader) {
            throw RegistryError(
                .eventCorrected, "The event \(target) has since been corrected otherwise; correct that one.",
                field: "corrects")
        }
        var (depth, above) = (2, restored.header.corrects)
        while let event = above {
            depth += 1
            guard depth <= maximumDepth else {
                throw RegistryError(
                    .eventInvalid, "This event has been corrected to and fro too often; record a new one.",
                    field: "corrects")
            }
            above = try EventRows.find(event, reader)?.header.corrects
        }
    }
}
