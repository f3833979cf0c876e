import Identifiers
import Registry

/// Reads a field's text as what it stands for; what is wrong with it is told of that field.
func reading<Value>(
    _ field: String, _ body: () throws(IdentifierError) -> Value
) throws(Problem) -> Value {
    do {
        return try body()
    } catch {
        var problem = Problem(error)
        problem.field = field
        throw problem
    }
}

extension RegistryError {
    /// The same, told of the field within an object of the document.
    func within(_ object: String) -> RegistryError {
        var error = self
        error.field = field.map { "\(object).\($0)" } ?? object
        return error
    }
}

extension JSONValue {
    /// A civil date of the document.
    func date(_ field: String) throws(Problem) -> CivilDate? {
        guard let text = self[field]?.text else { return nil }
        return try reading(field) { () throws(IdentifierError) in try CivilDate(parsing: text) }
    }

    /// The texts of a list; none where there is no list.
    func texts(_ field: String) -> [String] { self[field]?.elements.compactMap(\.text) ?? [] }

    /// A decimal, exactly as it was written.
    var decimal: String? {
        switch self {
        case .text(let text), .number(let text): text
        default: nil
        }
    }
}
