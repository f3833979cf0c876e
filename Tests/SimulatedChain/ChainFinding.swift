import Identifiers
import Nameplate
import Registry
import SupplyChain

/// What is to be found, or was: a discrepancy of a shipment, or a signal of the ledger.
struct ChainFinding: Hashable, CustomStringConvertible {
    var kind: String
    /// The reference of the shipment; of a signal the place where it was found.
    var shipment: String
    /// A serial number, a text, or a model.
    var subject: String
    var expected: Int64
    var actual: Int64
    /// The place where it should have been.
    var otherPlace: String?
    var resolution: String?

    var description: String {
        "\(kind) of \(subject) in \(shipment): \(actual) of \(expected)"
            + (otherPlace.map { ", of \($0)" } ?? "") + (resolution.map { ", \($0)" } ?? "")
    }

    init(
        _ kind: StockDiscrepancy.Kind, _ subject: String, in shipment: ChainShipment, expected: Int64 = 0,
        actual: Int64 = 1, otherPlace: String? = nil, isFound: Bool = false
    ) {
        (self.kind, self.subject, self.shipment) = (kind.rawValue, subject, shipment.reference)
        (self.expected, self.actual) = (expected, actual)
        self.otherPlace = otherPlace ?? shipment.source
        resolution = isFound ? StockDiscrepancy.Resolution.found.rawValue : nil
    }

    /// Under what it is counted in the report.
    var group: String { resolution.map { "\(kind), \($0) later" } ?? kind }

    /// A signal that something should have been elsewhere.
    init(signalOf subject: String, expected: String, found: String) {
        self.init(signal: Discrepancy.Code.diverted.rawValue, of: subject, expected: expected, found: found)
    }

    /// As the registry has it.
    init(_ line: DiscrepancyLine, reference: String) {
        let one = line.discrepancy
        kind = one.kind.rawValue
        shipment = reference
        subject = one.unit?.serial.text ?? one.text ?? line.model?.number.text ?? "?"
        (expected, actual, otherPlace) = (one.expected, one.actual, one.otherPlace)
        resolution = one.resolution?.rawValue
    }

    /// A signal as the ledger has it.
    init(signal kind: String, of subject: String, expected: String?, found: String?) {
        (self.kind, self.subject, shipment) = ("\(kind) (signal)", subject, found ?? "?")
        (self.expected, actual, otherPlace) = (0, 1, expected)
    }
}

/// Planted and found, of one kind.
package struct ChainCount: Sendable {
    package var planted = 0
    package var found = 0
    /// Of what was planted.
    package var missed = 0
    /// Found, though nobody planted it.
    package var invented = 0
}

/// What became of a simulated chain.
package struct ChainReport: Sendable {
    package var units: Int64 = 0
    package var kinds: [String: ChainCount] = [:]
    package var verdicts: [String: Int64] = [:]
    /// What is not as planted, each in a sentence; none is good.
    package var differences: [String] = []
    /// Units that were announced, shipped, received, with those in cases; and scans.
    package var announced: Int64 = 0
    package var shipped: Int64 = 0
    package var received: Int64 = 0
    package var scans: Int64 = 0
    /// Units with labels of their own that stand where they should.
    package var standing: Int64 = 0
    /// Seconds.
    package var announcing = 0.0
    package var shipping = 0.0
    package var receiving = 0.0
    package var counting = 0.0
    package var all = 0.0
}
