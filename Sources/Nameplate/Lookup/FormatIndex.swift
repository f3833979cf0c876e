import Identifiers
import Registry

/// All serial formats of the registry, and what tells at once which of them a text concerns.
struct FormatIndex: Sendable {
    private let formats: [ModelFormat]
    private let index: SerialFormatIndex

    init(_ formats: [ModelFormat]) {
        self.formats = formats
        index = SerialFormatIndex(formats.map(\.format))
    }

    /// Those whose serial numbers can have this find key.
    func matching(key: String) -> [ModelFormat] { index.matches(key: key).map { formats[$0] } }

    /// Those whose serial numbers may be misread as the text.
    func near(_ text: String) -> [ModelFormat] { index.near(text).map { formats[$0] } }
}
