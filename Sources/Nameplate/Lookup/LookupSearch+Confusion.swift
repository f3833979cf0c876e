import Identifiers
import Registry
import Storage

extension LookupSearch {
    /// The look-alike by which a text is no unit's number: one character in place of one other. It is asked behind the answer, by
    /// nobody, so that neither the answer nor its time depends on it.
    static func confusion(
        in text: String, _ catalogue: CatalogueCache, _ references: ReferenceTableCache.Snapshot, at now: Int64,
        _ database: any Database
    ) throws -> UnknownPlateMark? {
        let answer = try database.readSnapshotNow { reader in
            var search = LookupSearch(
                catalogue: catalogue, references: references, today: CivilDate(microseconds: now),
                principal: .administrator, reader, vain: VainNumbers())
            return try search.answer(text)
        }
        guard let misreading = answer.candidates.first?.misreading, misreading.kind == .confusable,
            misreading.places.count == 1, let place = misreading.places.first, let typed = place.found.first,
            place.found.count == 1, let marked = place.expected.first, place.expected.count == 1
        else { return nil }
        return .confused(typed: typed, marked: marked)
    }
}
