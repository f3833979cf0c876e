import Foundation

/// A CSV file of units, and its bytes as they would come from a request.
struct UnitFile: AsyncSequence {
    private static let header = "manufacturer,model,serial,produced_on\n"
    private static let pieceSize = 1 << 20

    let path: String

    /// Writes the file.
    /// - Parameter serial: The serial number of each unit.
    init(units: Int, path: String, serial: (Int) -> String) throws {
        self.path = path
        FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        var bytes = Array(Self.header.utf8)
        for ordinal in 0..<units {
            bytes += "\(SampleRegistry.slug),\(SampleRegistry.number),\(serial(ordinal)),2024-05-17\n".utf8
            if bytes.count >= Self.pieceSize || ordinal == units - 1 {
                try file.write(contentsOf: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try file.close()
    }

    func makeAsyncIterator() -> Iterator { Iterator(file: FileHandle(forReadingAtPath: path)) }

    struct Iterator: AsyncIteratorProtocol {
        let file: FileHandle?

        mutating func next() async throws -> [UInt8]? {
            guard let data = try file?.read(upToCount: UnitFile.pieceSize), !data.isEmpty else { return nil }
            return Array(data)
        }
    }
}
