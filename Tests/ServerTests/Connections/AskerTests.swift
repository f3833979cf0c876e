import HTTPTypes
import NIOCore
import TestSupport
import Testing

@testable import Server

/// Who asks, as far as the network and trusted proxies tell; nobody can pass for another.
struct AskerTests {
    private static let proxy = "10.0.0.1"

    @Test(
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("127.0.0.1", "127.0.0.1"), ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::", "2001:db8:1:2::/64"),
            ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1", "fe80:0:0:0::/64"),
        ])
    func anAddressStandsForItsNetwork(_ address: String, _ network: String) throws {
        let peer = try SocketAddress(ipAddress: address, port: 4711)
        let asker = Asker(peer: peer, isEncrypted: true, headers: [:], proxies: 0)
        #expect(asker == Asker(network: network, isSecure: true))
    }

    @Test func withoutProxiesTheirHeadersAreNothing() throws {
        let headers = Self.headers([
            ("X-Forwarded-For", "192.0.2.1"), ("Forwarded", "for=192.0.2.1;proto=https"),
            ("X-Forwarded-Proto", "https"),
        ])
        let peer = try SocketAddress(ipAddress: Self.proxy, port: 4711)
        let asker = Asker(peer: peer, isEncrypted: false, headers: headers, proxies: 0)
        #expect(asker == Asker(network: Self.proxy, isSecure: false))
        #expect(Asker(peer: nil, isEncrypted: false, headers: [:], proxies: 0).network == "unknown")
    }

    struct Case: Sendable {
        var headers: [(String, String)]
        var hops = 1
        /// Nil for the proxy's own.
        var network: String?
        var isSecure = false

        init(_ headers: [(String, String)], hops: Int = 1, _ network: String?, isSecure: Bool = false) {
            (self.headers, self.hops, self.network, self.isSecure) = (headers, hops, network, isSecure)
        }

        init(for addresses: String, hops: Int = 1, _ network: String?) {
            self.init([("X-Forwarded-For", addresses)], hops: hops, network)
        }
    }

    private static let addresses = [
        Case(for: "192.0.2.7", "192.0.2.7"), Case(for: " \t192.0.2.7 ", "192.0.2.7"),
        // What stands to the left of the trusted hops, the caller has written.
        Case(for: "203.0.113.9, 192.0.2.7", "192.0.2.7"), Case(for: "203.0.113.9, 192.0.2.7", hops: 2, "203.0.113.9"),
        Case(for: "junk,, 192.0.2.7", "192.0.2.7"), Case(for: "203.0.113.9, junk, 192.0.2.7", hops: 2, nil),
        Case([("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "192.0.2.7")], "192.0.2.7"),
        Case(for: "192.0.2.7", hops: 2, nil), Case(for: "", nil), Case(for: "192.0.2.7,", nil),
        Case(for: "192.0.2.7:4711", "192.0.2.7"), Case(for: "2001:db8::1", "2001:db8:0:0::/64"),
        Case(for: "[2001:db8::1]", "2001:db8:0:0::/64"), Case(for: "[2001:db8::1]:4711", "2001:db8:0:0::/64"),
        Case(for: "::ffff:192.0.2.7", "192.0.2.7"),
        Case(for: "192.0.2.7:", nil), Case(for: "192.0.2.7:471100", nil), Case(for: "192.0.2.7:x", nil),
        Case(for: "192.0.2", nil), Case(for: "192.0.2.256", nil), Case(for: "0300.0.2.7", nil),
        Case(for: "3221225991", nil),
        Case(for: "192.0.2.7.8", nil), Case(for: "[192.0.2.7]", nil), Case(for: "[2001:db8::1", nil),
        Case(for: "2001:db8::1]", nil), Case(for: "2001:db8:::1", nil), Case(for: "fe80::1%eth0", nil),
        Case(for: "unknown", nil), Case(for: "_hidden", nil), Case(for: "localhost", nil), Case(for: "١٩٢.0.2.7", nil),
        Case(for: String(repeating: "192.0.2.7,", count: 60) + "192.0.2.7", nil),
        Case(for: String(repeating: ":", count: 5_000), nil), Case([], nil),
    ]

    private static let forwarded = [
        Case([("Forwarded", "for=192.0.2.7")], "192.0.2.7"),
        Case([("Forwarded", "For=\"[2001:db8:cafe::17]:4711\"")], "2001:db8:cafe:0::/64"),
        Case([("Forwarded", "for=192.0.2.7;proto=https;by=203.0.113.43")], "192.0.2.7", isSecure: true),
        Case([("Forwarded", "for=203.0.113.9;proto=https, for=192.0.2.7; PROTO = http")], "192.0.2.7"),
        Case([("Forwarded", "for=203.0.113.9, for=192.0.2.7")], hops: 2, "203.0.113.9"),
        Case([("Forwarded", "for=unknown;proto=https")], nil, isSecure: true),
        Case([("Forwarded", "for=_gazonk")], nil),
        Case([("Forwarded", "by=192.0.2.7")], nil), Case([("Forwarded", "for=192.0.2.7;for=192.0.2.8")], nil),
        Case([("Forwarded", "for=\"192.0.2.7")], nil), Case([("Forwarded", "for")], nil),
        Case([("Forwarded", "\"")], nil),
        Case([("Forwarded", "for=\"")], nil),
        // A proxy that knows one of the two headers may let the other through: neither can be believed then.
        Case([("Forwarded", "for=192.0.2.8"), ("X-Forwarded-For", "192.0.2.7")], nil),
        Case([("Forwarded", "for=192.0.2.7"), ("X-Forwarded-For", "192.0.2.7")], "192.0.2.7"),
    ]

    private static let schemes = [
        Case([("X-Forwarded-Proto", "https")], nil, isSecure: true),
        Case([("X-Forwarded-Proto", "HTTPS")], nil, isSecure: true),
        Case([("X-Forwarded-Proto", "http")], nil), Case([("X-Forwarded-Proto", "httpsx")], nil),
        Case([("X-Forwarded-Proto", "https, http")], nil),
        Case([("X-Forwarded-Proto", "https, http")], hops: 2, nil, isSecure: true),
        Case([("X-Forwarded-Proto", "https"), ("Forwarded", "proto=http")], nil),
        Case([("X-Forwarded-Proto", "https")], hops: 3, nil, isSecure: true),
    ]

    @Test(arguments: addresses + forwarded + schemes)
    func theOutermostTrustedProxySaysWhoAsks(_ one: Case) throws {
        let peer = try SocketAddress(ipAddress: Self.proxy, port: 4711)
        let asker = Asker(peer: peer, isEncrypted: false, headers: Self.headers(one.headers), proxies: one.hops)
        #expect(asker == Asker(network: one.network ?? Self.proxy, isSecure: one.isSecure))
    }

    /// Whatever a caller writes before what the proxy appends, the proxy is believed; whatever the proxy's entry is, nobody
    /// but the proxy or the one it names is the asker.
    @Test(arguments: 0..<200)
    func nobodyChoosesForWhomHeIsTaken(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let parts = [
            "192.0.2.7", "2001:db8::1", "[", "]", ":", "80", ",", ";", "=", "for", "proto", "https", "\"", " ", "x",
            "%",
        ]
        let junk = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in parts.randomElement(using: &random) }
            .joined()
        let peer = try SocketAddress(ipAddress: Self.proxy, port: 4711)
        let name = Bool.random(using: &random) ? "X-Forwarded-For" : "Forwarded"
        let entry = name == "Forwarded" ? "for=198.51.100.9" : "198.51.100.9"
        let appended = Asker(
            peer: peer, isEncrypted: false, headers: Self.headers([(name, junk + "," + entry)]), proxies: 1)
        #expect(appended.network == "198.51.100.9", "seed \(seed)")
        let alone = Asker(peer: peer, isEncrypted: false, headers: Self.headers([(name, junk)]), proxies: 1)
        #expect(
            [Self.proxy, "192.0.2.7", "2001:db8:0:0::/64"].contains(alone.network)
                || junk.contains(alone.network.prefix { $0 != ":" }), "seed \(seed)")
    }

    private static func headers(_ headers: [(String, String)]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return fields
    }
}
