import Identifiers
import Nameplate
import Registry
import SupplyChain

/// From a warehouse to a shop, and what the shop does then.
extension SimulatedChain {
    func planDeparture(of one: ChainConsignment, from first: Int64) {
        let (day, hour) = (ChainClock.day, ChainClock.hour)
        let (evening, shipment) = (first + 2 * day + 22 * hour, one.shipment)
        if !one.isWhole {
            one.pallet.within = []
            at(evening) { [self] in try await unpack(one.pallet.label) }
        }
        if !one.isWarehouseLate, one.singles.count > 8, isDrawn(30) {
            let mixed = ChainGood(newCode(), Containers.modelNumber)
            truth.move(mixed, to: shipment.source, evening)
            mixed.within = one.singles.suffix(3)
            one.singles.removeLast(3)
            one.mixed = mixed
            at(evening) { [self] in
                try await pack(mixed.within.map(\.label), into: mixed.label, at: shipment.source)
            }
        }
        for good in one.isWhole ? [one.pallet] : one.cases { shipment.announce(good) }
        if let mixed = one.mixed { shipment.announce(mixed) }
        shipment.announceParts(one.loose)
        for single in one.singles { shipment.announce(single) }
        shipment.announcePieces(plan.pieces)
        // What the registry does not know to have come cannot be sent by a command.
        if one.isWarehouseLate { shipment.isSilent = true }
        let departure = first + 3 * day + 10 * hour
        at(departure - 2 * hour) { [self] in try await announce(shipment) }
        one.pool = one.singles
        guard !shipment.isSilent else { return }
        at(departure) { [self] in try await ship(shipment) }
        for good in shipment.goods { truth.move(good, to: "", departure) }
        truth.add(-shipment.pieces, of: ChainPlan.piece, at: shipment.source, departure)
        truth.add(shipment.pieces, of: ChainPlan.piece, at: "", departure)
    }

    func planArrival(of one: ChainConsignment, from first: Int64) {
        let (day, hour) = (ChainClock.day, ChainClock.hour)
        let shipment = one.shipment
        one.list.isNumbered = isDrawn(50)
        for good in shipment.goods where !one.lost.contains(good.label) {
            scan(good, .expected, by: one, isDamaged: one.damaged.contains(good.label))
            if let other = one.copied[good.label] { planCopy(of: good, at: other, one.time, from: first) }
            let isSuspect = one.damaged.contains(good.label)
            if one.damagedAgain.contains(good.label) || isDrawn(isSuspect ? 50 : 2) { one.scannedAgain.append(good) }
        }
        // With its pallet it has been received, if that is scanned first.
        let hasCases = one.isWhole && !one.lost.contains(one.pallet.label) && isDrawn(30)
        if hasCases { one.scannedAgain += one.cases.prefix(1) }
        for good in one.scannedAgain {
            scan(good, .alreadyReceived, by: one, isDamaged: one.damagedAgain.contains(good.label))
        }
        scanPieces(by: one)
        let sent =
            one.isShopLate
            ? first + 6 * day + draw(hours: 0...168) : first + 4 * day + 18 * hour + draw(hours: 0...3)
        // Of what has neither left nor come nothing can be closed.
        let closing = shipment.isSilent ? max(first + 8 * day, sent + hour) : first + 8 * day
        send(one.list, in: shipment, at: sent, isTwice: one.isTwice, comesInParts: !hasCases)
        for line in shipment.lines {
            let come = line.count { !one.lost.contains($0.label) }
            settle(line, in: shipment, atClosing: sent > closing ? 0 : come, finally: come)
        }
        settle(shipment, pieces: sent > closing ? 0 : one.comingPieces, finally: one.comingPieces)
        at(closing) { [self] in
            try await close(shipment)
            report.received += shipment.units
        }
        planSales(of: one, from: first)
    }

    /// A scan at the shop, a few seconds after the one before.
    func scan(
        _ good: ChainGood, _ verdict: ScanVerdict, by one: ChainConsignment, text: String? = nil,
        isDamaged: Bool = false
    ) {
        one.time += draw(ChainClock.second...(15 * ChainClock.second))
        var entry = ScanEntry(text ?? good.label, at: one.time)
        entry.isDamaged = isDamaged
        one.list.entries.append(entry)
        one.shipment.verdicts[verdict, default: 0] += 1
        if verdict.isReceived || isDamaged { truth.move(good, to: one.place, isHeld: isDamaged, one.time) }
        if isDamaged { findings.append(ChainFinding(.damaged, good.label, in: one.shipment)) }
    }

    private func scanPieces(by one: ChainConsignment) {
        let split = draw(1...(one.comingPieces - 1))
        for quantity in [split, one.comingPieces - split] {
            one.time += ChainClock.second
            var entry = ScanEntry(ChainPlan.pieceLabel, at: one.time)
            entry.quantity = quantity
            one.list.entries.append(entry)
            one.shipment.verdicts[.expected, default: 0] += 1
        }
        let sent = min(one.comingPieces, plan.pieces)
        truth.add(-sent, of: ChainPlan.piece, at: one.shipment.isSilent ? one.shipment.source : "", one.time)
        truth.add(one.comingPieces, of: ChainPlan.piece, at: one.place, one.time)
    }

    /// Another thing with the same label is scanned elsewhere four minutes later.
    private func planCopy(of good: ChainGood, at other: ChainConsignment, _ time: Int64, from first: Int64) {
        other.shipment.verdicts[.duplicateLabel, default: 0] += 1
        findings.append(ChainFinding(.duplicateLabel, good.label, in: other.shipment))
        let list = ChainList(entries: [ScanEntry(good.label, at: time + 4 * ChainClock.minute)])
        send(list, in: other.shipment, at: first + 5 * ChainClock.day + 20 * ChainClock.hour)
    }

    private func planSales(of one: ChainConsignment, from first: Int64) {
        let noon = first + 5 * ChainClock.day + 12 * ChainClock.hour
        let singles = one.pool.prefix(max(1, one.pool.count / 4))
        one.pool.removeFirst(singles.count)
        let loose = one.loose.filter {
            !one.lost.contains($0.label) && one.copied[$0.label] == nil && !one.damaged.contains($0.label)
        }.prefix(2)
        for good in singles + loose { truth.move(good, to: nil, noon) }
        guard !one.isShopLate else {
            at(noon) { [self] in
                try await reportSale(singles.map(\.label), of: ChainPlan.single, at: one.place)
                try await reportSale(loose.map(\.label), of: ChainPlan.loose, at: one.place)
            }
            return
        }
        var labels = (singles + loose).map(\.label)
        sold += singles
        standing += one.pool.map { ($0, one.shop) }
        var opened: [ChainGood] = []
        if let box = one.cases.first(where: { !one.lost.contains($0.label) }), isDrawn(30),
            !one.lost.contains(one.pallet.label)
        {
            if one.isWhole { opened.append(one.pallet) }
            opened.append(box)
            labels += [0, 1].map { Self.serial("C", box.firstNumber + $0) }
            truth.add(-2, of: ChainPlan.cased, at: one.place, noon)
        }
        if let mixed = one.mixed, !one.lost.contains(mixed.label), let single = mixed.within.first {
            opened.append(mixed)
            labels.append(single.label)
            truth.move(single, to: nil, noon)
        }
        let (said, boxes) = (labels, opened.map(\.label))
        at(noon) { [self] in
            for box in boxes { try await unpack(box) }
            try await sell(said, at: one.place)
        }
    }
}
