import Identifiers
package import Storage

/// How far an audit has come.
package struct AuditProgress: Hashable, Sendable {
    package enum Part: String, Sendable {
        case file, ledger, units, projections, trail, documents
    }
    package var part: Part
    package var done: Int64
    package var total: Int64

    package init(part: Part, done: Int64, total: Int64) {
        self.part = part
        self.done = done
        self.total = total
    }
}

/// What an audit found.
package struct AuditReport: Hashable, Sendable {
    package var events: Int64 = 0
    package var units: Int64 = 0
    /// Of the audit trail.
    package var entries: Int64 = 0
    /// The first differences, in words; empty where everything agrees.
    package var findings: [String] = []
}

/// Re-reads the data: events against their commitments, cached states and projections against folds.
package enum Audit {
    /// Findings past this many are not looked for.
    package static let maximumFindings = 20
    static let pageSize = 500

    package static func run(
        _ database: any Database, projectors: [any Projector],
        progress: @escaping @Sendable (AuditProgress) -> Void
    ) async throws -> AuditReport {
        var report = AuditReport()
        report.findings += try await database.integrityCheck().map { "The database file is damaged: \($0)" }
        do {
            try await auditLedger(database, &report, progress)
            try await auditBatches(database, &report)
            try await auditUnits(database, &report, progress)
            try await auditTrail(database, &report, progress)
            for projector in projectors where report.findings.count < maximumFindings {
                report.findings += try await database.read { try projector.differences($0) }
            }
        } catch let error as StorageError where error.code == .damaged {
            report.findings.append(error.sentence)
        } catch let error as IdentifierError {
            report.findings.append("The database holds a number that cannot be read: \(error.code.rawValue).")
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
                    findings += try differences(of: event, reader)
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

    private static func differences(of event: EventRows.Stored, _ reader: any SQLReader) throws -> [String] {
        var findings: [String] = []
        let name = "The event \(event.header.id) at position \(event.position ?? 0)"
        if CanonicalEvent.leaf(try EventRows.commitments(of: event, reader)) != event.leaf {
            findings.append("\(name) is not what was committed to.")
        }
        if try EventRows.texts(of: event.header.id, reader).contains(where: { !$0.isSound(as: .text) }) {
            findings.append("\(name) has a note that is not what was committed to.")
        }
        if try EventRows.isToldOtherwise(event, reader) {
            findings.append("\(name) stands otherwise in the history of one of its units.")
        }
        // Few events name a party: only their details are read as JSON.
        if let text = event.header.detailsText, text.contains("owningParty"),
            let party = try EventDetails(text: text).owningParty,
            try !PartyEvents.contains(event.header.id, of: party, reader)
        {
            findings.append("\(name) is missing among those of its party \(party).")
        }
        return findings
    }

    private static func auditBatches(_ database: any Database, _ report: inout AuditReport) async throws {
        var last = ID<Batch>(0)
        while report.findings.count < maximumFindings {
            let after = last
            let (findings, end) = try await database.read { reader in
                let page = try Batches.page(after: after, limit: pageSize, reader)
                return (try page.compactMap { try difference(of: $0, reader) }, page.last?.id)
            }
            report.findings += findings
            guard let end else { break }
            last = end
        }
    }

    /// Compares what a batch has issued with the event that issued it and with what its format prints.
    private static func difference(of batch: Batch, _ reader: any SQLReader) throws -> String? {
        guard let issue = batch.issue else { return nil }
        let format = try SerialFormats.list(of: batch.model, reader).first { $0.id == issue.format }
        let printedKey = try? format?.format.printedKey(for: batch.fields)
        let ranges = try batch.event.map { try EventRows.mentions(of: $0, reader).ranges } ?? []
        let issued = EventDraft.SequenceRange(batch: batch.id, sequences: issue.sequences)
        guard printedKey != issue.printedKey || ranges != [issued] else { return nil }
        return "The batch \(batch.number) of model \(batch.model) is not what its event issued."
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
        let history = try Units.history(of: unit, reader)
        let head = try Positions.head(reader)
        if history.entries.contains(where: { ($0.position ?? 0) > head }) {
            findings.append("The unit \(unit.key.serial.text) has an event beyond the end of the ledger.")
        }
        if history.state().cached != unit.state {
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
