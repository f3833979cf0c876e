import Identifiers
package import Registry

/// A place in a list of the units that stand somewhere.
package struct StockUnitPlace: Hashable, Sendable {
    enum Stage: String {
        case placed = "p", departed = "d", batches = "b"
    }
    /// A container of which what is in it comes next, and from where on.
    struct Opened: Hashable {
        var container: UnitKey
        var from: Contents.Place?
    }
    var stage = Stage.placed
    /// Which name of a place is looked at.
    var name = ""
    /// Which model, of the units or of their former containers; 0 for all.
    var model: Int64 = 0
    /// The last unit that was looked at.
    var unit: UnitKey?
    var batch: Int64 = 0
    /// The next sequence number within the batch.
    var sequence: Int64 = .min
    /// The containers that are open, the innermost last.
    var opened: [Opened] = []

    init() {}

    private static let mark = Character("\u{1F}")

    package var text: String {
        var fields = [
            stage.rawValue, name, String(model), unit.map { String($0.model.value) } ?? "", unit?.serial.text ?? "",
            String(batch), String(sequence),
        ]
        for one in opened {
            fields += [String(one.container.model.value), one.container.serial.text, one.from?.text ?? ""]
        }
        return fields.joined(separator: String(Self.mark))
    }

    package init?(_ text: String) {
        let fields = text.split(separator: Self.mark, omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 7, (fields.count - 7) % 3 == 0, let stage = Stage(rawValue: fields[0]),
            let model = Int64(fields[2]), let batch = Int64(fields[5]), let sequence = Int64(fields[6]), batch >= 0
        else { return nil }
        (self.stage, name, self.model, self.batch, self.sequence) = (stage, fields[1], model, batch, sequence)
        if !fields[3].isEmpty {
            guard let key = Self.key(fields[3], fields[4]) else { return nil }
            unit = key
        }
        for index in stride(from: 7, to: fields.count, by: 3) {
            guard let key = Self.key(fields[index], fields[index + 1]) else { return nil }
            let from = fields[index + 2].isEmpty ? nil : Contents.Place(fields[index + 2])
            guard fields[index + 2].isEmpty || from != nil else { return nil }
            opened.append(Opened(container: key, from: from))
        }
    }

    private static func key(_ model: String, _ serial: String) -> UnitKey? {
        guard let model = Int64(model), let serial = try? SerialNumber(parsing: serial) else { return nil }
        return UnitKey(ID(model), serial)
    }
}
