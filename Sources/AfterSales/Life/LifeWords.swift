import Identifiers
import Registry
import Storage

/// Words of rows that occur again and again.
final class LifeWords {
    private var steps: [String: BusinessStep] = [:]
    private var dispositions: [String: Disposition] = [:]
    private var dates: [String: CivilDate] = [:]
    private var details: [String: EventDetails] = [:]

    /// Past so many they are learnt anew.
    private static let capacity = 10_000

    func step(_ row: borrowing Row, _ column: Int32) throws -> BusinessStep? {
        guard !row.isNull(column) else { return nil }
        let text = row.text(column)
        if let known = steps[text] { return known }
        guard let step = BusinessStep(rawValue: text) else { throw Self.damaged(text) }
        steps[text] = step
        return step
    }

    func disposition(_ row: borrowing Row, _ column: Int32) throws -> Disposition? {
        guard !row.isNull(column) else { return nil }
        let text = row.text(column)
        if let known = dispositions[text] { return known }
        guard let disposition = Disposition(rawValue: text) else { throw Self.damaged(text) }
        dispositions[text] = disposition
        return disposition
    }

    func date(_ text: String) throws -> CivilDate {
        if let known = dates[text] { return known }
        if dates.count >= Self.capacity { dates.removeAll(keepingCapacity: true) }
        let date = try CivilDate(parsing: text)
        dates[text] = date
        return date
    }

    func details(_ row: borrowing Row, _ column: Int32) throws -> EventDetails {
        guard !row.isNull(column) else { return EventDetails() }
        let text = row.text(column)
        if let known = details[text] { return known }
        if details.count >= Self.capacity { details.removeAll(keepingCapacity: true) }
        let made = try Self.owner(in: text) ?? EventDetails(text: text)
        details[text] = made
        return made
    }

    /// Most details differ by the owning party alone, and decoding JSON takes longer than all the rest.
    private static func owner(in text: String) -> EventDetails? {
        let (before, after) = (#"{"owningParty":""#, #""}"#)
        guard text.hasPrefix(before), text.hasSuffix(after),
            let id = Int64(text.dropFirst(before.utf8.count).dropLast(after.utf8.count))
        else { return nil }
        var details = EventDetails()
        details.owningParty = ID(id)
        return details
    }

    private static func damaged(_ word: String) -> StorageError {
        StorageError(.damaged, "The database holds the unknown word '\(word)'. Restore it from a backup.")
    }
}
