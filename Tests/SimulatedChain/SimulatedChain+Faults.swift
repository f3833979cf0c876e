import Nameplate
import SupplyChain

/// What goes wrong, and what must be found of it.
extension SimulatedChain {
    func planFaults(of one: ChainConsignment, among all: [ChainConsignment], from first: Int64) {
        planLosses(of: one)
        planDamage(of: one)
        planStrangers(at: one)
        planMislabels(at: one)
        planStray(at: one)
        guard !one.isShopLate, let other = all.filter({ $0.shop != one.shop }).randomElement(using: &random) else {
            return
        }
        planDiversions(of: one, to: other, from: first)
        if isDrawn(15), let good = spare(of: one) { one.copied[good.label] = other }
    }

    /// A unit of which nothing else is planned.
    private func spare(of one: ChainConsignment) -> ChainGood? { one.pool.count > 2 ? one.pool.popLast() : nil }

    private func spareLoose(of one: ChainConsignment) -> ChainGood? {
        one.loose.dropFirst(4).filter { !one.lost.contains($0.label) && !one.damaged.contains($0.label) }
            .randomElement(using: &random)
    }

    private func spareCase(of one: ChainConsignment) -> ChainGood? {
        one.isWhole ? nil : one.cases.last { !one.lost.contains($0.label) }
    }

    private func planLosses(of one: ChainConsignment) {
        if isDrawn(30), let good = spare(of: one) { one.lost.insert(good.label) }
        if isDrawn(20), let good = spareLoose(of: one) { one.lost.insert(good.label) }
        if isDrawn(10), let good = spareCase(of: one) { one.lost.insert(good.label) }
        if one.isWhole, isDrawn(10) { one.lost.insert(one.pallet.label) }
        if let mixed = one.mixed, isDrawn(10) { one.lost.insert(mixed.label) }
        if isDrawn(30) { one.comingPieces += isDrawn(50) ? -draw(1...9) : draw(1...9) }
    }

    private func planDamage(of one: ChainConsignment) {
        if isDrawn(20), let good = spare(of: one) { one.damaged.insert(good.label) }
        if isDrawn(10), let good = spareLoose(of: one) { one.damaged.insert(good.label) }
        if isDrawn(10), let good = spare(of: one) { one.damagedAgain.insert(good.label) }
    }

    /// What nobody has sent.
    private func planStrangers(at one: ChainConsignment) {
        if isDrawn(15) {
            let good = planExtra(at: one.shipment.source)
            scan(good, .unexpected, by: one)
            findings.append(ChainFinding(.unexpected, good.label, in: one.shipment))
        }
        if isDrawn(10) {
            let place = ChainPlan.warehouse((one.warehouse + 1) % ChainPlan.warehouses)
            let good = planExtra(at: place)
            scan(good, .unexpected, by: one)
            divert(good.label, to: one, from: place)
        }
    }

    /// A unit that stands somewhere, of which nothing is announced.
    private func planExtra(at place: String) -> ChainGood {
        let good = newSingle()
        let time = clock.now()
        truth.move(good, to: place, time)
        at(time) { [self] in try await register([good.label], of: good.model, at: place) }
        return good
    }

    /// What labels say wrongly.
    private func planMislabels(at one: ChainConsignment) {
        if isDrawn(15), let good = spare(of: one) {
            one.lost.insert(good.label)
            let twin = ChainGood(good.label, ChainPlan.twin)
            at(clock.now()) { [self] in try await register([twin.label], of: twin.model, at: nil) }
            scan(twin, .wrongModel, by: one, text: "\(ChainPlan.twin) \(twin.label)")
            findings.append(ChainFinding(.wrongModel, twin.label, in: one.shipment))
        }
        if isDrawn(15) {
            let text = Self.serial("L", 9_000_000 + draw(0...899_999))
            scan(ChainGood(text, ChainPlan.loose), .notIssued, by: one)
            findings.append(ChainFinding(.notIssued, text, in: one.shipment))
        }
        if isDrawn(15), !sold.isEmpty {
            let good = sold.remove(at: Int(draw(0...Int64(sold.count - 1))))
            scan(good, .duplicateLabel, by: one)
            findings.append(ChainFinding(.duplicateLabel, good.label, in: one.shipment))
        }
        if isDrawn(10) {
            scan(ChainGood("?", ChainPlan.single), .unreadable, by: one, text: "?#\(draw(100...999))")
        }
    }

    private func planDiversions(of one: ChainConsignment, to other: ChainConsignment, from first: Int64) {
        func go(_ good: ChainGood) {
            one.lost.insert(good.label)
            scan(good, .wrongDestination, by: other)
            divert(good.label, to: other, from: one.place)
        }
        if isDrawn(20), let good = spare(of: one) {
            go(good)
            if !one.shipment.isSilent, !other.isShopLate, isDrawn(50) {
                // It comes to where it was sent as well, or another one with its label does.
                one.shipment.verdicts[.duplicateLabel, default: 0] += 1
                findings.append(ChainFinding(.duplicateLabel, good.label, in: one.shipment))
                let time = first + 5 * ChainClock.day + 9 * ChainClock.hour
                let list = ChainList(entries: [ScanEntry(good.label, at: time)])
                send(list, in: one.shipment, at: time + 11 * ChainClock.hour)
            }
        }
        if isDrawn(10), let good = spareLoose(of: one) { go(good) }
        if isDrawn(5), let good = spareCase(of: one) { go(good) }
    }

    /// A unit that stands in one shop turns up in another.
    private func planStray(at one: ChainConsignment) {
        let candidates = standing.indices.filter { standing[$0].shop != one.shop }
        guard isDrawn(15), let index = candidates.randomElement(using: &random) else { return }
        let (good, shop) = standing.remove(at: index)
        scan(good, .unexpected, by: one)
        divert(good.label, to: one, from: ChainPlan.shop(shop))
    }

    private func divert(_ subject: String, to one: ChainConsignment, from place: String) {
        findings.append(ChainFinding(.diverted, subject, in: one.shipment, otherPlace: place))
        findings.append(ChainFinding(signalOf: subject, expected: place, found: one.place))
    }
}
