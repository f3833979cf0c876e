import CPostgres

extension PostgresSession {
    enum TransactionKind: String {
        case snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case serializable = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
        /// Each statement sees what is committed by then.
        case latest = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        /// The same on a cluster: one connection to each server, not several at once, so that a transaction that has read
        /// many parts may still change a reference table.
        case sharded = """
            BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
            SET LOCAL citus.multi_shard_modify_mode = 'sequential'
            """
    }

    /// Begins a transaction, with its first statement.
    func begin(_ kind: TransactionKind) throws {
        if isSharded, kind != .snapshot {
            try execute(TransactionKind.sharded.rawValue)
            isInTransaction = true
            return
        }
        isInTransaction = true
        try sendAhead {
            guard PQsendQueryParams(connection, kind.rawValue, 0, nil, nil, nil, nil, 1) == 1 else {
                throw failure(nil)
            }
        }
    }

    /// Ends the transaction, which then is on the server's disk.
    /// - Throws: what the server refused it for; ``StorageError`` `outcomeUnknown` where the connection was lost.
    func commit() throws {
        try settle()
        let result = PQexec(connection, "COMMIT")
        defer { PQclear(result) }
        isInTransaction = false
        if PQresultStatus(result) == PGRES_COMMAND_OK {
            // A transaction that has failed is rolled back by its COMMIT.
            guard PQcmdStatus(result).map({ String(cString: $0) }) == "COMMIT" else {
                throw StorageError(.failed, "\(errors.subject) rolled back a transaction that had failed.")
            }
            return
        }
        let refused = failure(result)
        // Only a server that goes on has surely undone the transaction.
        throw isLost || refused.code == .unreachable ? errors.outcomeUnknown : refused
    }

    func claim(_ claim: Claim, _ strength: Claim.Strength) throws -> Bool {
        // Elsewhere the server finds by itself what two transactions rest on.
        guard isSharded else { return false }
        let name = strength == .shared ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock"
        _ = try rows(
            of: "SELECT \(name)(hashtextextended($1 || ' ' || coalesce(current_schema(), ''), 1))", [claim.name])
        return true
    }

    func rollBack() {
        isInTransaction = false
        try? settle()
        try? execute("ROLLBACK")
    }

    /// Whether a migration, say, has left the transaction open.
    var isTransactionWhole: Bool { PQtransactionStatus(connection) == PQTRANS_INTRANS }
}
