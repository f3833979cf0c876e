import Identifiers
package import Registry

/// A document, as somebody may know it.
package struct DocumentAnswer: Sendable {
    package var document: Document
    package var manufacturer: Manufacturer
    /// What took its place, where one may have that.
    package var successor: ID<Document>?
    /// Those of its models that one may know of.
    package var models: [Model]
    /// The units that it is for; nil for all of its models, and for whoever may not know how units were made.
    package var population: String?
    /// What it has taken the place of, the last first; only where one document was asked for.
    package var older: [Document] = []

    /// Under which name a browser keeps its file. It is made of what is said of the document, never of a name that was sent.
    package var fileName: String {
        let details = document.details
        let model = models.first?.number.text
        let words = [model, details.number ?? details.kind.rawValue, details.language?.text, details.version]
        let name = words.compactMap(\.self).joined(separator: "-").utf8.map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): byte
            default: UInt8(ascii: "-")
            }
        }
        guard case .file(let file) = document.content else { return "" }
        return String(decoding: name.prefix(100), as: UTF8.self) + "." + file.type.ending
    }
}

/// The documents of a model or of one of its units.
package struct DocumentsAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var documents: [DocumentAnswer]
}

/// What became of the stored files when each was read and hashed.
package struct FilesReport: Sendable {
    package var files: Int64 = 0
    package var bytes: Int64 = 0
    /// Hashes of files to which something refers and that are not there, or are not what they were; the first of them.
    package var missing: [String] = []
    package var damaged: [String] = []
    /// Files to which nothing refers, and how many of them were removed.
    package var unused: Int64 = 0
    package var removed: Int64 = 0

    /// So many are named.
    static let most = 100
}
