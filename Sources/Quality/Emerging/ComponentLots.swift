import Identifiers
import Registry
import Storage

/// Which batch of a component each assembly of a model has in it.
struct ComponentLots {
    let component: String
    /// Batches in the order in which they were made.
    let cells: [CohortCell]
    /// By the hash of an assembly's serial number: 10 million serial numbers would not be held in memory. Of two assemblies in 10¹²
    /// one is taken for another.
    private let lots: [UInt64: Int32]

    func lot(of serial: String) -> Int? { lots[Self.hash(serial)].map(Int.init) }

    private static func hash(_ serial: String) -> UInt64 {
        // FNV-1a.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in serial.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    /// Those of all component models of which the assemblies have at least two batches. An assembly with several components of one
    /// model counts for the batch of the first that is read.
    static func all(of model: Model, _ reader: any SQLReader) throws -> [ComponentLots] {
        var found: [Int64: [UInt64: Int64]] = [:]
        try reader.forEachRow(ComponentLotsSQL.components, [.integer(model.id.value)]) { row in
            let (component, batch, hash) = (row.integer(0), row.integer(2), Self.hash(row.text(1)))
            if found[component, default: [:]][hash] == nil {
                found[component, default: [:]][hash] = batch
            }
            return true
        }
        return try found.sorted { $0.key < $1.key }.compactMap { component, batchOf in
            let ids = Set(batchOf.values)
            guard ids.count > 1, let model = try Models.find(ID(component), reader) else { return nil }
            let batches = try ids.compactMap { try Batches.find(ID($0), reader) }.sorted {
                ($0.producedOn?.isoText ?? "~", $0.number) < ($1.producedOn?.isoText ?? "~", $1.number)
            }
            let index = Dictionary(batches.enumerated().map { ($0.element.id.value, Int32($0.offset)) }) {
                first, _ in
                first
            }
            return ComponentLots(
                component: model.number.text, cells: batches.map { .batches([$0.number]) },
                lots: batchOf.compactMapValues { index[$0] })
        }
    }
}

private enum ComponentLotsSQL {
    static let components = Statement(
        """
        SELECT model_id, parent_serial, batch_id
          FROM units
         WHERE parent_model_id = $1
           AND batch_id IS NOT NULL
         ORDER BY parent_serial, model_id, serial_key, serial
        """)
}
