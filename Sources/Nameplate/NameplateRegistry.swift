package import Identifiers
import Quality
package import Registry
import Safeguards
package import Storage
import SupplyChain
private import Synchronization

/// A registry of models and units: opens its database, wires the core and the wings together, and answers every
/// question that a face may ask. Each method takes the principal who asks.
package final class NameplateRegistry: Sendable {
    package let database: any Database
    package let place: LocalPlace
    let catalogue: CatalogueCache
    let references = ReferenceTableCache()
    let imports: Imports
    let jobs: Jobs
    /// The files of documents.
    package let files: FileStore
    let backups: Backups
    let unknownPlates: UnknownPlateCounter
    let scans: ScanRecorder
    let guesses = VerificationGuesses()
    let access = AccessCache()
    let budgets: Budgets
    let passwordTurns = OwnThreadTurns.ofPasswords()
    let photoTurns = OwnThreadTurns.ofPhotos()
    /// The secret of the marks that a website's forms carry: the same at all servers of the registry.
    package let formKey: [UInt8]
    /// What hashing a password takes.
    let passwordCost: PasswordHash.Cost
    /// What is compared with where there is nothing to compare with, so that it takes as long.
    let unknownPassword: PasswordHash
    let learning = LearningTurns()
    let calendarTexts = MaintenanceFeedCache()
    /// What wings read from files and write to them.
    static let wingTables = [LocationTable.table]
    private let projectors: [any Projector]
    private let followers: [any Follower]
    let now: @Sendable () -> Int64
    private let tasks = Mutex<[Task<Void, Never>]>([])
    private let recorded: AsyncStream<Void>.Continuation

    /// Opens the registry on a database whose migrations have run.
    /// - Parameter masterKey: Nil while it is missing.
    package init(
        _ database: any Database, _ place: LocalPlace, masterKey: MasterKey?,
        passwordCost: PasswordHash.Cost = .standard, now: @escaping @Sendable () -> Int64
    ) {
        self.formKey = (masterKey ?? MasterKey()).formKey
        self.passwordCost = passwordCost
        self.unknownPassword = .unknown(at: passwordCost)
        self.database = database
        self.place = place
        self.now = now
        let catalogue = CatalogueCache()
        self.catalogue = catalogue
        let references = self.references
        self.unknownPlates = UnknownPlateCounter(database) { text in
            try LookupSearch.confusion(
                in: text, catalogue, references.snapshot(database, now: now()), at: now(), database)
        }
        self.budgets = Budgets(database)
        let projectors: [any Projector] = [FleetProjector()]
        self.projectors = projectors
        self.followers = [FleetFollower(), StockFollower(), QualityFollower(), WebhookFollower()]
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.recorded = continuation
        self.imports = Imports(
            database, projectors: projectors, wings: Self.wingTables, directory: place.imports, now: now
        ) { hasChanged in
            if hasChanged { catalogue.forget() }
            continuation.yield()
        }
        self.scans = ScanRecorder(database, directory: place.scans) { suspicion in
            try await database.write { transaction in
                try Commands(as: .administrator, from: .local, projectors: projectors, transaction).open(suspicion)
            }
            continuation.yield()
        }
        self.jobs = Jobs(directory: place.jobs, now: now)
        self.files = FileStore(place.files, limits: .ofEnvironment)
        self.backups = Backups(database, directory: place.backups, files: files, key: masterKey, now: now)
        startFollowers(stream)
        startForgetting()
        if database.isShared { startSharing() }
        continuation.yield()
    }

    /// Ends the followers and closes the database after the writes under way.
    package func close() async {
        await jobs.close()
        await imports.close()
        recorded.finish()
        let running = tasks.withLock { tasks in
            defer { tasks = [] }
            return tasks
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
        await unknownPlates.close()
        await scans.close()
        // What a command has recorded gets its position even where no server runs.
        if database.isShared, await database.leads() { _ = try? await Positions.giveAll(in: database) }
        await database.close()
        place.release()
    }

    /// Now by the registry's clock, in microseconds since 1970 UTC.
    package var moment: Int64 { now() }

    /// Today in UTC, by the registry's clock.
    package var today: CivilDate { CivilDate(microseconds: now()) }

    // MARK: Commands

    /// Runs commands as `principal` in one transaction: all of them or none.
    package func perform<T: Sendable>(
        as principal: Principal, from source: RequestSource = .local,
        _ body: @escaping @Sendable (Commands) throws -> T
    ) async throws -> T {
        let projectors = self.projectors
        do {
            let (result, changedCatalogue) = try await database.write { transaction in
                let commands = Commands(as: principal, from: source, projectors: projectors, transaction)
                let result = try body(commands)
                if commands.changedCatalogue { try CatalogueVersion.increase(transaction) }
                return (result, commands.changedCatalogue)
            }
            if changedCatalogue { catalogue.forget() }
            recorded.yield()
            return result
        } catch let error as StorageError where error.code == .outcomeUnknown {
            // All of it may have taken effect.
            catalogue.forget()
            recorded.yield()
            throw error
        }
    }

    /// How often a request is tried again of which is not known whether it took effect.
    private static let furtherTries = 3

    /// Runs commands at most once for one idempotency key: a repeated request gets the first one's response, as a replay.
    ///
    /// Where the connection to the database was lost in the moment of the commit, the key tells what became of it: the row
    /// that a further try inserts waits for the lost transaction, if that has not ended yet, and then is refused or not.
    /// - Throws: `idempotency.mismatch` where the key was used for another request.
    package func performOnce(
        _ request: IdempotentRequest, as principal: Principal, from source: RequestSource = .local,
        _ body: @escaping @Sendable (Commands) throws -> StoredResponse
    ) async throws -> (response: StoredResponse, isReplay: Bool) {
        var tries = 0
        while true {
            // What is found after a lost commit is this request's own.
            let isFirst = tries == 0
            do {
                return try await perform(as: principal, from: source) { commands in
                    let known = try Idempotency.find(
                        request, as: principal, at: commands.now, commands.transaction)
                    if let stored = known {
                        return (stored, isReplay: isFirst)
                    }
                    let response = try body(commands)
                    try Idempotency.store(response, for: request, as: principal, commands.transaction)
                    return (response, isReplay: false)
                }
            } catch let error as StorageError where error.code == .outcomeUnknown && tries < Self.furtherTries {
                tries += 1
            }
        }
    }

    /// What commands would do: they run as in ``perform(as:_:)``, and then all that they have written is undone.
    package func rehearse<T: Sendable>(
        as principal: Principal, from source: RequestSource = .local,
        _ body: @escaping @Sendable (Commands) throws -> T
    ) async throws -> T {
        let projectors = self.projectors
        do {
            return try await database.write { transaction in
                throw Rehearsal(
                    result: try body(Commands(as: principal, from: source, projectors: projectors, transaction)))
            }
        } catch let rehearsal as Rehearsal<T> {
            return rehearsal.result
        }
    }

    /// Ends a transaction that was only tried.
    private struct Rehearsal<T: Sendable>: Error {
        var result: T
    }

    // MARK: Other servers

    /// How often the server that leads looks for events without a position.
    private static let numberingPause: Duration = .milliseconds(250)
    /// After so many of these pauses each server looks if another has changed the catalogue, and the one that leads has its
    /// followers look for events that another has recorded.
    private static let pausesOfASecond = 4

    private func startSharing() {
        let (database, catalogue, access, recorded) = (self.database, self.catalogue, self.access, self.recorded)
        let task = Task {
            var pauses = 0
            while (try? await Task.sleep(for: Self.numberingPause)) != nil {
                pauses += 1
                // What fails is tried again after the next pause.
                let leads = await database.leads()
                if leads { _ = try? await Positions.giveAll(in: database) }
                guard pauses % Self.pausesOfASecond == 0 else { continue }
                try? await catalogue.compare(with: database)
                try? await access.compare(with: database)
                guard leads else { continue }
                _ = try? await Positions.giveLeft(in: database)
                recorded.yield()
            }
        }
        tasks.withLock { $0.append(task) }
    }

    // MARK: Timed work

    /// How often what is old is forgotten.
    private static let forgettingPause: Duration = .seconds(3_600)

    private func startForgetting() {
        let (database, files, now, catalogue) = (self.database, self.files, self.now, self.catalogue)
        let task = Task {
            var lastDay: CivilDate?
            while (try? await Task.sleep(for: Self.forgettingPause)) != nil {
                guard await database.leads() else { continue }
                // What fails is tried again an hour later.
                try? await database.write { transaction in
                    _ = try Idempotency.forgetOld(transaction)
                    try Sessions.forgetOld(transaction)
                    try SignInFailures.forgetOld(transaction)
                    try BudgetLeases.forgetOld(transaction)
                    try TheftDesk.expire(transaction)
                }
                let day = CivilDate(microseconds: now())
                guard day != lastDay else { continue }
                let done = try? await Self.obeyRules(
                    [], at: now(), in: database, files, as: .administrator, from: .local)
                if done != nil { lastDay = day }
                await Self.searchAll(on: day, in: database, catalogue: catalogue)
            }
        }
        tasks.withLock { $0.append(task) }
    }

    // MARK: Followers

    /// How long events gather before followers take them in.
    private static let followerPause: Duration = .seconds(1)

    private func startFollowers(_ signals: AsyncStream<Void>) {
        let (followers, database) = (self.followers, self.database)
        let task = Task {
            for await _ in signals {
                // Nobody waits for a follower: what it has not taken in is read beside what it has. Taking in many
                // events at once writes each page once.
                guard (try? await Task.sleep(for: Self.followerPause)) != nil else { return }
                guard await database.leads() else { continue }
                for follower in followers {
                    // A follower that fails tries again at the next event; its position tells where it stands.
                    try? await Followers.advance(follower, in: database)
                }
            }
        }
        tasks.withLock { $0.append(task) }
    }

    /// Gives all events their positions, and brings all followers up to the head of the ledger.
    package func catchUp() async throws {
        try await Positions.giveAll(in: database)
        try await Positions.giveLeft(in: database)
        for follower in followers { try await Followers.advance(follower, in: database) }
    }

    /// Re-reads all data and compares it with what it was made from.
    /// - Throws: `access.forbidden`.
    package func audit(
        as principal: Principal, progress: @escaping @Sendable (AuditProgress) -> Void = { _ in }
    ) async throws -> AuditReport {
        try Access.require(principal, .audit)
        let projectors = self.projectors
        try await Positions.giveAll(in: database)
        try await Positions.giveLeft(in: database)
        var report = try await Audit.run(database, projectors: projectors, progress: progress)
        report.findings += try await auditFiles(progress)
        return report
    }
}
