import Identifiers

extension Call {
    /// A day of the query.
    /// - Throws: `query.invalid`.
    func queryDay(_ name: String) throws(RequestError) -> CivilDate? {
        guard let text = query[name] else { return nil }
        guard let date = try? CivilDate(parsing: text) else {
            throw RequestError(.queryInvalid, "'\(name)' needs a date such as 2026-07-14.", field: name)
        }
        return date
    }
}
