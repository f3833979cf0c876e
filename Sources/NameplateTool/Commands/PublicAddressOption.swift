import ArgumentParser
import FoundationEssentials
import Server

/// The address of the website that plates carry.
struct PublicAddressOption: ParsableArguments {
    @Option(
        help: """
            Where the public will find the website: QR codes of plates lead there, and the server answers under this name \
            (default: NAMEPLATE_PUBLIC_ADDRESS, or both numbers as text).
            """)
    var publicAddress: String?

    /// - Throws: `ServerError` `server.publicAddress`.
    func address() throws -> PublicAddress? {
        try publicAddress.map { try PublicAddress(parsing: $0) } ?? Self.inherited()
    }

    /// What the environment names. - Throws: `ServerError` `server.publicAddress`.
    static func inherited() throws -> PublicAddress? {
        let named = ProcessInfo.processInfo.environment["NAMEPLATE_PUBLIC_ADDRESS"] ?? ""
        return named.isEmpty ? nil : try PublicAddress(parsing: named)
    }
}
