import Hummingbird
import NIOCore
import Registry
import Testing

@testable import Server

/// Who keeps a connection without using it loses it; whoever uses it does not.
struct RequestWatchTests {
    private static func limits(_ change: (inout ConnectionLimits) -> Void) -> (inout NameplateServer.Settings) -> Void {
        var limits = ConnectionLimits()
        limits.linger = .milliseconds(50)
        change(&limits)
        return { [limits] in $0.limits = limits }
    }

    @Test(arguments: ["", "GET ", "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
    func aHeadThatDoesNotComeIsNotWaitedFor(_ begun: String) async throws {
        try await TestServer.with(Self.limits { $0.head = .milliseconds(50) }) { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send(begun)
                #expect(try await client.textToTheEnd() == "")
            }
        }
    }

    @Test func aConnectionRestsOnlySoLong() async throws {
        try await TestServer.with(Self.limits { $0.rest = .milliseconds(50) }) { server in
            try await RawClient.with(port: server.port) { client in
                try await client.get("/api/v1/status", host: server.host)
                #expect(try await client.textToTheEnd().hasPrefix("HTTP/1.1 200 OK"))
            }
        }
    }

    @Test(arguments: [ConnectionLimits.pausing, .dripping])
    func aBodyThatDoesNotComeIsToldSo(_ limits: ConnectionLimits) async throws {
        try await TestServer.with({ $0.limits = limits }) { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send(Self.post(server, "Content-Length: 1000"))
                try await client.send("{\"te")
                let answer = try await client.textToTheEnd()
                #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout"))
                #expect(answer.contains("\"code\":\"body.tooSlow\"") && answer.contains("Connection: close"))
                #expect(answer.lowercased().contains("content-security-policy: default-src 'none'"))
            }
        }
    }

    @Test func piecesThatComeInTimeAreWaitedFor() async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                let body = #"{"text":"TR2410001207Y"}"#
                try await client.send(Self.post(server, "Content-Length: \(body.utf8.count)"))
                for character in body { try await client.send(String(character)) }
                #expect(try await client.text(until: "\r\n").hasPrefix("HTTP/1.1 200"))
            }
        }
    }

    @Test func whoeverIsRefusedCannotKeepSending() async throws {
        try await TestServer.with(Self.limits { _ in }) { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send(Self.post(server, "Content-Length: 1000000000"))
                let answer = try await client.textToTheEnd()
                #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.contains("body.tooLarge"))
            }
        }
    }

    @Test func anAnswerThatTakesTooLongIsToldSo() async throws {
        let (never, end) = AsyncStream.makeStream(of: Void.self)
        let slow = Route(
            method: .get, path: "/api/v1/slow", permission: .look, summary: "", answer: .stream(["text/plain"], "")
        ) { _ in
            for await _ in never {}
            return .bytes([], "text/plain")
        }
        try await TestServer.with(routes: [slow], Self.limits { $0.answer = .milliseconds(50) }) { server in
            try await RawClient.with(port: server.port) { client in
                try await client.get("/api/v1/slow", host: server.host)
                let answer = try await client.textToTheEnd()
                #expect(answer.hasPrefix("HTTP/1.1 503 ") && answer.contains("server.timeout"))
            }
            end.finish()
        }
    }

    @Test func anAnswerThatNobodyReadsEnds() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let endless = Route(
            method: .get, path: "/api/v1/endless", permission: .look, summary: "", answer: .stream(["text/plain"], "")
        ) { _ in
            Response(
                status: .ok,
                body: ResponseBody { output in
                    defer { end.finish() }
                    while true { try await output.write(ByteBuffer(repeating: 0x78, count: 65_536)) }
                })
        }
        try await TestServer.with(routes: [endless], Self.limits { $0.unread = .milliseconds(50) }) { server in
            try await RawClient.with(port: server.port, autoRead: false) { client in
                try await client.get("/api/v1/endless", host: server.host)
                for await _ in ended {}
            }
        }
    }

    @Test func requestsSentAheadAreAnsweredInTheirOrder() async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                for path in ["/api/v1/status", "/api/v1/nothing", "/api/v1/status"] {
                    try await client.get(path, host: server.host)
                }
                for status in [200, 404, 200] {
                    _ = try await client.text(until: "HTTP/1.1 ")
                    #expect(try await client.text(until: " ") == "\(status) ")
                }
            }
        }
    }

    private static func post(_ server: TestServer, _ header: String) -> String {
        "POST /api/v1/lookup HTTP/1.1\r\nHost: \(server.host)\r\nContent-Type: application/json\r\n\(header)\r\n\r\n"
    }
}

extension ConnectionLimits {
    /// The time between two pieces runs out.
    static var pausing: ConnectionLimits { short { $0.pause = .milliseconds(50) } }
    /// The time for all of a body runs out.
    static var dripping: ConnectionLimits { short { $0.bodyWait = .milliseconds(50) } }

    private static func short(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits()
        limits.linger = .milliseconds(50)
        change(&limits)
        return limits
    }
}
