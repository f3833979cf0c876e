package import Identifiers
package import Registry

/// Somebody has asked whether a unit is real. It is no event: a scan says what strangers do, not what has happened to the unit.
package struct UnitScan: Hashable, Sendable {
    /// By which door somebody asked.
    package enum Channel: String, CaseIterable, Sendable {
        case web
        case api
        case cli
        case app
    }

    package var id: Int64
    package var unit: UnitKey
    package var manufacturer: ID<Manufacturer>
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The country that the asker's program names: ISO 3166-1 alpha-2.
    package var region: String?
    package var channel: Channel
    /// A hash under the day's key; see ``AskerKey``.
    package var asker: [UInt8]
    /// The same under the key of the day before, just after midnight: who asked then is known again.
    package var askerBefore: [UInt8]?
    /// Whether somebody asked whom a role lets see the unit: no sign of anything.
    package var isTrusted: Bool
    package var code: CodeCheck

    package init(
        id: Int64, _ unit: UnitKey, of manufacturer: ID<Manufacturer>, at: Int64, region: String?, _ channel: Channel,
        asker: [UInt8], askerBefore: [UInt8]? = nil, isTrusted: Bool = false, code: CodeCheck = .none
    ) {
        self.id = id
        self.unit = unit
        self.manufacturer = manufacturer
        self.at = at
        self.region = region
        self.channel = channel
        self.asker = asker
        self.askerBefore = askerBefore
        self.isTrusted = isTrusted
        self.code = code
    }

    /// Within this time the same asker asks once, in microseconds.
    package static let repetition: Int64 = 10 * 60 * 1_000_000

    /// Whether this is the same asker's repetition of an earlier scan.
    package func repeats(_ earlier: UnitScan) -> Bool {
        earlier.unit == unit && (earlier.asker == asker || earlier.asker == askerBefore)
            && earlier.at <= at && at - earlier.at < Self.repetition
    }

    /// Scans in order of time, without repetitions and without those that are there twice.
    package static func folded(_ scans: [UnitScan]) -> [UnitScan] {
        var kept: [UnitScan] = []
        var ids: Set<Int64> = []
        for scan in scans.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) where ids.insert(scan.id).inserted {
            let recent = kept.reversed().prefix { scan.at - $0.at < repetition }
            if !recent.contains(where: { scan.repeats($0) }) { kept.append(scan) }
        }
        return kept
    }

    /// A country's code in capitals; nil for what is none.
    package static func region(_ text: String) -> String? {
        let code = text.uppercased()
        return TextRules.isCountry(code) ? code : nil
    }
}
