import Hummingbird
import Nameplate
import Registry

// Who a caller is, as long as there is no sign-in. The access issue replaces this file.

/// With whose eyes one looks at the demo.
package enum Eyes: String, CaseIterable, Sendable {
    case everybody = "public"
    case owner
    case support
    case technician
    case maker

    static let cookie = "nameplate_eyes"
}

/// A server that shows sample data and lets everybody choose whose eyes to look with.
package struct Demo: Hashable, Sendable {
    /// The manufacturer and the party that an owner's eyes belong to.
    package var manufacturer: String
    package var owner: String

    package init(manufacturer: String, owner: String) {
        self.manufacturer = manufacturer
        self.owner = owner
    }

    /// The demo's own data: the present owner of the refrigerator with a life of its own.
    package static let sample = Demo(manufacturer: "fjordlys", owner: "Second Sample Owner")
}

/// Decides who asks.
struct Callers: Sendable {
    var demo: Demo?

    /// Whoever can open the socket or runs the program is the administrator; a browser is a stranger, but in the demo.
    func principal(_ door: Door, _ headers: HTTPFields, _ registry: NameplateRegistry) throws -> Principal {
        switch door {
        case .inProcess, .unixSocket: return .administrator
        case .loopback, .network: break
        }
        guard let demo else { return .stranger }
        switch eyes(headers) {
        case .everybody: return .stranger
        case .owner:
            return try registry.partyID(demo.owner, of: demo.manufacturer).map { .owner($0) } ?? .stranger
        case .support: return .staff(.support, .everyManufacturer)
        case .technician: return .staff(.technician, .everyManufacturer)
        case .maker: return .staff(.maker, .everyManufacturer)
        }
    }

    /// The eyes that the cookie names; the maker's without one.
    func eyes(_ headers: HTTPFields) -> Eyes {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == Eyes.cookie else { continue }
                return Eyes(rawValue: String(parts[1])) ?? .maker
            }
        }
        return .maker
    }
}
