import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds the addresses of a host by the system's resolver.
enum HostAddresses {
    struct Unknown: Error {}

    /// The bytes of each address of a host, in the order in which they should be tried.
    /// - Throws: ``Unknown``.
    static func find(_ host: String) async throws -> [[UInt8]] {
        try await NIOThreadPool.singleton.runIfActive { try resolve(host) }
    }

    private static func resolve(_ host: String) throws -> [[UInt8]] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { throw Unknown() }
        defer { freeaddrinfo(first) }
        var found: [[UInt8]] = []
        var next = first
        while let info = next?.pointee {
            if let address = info.ai_addr, let bytes = bytes(of: address), !found.contains(bytes) {
                found.append(bytes)
            }
            next = info.ai_next
        }
        guard !found.isEmpty else { throw Unknown() }
        return found
    }

    /// Of an address of the system's the bytes in network order. They lie where every system has them since 4.4BSD: after the
    /// port, and in IPv6 after the flow label.
    static func bytes(of address: UnsafePointer<sockaddr>) -> [UInt8]? {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: return Array(UnsafeRawBufferPointer(start: raw + 4, count: 4))
        case AF_INET6: return Array(UnsafeRawBufferPointer(start: raw + 8, count: 16))
        default: return nil
        }
    }
}
