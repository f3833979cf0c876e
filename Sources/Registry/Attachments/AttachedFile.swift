/// A private file that belongs to something, such as the receipt of a registration or the photo of a claim.
///
/// Nobody has it but through its owner: whoever gives it out asks first whether the principal may know the owner. Pictures
/// lose what they tell beside themselves, as those of documents do: where, when and with which camera they were taken.
/// Whoever needs the time or place of a picture is told so by its sender, not by the file.
package struct AttachedFile: Hashable, Sendable {
    /// What a file belongs to.
    package struct Owner: Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case registration
            case claim
            case serviceCase = "case"
            case serviceOrder
        }

        package var kind: Kind
        /// The id of its row.
        package var id: Int64

        package init<Subject>(_ kind: Kind, _ id: ID<Subject>) {
            self.kind = kind
            self.id = id.value
        }
    }

    package var id: ID<AttachedFile>
    package var owner: Owner
    package var manufacturer: ID<Manufacturer>
    /// What its sender calls it; shown, and never the name of a file anywhere.
    package var name: String
    package var file: StoredFile
    /// Microseconds since 1970 UTC.
    package var addedAt: Int64
    /// The ``Principal/auditName`` of whoever added it.
    package var addedBy: String

    /// Under which name a browser keeps it: nothing of what was sent is in it.
    package var fileName: String { "\(owner.kind.rawValue)-\(id).\(file.type.ending)" }
}
