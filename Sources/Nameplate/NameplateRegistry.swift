package import Identifiers
package import Registry
package import Storage
private import Synchronization

/// A registry of models and units: opens its database, wires the core and the wings together, and answers every
/// question that a face may ask. Each method takes the principal who asks.
package final class NameplateRegistry: Sendable {
    package let database: any Database
    let catalogue: CatalogueCache
    let references = ReferenceTableCache()
    let imports: Imports
    let backups: Backups
    let unknownPlates: UnknownPlateCounter
    let learning = LearningTurns()
    private let projectors: [any Projector]
    private let followers: [any Follower]
    private let now: @Sendable () -> Int64
    private let followerTask = Mutex<Task<Void, Never>?>(nil)
    private let recorded: AsyncStream<Void>.Continuation

    /// Opens the registry on a database whose migrations have run.
    /// - Parameters:
    ///   - localPath: Begins the names of the folders for files that are being imported and backups that are being made.
    ///   - masterKey: Nil while it is missing.
    package init(
        _ database: any Database, localPath: String, masterKey: MasterKey?, now: @escaping @Sendable () -> Int64
    ) {
        self.database = database
        self.now = now
        let catalogue = CatalogueCache()
        self.catalogue = catalogue
        self.unknownPlates = UnknownPlateCounter(database)
        self.projectors = [FleetProjector()]
        self.followers = [FleetFollower()]
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.recorded = continuation
        let imports = localPath + "-imports"
        self.imports = Imports(database, projectors: projectors, directory: imports, now: now) { hasChanged in
            if hasChanged { catalogue.forget() }
            continuation.yield()
        }
        self.backups = Backups(database, directory: localPath + "-backups", key: masterKey, now: now)
        database.whenOthersMayHaveWritten { catalogue.forget() }
        startFollowers(stream)
        continuation.yield()
    }

    /// Ends the followers and closes the database after the writes under way.
    package func close() async {
        await imports.close()
        recorded.finish()
        let task = followerTask.withLock { task in
            defer { task = nil }
            return task
        }
        task?.cancel()
        await task?.value
        await unknownPlates.close()
        await database.close()
    }

    /// Now by the registry's clock, in microseconds since 1970 UTC.
    var moment: Int64 { now() }

    /// Today in UTC, by the registry's clock.
    package var today: CivilDate { CivilDate(microseconds: now()) }

    // MARK: Commands

    /// Runs commands as `principal` in one transaction: all of them or none.
    package func perform<T: Sendable>(
        as principal: Principal, _ body: @escaping @Sendable (Commands) throws -> T
    ) async throws -> T {
        let projectors = self.projectors
        do {
            let (result, changedCatalogue) = try await database.write { transaction in
                let commands = Commands(as: principal, projectors: projectors, transaction)
                return (try body(commands), commands.changedCatalogue)
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
    /// Where the connection to the database was lost in the moment of the commit, the key tells what became of it. Nothing
    /// of the lost transaction can come afterwards: the engine writes only once that has ended.
    /// - Throws: `idempotency.mismatch` where the key was used for another request.
    package func performOnce(
        _ request: IdempotentRequest, as principal: Principal,
        _ body: @escaping @Sendable (Commands) throws -> StoredResponse
    ) async throws -> (response: StoredResponse, isReplay: Bool) {
        var tries = 0
        while true {
            // What is found after a lost commit is this request's own.
            let isFirst = tries == 0
            do {
                return try await perform(as: principal) { commands in
                    if let stored = try Idempotency.find(request, as: principal, commands.transaction) {
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
        as principal: Principal, _ body: @escaping @Sendable (Commands) throws -> T
    ) async throws -> T {
        let projectors = self.projectors
        do {
            return try await database.write { transaction in
                throw Rehearsal(result: try body(Commands(as: principal, projectors: projectors, transaction)))
            }
        } catch let rehearsal as Rehearsal<T> {
            return rehearsal.result
        }
    }

    /// Ends a transaction that was only tried.
    private struct Rehearsal<T: Sendable>: Error {
        var result: T
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
                for follower in followers {
                    // A follower that fails tries again at the next event; its position tells where it stands.
                    try? await Followers.advance(follower, in: database)
                }
            }
        }
        followerTask.withLock { $0 = task }
    }

    /// Brings all followers up to the head of the ledger.
    package func catchUp() async throws {
        for follower in followers { try await Followers.advance(follower, in: database) }
    }

    /// Re-reads all data and compares it with what it was made from.
    /// - Throws: `access.forbidden`.
    package func audit(
        as principal: Principal, progress: @escaping @Sendable (AuditProgress) -> Void = { _ in }
    ) async throws -> AuditReport {
        try Access.require(principal, .audit)
        let projectors = self.projectors
        return try await Audit.run(database, projectors: projectors, progress: progress)
    }
}
