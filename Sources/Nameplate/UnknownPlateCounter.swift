import Identifiers
import Registry
import Storage
import Synchronization

/// Counts what is looked up in vain. A look-up only adds a number in memory; about once a second all are written together.
final class UnknownPlateCounter: Sendable {
    /// Shapes that wait to be written; more in a second are counted as one.
    private static let mostWaiting = 2_000
    /// How long counts gather.
    private static let pause: Duration = .seconds(1)

    private let counts: Counts
    private let counted: AsyncStream<Void>.Continuation
    private let task: Task<Void, Never>

    init(_ database: any Database) {
        let counts = Counts(database)
        self.counts = counts
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        counted = continuation
        task = Task {
            for await _ in stream {
                guard (try? await Task.sleep(for: Self.pause)) != nil else { return }
                // What could not be written is tried again with the next.
                try? await counts.write()
            }
        }
    }

    /// Counts a plate in the month of `day`.
    func add(_ plate: UnknownPlate, on day: CivilDate) {
        counts.add(plate, day.toMonth, most: Self.mostWaiting)
        counted.yield()
    }

    /// Writes what waits.
    func flush() async throws { try await counts.write() }

    /// Writes what waits, and ends.
    func close() async {
        counted.finish()
        task.cancel()
        await task.value
        try? await counts.write()
    }

    /// What waits to be written.
    private final class Counts: Sendable {
        private typealias Waiting = [CivilDate: [UnknownPlate: Int64]]
        private let waiting = Mutex<Waiting>([:])
        private let database: any Database

        init(_ database: any Database) { self.database = database }

        func add(_ plate: UnknownPlate, _ month: CivilDate, most: Int) {
            waiting.withLock { waiting in
                let ofMonth = waiting[month] ?? [:]
                let isNew = ofMonth[plate] == nil
                waiting[month, default: [:]][isNew && ofMonth.count >= most ? plate.asRest : plate, default: 0] += 1
            }
        }

        func write() async throws {
            let taken = waiting.withLock { waiting in
                defer { waiting = [:] }
                return waiting
            }
            guard !taken.isEmpty else { return }
            do {
                try await database.write { transaction in
                    for (month, counts) in taken { try UnknownPlates.add(counts, in: month, transaction) }
                }
            } catch let error as StorageError where error.code == .outcomeUnknown {
                // Rather counted once too few than twice.
                throw error
            } catch {
                waiting.withLock { waiting in
                    for (month, counts) in taken { waiting[month, default: [:]].merge(counts, uniquingKeysWith: +) }
                }
                throw error
            }
        }
    }
}
