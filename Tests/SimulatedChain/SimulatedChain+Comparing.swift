import Identifiers
import Nameplate
import Registry
import Storage
import SupplyChain

/// Whether what was found is what was planted.
extension SimulatedChain {
    func compare() async throws {
        try await compareFindings()
        try await compareVerdicts()
        for night in nights { try await compareStock(at: night) }
        try await compareStock(at: nil)
        try await compareUnits()
    }

    /// Whether each unit with a label of its own stands where it should, and no other does.
    private func compareUnits() async throws {
        let models = [ChainPlan.loose, ChainPlan.single, ChainPlan.twin]
        let standing = Dictionary(grouping: truth.goods.filter { models.contains($0.model) }) { $0.place ?? "" }
        // What never left the plant has no row, and is told as a part of its batch.
        for place in ChainPlan.places where place != ChainPlan.plant {
            let right = Set((standing[place] ?? []).map { "\($0.model) \($0.label)" })
            var found: Set<String> = []
            for model in models {
                var question = StockUnitsQuestion(at: place)
                question.model = model
                var next: StockUnitPlace?
                repeat {
                    let page = try await registry.stockUnits(
                        of: ChainPlan.maker, question, from: next, limit: 1_000, as: .administrator)
                    for unit in page.lines.compactMap(\.unit) { found.insert("\(model) \(unit.serial)") }
                    next = page.next
                } while next != nil
            }
            report.standing += Int64(right.intersection(found).count)
            report.differences += found.subtracting(right).sorted().map { "\(place): \($0) stands there." }
            report.differences += right.subtracting(found).sorted().map { "\(place): \($0) does not stand there." }
        }
    }

    private func compareFindings() async throws {
        var found: [ChainFinding] = []
        for shipment in shipments {
            var filter = DiscrepancyFilter()
            (filter.shipment, filter.showsResolved) = (shipment.reference, true)
            let lines = try await registry.discrepancies(
                of: ChainPlan.maker, filter, limit: 10_000, as: .administrator
            ).items
            found += lines.map { ChainFinding($0, reference: shipment.reference) }
        }
        let signals = try await registry.database.read { reader in
            try Discrepancies.latest(of: nil, since: 0, limit: 1_000_000, reader).map(\.discrepancy)
        }
        found += signals.map { signal in
            ChainFinding(
                signal: signal.code.rawValue, of: signal.unit.serial.text, expected: signal.expected,
                found: signal.found)
        }
        var waiting: [ChainFinding: Int] = [:]
        for finding in findings {
            waiting[finding, default: 0] += 1
            report.kinds[finding.group, default: ChainCount()].planted += 1
        }
        for finding in found {
            report.kinds[finding.group, default: ChainCount()].found += 1
            if let left = waiting[finding], left > 0 {
                waiting[finding] = left - 1
            } else {
                report.kinds[finding.group, default: ChainCount()].invented += 1
                report.differences.append("Invented: \(finding)")
            }
        }
        for (finding, left) in waiting where left > 0 {
            report.kinds[finding.group, default: ChainCount()].missed += left
            report.differences.append("Missed: \(finding)")
        }
    }

    private func compareVerdicts() async throws {
        for shipment in shipments {
            let answer = try await registry.shipment(shipment.reference, of: ChainPlan.maker, as: .administrator)
            let planned = shipment.verdicts.filter { $0.value != 0 }
            for (verdict, count) in answer.verdicts { report.verdicts[verdict.rawValue, default: 0] += count }
            for verdict in ScanVerdict.allCases where planned[verdict] != answer.verdicts[verdict] {
                report.differences.append(
                    "\(shipment.reference): \(answer.verdicts[verdict] ?? 0) scans are \(verdict.rawValue), not "
                        + "\(planned[verdict] ?? 0)")
            }
        }
    }

    private struct Figure: Hashable {
        var total: Int64 = 0
        var held: Int64 = 0
        var isOnItsWay = false
    }

    /// - Parameter time: nil for now.
    private func compareStock(at time: Int64?) async throws {
        let levels = truth.levels(at: time ?? .max)
        let models = [
            ChainPlan.cased, ChainPlan.loose, ChainPlan.single, ChainPlan.twin, ChainPlan.piece, Containers.modelNumber,
        ]
        for model in models {
            var question = StockQuestion()
            (question.model, question.time, question.grouping) = (model, time, .location)
            let answer = try await registry.stock(of: ChainPlan.maker, question, as: .administrator)
            if answer.behind != 0 { report.differences.append("\(answer.behind) events are not counted.") }
            var found: [String: Figure] = [:]
            for line in answer.lines where line.total != 0 {
                found[line.place ?? "?"] = Figure(
                    total: line.total, held: line[.held],
                    isOnItsWay: line.place != "" && line[.inTransit] != 0)
            }
            var right: [String: Figure] = [:]
            for (level, quantity) in levels where level.model == model {
                right[level.place, default: Figure()].total += quantity
                if level.isHeld { right[level.place, default: Figure()].held += quantity }
            }
            for place in Set(found.keys).union(right.keys).sorted() {
                let (one, other) = (found[place] ?? Figure(), right[place] ?? Figure())
                guard one != other else { continue }
                report.differences.append(
                    "\(place == "" ? "On the way" : place): \(one.total) of \(model) (\(one.held) held"
                        + "\(one.isOnItsWay ? ", some on their way" : "")), not \(other.total) (\(other.held) held)"
                        + (time.map { ", on day \(($0 - start) / ChainClock.day)" } ?? ""))
            }
        }
    }
}
