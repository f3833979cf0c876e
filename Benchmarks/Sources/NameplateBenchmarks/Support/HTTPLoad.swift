import CBaselines
import Dispatch

/// Requests that are sent to a server on this machine over connections that are kept alive, by a loop in C on a thread
/// of its own: it shares the processor with the server and must cost little.
struct HTTPLoad: Sendable {
    private let port: Int
    private let connections: Int
    private let bytes: [CChar]
    private let offsets: [Int]

    var count: Int { offsets.count - 1 }

    /// - Parameter requests: whole requests of HTTP/1.1.
    init(_ requests: [String], port: Int, connections: Int) {
        self.port = port
        self.connections = connections
        var bytes: [CChar] = []
        var offsets = [0]
        for request in requests {
            bytes += request.utf8.map { CChar(bitPattern: $0) }
            offsets.append(bytes.count)
        }
        self.bytes = bytes
        self.offsets = offsets
    }

    /// - Parameter field: a header that says who asks, with its value; of strangers a cookie of another site's, so that
    ///   the requests are of one length.
    static func get(_ target: String, as field: String = "Cookie: theme=plain", port: Int) -> String {
        "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(field)\r\n\r\n"
    }

    static func post(_ json: String, to target: String, as field: String, port: Int) -> String {
        "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n\(field)\r\n"
            + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)"
    }

    /// Sends all requests, and returns when all are answered with a status of 2xx.
    func run() async throws {
        let refused: Int? = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var refused = 0
                let result = offsets.withUnsafeBufferPointer { offsets in
                    bytes.withUnsafeBufferPointer { bytes in
                        var plan = baseline_load_plan(
                            port: UInt16(port), connections: Int32(connections), requests: bytes.baseAddress,
                            offsets: offsets.baseAddress, count: count)
                        return baseline_load(&plan, &refused)
                    }
                }
                continuation.resume(returning: result == 0 ? refused : nil)
            }
        }
        guard let refused else { throw UnequalWork("A connection to the server broke.") }
        guard refused == 0 else { throw UnequalWork("The server refused \(refused) of \(count) requests.") }
    }
}
