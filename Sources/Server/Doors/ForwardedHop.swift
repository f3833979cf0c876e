import HTTPTypes
import NIOCore

/// What the outermost trusted proxy says of whoever called it, in `X-Forwarded-For` and `X-Forwarded-Proto`, which all
/// proxies know, or in `Forwarded` (RFC 7239).
///
/// Each proxy appends the address that it was called from, so the entries count from the right: what stands further to
/// the left, the caller has written and may be anything.
struct ForwardedHop {
    /// Nil where no proxy names an address, or two headers name different ones.
    let network: String?
    let isSecure: Bool

    /// More entries are no route that a request takes.
    private static let mostEntries = 50

    init(_ headers: HTTPFields, fromTheRight hops: Int) {
        let addresses = Self.entries(headers, HeaderNames.forwardedFor)
        let forwarded = Self.entries(headers, HeaderNames.forwarded)
        let named = [
            addresses.isEmpty ? nil : Self.entry(addresses, hops).flatMap(Self.network),
            forwarded.isEmpty
                ? nil : Self.entry(forwarded, hops).flatMap { Self.parameter("for", $0) }.flatMap(Self.network),
        ]
        // A proxy that writes one of the headers may pass on the other as the caller wrote it.
        network =
            switch (addresses.isEmpty, forwarded.isEmpty) {
            case (false, true): named[0]
            case (true, false): named[1]
            case (false, false): named[0] == named[1] ? named[0] : nil
            case (true, true): nil
            }
        let schemes = Self.entries(headers, HeaderNames.forwardedScheme)
        let scheme = schemes.isEmpty ? nil : schemes.count == 1 ? schemes[0] : Self.entry(schemes, hops)
        let proto = Self.entry(forwarded, hops).flatMap { Self.parameter("proto", $0) }
        let told = [scheme.map { $0.lowercased() }, proto.map { $0.lowercased() }].compactMap(\.self)
        isSecure = !told.isEmpty && told.allSatisfy { $0 == "https" }
    }

    /// The elements of a list that may be spread over several lines (RFC 9110, section 5.6.1).
    private static func entries(_ headers: HTTPFields, _ name: HTTPField.Name) -> [String] {
        headers[values: name].flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map(trimmed)
    }

    private static func entry(_ entries: [String], _ hops: Int) -> String? {
        entries.count >= hops && entries.count <= mostEntries ? entries[entries.count - hops] : nil
    }

    /// A parameter of an element of `Forwarded`; its name is written in any case. Nil where it is there twice.
    private static func parameter(_ name: String, _ element: String) -> String? {
        let values = element.split(separator: ";").compactMap { pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, trimmed(parts[0]).lowercased() == name else { return nil }
            return trimmed(parts[1])
        }
        guard values.count == 1, let value = values.first else { return nil }
        guard value.hasPrefix("\"") else { return value }
        return value.utf8.count >= 2 && value.hasSuffix("\"") ? String(value.dropFirst().dropLast()) : nil
    }

    /// The network of an address, perhaps with a port: `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::1`, `[2001:db8::1]:4711`.
    /// Nil for `unknown`, for hidden names (`_gazonk`) and for anything else.
    static func network(_ text: String) -> String? {
        var host = text[...]
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]"), isPort(host[host.index(after: end)...]) else { return nil }
            host = host[host.index(after: host.startIndex)..<end]
            guard host.contains(":") else { return nil }
        } else if let colon = host.firstIndex(of: ":"), host[host.index(after: colon)...].contains(":") == false {
            guard isPort(host[colon...]) else { return nil }
            host = host[..<colon]
        }
        let isAddress = host.utf8.allSatisfy { byte in
            PercentCoding.hexadecimal(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
        }
        guard isAddress, let address = try? SocketAddress(ipAddress: String(host), port: 0) else { return nil }
        return Asker.network(of: address)
    }

    /// Nothing, or a colon and a number of up to five digits.
    private static func isPort(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return true }
        let digits = text.utf8.dropFirst()
        return text.first == ":" && (1...5).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = text.drop(while: isSpace)
        return String(start.reversed().drop(while: isSpace).reversed())
    }
}
