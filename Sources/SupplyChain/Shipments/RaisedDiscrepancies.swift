import Identifiers
import Registry
import Storage

/// The discrepancies that scans raise, each about one thing once.
struct RaisedDiscrepancies {
    private struct Subject: Hashable {
        var kind: StockDiscrepancy.Kind
        var unit: UnitKey?
        var model: ID<Model>?
        /// Of what is not known.
        var text: String?
    }
    private struct Raised {
        var quantity: Int64
        var line: Int64?
        var otherPlace: String?
    }
    private var raised: [Subject: Raised] = [:]
    private var order: [Subject] = []

    mutating func raise(_ kind: StockDiscrepancy.Kind, _ scan: TakenScan, otherPlace: String? = nil) {
        let subject = Subject(
            kind: kind, unit: scan.unit, model: scan.model, text: scan.model == nil ? scan.text : nil)
        if let known = raised[subject] {
            raised[subject]?.quantity = scan.unit == nil ? known.quantity.addingSaturated(scan.quantity) : 1
            return
        }
        order.append(subject)
        raised[subject] = Raised(quantity: scan.quantity, line: scan.line, otherPlace: otherPlace)
    }

    /// Where a unit should have been that was diverted.
    func diversion(of key: UnitKey) -> String? {
        raised[Subject(kind: .diverted, unit: key, model: key.model, text: nil)]?.otherPlace
    }

    /// Writes down what was raised, and settles what was missing and has turned up.
    func write(_ desk: ReceivingDesk, _ transaction: any SQLTransaction) throws {
        var new: [StockDiscrepancy] = []
        for subject in order {
            guard let raised = raised[subject] else { continue }
            if let one = try add(raised, subject, desk.shipment, transaction) { new.append(one) }
        }
        try StockDiscrepancyRows.insert(new, transaction)
        guard desk.shipment.state == .closed else { return }
        for line in desk.touchedLines() {
            try Self.settle(line, of: desk.shipment, transaction)
        }
    }

    /// A new discrepancy; nil where there is one about the same thing.
    private func add(
        _ raised: Raised, _ subject: Subject, _ shipment: Shipment, _ transaction: any SQLTransaction
    ) throws -> StockDiscrepancy? {
        // A unit is received once, so these are raised once; others may have been before.
        if subject.unit == nil || subject.kind == .duplicateLabel || subject.kind == .damaged {
            let known = try StockDiscrepancyRows.list(
                of: shipment.number, subject.kind, serial: subject.unit?.serial.key ?? "", transaction)
            let same = known.first {
                $0.unit == subject.unit && $0.model == subject.model && $0.text == subject.text
                    && ($0.resolvedAt == nil || subject.unit != nil)
            }
            if var same {
                guard subject.unit == nil else { return nil }
                same.actual = same.actual.addingSaturated(raised.quantity)
                try StockDiscrepancyRows.update(&same, transaction)
                return nil
            }
        }
        var one = StockDiscrepancy(
            subject.kind, id: ID(transaction.newID()), of: shipment.manufacturer, at: shipment.destination,
            openedAt: transaction.now)
        (one.shipment, one.line) = (shipment.number, raised.line)
        (one.unit, one.model, one.text) = (subject.unit, subject.model, subject.text)
        (one.actual, one.otherPlace) = (raised.quantity, raised.otherPlace ?? shipment.source)
        return one
    }

    /// Of a closed shipment: what was missing is found, what is too much is more.
    private static func settle(
        _ line: ShipmentLine, of shipment: Shipment, _ transaction: any SQLTransaction
    ) throws {
        let serial = ShipmentClosing.serial(of: line)
        let missing = try StockDiscrepancyRows.list(of: shipment.number, .missing, serial: serial, transaction)
        if var one = missing.first(where: { $0.line == line.ordinal }), one.actual < one.expected {
            let come = try ShipmentClosing.come(of: line, in: shipment, transaction)
            guard come > one.actual else { return }
            one.actual = min(come, one.expected)
            if one.actual == one.expected {
                (one.resolution, one.resolvedAt) = (.found, transaction.now)
                one.reason = one.reason ?? "Scanned after the shipment was closed."
            }
            try StockDiscrepancyRows.update(&one, transaction)
        }
        guard line.received > line.quantity else { return }
        let over = try StockDiscrepancyRows.list(of: shipment.number, .over, serial: serial, transaction)
        if var one = over.first(where: { $0.line == line.ordinal }) {
            one.actual = line.received
            try StockDiscrepancyRows.update(&one, transaction)
        } else {
            try StockDiscrepancyRows.insert(
                [ShipmentClosing.discrepancy(.over, line, line.received, shipment, transaction)], transaction)
        }
    }
}
