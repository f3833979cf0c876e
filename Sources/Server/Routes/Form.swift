/// A form of a page (`application/x-www-form-urlencoded`, WHATWG URL, section 5).
enum Form {
    /// The decoded fields by name; of a field given twice, the first.
    /// - Throws: `body.tooLarge`, `query.invalid`.
    static func read(_ call: Call) async throws -> [String: String] {
        let text = String(decoding: try await call.collectBody(), as: UTF8.self)
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true),
                let value = PercentCoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { throw RequestError(.queryInvalid, "The form has a broken percent-encoding.") }
            if fields[name] == nil { fields[name] = value }
        }
        return fields
    }
}
