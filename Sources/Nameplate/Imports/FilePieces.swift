import Registry

/// A file in pieces.
package struct FilePieces: AsyncSequence, Sendable {
    let path: String

    package func makeAsyncIterator() -> Iterator { Iterator(path: path) }

    package struct Iterator: AsyncIteratorProtocol {
        let path: String
        private var file: OpenedFile?
        private static let piece = 262_144

        fileprivate init(path: String) { self.path = path }

        @concurrent package mutating func next() async throws -> [UInt8]? {
            if file == nil { file = try OpenedFile(path) }
            guard let bytes = try file?.file.read(upTo: Self.piece), !bytes.isEmpty else { return nil }
            return bytes
        }
    }

    /// Holds a file that cannot be copied.
    private final class OpenedFile {
        let file: ImportFile

        init(_ path: String) throws { file = try ImportFile(path: path) }
    }
}
