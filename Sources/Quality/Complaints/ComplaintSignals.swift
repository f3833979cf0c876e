package import Identifiers
package import Registry
package import Storage

/// Reads a manufacturer's complaints for a ``ComplaintWatch``: one row for what is alike of a day, handed over as it is read.
package enum ComplaintSignals {
    /// What has stood out up to the end of a day.
    /// - Parameter codes: the manufacturer's fault codes: a complaint counts for its codes and for all wider ones. Codes of the
    ///   kind *no trouble found* are no fault to be watched.
    package static func watch(
        of manufacturer: ID<Manufacturer>, until lastDay: CivilDate, _ codes: [FaultCode],
        by rule: ComplaintWatch.Rule = .init(), _ reader: any SQLReader
    ) throws -> ComplaintWatch {
        let tree = WiderFaults(codes)
        var (watch, entries, day): (ComplaintWatch, [ComplaintWatch.Entry], String) = (.init(rule), [], "")
        let bounds: [SQLValue] = [.integer(manufacturer.value), .text(lastDay.lastDay.isoText)]
        func close() throws {
            guard !entries.isEmpty else { return }
            try watch.take(entries, on: CivilDate(parsing: day).dayNumber)
            entries.removeAll(keepingCapacity: true)
        }
        try reader.forEachRow(ComplaintSignalsSQL.byDay, bounds) { row in
            let next = row.text(0)
            if next != day { try close() }
            day = next
            let told = row.text(2).split(separator: "\n").map { String($0) }
            entries.append(
                ComplaintWatch.Entry(
                    about: row.integer(1), tree.codes(forAnyOf: told), complaints: Int(clamping: row.integer(3)),
                    harmful: Int(clamping: row.integer(4))))
            return true
        }
        try close()
        try watch.advance(to: max(watch.day ?? .min, lastDay.lastDay.dayNumber))
        return watch
    }

    /// The hands that are up, without those of a wider code where a narrower one tells all of it; those whose cells stand out
    /// today first, then the latest raised.
    package static func raised(_ watch: ComplaintWatch, _ codes: [FaultCode]) -> [RaisedComplaintSignal] {
        let tree = WiderFaults(codes)
        let signals = watch.raised.map { hand in
            RaisedComplaintSignal(hand: hand, now: watch.figures(of: hand.cell), watch)
        }
        func isTold(_ signal: RaisedComplaintSignal) -> Bool {
            signals.contains { other in
                other.hand.cell.model == signal.hand.cell.model && other.hand.cell.code != signal.hand.cell.code
                    && tree.codes(for: other.hand.cell.code).contains(signal.hand.cell.code)
                    && other.now?.complaints == signal.now?.complaints
            }
        }
        return signals.filter { !isTold($0) }.sorted { one, other in
            let (first, second) = (one.hand, other.hand)
            if one.standsOut != other.standsOut { return one.standsOut }
            if first.raisedOn != second.raisedOn { return first.raisedOn > second.raisedOn }
            return (first.cell.model, first.cell.code) < (second.cell.model, second.cell.code)
        }
    }
}

/// A hand that is up, as it was when it went up and as it stands now.
package struct RaisedComplaintSignal: Hashable, Sendable {
    package var hand: ComplaintWatch.Hand
    /// Nil where no complaint of it is left in the window.
    package var now: ComplaintWatch.Figures?
    /// Whether it would stand out today, were another complaint to come.
    package var standsOut: Bool

    init(hand: ComplaintWatch.Hand, now: ComplaintWatch.Figures?, _ watch: ComplaintWatch) {
        (self.hand, self.now) = (hand, now)
        standsOut = now.map { watch.standsOut($0) } ?? false
    }
}

private enum ComplaintSignalsSQL {
    static let byDay = Statement(
        """
        SELECT received_on, model_id, fault_codes, count(*),
               CAST(sum(CASE WHEN crash + fire + injured + deaths > 0 THEN 1 ELSE 0 END) AS BIGINT)
          FROM complaints
         WHERE manufacturer_id = $1
           AND received_on <= $2
         GROUP BY received_on, model_id, fault_codes
         ORDER BY received_on, model_id, fault_codes
        """)
}
