package import Nameplate

/// Where the public finds this registry's website, such as `https://id.example.com`. Plates carry it for as long as the
/// products last.
///
/// It is printed, and the server answers under its name; on what it listens is another matter.
package struct PublicAddress: Hashable, Sendable {
    /// Without a slash at its end.
    package let text: String
    /// Its host, with the port where that is not the scheme's own: what browsers send as `Host`, in lower case.
    let authority: String
    /// What browsers send as `Origin` from its pages (RFC 6454, section 6.2).
    let origin: String

    /// Longer ones make codes that are hard to read.
    private static let longest = 100

    /// - Throws: `ServerError` `server.publicAddress` for anything but `http` or `https`, a host in ASCII and perhaps a port.
    package init(parsing text: String) throws(ServerError) {
        let whole = text.hasSuffix("/") ? text.dropLast() : text[...]
        let scheme = ["https://", "http://"].first { whole.hasPrefix($0) } ?? ""
        let parts = whole.dropFirst(scheme.count).split(separator: ":", omittingEmptySubsequences: false)
        let (host, port) = (parts.first ?? "", parts.dropFirst())
        let isHost = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        let isPort = port.allSatisfy { port in
            port.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt16(port).map { $0 > 0 } ?? false
        }
        guard !scheme.isEmpty, !host.isEmpty, isHost, port.count <= 1, isPort, whole.utf8.count <= Self.longest else {
            throw ServerError(
                .publicAddress,
                "A public address is https:// with a host name of at most \(Self.longest) characters and no path, such as "
                    + "https://id.example.com.")
        }
        self.text = String(whole)
        let own = scheme == "https://" ? "443" : "80"
        let further = port.first.flatMap { UInt16($0) }.map(String.init)
        authority = host.lowercased() + (further.map { $0 == own ? "" : ":\($0)" } ?? "")
        origin = scheme + authority
    }

    /// Where a unit's page lies.
    package func page(of unit: UnitReference) -> String {
        text + Href.unit(unit.manufacturer, unit.model, unit.serial).text
    }
}
