/// Who publishes recalls. The raw value is the word that commands and files use.
package enum RecallAuthority: String, CaseIterable, Sendable {
    /// The US National Highway Traffic Safety Administration: vehicles, their equipment, tires, child seats.
    case nhtsa
    /// The UK Driver and Vehicle Standards Agency: vehicles and their parts.
    case dvsa
    /// The US Consumer Product Safety Commission: products for consumers.
    case cpsc

    /// As people write it.
    package var name: String { rawValue.uppercased() }

    /// Where its recalls are done: ISO 3166-1 alpha-2.
    package var country: String {
        switch self {
        case .nhtsa, .cpsc: "US"
        case .dvsa: "GB"
        }
    }
}
