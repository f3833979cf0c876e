private import Crypto
package import Storage

/// How far a copy has come.
package struct CopyProgress: Hashable, Sendable {
    package enum Part: String, Sendable {
        case copying, comparing
    }
    package var part: Part
    package var table: String
    /// Rows of all tables.
    package var done: Int64
    package var total: Int64
}

/// What was copied.
package struct CopyReport: Hashable, Sendable {
    /// The rows of each table.
    package var rows: [String: Int64]
    /// The position of the last event.
    package var position: Int64
    /// Whether a copy that was cut off has been gone on with.
    package var wasResumed = false
    /// Events that the source has got since.
    package var eventsSince: Int64 = 0
}

/// Copies a registry into an empty database of either engine: every row of every table, as it stands at one moment.
///
/// Rows go over in the order of their primary keys, so that a copy that was cut off goes on after the last key that it
/// has. At the end the rows of both are compared, all of them; where some were changed between two attempts, the copy
/// begins anew. Until then the target says whose copy it is (`unfinished_copies`), and does not open as a registry.
package struct RegistryCopy: Sendable {
    private let source: any Database
    private let target: any Database
    private let portion: Portion
    private let progress: @Sendable (CopyProgress) -> Void

    /// What is read and written at once.
    private struct Portion: Sendable {
        var rows: Int
        /// About how many bytes at most.
        var size = 8 << 20
    }
    /// How often it is looked whether the events that were just recorded have got their positions, twice a second.
    private static let patience = 60

    /// - Parameters:
    ///   - source: Only read. Its migrations have run.
    ///   - target: Its migrations have run; nobody else writes to it.
    ///   - portion: How many rows are read and written at once.
    package init(
        from source: any Database, to target: any Database, portion: Int = 10_000,
        progress: @escaping @Sendable (CopyProgress) -> Void
    ) {
        self.source = source
        self.target = target
        self.portion = Portion(rows: portion)
        self.progress = progress
    }

    /// - Throws: `copy.source`, `copy.target`, `copy.different`; what either database throws. The target can then be gone
    ///   on with, but after `copy.different`.
    package func run() async throws -> CopyReport {
        let tables = try await RegistryTables.described(in: target)
        try await checkSource(tables)
        var (report, differing) = try await attempt(tables)
        if report.wasResumed, !differing.isEmpty {
            // What was copied at first has been changed since.
            try await target.write { try $0.clear(tables) }
            (report, differing) = try await attempt(tables)
        }
        guard differing.isEmpty else {
            throw RegistryError(
                .copyDifferent,
                "The copy differs from what was read, in \(differing.joined(separator: ", ")). Empty the target, look after "
                    + "its disk and memory, and copy again.")
        }
        try await target.write { try UnfinishedCopy.end($0) }
        let position = report.position
        report.eventsSince = try await source.read { try Positions.head($0) } - position
        return report
    }

    /// What a copy would copy; nothing is written.
    /// - Parameter target: nil where there is none yet.
    /// - Throws: `copy.source`, `copy.target`.
    package static func rehearse(from source: any Database, to target: (any Database)?) async throws -> CopyReport {
        let tables = try await RegistryTables.described(in: source)
        var state = CopyTarget.empty
        if let target {
            let known = Set(RegistryTables.copied)
            let all = try await target.tables()
            let isMigrated = all.contains { $0.name == "unfinished_copies" }
            let present = all.filter { known.contains($0.name) && !$0.key.isEmpty }
            state = try await target.read { try CopyTarget(present, isMigrated: isMigrated, $0) }
        }
        let start = state
        return try await source.read { reader in
            try start.check(against: UnfinishedCopy.identity(of: reader))
            var report = CopyReport(rows: [:], position: try Positions.head(reader))
            for table in tables { report.rows[table.name] = try reader.count(of: table) }
            report.wasResumed = start.claim != nil
            return report
        }
    }

    /// Refuses a source whose tables are not those of the target.
    private func checkSource(_ tables: [Table]) async throws {
        for (mine, other) in zip(tables, try await RegistryTables.described(in: source))
        where Set(mine.columns) != Set(other.columns) {
            throw StorageError(.damaged, "The table '\(other.name)' has other columns than it should have.")
        }
    }

    // MARK: One attempt

    /// What the thread that reads tells the task that writes.
    private enum Step: Sendable {
        case begin(identity: [UInt8])
        case rows(Table, PackedRows, CopyProgress)
    }

    private struct Reading: Sendable {
        var report: CopyReport
        var digests: [String: [UInt8]] = [:]
    }

    /// Copies what is missing. - Returns: the report, and the tables of which source and target differ.
    private func attempt(_ tables: [Table]) async throws -> (CopyReport, [String]) {
        let start = try await target.read { try CopyTarget(tables, $0) }
        let read = try await transferring(tables, start)
        let compared = try await digestsOfTarget(tables, total: read.report.rows.values.reduce(0, +))
        return (read.report, tables.map(\.name).filter { read.digests[$0] != compared[$0] })
    }

    private func transferring(_ tables: [Table], _ start: CopyTarget) async throws -> Reading {
        var tries = 0
        while true {
            do {
                return try await transfer(tables, start)
            } catch is Unnumbered where tries < Self.patience {
                tries += 1
                // As a server does that leads: where none runs, nobody else gives them theirs.
                if try await Positions.giveAll(in: source) == 0 { try await Task.sleep(for: .milliseconds(500)) }
            } catch is Unnumbered {
                throw RegistryError(
                    .copySource,
                    "Events of the source have no position in the ledger yet. Start a server on it, which gives them theirs, "
                        + "and copy again.")
            }
        }
    }

    private func transfer(_ tables: [Table], _ start: CopyTarget) async throws -> Reading {
        let handoff = Handoff<Step>(ahead: 2)
        async let reading: Reading = {
            defer { handoff.finish() }
            return try await source.read { try Self.read(tables, start, portion, handoff, $0) }
        }()
        do {
            for await step in handoff.values {
                try Task.checkCancellation()
                try await write(step, start)
                handoff.done()
            }
            // Whoever is cancelled gets no more steps, as at the end.
            try Task.checkCancellation()
        } catch {
            handoff.close()
            throw error
        }
        handoff.close()
        return try await reading
    }

    private func write(_ step: Step, _ start: CopyTarget) async throws {
        switch step {
        case .begin(let identity):
            guard start.claim == nil else { return }
            try await target.write { try UnfinishedCopy.begin(identity, $0) }
        case .rows(let table, let rows, let step):
            try await target.write { try $0.insert(rows, into: table) }
            progress(step)
        }
    }

    /// On the source's own thread, within one snapshot.
    private static func read(
        _ tables: [Table], _ start: CopyTarget, _ portion: Portion, _ handoff: Handoff<Step>, _ reader: any SQLReader
    ) throws -> Reading {
        let identity = try UnfinishedCopy.identity(of: reader)
        try start.check(against: identity)
        guard try !UnfinishedCopy.hasUnnumberedEvents(reader) else { throw Unnumbered() }
        var reading = Reading(report: CopyReport(rows: [:], position: try Positions.head(reader)))
        reading.report.wasResumed = start.claim != nil
        for table in tables { reading.report.rows[table.name] = try reader.count(of: table) }
        let total = reading.report.rows.values.reduce(0, +)
        var done: Int64 = 0
        try handoff.put(.begin(identity: identity))
        for table in tables {
            let key = start.lastKeys[table.name]
            var digest = SHA256()
            var whole = PackedRows()
            try forEachPortion(portion, of: table, after: key, reader) { rows in
                digest.update(data: rows.bytes)
                done += Int64(rows.count)
                let step = CopyProgress(part: .copying, table: table.name, done: done, total: total)
                if RegistryTables.selfReferring.contains(table.name) {
                    whole.append(rows)
                } else {
                    try handoff.put(.rows(table, rows, step))
                }
            }
            if whole.count > 0 {
                let step = CopyProgress(part: .copying, table: table.name, done: done, total: total)
                try handoff.put(.rows(table, whole, step))
            }
            reading.digests[table.name] =
                try key == nil ? Array(digest.finalize()) : Self.digest(of: table, portion, reader) { _ in }
        }
        return reading
    }

    /// What tells the rows of a table from any others: SHA-256 over them, in the order of their primary key.
    private static func digest(
        of table: Table, _ portion: Portion, _ reader: any SQLReader, _ progress: (Int) -> Void
    ) throws -> [UInt8] {
        var digest = SHA256()
        try forEachPortion(portion, of: table, after: nil, reader) { rows in
            digest.update(data: rows.bytes)
            progress(rows.count)
        }
        return Array(digest.finalize())
    }

    private static func forEachPortion(
        _ portion: Portion, of table: Table, after key: [SQLValue]?, _ reader: any SQLReader,
        _ body: (PackedRows) throws -> Void
    ) throws {
        var key = key
        while true {
            let (rows, last, isEnd) = try reader.rows(of: table, after: key, limit: portion.rows, size: portion.size)
            if rows.count > 0 { try body(rows) }
            if isEnd { return }
            key = last
        }
    }

    private func digestsOfTarget(_ tables: [Table], total: Int64) async throws -> [String: [UInt8]] {
        let (progress, portion) = (self.progress, self.portion)
        return try await target.read { reader in
            var done: Int64 = 0
            var digests: [String: [UInt8]] = [:]
            for table in tables {
                digests[table.name] = try Self.digest(of: table, portion, reader) { count in
                    done += Int64(count)
                    progress(CopyProgress(part: .comparing, table: table.name, done: done, total: total))
                }
            }
            return digests
        }
    }
}

/// Events of the source still wait for their positions.
private struct Unnumbered: Error {}
