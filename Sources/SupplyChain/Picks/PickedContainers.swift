import Identifiers
import Registry
import Storage

/// Cases and pallets that were scanned while goods are picked: they stand for what is in them, at any depth.
struct PickedContainers {
    private let reader: any SQLReader
    private let kinds: ModelKinds
    /// Units that one request may name so.
    private var left = PickScan.mostInside

    init(_ reader: any SQLReader) { (self.reader, kinds) = (reader, ModelKinds(reader)) }

    /// The scans that a scan stands for; nil where it names no container, or one with too many units in it.
    mutating func scans(of keyed: KeyedPick) throws -> [KeyedPick]? {
        guard case .container(let container) = keyed.scan.subject else { return nil }
        var found: [KeyedPick] = []
        var count = 0
        let isWhole = try collect(container, depth: 0, &count) { found.append(Self.scan(of: $0, in: keyed)) }
        guard isWhole else { return nil }
        left -= count
        return found
    }

    /// It is known by the scan of its container, as if its label had been read then.
    private static func scan(of key: UnitKey, in container: KeyedPick) -> KeyedPick {
        let serial = key.serial.text
        // No number that a scanner gave and no time begins so.
        return KeyedPick(
            key: "/\(key.model)/\(serial.utf8.count)/\(serial)/\(container.key)",
            scan: PickScan(serial, at: container.scan.time, .unit(key)))
    }

    /// - Returns: whether all of it was handed on.
    private func collect(
        _ container: UnitKey, depth: Int, _ count: inout Int, _ body: (UnitKey) -> Void
    ) throws -> Bool {
        guard depth <= UnitPlaces.maximumDepth else { return true }
        var next: Contents.Place?
        repeat {
            let page = try Contents.page(
                of: container, at: Viewpoint(), from: next, limit: PickScan.mostInside, reader)
            for content in page.items {
                switch content.subject {
                case .unit(let key):
                    if try kinds.isContainer(key.model) {
                        guard try collect(key, depth: depth + 1, &count, body) else { return false }
                    } else {
                        count += 1
                        guard count <= left else { return false }
                        body(key)
                    }
                case .range(let range, let units):
                    count += Int(clamping: units)
                    guard count <= left else { return false }
                    try forEachUnit(of: range, body)
                }
            }
            next = page.next
        } while next != nil
        return true
    }

    private func forEachUnit(of range: EventDraft.SequenceRange, _ body: (UnitKey) -> Void) throws {
        guard let model = try Batches.find(range.batch, reader)?.model else { return }
        var part: EventDraft.SequenceRange? = range
        while let rest = part {
            let page = try RowlessSerials.page(of: rest, limit: 1_000, reader)
            for serial in page.serials { body(UnitKey(model, try SerialNumber(parsing: serial))) }
            part = page.next.map { .init(batch: range.batch, sequences: $0...rest.sequences.upperBound) }
        }
    }
}

extension TakenPick {
    /// What a scan of a container comes to.
    /// - Parameter units: what became of what is in it; nil where that is too much.
    init(_ keyed: KeyedPick, of container: UnitKey, _ units: [TakenPick]?) {
        self.init(
            key: keyed.key, time: keyed.scan.time, text: keyed.scan.text, unit: container, model: container.model,
            quantity: 0, result: .unread)
        guard let units else {
            reason = "More is in it than \(PickScan.mostInside) units: scan the cases in it one by one, in parts."
            return
        }
        let picked = units.count { $0.result == .picked || $0.result == .swapped }
        quantity = Int64(picked)
        if picked > 0 {
            result = .picked
            reason = picked < units.count ? "\(picked) of the \(units.count) units in it are picked." : nil
        } else if let first = units.first {
            result = units.allSatisfy { $0.result == first.result } ? first.result : .notAsked
            reason = "None of the \(units.count) units in it is picked by this."
        } else {
            (result, reason) = (.notHere, "Nothing is in it by all that is known.")
        }
    }
}
