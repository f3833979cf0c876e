import Identifiers
import Nameplate
import Registry
import SupplyChain

/// A round: goods are made, come to the warehouses on the third day, and to the shops on the fifth.
extension SimulatedChain {
    func planRound(_ round: Int, from first: Int64) {
        let consignments = (0..<ChainPlan.shops).map { makeConsignment(round, to: $0, from: first) }
        planMaking(consignments, round, from: first)
        for warehouse in 0..<ChainPlan.warehouses {
            planFirstLeg(consignments.filter { $0.warehouse == warehouse }, round, from: first)
        }
        for one in consignments { planDeparture(of: one, from: first) }
        for one in consignments { planFaults(of: one, among: consignments, from: first) }
        for one in consignments { planArrival(of: one, from: first) }
        nights += [first + 2 * ChainClock.day, first + 4 * ChainClock.day].map { $0 + 23 * ChainClock.hour }
    }

    private func makeConsignment(_ round: Int, to shop: Int, from first: Int64) -> ChainConsignment {
        let cases = (0..<plan.cases).map { _ in
            let one = ChainGood(newCode(), Containers.modelNumber, with: [ChainPlan.cased: plan.unitsPerCase])
            one.firstNumber = nextCased
            nextCased += plan.unitsPerCase
            return one
        }
        let loose = (0..<plan.loose).map { _ in
            let one = ChainGood(Self.serial("L", nextLoose), ChainPlan.loose)
            one.firstNumber = nextLoose
            nextLoose += 1
            return one
        }
        let shipment = ChainShipment(
            "R\(round)-S\(shop)", from: ChainPlan.warehouse(shop % ChainPlan.warehouses), to: ChainPlan.shop(shop),
            isSilent: isDrawn(20))
        let one = ChainConsignment(
            to: shop, pallet: ChainGood(newCode(), Containers.modelNumber), cases: cases, loose: loose,
            singles: (0..<plan.single).map { _ in newSingle() }, pieces: plan.pieces, by: shipment,
            from: first + 4 * ChainClock.day + 8 * ChainClock.hour + draw(hours: 0...4))
        one.isWhole = isDrawn(40)
        one.isShopLate = isDrawn(20)
        one.isTwice = isDrawn(20)
        shipments.append(shipment)
        return one
    }

    func newSingle() -> ChainGood {
        let number = nextSingle
        nextSingle += 1
        return ChainGood(Self.serial("S", number), ChainPlan.single)
    }

    // MARK: The plant

    private func planMaking(_ consignments: [ChainConsignment], _ round: Int, from first: Int64) {
        let time = first + 8 * ChainClock.hour
        for good in consignments.flatMap({ [$0.pallet] + $0.loose + $0.singles }) {
            truth.move(good, to: ChainPlan.plant, time)
        }
        let pieces = Int64(consignments.count) * plan.pieces
        truth.add(pieces, of: ChainPlan.piece, at: ChainPlan.plant, time)
        let singles = consignments.flatMap(\.singles).map(\.label)
        let cased = consignments.flatMap(\.cases).map(\.firstNumber).min() ?? 1
        let loose = consignments.flatMap(\.loose).map(\.firstNumber).min() ?? 1
        let counts = (
            cased: Int64(consignments.count * plan.cases) * plan.unitsPerCase,
            loose: Int64(consignments.count * plan.loose)
        )
        at(time) { [self] in
            try await make(counts.cased, of: ChainPlan.cased, from: cased, as: "C-\(round)")
            try await make(counts.loose, of: ChainPlan.loose, from: loose, as: "L-\(round)")
            try await register(singles, of: ChainPlan.single, at: ChainPlan.plant)
            try await registry.perform(as: .administrator) { commands in
                var report = PiecesReport(pieces, of: ChainPlan.piece)
                report.place = ChainPlan.plant
                _ = try commands.recordPieces(report, of: ChainPlan.maker)
            }
            try await record(consignments.flatMap { one in packing(one, round) })
        }
    }

    /// The events by which cases are filled and put on their pallet.
    private func packing(_ one: ChainConsignment, _ round: Int) -> [EventReport] {
        var reports: [EventReport] = one.cases.map { box in
            var report = EventReport(manufacturer: ChainPlan.maker)
            (report.model, report.batch, report.container) = (ChainPlan.cased, "C-\(round)", box.label)
            (report.firstSequence, report.lastSequence) = (
                box.firstNumber, box.firstNumber + plan.unitsPerCase - 1
            )
            return report
        }
        var report = EventReport(manufacturer: ChainPlan.maker)
        report.model = Containers.modelNumber
        report.serials = one.cases.compactMap { try? SerialNumber(parsing: $0.label) }
        report.container = one.pallet.label
        reports.append(report)
        return reports.map { report in
            var report = report
            (report.draft.action, report.draft.businessStep) = (.add, .packing)
            report.draft.businessLocation = ChainPlan.plant
            return report
        }
    }

    // MARK: From the plant to a warehouse

    private func planFirstLeg(_ consignments: [ChainConsignment], _ round: Int, from first: Int64) {
        guard let warehouse = consignments.first?.warehouse else { return }
        let (day, hour) = (ChainClock.day, ChainClock.hour)
        let place = ChainPlan.warehouse(warehouse)
        let shipment = ChainShipment("R\(round)-W\(warehouse)", from: ChainPlan.plant, to: place, isSilent: isDrawn(30))
        shipments.append(shipment)
        var closesEarly = isDrawn(50)
        for one in consignments {
            shipment.announce(one.pallet)
            shipment.announceParts(one.loose)
            for single in one.singles { shipment.announce(single) }
            if closesEarly, isDrawn(30) { one.isWarehouseLate = true } else { one.isGateLate = isDrawn(30) }
        }
        // Nothing is closed of which no scan has come.
        if consignments.allSatisfy(\.isWarehouseLate) {
            closesEarly = false
            for one in consignments { one.isWarehouseLate = false }
        }
        shipment.announcePieces(Int64(consignments.count) * plan.pieces)
        at(first + day) { [self] in
            try await announce(shipment)
            if !shipment.isSilent { try await ship(shipment) }
        }
        if !shipment.isSilent {
            for good in shipment.goods { truth.move(good, to: "", first + day) }
            truth.add(-shipment.pieces, of: ChainPlan.piece, at: ChainPlan.plant, first + day)
            truth.add(shipment.pieces, of: ChainPlan.piece, at: "", first + day)
        }
        let closing = first + (closesEarly ? 3 * day + 5 * hour : 8 * day)
        var lost: Set<String> = []
        var late: Set<String> = []
        for one in consignments {
            lost.formUnion(planReceipt(of: one, in: shipment, from: first))
            if one.isWarehouseLate { late.formUnion(([one.pallet] + one.loose + one.singles).map(\.label)) }
        }
        for line in shipment.lines {
            let come = line.filter { !lost.contains($0.label) }
            settle(
                line, in: shipment, atClosing: come.count { !late.contains($0.label) }, finally: come.count)
        }
        let latePieces = Int64(consignments.count(where: \.isWarehouseLate)) * plan.pieces
        settle(shipment, pieces: shipment.pieces - latePieces, finally: shipment.pieces)
        at(closing) { [self] in
            try await close(shipment)
            report.received += shipment.units
        }
        planRescan(consignments, in: shipment, from: first)
    }

    /// What is scanned at the warehouse, and what has got lost before.
    private func planReceipt(
        of one: ChainConsignment, in shipment: ChainShipment, from first: Int64
    ) -> Set<String> {
        let (day, hour) = (ChainClock.day, ChainClock.hour)
        var lost: Set<String> = []
        if isDrawn(20), let single = one.singles.popLast() { lost.insert(single.label) }
        if isDrawn(20) { lost.insert(one.loose.remove(at: Int(draw(1...Int64(one.loose.count - 2)))).label) }
        let goods = [one.pallet] + one.loose + one.singles
        var time = first + 2 * day + 8 * hour + draw(hours: 0...1)
        func scan(_ goods: [ChainGood], _ verdict: ScanVerdict, into list: inout ChainList) {
            for good in goods {
                time += draw(ChainClock.second...(9 * ChainClock.second))
                list.entries.append(ScanEntry(good.label, at: time))
                shipment.verdicts[verdict, default: 0] += 1
                if verdict == .expected { truth.move(good, to: shipment.destination, time) }
            }
        }
        func scanPieces(into list: inout ChainList) {
            time += ChainClock.second
            var entry = ScanEntry(ChainPlan.pieceLabel, at: time)
            entry.quantity = plan.pieces
            list.entries.append(entry)
            shipment.verdicts[.expected, default: 0] += 1
            truth.add(-plan.pieces, of: ChainPlan.piece, at: shipment.isSilent ? shipment.source : "", time)
            truth.add(plan.pieces, of: ChainPlan.piece, at: shipment.destination, time)
        }
        var list = ChainList(isNumbered: isDrawn(50))
        scan(goods, .expected, into: &list)
        let hasCases = one.isGateLate || (one.isWarehouseLate && isDrawn(50))
        if hasCases { scan(one.cases, .alreadyReceived, into: &list) }
        let evening = first + 2 * day + 19 * hour + draw(hours: 0...2)
        let later = first + 6 * day + draw(hours: 0...120)
        if one.isGateLate {
            send(list, in: shipment, at: later, isTwice: one.isTwice)
            time = max(time, first + 2 * day + 14 * hour)
            var second = ChainList(isNumbered: isDrawn(50))
            scan(goods, .alreadyReceived, into: &second)
            scanPieces(into: &second)
            send(second, in: shipment, at: evening, comesInParts: true)
        } else {
            scanPieces(into: &list)
            send(
                list, in: shipment, at: one.isWarehouseLate ? later : evening, isTwice: one.isTwice,
                comesInParts: !hasCases)
        }
        return lost
    }

    /// Something is scanned once more where it has been received and sent on.
    private func planRescan(_ consignments: [ChainConsignment], in shipment: ChainShipment, from first: Int64) {
        let time = first + 3 * ChainClock.day + 14 * ChainClock.hour
        var list = ChainList()
        for one in consignments where !one.isWarehouseLate && isDrawn(20) {
            guard let good = one.singles.randomElement(using: &random) else { continue }
            list.entries.append(ScanEntry(good.label, at: time + Int64(list.entries.count) * ChainClock.second))
            shipment.verdicts[.alreadyReceived, default: 0] += 1
        }
        if !list.entries.isEmpty { send(list, in: shipment, at: time + 6 * ChainClock.hour) }
    }

    // MARK: Parts

    /// - Parameter comesInParts: whether it may be sent in two.
    func send(
        _ list: ChainList, in shipment: ChainShipment, at time: Int64, isTwice: Bool = false, comesInParts: Bool = false
    ) {
        let entries = shuffled(list)
        let half = comesInParts && isDrawn(50) ? entries.count / 2 : 0
        for (place, part) in [Array(entries[half...]), Array(entries[..<half])].enumerated() where !part.isEmpty {
            at(time + Int64(place) * 5 * ChainClock.minute) { [self] in try await receive(part, in: shipment) }
        }
        guard isTwice else { return }
        let again = shuffled(list)
        at(time + draw(hours: 1...72)) { [self] in try await receive(again, in: shipment) }
    }

    /// What closing finds of a line, and what of it is settled by scans that come after.
    func settle(_ line: [ChainGood], in shipment: ChainShipment, atClosing come: Int, finally: Int) {
        guard come < line.count, let good = line.first else { return }
        findings.append(
            ChainFinding(
                .missing, good.model == ChainPlan.loose ? ChainPlan.loose : good.label, in: shipment,
                expected: Int64(line.count), actual: Int64(finally), isFound: finally == line.count))
    }

    func settle(_ shipment: ChainShipment, pieces come: Int64, finally: Int64) {
        let expected = shipment.pieces
        if come < expected {
            findings.append(
                ChainFinding(
                    .missing, ChainPlan.piece, in: shipment, expected: expected, actual: min(finally, expected),
                    isFound: finally >= expected))
        }
        guard finally > expected else { return }
        findings.append(ChainFinding(.over, ChainPlan.piece, in: shipment, expected: expected, actual: finally))
    }
}
