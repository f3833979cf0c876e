import Identifiers
import Registry
import Storage

extension ClaimRules {
    /// Whether more time is claimed for a job than it takes by the standard, all lines of one job together.
    static func labourFindings(_ subject: ClaimCase) throws -> [ClaimFinding] {
        let lines = subject.details.lines.filter { $0.kind == .labour }
        guard !lines.isEmpty else { return [] }
        let standards = try LabourTimes.list(for: subject.model, subject.reader)
        guard !standards.isEmpty else { return [] }
        let codes = lines.map(\.title).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return codes.compactMap { code in
            guard let standard = LabourTimes.narrowest(of: code, in: standards) else {
                return ClaimFinding(.labourUnknown, .note, ["code": code])
            }
            let minutes = lines.filter { $0.title == code }.reduce(0) { $0 + ($1.minutes ?? 0) }
            guard minutes > standard.minutes else { return nil }
            return ClaimFinding(
                .labourOverStandard, .doubt,
                ["code": code, "standard": String(standard.minutes), "minutes": String(minutes)])
        }
    }

    /// So long ago the same fault may have been claimed before: two years.
    private static let repeatDays = 730

    /// Whether the same fault of the unit was claimed before, or is claimed by somebody else now.
    static func repeatFindings(_ subject: ClaimCase) throws -> [ClaimFinding] {
        guard let fault = subject.details.faultCode else { return [] }
        return try ClaimList.all(of: subject.claim.unit, subject.reader).filter { other in
            let isOpenOrAccepted = other.state != .draft && !other.isRejected && !other.isWithdrawn
            return other.number != subject.claim.number && other.details.faultCode == fault && isOpenOrAccepted
                && abs(subject.day.dayNumber - other.day.dayNumber) <= repeatDays
        }.prefix(3).map { other in
            ClaimFinding(.claimRepeated, .doubt, ["day": other.day.isoText, "other": other.number.text])
        }
    }
}
