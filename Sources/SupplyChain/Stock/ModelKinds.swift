import Registry
import Storage

/// Which models are of cases and pallets, each found once.
final class ModelKinds {
    private let reader: any SQLReader
    private var known: [ID<Model>: Bool] = [:]

    init(_ reader: any SQLReader) { self.reader = reader }

    func isContainer(_ model: ID<Model>) throws -> Bool {
        if let found = known[model] { return found }
        let found = try Models.origin(of: model, reader)?.kind == .container
        known[model] = found
        return found
    }
}
