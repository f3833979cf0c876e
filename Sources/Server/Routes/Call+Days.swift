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

    /// The last microsecond of a day, UTC; nil where none is named.
    func endOfQueryDay(_ name: String) throws(RequestError) -> Int64? {
        guard query[name]?.isEmpty == false else { return nil }
        return try queryDay(name).map { Int64($0.dayNumber + 1) * 86_400_000_000 - 1 }
    }
}
