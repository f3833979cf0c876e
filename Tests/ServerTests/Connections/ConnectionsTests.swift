import NIOCore
import TestSupport
import Testing

@testable import Server

/// No network and no flood takes all connections, and no request is larger or more ambiguous than the server takes.
struct ConnectionsTests {
    /// Asks the server something on an open connection, which it answers or has closed.
    private static func expect(_ isAnswered: Bool, _ client: inout RawClient, _ server: TestServer) async throws {
        // A connection that is closed already cannot be written to.
        try? await client.get("/api/v1/status", host: server.host)
        let answer = try await client.text(until: "\r\n\r\n")
        #expect(answer.contains("HTTP/1.1 200") == isAnswered)
    }

    @Test func aNetworkHasOnlySoMany() async throws {
        try await TestServer.with({ $0.limits.connectionsPerNetwork = 2 }) { server in
            try await RawClient.with(port: server.port) { first in
                try await Self.expect(true, &first, server)
                try await RawClient.with(port: server.port) { second in
                    try await Self.expect(true, &second, server)
                    try await RawClient.with(port: server.port) { third in
                        try await Self.expect(false, &third, server)
                    }
                    try await Self.expect(true, &second, server)
                }
            }
        }
    }

    @Test func behindProxiesTheProxyIsNotTheAsker() async throws {
        let address = try PublicAddress(parsing: "https://id.example.com")
        try await TestServer.with(
            publicAddress: address,
            {
                $0.limits.connectionsPerNetwork = 1
                $0.proxies = 1
            }
        ) { server in
            try await RawClient.with(port: server.port) { first in
                try await Self.expect(true, &first, server)
                try await RawClient.with(port: server.port) { second in
                    try await Self.expect(true, &second, server)
                }
            }
        }
    }

    @Test func inAFloodTheLongestRestingGiveWay() async throws {
        try await TestServer.with({ $0.limits.connections = 2 }) { server in
            try await RawClient.with(port: server.port) { first in
                try await Self.expect(true, &first, server)
                try await RawClient.with(port: server.port) { second in
                    try await Self.expect(true, &second, server)
                    try await RawClient.with(port: server.port) { third in
                        try await Self.expect(true, &third, server)
                        let rest = try await first.textToTheEnd()
                        #expect(!rest.contains("HTTP/1.1"))
                        try await Self.expect(true, &second, server)
                    }
                }
            }
        }
    }

    /// Heads that are too large or are no HTTP, by what is wrong with them.
    private static let badHeaders = [
        "a long header": "X: \(String(repeating: "x", count: 50_000))",
        "many headers": (0..<200).map { "X-\($0): x" }.joined(separator: "\r\n"),
        "much altogether": (0..<9).map { "X-\($0): \(String(repeating: "x", count: 9_000))" }.joined(separator: "\r\n"),
        "a space before the colon": "X : x", "no colon": "X", "a NUL": "X: \0", "two hosts": "Host: evil.example",
        // Two readings of where the body ends, and with it the request (RFC 9112, section 11.2).
        "two kinds of length": "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "two lengths": "Content-Length: 5\r\nContent-Length: 6", "a negative length": "Content-Length: -1",
        "no number": "Content-Length: 5x", "chunked, and then something": "Transfer-Encoding: chunked, identity",
        "an unknown coding": "Transfer-Encoding: xchunked",
        "a known coding first": "Transfer-Encoding: gzip, chunked",
    ]

    @Test(arguments: badHeaders.keys.sorted())
    func aHeadThatIsTooLargeOrAmbiguousIsNoRequest(_ name: String) async throws {
        let header = try #require(Self.badHeaders[name])
        try await TestServer.with({ $0.limits.linger = .milliseconds(50) }) { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send("POST /api/v1/lookup HTTP/1.1\r\nHost: \(server.host)\r\n\(header)\r\n\r\n12345")
                let answer = try await client.textToTheEnd()
                #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.isEmpty, "\(answer.prefix(200))")
                #expect(answer.ranges(of: "HTTP/1.1 ").count <= 1)
            }
        }
    }

    @Test(arguments: 0..<40)
    func randomBytesAreNoRequest(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let texts = [
            "GET ", "POST ", "/", " HTTP/1.1\r\n", "HTTP/1.0", "Host: x\r\n", "\r\n", "\n", "Content-Length: 3\r\n",
            "0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n", "\u{0}", "é", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "ffffffffffffffffff\r\n",
        ]
        let text = (0..<Int.random(in: 1..<20, using: &random)).compactMap { _ in texts.randomElement(using: &random) }
            .joined()
        try await TestServer.with({
            $0.limits.linger = .milliseconds(20)
            $0.limits.head = .milliseconds(20)
            $0.limits.rest = .milliseconds(20)
            $0.limits.pause = .milliseconds(20)
        }) { server in
            try await RawClient.with(port: server.port) { client in
                try? await client.send(text)
                let answer = try await client.textToTheEnd()
                #expect(!answer.contains("HTTP/1.1 200") && !answer.contains("HTTP/1.1 500"), "seed \(seed)")
            }
        }
    }

    @Test func aBodyThatEndsEarlyIsNotTakenForAWholeOne() async throws {
        try await TestServer.with { server in
            let rows = "manufacturer,number\nacme,P-1\n"
            try await RawClient.with(port: server.port) { client in
                try await client.send(
                    "POST /api/v1/lookup HTTP/1.1\r\nHost: \(server.host)\r\nContent-Type: text/csv\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n\(String(rows.utf8.count, radix: 16))\r\n\(rows)\r\n")
            }
            // The connection has gone; the server goes on.
            try await RawClient.with(port: server.port) { client in
                try await Self.expect(true, &client, server)
            }
        }
    }
}
