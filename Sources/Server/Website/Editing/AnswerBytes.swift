import HTTPTypes
import Hummingbird
import NIOCore

/// Keeps what an answer writes, for a page that shows part of it.
final class AnswerBytes: ResponseBodyWriter {
    private var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}

    /// The body of an answer, which is as short as those of the API are that stand in memory.
    static func of(_ response: consuming Response) async throws -> [UInt8] {
        let writer = AnswerBytes()
        try await response.body.write(writer)
        return writer.bytes
    }
}
