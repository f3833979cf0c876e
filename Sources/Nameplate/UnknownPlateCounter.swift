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

    /// - Parameter confusion: the look-alike by which a text is no unit's number, for whoever may see all.
    init(_ database: any Database, confusion: @escaping @Sendable (String) throws -> UnknownPlateMark?) {
        let counts = Counts(database, confusion)
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
    /// - Parameter text: what was looked up, which is looked at once more behind the answer and then forgotten; nil in a list.
    func add(_ plate: UnknownPlate, on day: CivilDate, text: String? = nil) {
        counts.add(plate, day.toMonth, text, most: Self.mostWaiting)
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
        private struct Waiting {
            var plates: [CivilDate: [UnknownPlate: Int64]] = [:]
            var marks: [CivilDate: [MarkedPlate: Int64]] = [:]
            /// Texts to be looked at once more.
            var texts: [(plate: UnknownPlate, month: CivilDate, text: String)] = []
        }
        /// Texts of a second that are looked at once more; others are only counted.
        private static let mostTexts = 100

        private let waiting = Mutex(Waiting())
        private let repetitions = Repetitions()
        private let database: any Database
        private let confusion: @Sendable (String) throws -> UnknownPlateMark?

        init(_ database: any Database, _ confusion: @escaping @Sendable (String) throws -> UnknownPlateMark?) {
            self.database = database
            self.confusion = confusion
        }

        func add(_ plate: UnknownPlate, _ month: CivilDate, _ text: String?, most: Int) {
            let isRepeated = text.map { repetitions.isRepeated($0, of: plate, in: month) } ?? false
            waiting.withLock { waiting in
                let ofMonth = waiting.plates[month] ?? [:]
                let isRest = ofMonth[plate] == nil && ofMonth.count >= most
                waiting.plates[month, default: [:]][isRest ? plate.asRest : plate, default: 0] += 1
                guard !isRest, let text else { return }
                if isRepeated { waiting.marks[month, default: [:]][MarkedPlate(plate, .repeated), default: 0] += 1 }
                if waiting.texts.count < Self.mostTexts { waiting.texts.append((plate, month, text)) }
            }
        }

        func write() async throws {
            var taken = waiting.withLock { waiting in
                defer { waiting = Waiting() }
                return waiting
            }
            guard !taken.plates.isEmpty else { return }
            for (plate, month, text) in taken.texts {
                // What cannot be looked at is counted without a mark.
                guard let mark = (try? confusion(text)) ?? nil else { continue }
                taken.marks[month, default: [:]][MarkedPlate(plate, mark), default: 0] += 1
            }
            let (plates, marks) = (taken.plates, taken.marks)
            do {
                try await database.write { transaction in
                    for (month, counts) in plates { try UnknownPlates.add(counts, in: month, transaction) }
                    for (month, counts) in marks { try UnknownPlateMarks.add(counts, in: month, transaction) }
                }
            } catch let error as StorageError where error.code == .outcomeUnknown {
                // Rather counted once too few than twice.
                throw error
            } catch {
                waiting.withLock { waiting in
                    for (month, counts) in plates {
                        waiting.plates[month, default: [:]].merge(counts, uniquingKeysWith: +)
                    }
                    for (month, counts) in marks {
                        waiting.marks[month, default: [:]].merge(counts, uniquingKeysWith: +)
                    }
                }
                throw error
            }
        }
    }
}
