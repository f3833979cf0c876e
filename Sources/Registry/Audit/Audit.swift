import Identifiers
package import Storage

/// How far an audit has come.
package struct AuditProgress: Hashable, Sendable {
    package enum Part: String, Sendable {
        case file, ledger, units, projections
    }
    package var part: Part
    package var done: Int64
    package var total: Int64
}

/// What an audit found.
package struct AuditReport: Hashable, Sendable {
    package var events: Int64 = 0
    package var units: Int64 = 0
    /// The first differences, in words; empty where everything agrees.
    package var findings: [String] = []
}

/// Re-reads the data: events against their commitments, cached states and projections against folds.
package enum Audit {
    /// Findings past this many are not looked for.
    package static let maximumFindings = 20
    private static let pageSize = 500

    package static func run(
        _ database: any Database, projectors: [any Projector],
        progress: @escaping @Sendable (AuditProgress) -> Void
    ) async throws -> AuditReport {
        var report = AuditReport()
        report.findings += try await database.integrityCheck().map { "The database file is damaged: \($0)" }
        try await auditLedger(database, &report, progress)
        try await auditUnits(database, &report, progress)
        for projector in projectors where report.findings.count < maximumFindings {
            report.findings += try await database.read { try projector.differences($0) }
        }
        return report
    }

    private static func auditLedger(
        _ database: any Database, _ report: inout AuditReport, _ progress: @Sendable (AuditProgress) -> Void
    ) async throws {
        let head = try await database.read { try Positions.head($0) }
        var position: Int64 = 0
        while position < head, report.findings.count < maximumFindings {
            let from = position
            let (findings, count) = try await database.read { reader in
                var findings: [String] = []
                let events = try EventRows.page(after: from, limit: pageSize, reader)
                for (offset, event) in events.enumerated() {
                    let expected = from + Int64(offset) + 1
                    if event.position != expected {
                        findings.append("The ledger has no event at position \(expected).")
                        break
                    }
                    let leaf = CanonicalEvent.leaf(try EventRows.commitments(of: event, reader))
                    if leaf != event.leaf {
                        findings.append(
                            "The event \(event.header.id) at position \(expected) is not what was committed to.")
                    }
                    for text in try EventRows.texts(of: event.header.id, reader) {
                        if let words = text.text, let salt = text.salt,
                            CanonicalEvent.text(words, salt: salt) != text.commitment
                        {
                            findings.append("A note of the event \(event.header.id) is not what was committed to.")
                        }
                    }
                }
                return (findings, Int64(events.count))
            }
            report.findings += findings
            guard count > 0 else {
                if findings.isEmpty { report.findings.append("The ledger ends at position \(from), not \(head).") }
                break
            }
            position += count
            report.events += count
            progress(AuditProgress(part: .ledger, done: position, total: head))
        }
    }

    private static func auditUnits(
        _ database: any Database, _ report: inout AuditReport, _ progress: @Sendable (AuditProgress) -> Void
    ) async throws {
        var last: UnitKey?
        while report.findings.count < maximumFindings {
            let after = last
            let (findings, page) = try await database.read { reader in
                let page = try UnitRows.page(after: after, limit: pageSize, reader)
                return (try page.flatMap { try differences(of: $0, reader) }, page)
            }
            report.findings += findings
            report.units += Int64(page.count)
            progress(AuditProgress(part: .units, done: report.units, total: report.units))
            guard let end = page.last else { break }
            last = end.key
        }
    }

    /// Compares a unit's cached state with the fold of its events, and its place in a batch with its serial number.
    private static func differences(of unit: UnitRow, _ reader: any SQLReader) throws -> [String] {
        var findings: [String] = []
        if try Units.history(of: unit, reader).state().cached != unit.state {
            findings.append(
                "The unit \(unit.key.serial.text) of model \(unit.key.model) is stored in another state than its events say."
            )
        }
        if let batch = unit.batch, let sequence = unit.sequence {
            let formats = try SerialFormats.list(of: unit.key.model, reader)
            let implied = try Units.implied(unit.key, formats: formats, reader)
            if implied?.batch != batch || implied?.sequence != sequence {
                findings.append(
                    "The serial number \(unit.key.serial.text) does not lie where its row says in its batch.")
            }
        }
        return findings
    }
}
