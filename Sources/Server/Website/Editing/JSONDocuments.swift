/// Documents that somebody writes into a form as JSON.
enum JSONDocuments {
    /// The documents that a text holds: one, several in brackets, or a file as the command line takes it, whose list has the
    /// field's name.
    /// - Throws: `json.invalid` with the place in the text.
    static func read(_ text: String, of field: String) throws(RequestError) -> [JSONValue] {
        do {
            let read = try JSONParser.parse(Array(text.utf8))
            switch read {
            case .array(let elements): return elements
            default: return read[field]?.elements ?? [read]
            }
        } catch {
            let position = error.position.map {
                String(decoding: text.utf8.prefix($0), as: UTF8.self).unicodeScalars.count
            }
            throw RequestError(error.code, error.sentence, field: field, position: position)
        }
    }
}
