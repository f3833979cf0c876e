package import Identifiers

extension CivilDate {
    /// Whether the date lies between two others, both of which belong to what they bound; where one is nil, it is open.
    func isWithin(_ from: CivilDate?, _ until: CivilDate?) -> Bool {
        (from.map { $0.firstMicrosecond <= lastMicrosecond } ?? true)
            && (until.map { firstMicrosecond <= $0.lastMicrosecond } ?? true)
    }

    /// - Throws: `value.invalid` where something ends before it begins.
    static func check(
        _ from: CivilDate?, before until: CivilDate?, fields first: String, _ last: String
    ) throws(RegistryError) {
        guard let from, let until, until.lastMicrosecond < from.firstMicrosecond else { return }
        throw RegistryError(
            .valueInvalid, "\(until.isoText) is before \(from.isoText) (\(first)); check both.", field: last)
    }
}
