import NIOCore
import Testing

@testable import Server

@Suite struct AddressGuardTests {
    private static func isPublic(_ text: String) throws -> Bool {
        let address = try SocketAddress(ipAddress: text, port: 1)
        let bytes = address.withSockAddr { pointer, _ in HostAddresses.bytes(of: pointer) } ?? []
        return AddressGuard.isPublic(bytes)
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "fe80::1", "fec0::1",
        "fc00::1", "fd12:3456:789a::1", "ff02::1", "2001:db8::1", "2001::1", "2001:1ff:ffff::1", "2002:7f00:1::",
        "2002:808:808::", "3fff::1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "100::1",
        "4000::1",
    ])
    func whatIsNotPublicIsRefused(_ text: String) throws { #expect(try !Self.isPublic(text)) }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2606:4700::1111", "2a00:1450::1",
        "2003::1", "64:ff9b::8.8.8.8",
    ])
    func whatIsPublicIsAllowed(_ text: String) throws { #expect(try Self.isPublic(text)) }

    @Test func whatIsNoAddressIsRefused() {
        for count in [0, 3, 5, 15, 17] { #expect(!AddressGuard.isPublic(Array(repeating: 8, count: count))) }
    }
}
