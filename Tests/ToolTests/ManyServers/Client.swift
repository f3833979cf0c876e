import Foundation

/// Sends one request over a connection of its own, and blocks until it is answered: for many clients on many threads.
enum Client {
    struct Reply {
        var status: Int
        var body: Data

        var json: [String: Any]? { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] }
        var code: String? { json?["code"] as? String }
    }

    /// The answer to a POST of JSON to the server at a Unix socket; nil where the connection was refused or lost.
    static func post(_ path: String, _ body: [String: Any], key: String, socket: String) -> Reply? {
        guard let json = try? JSONSerialization.data(withJSONObject: body, options: .sortedKeys) else { return nil }
        let head = """
            POST \(path) HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Idempotency-Key: \(key)\r
            Content-Length: \(json.count)\r
            Connection: close\r
            \r

            """
        guard let answer = exchange(Data(head.utf8) + json, socket) else { return nil }
        guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let headers = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
        guard let status = headers.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        let body = Data(answer[end.upperBound...])
        // An answer that was cut off is none.
        let announced = headers.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
        guard announced == nil || announced == body.count else { return nil }
        return Reply(status: status, body: body)
    }

    private static func exchange(_ request: Data, _ path: String) -> Data? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { return nil }
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { bytes in
                send(
                    descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return nil }
            sent += count
        }
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 { return nil }
            if count == 0 { return answer }
            answer += buffer[..<count]
        }
    }
}
