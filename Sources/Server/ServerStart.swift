import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a server does not start.
package struct ServerError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, CaseIterable, Sendable {
        case notLoopback = "server.notLoopback"
        case portTaken = "server.portTaken"
        case socketPath = "server.socketPath"
        case publicAddress = "server.publicAddress"
        case certificate = "server.certificate"
    }
    package var code: Code
    package var sentence: String

    init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    package var description: String { sentence }
}

/// Counts the doors that are open while a server starts.
final class OpenDoors: Sendable {
    private let state: Mutex<(missing: Int, port: Int?)>

    init(expected: Int) { state = Mutex((expected, nil)) }

    var port: Int? { state.withLock { $0.port } }

    /// Notes one more open door. - Returns: Whether all are.
    func open(port: Int?) -> Bool {
        state.withLock { state in
            state.missing -= 1
            state.port = port ?? state.port
            return state.missing == 0
        }
    }
}

/// What the database's lock says of the server that has it open, for other commands to find it.
enum ServerNote {
    static func text(port: Int, socket: String?) -> String {
        let bytes = JSONWriter.bytes { json in
            json.object { json in
                json.field("pid", Int64(getpid()))
                json.field("port", port)
                json.field("socket", socket)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
