package import Hummingbird
package import NIOCore

/// Who sends a request, as far as the network tells: what budgets are kept for, and whether anybody could listen.
package struct Asker: Hashable, Sendable {
    /// The IPv4 address, or the /64 prefix of an IPv6 address, which one household or one machine has all to itself
    /// (RFC 6177); `local` for whoever comes through the Unix socket or from this process.
    package let network: String
    /// Whether the request came over TLS, to this process or to the proxy that vouches for it.
    package let isSecure: Bool

    package init(network: String, isSecure: Bool) {
        self.network = network
        self.isSecure = isSecure
    }

    package static let local = Asker(network: "local", isSecure: false)

    /// Whoever is at the other end of a connection, or, behind trusted proxies, whom these name.
    ///
    /// Where the headers of a proxy are missing, malformed or contradict each other, the asker is the proxy itself: then
    /// all who come that way share one budget, and nobody can choose another's.
    /// - Parameters:
    ///   - peer: The other end of the connection; nil where it has gone already.
    ///   - isEncrypted: Whether this process speaks TLS on the connection.
    ///   - proxies: How many trusted proxies stand before this process.
    package init(peer: SocketAddress?, isEncrypted: Bool, headers: HTTPFields, proxies: Int) {
        let hop = proxies > 0 ? ForwardedHop(headers, fromTheRight: proxies) : nil
        network = hop?.network ?? peer.flatMap(Self.network) ?? "unknown"
        isSecure = proxies > 0 ? hop?.isSecure ?? false : isEncrypted
    }

    /// The network of an address as text: `192.0.2.7`, or `2001:db8:0:1::/64`.
    static func network(of address: SocketAddress) -> String? {
        // In sockaddr_in the address lies after family and port, in sockaddr_in6 also after the flow.
        switch address {
        case .v4: address.withSockAddr { dotted(UnsafeRawBufferPointer(start: $0, count: $1).dropFirst(4)) }
        case .v6: address.withSockAddr { network(ofIPv6: UnsafeRawBufferPointer(start: $0, count: $1).dropFirst(8)) }
        case .unixDomainSocket: local.network
        }
    }

    /// Four bytes in decimal. It is made for every request, so it takes no memory: Swift keeps 15 bytes in the string itself.
    private static func dotted(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        String(unsafeUninitializedCapacity: 15) { text in
            var count = 0
            for byte in bytes.prefix(4) {
                if count > 0 {
                    text[count] = UInt8(ascii: ".")
                    count += 1
                }
                for divisor: UInt8 in [100, 10, 1] where byte >= divisor || divisor == 1 {
                    text[count] = UInt8(ascii: "0") + byte / divisor % 10
                    count += 1
                }
            }
            return count
        }
    }

    /// IPv4-mapped addresses (RFC 4291, section 2.5.5.2) are IPv4: a server on `::` sees those.
    private static func network(ofIPv6 address: Slice<UnsafeRawBufferPointer>) -> String {
        let bytes = Array(address.prefix(16))
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return dotted(address.dropFirst(12))
        }
        let groups = stride(from: 0, to: 8, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }
}
