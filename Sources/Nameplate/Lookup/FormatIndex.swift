import Identifiers
import Registry

/// All serial formats of the registry, and what tells at once which of them a text concerns. Models that are numbered
/// alike share a pattern, and what is said of a text by its pattern is worked out once.
struct FormatIndex: Sendable {
    /// Formats of one pattern.
    struct Group: Sendable {
        let format: SerialFormat
        let members: [ModelFormat]
        /// The same by their ids, which many look-ups ask for.
        let ids: Set<ID<ModelFormat>>
        let byID: [ID<ModelFormat>: ModelFormat]

        init(_ format: SerialFormat, _ members: [ModelFormat]) {
            self.format = format
            self.members = members
            ids = Set(members.map(\.id))
            byID = Dictionary(members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }
    private let groups: [Group]
    private let index: SerialFormatIndex

    init(_ formats: [ModelFormat]) {
        // In an order that stays, so that the same text gets the same answer.
        let sorted = formats.sorted { $0.id < $1.id }
        let alike = Dictionary(grouping: sorted.filter { !$0.format.isScrambled }, by: \.format)
            .map { Group($0.key, $0.value) }
            .sorted { $0.format.pattern < $1.format.pattern }
        groups = alike + sorted.filter(\.format.isScrambled).map { Group($0.format, [$0]) }
        index = SerialFormatIndex(groups.map(\.format))
    }

    /// Those whose serial numbers can have this find key.
    func matching(key: String) -> [Group] { index.matches(key: key).map { groups[$0] } }

    /// Those whose serial numbers may be misread as the text.
    func near(_ text: String) -> [Group] { index.near(text).map { groups[$0] } }
}
