import Identifiers
package import Registry

/// All that is known of a unit that may tell of copies, at one moment. What follows from it is pure computation: the same at any
/// later time.
package struct CopyEvidence: Sendable {
    /// Of strangers, without repetitions, oldest first.
    private let scans: [UnitScan]
    private let life: UnitLifeline
    private let rules: VerificationRules
    /// When anybody asked for the first time, whatever has been cleared since.
    private let firstAt: Int64?

    /// - Parameters:
    ///   - scans: since the unit was last cleared.
    ///   - firstAt: when anybody asked for the unit for the first time.
    package init(_ scans: [UnitScan], _ life: UnitLifeline, by rules: VerificationRules, firstAt: Int64? = nil) {
        self.scans = UnitScan.folded(scans.filter { !$0.isTrusted })
        self.life = life
        self.rules = rules
        self.firstAt = firstAt
    }

    package var signals: [CopySignal] {
        [
            tooManyAskers, impossibleTravel, beforeShipment, afterEnd, otherMarket, lateElsewhere, ownerCodeShared,
        ].compactMap(\.self)
    }

    private static let hour: Int64 = 3_600_000_000
    private static let day: Int64 = 24 * hour

    private static func date(_ time: Int64) -> String { CivilDate(microseconds: time).isoText }

    private var tooManyAskers: CopySignal? {
        let span = rules.askerDays * Self.day
        var counts: [[UInt8]: Int] = [:]
        var first = 0
        for scan in scans {
            counts[scan.asker, default: 0] += 1
            while scan.at - scans[first].at > span {
                let left = (counts[scans[first].asker] ?? 1) - 1
                counts[scans[first].asker] = left == 0 ? nil : left
                first += 1
            }
            guard counts.count >= rules.askers else { continue }
            return CopySignal(
                .tooManyAskers,
                [
                    "askers": String(counts.count), "from": Self.date(scans[first].at), "until": Self.date(scan.at),
                ])
        }
        return nil
    }

    private var impossibleTravel: CopySignal? {
        let placed = scans.filter { $0.region != nil }
        for (earlier, later) in zip(placed, placed.dropFirst())
        where earlier.region != later.region && earlier.asker != later.asker
            && later.at - earlier.at < rules.travelHours * Self.hour
        {
            return CopySignal(
                .impossibleTravel,
                [
                    "from": earlier.region ?? "", "to": later.region ?? "",
                    "minutes": String((later.at - earlier.at) / 60_000_000), "on": Self.date(later.at),
                ])
        }
        return nil
    }

    private var beforeShipment: CopySignal? {
        let early: UnitScan?
        if let shippedAt = life.shippedAt {
            early = scans.first { $0.at < shippedAt }
        } else {
            early = life.isInStock ? scans.first { $0.at > life.lastTime ?? .max } : nil
        }
        guard let early else { return nil }
        return CopySignal(
            .beforeShipment,
            [
                "seen": Self.date(early.at),
                "shipped": life.shippedAt.map(Self.date) ?? "not yet",
            ])
    }

    private var afterEnd: CopySignal? {
        guard let end = life.endedAt, let late = scans.first(where: { $0.at > end }) else { return nil }
        return CopySignal(.afterEnd, ["seen": Self.date(late.at), "ended": Self.date(end)])
    }

    private var foreign: [UnitScan] {
        guard let market = life.market else { return [] }
        return scans.filter { scan in scan.region.map { $0 != market } ?? false }
    }

    private var otherMarket: CopySignal? {
        let askers = Set(foreign.map(\.asker)).count
        guard askers >= rules.foreignAskers else { return nil }
        let regions = Set(foreign.compactMap(\.region)).sorted()
        return CopySignal(
            .otherMarket,
            [
                "market": life.market ?? "", "askers": String(askers),
                "countries": regions.prefix(10).joined(separator: " "),
            ])
    }

    private var lateElsewhere: CopySignal? {
        guard let soldAt = life.soldAt, let first = scans.first, first.at <= firstAt ?? first.at,
            first.at - soldAt >= rules.lateDays * Self.day, foreign.first == first
        else { return nil }
        return CopySignal(
            .lateElsewhere,
            ["sold": Self.date(soldAt), "seen": Self.date(first.at), "country": first.region ?? ""])
    }

    private var ownerCodeShared: CopySignal? {
        let askers = Set(scans.filter { $0.code == .owner }.map(\.asker)).count
        guard askers >= rules.ownerCodes else { return nil }
        return CopySignal(.ownerCodeShared, ["askers": String(askers)])
    }
}
