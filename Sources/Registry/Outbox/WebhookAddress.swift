/// Where a webhook is: an `https` or `http` address with a host, without a name and a password in it. Whether it may be
/// called is decided when it is.
package struct WebhookAddress: Hashable, Sendable {
    package let text: String
    package let isEncrypted: Bool
    /// In lower case, without the brackets of an IPv6 address.
    package let host: String
    package let port: Int
    /// Path and query, as they are sent.
    package let target: String

    private static let longest = 1_000

    /// - Throws: `value.invalid`.
    package init(parsing text: String) throws(RegistryError) {
        let wrong = RegistryError(
            .valueInvalid,
            "A webhook needs an address such as https://hooks.example.com/nameplate, with no name, password or fragment "
                + "in it.", field: "url")
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }),
            !text.contains(where: { "#\"<>\\^`{|}".contains($0) }),
            let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) })
        else { throw wrong }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest.dropFirst(authority.count)
        let isEncrypted = scheme == "https://"
        guard !authority.contains("@"),
            let (host, port) = Self.parts(authority, port: isEncrypted ? 443 : 80)
        else { throw wrong }
        self.text = text
        self.isEncrypted = isEncrypted
        self.host = host
        self.port = port
        target = tail.isEmpty ? "/" : (tail.hasPrefix("/") ? "" : "/") + tail
    }

    /// What stands in `Host`.
    package var authority: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        return port == (isEncrypted ? 443 : 80) ? shown : "\(shown):\(port)"
    }

    private static func parts(_ authority: Substring, port own: Int) -> (host: String, port: Int)? {
        var host = authority
        var port = ""[...]
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { return nil }
            port = rest.dropFirst()
            guard !host.isEmpty, host.utf8.allSatisfy(isPartOfAddress) else { return nil }
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        if authority.first != "[" {
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(isPartOfName) else { return nil }
        }
        guard !port.isEmpty else { return authority.hasSuffix(":") ? nil : (host.lowercased(), own) }
        guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(port), number > 0 else {
            return nil
        }
        return (host.lowercased(), Int(number))
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isPartOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
