import CPostgres

/// Statements that were sent ahead of their results, in libpq's pipeline mode
/// (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html).
struct Pipeline {
    /// Whether the connection is in pipeline mode: from the first statement sent ahead until the results of the one after
    /// them have been read.
    var isOpen = false
    /// The statements whose results have not been read: how many rows each must have changed, where that is known.
    var pending: [Int?] = []
    /// Whether the server was told to mark the end of the results.
    var isSynchronized = false
}

// A statement that nobody waits for (an INSERT, say) goes to the server together with those after it: a round trip for
// each would take longer than the work. A later statement, whose results somebody reads, reads theirs first; where one of
// them was refused, the server has run none after it, and it is that error that the later statement throws.
extension PostgresSession {
    /// The most whose results wait in memory.
    private static let mostPending = 1_000

    /// Sends what `body` sends, one statement, without waiting for its results.
    /// - Parameter count: How many rows it must change. Another number means that another transaction has come between.
    func sendAhead(changing count: Int? = nil, _ body: () throws -> Void) throws {
        try stream?.absorb()
        if pipeline.pending.count >= Self.mostPending { try settle() }
        if !pipeline.isOpen {
            guard PQenterPipelineMode(connection) == 1 else { throw failure(nil) }
            pipeline.isOpen = true
        }
        do {
            try body()
            pipeline.pending.append(count)
        } catch {
            if pipeline.pending.isEmpty { leavePipeline() }
            throw error
        }
    }

    /// Reads the results of all that was sent ahead, and makes the connection free for a call of any kind.
    /// - Throws: the first error among the results.
    func settle() throws {
        try stream?.absorb()
        try collectAhead()
        leavePipeline()
    }

    /// Reads the results of what was sent ahead. Those of a statement that was sent since then come next.
    /// - Throws: the first error among the results; what was sent since then was not run.
    func collectAhead() throws {
        guard pipeline.isOpen else { return }
        guard PQpipelineSync(connection) == 1 else { throw failure(nil) }
        pipeline.isSynchronized = true
        var refused: StorageError?
        for expected in pipeline.pending where !isLost {
            while let result = PQgetResult(connection) {
                defer { PQclear(result) }
                if refused == nil { refused = check(result, changing: expected) }
            }
        }
        pipeline.pending = []
        if isLost { refused = refused ?? failure(nil) }
        guard let refused else { return }
        leavePipeline()
        throw refused
    }

    private func check(_ result: OpaquePointer, changing expected: Int?) -> StorageError? {
        guard Self.isFine(result) else { return failure(result) }
        guard let expected, Self.rowsChanged(result) != expected else { return nil }
        lastState = PostgresErrors.serializationFailure
        return .overtaken
    }

    /// Leaves pipeline mode, where all results but the mark of their end have been read or are of no interest.
    func leavePipeline() {
        guard pipeline.isOpen else { return }
        // Between two statements' results stands one that is null; where two do, there are no more.
        var nulls = pipeline.isSynchronized ? 0 : 2
        while nulls < 2, !isLost {
            guard let result = PQgetResult(connection) else {
                nulls += 1
                continue
            }
            nulls = PQresultStatus(result) == PGRES_PIPELINE_SYNC ? 2 : 0
            PQclear(result)
        }
        PQexitPipelineMode(connection)
        pipeline = Pipeline()
    }
}
