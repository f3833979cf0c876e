import Identifiers
import Registry
import Storage

/// The lines of a shipment that scans may be of.
struct AnnouncedLines {
    private let shipment: ShipmentNumber
    /// The lines by the serial numbers that they name.
    private var named: [String: [ShipmentLine]] = [:]
    private var ranges: [ID<Batch>: [ShipmentLine]] = [:]
    private(set) var pieces: [ShipmentLine] = []
    private var asked: Set<String> = []

    /// Those that name no single thing; the others are read by ``load(_:_:)``.
    init(of shipment: ShipmentNumber, _ reader: any SQLReader) throws {
        self.shipment = shipment
        for line in try ShipmentLines.withoutSerials(of: shipment, reader) {
            if case .range(let range, _) = line.goods { ranges[range.batch, default: []].append(line) }
            if case .pieces = line.goods { pieces.append(line) }
        }
    }

    /// Reads the lines that name these serial numbers.
    /// - Returns: Those that had not been asked for.
    mutating func load(_ serials: Set<String>, _ reader: any SQLReader) throws -> [String] {
        let new = serials.subtracting(asked).sorted()
        guard !new.isEmpty else { return [] }
        asked.formUnion(new)
        for line in try ShipmentLines.list(of: shipment, named: new, reader) {
            switch line.goods {
            case .unit(let key), .container(let key): named[key.serial.key, default: []].append(line)
            case .range, .pieces: break
            }
        }
        return new
    }

    /// All that are known here.
    var all: [ShipmentLine] {
        var all = pieces
        for lines in named.values { all += lines }
        for lines in ranges.values { all += lines }
        return all
    }

    /// The line that names a thing itself, or the part of a batch that it is of.
    func line(naming key: UnitKey, _ unit: UnitRow?) -> ShipmentLine? {
        for line in named[key.serial.key] ?? [] {
            switch line.goods {
            case .unit(key), .container(key): return line
            default: continue
            }
        }
        guard let batch = unit?.batch, let sequence = unit?.sequence else { return nil }
        return ranges[batch]?.first { line in
            if case .range(let range, _) = line.goods { range.sequences.contains(sequence) } else { false }
        }
    }

    /// The line that announces pieces of a model: of their batch, of any, or else of another one.
    func line(ofPieces model: ID<Model>, _ batch: ID<Batch>?) -> ShipmentLine? {
        let ofModel = pieces.filter { $0.model == model }
        func isOf(_ line: ShipmentLine, _ batch: ID<Batch>?) -> Bool {
            if case .pieces(let element) = line.goods { element.batch == batch } else { false }
        }
        return ofModel.first { isOf($0, batch) } ?? ofModel.first { isOf($0, nil) } ?? ofModel.first
    }

    /// A unit with the same serial number that is announced and has not come.
    func ofAnotherModel(
        than key: UnitKey, isReceived: (UnitKey) -> Bool, _ reader: any SQLReader
    ) throws -> UnitKey? {
        for line in named[key.serial.key] ?? [] {
            if case .unit(let other) = line.goods, other.model != key.model, !isReceived(other) { return other }
        }
        let models = Set(ranges.values.joined().map(\.model)).subtracting([key.model])
        for model in models.sorted() {
            let other = UnitKey(model, key.serial)
            guard !isReceived(other),
                let unit = try Units.implied(other, formats: SerialFormats.list(of: model, reader), reader),
                line(naming: other, unit) != nil
            else { continue }
            return other
        }
        return nil
    }
}
