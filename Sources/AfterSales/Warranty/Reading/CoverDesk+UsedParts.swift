import Identifiers
import Registry

extension CoverDesk {
    /// At most so many parts that one event put in are looked at.
    private static let mostParts = 1_000

    /// The parts of an assembly, of those that cover names, that came out of another unit which was in use.
    /// - Parameter names: What a part may be called: its model's number or name, or its slot.
    func usedParts(in assembly: UnitRow, named names: Set<String>, _ depth: Int) throws -> [UnitLife.UsedPart] {
        guard depth > 0, !names.isEmpty else { return [] }
        var found: [UnitLife.UsedPart] = []
        for entry in try Units.history(of: assembly, reader).effective() where entry.isJoining(.parent) {
            for part in try EventChildren.list(of: entry.event, limit: Self.mostParts, reader).first {
                let model = try Models.find(part.model, reader)
                let called = names.intersection(
                    [entry.details.slot, model?.number.text, model?.details.name].compactMap(\.self))
                guard !called.isEmpty, let source = try source(of: part, before: entry, assembly.key, depth) else {
                    continue
                }
                let fact = UnitLife.Fact(at: entry.time, zoneOffset: entry.zoneOffset, entry.event)
                found += called.sorted().map { name in
                    UnitLife.UsedPart(name, serial: part.serial.text, outOf: source.serial.text, fact)
                }
            }
        }
        return found
    }

    /// The last unit that a part was in before an event put it into `assembly`, if that was sold or installed by the time
    /// the part left it: what moves about before anything is sold is as new.
    private func source(
        of part: UnitKey, before joining: HistoryEntry, _ assembly: UnitKey, _ depth: Int
    ) throws -> UnitKey? {
        guard let unit = try Units.find(part, reader) else { return nil }
        let entries = try Units.history(of: unit, reader).effective().prefix { $0.event != joining.event }
        for (index, entry) in entries.enumerated().reversed() where entry.isJoining(.child) {
            guard let parent = entry.parent, parent != assembly,
                try Models.find(parent.model, reader)?.kind == .product, let host = try Units.find(parent, reader)
            else { continue }
            let left = entries[index...].first { $0.isLeaving(parent) } ?? joining
            let day = CivilDate(microseconds: left.time, zoneOffset: left.zoneOffset)
            let facts = try facts(of: host, depth - 1)
            if [facts.fact(of: .sale), facts.fact(of: .installation)].contains(where: {
                $0.map { $0.on <= day } ?? false
            }) {
                return parent
            }
        }
        return nil
    }
}

extension HistoryEntry {
    fileprivate func isJoining(_ role: Role) -> Bool {
        self.role == role && type == .association && action == .add && errorReason != .didNotOccur
    }
    fileprivate func isLeaving(_ assembly: UnitKey) -> Bool {
        role == .child && type == .association && action == .delete && parent == assembly
    }
}
