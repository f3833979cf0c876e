private import Crypto
package import Storage

/// How often signing in, or a code of a unit, has failed, so that guessing grows slow, without anybody being able to lock another out: a
/// device from which somebody has signed in before is counted by itself (OWASP, "Device cookies").
package enum SignInFailures {
    /// What failures are counted for.
    package enum Subject: Hashable, Sendable {
        /// All that comes from a network.
        case network(String)
        /// An account, from devices that it has never signed in from.
        case account(String)
        /// A device that an account has signed in from before.
        case device(String)
        /// Whoever tries codes by which units become theirs.
        case codes(String)
        /// Such codes of one unit, whoever tries them.
        case codesOfUnit(String)

        /// How many failures a window takes.
        var most: Int64 {
            switch self {
            case .network: 30
            case .account, .device, .codes: 10
            // One who guesses keeps nobody who has the code from using it before long.
            case .codesOfUnit: 30
            }
        }

        /// Nothing of it can be read from the row.
        var key: [UInt8] {
            let text =
                switch self {
                case .network(let network): "network \(network)"
                case .account(let name): "account \(name)"
                case .device(let device): "device \(device)"
                case .codes(let asker): "codes \(asker)"
                case .codesOfUnit(let unit): "codes of \(unit)"
                }
            return Array(SHA256.hash(data: Array(text.utf8)))
        }
    }

    /// How long failures are counted, in microseconds.
    package static let window: Int64 = 15 * 60 * 1_000_000

    /// Counts a try as one that fails, before it is made: many at once are counted too.
    /// - Returns: When it may be tried again, in microseconds since 1970 UTC, where there were too many; nil where it may
    ///   go on.
    package static func count(_ subject: Subject, _ transaction: any SQLTransaction) throws -> Int64? {
        let now = transaction.now
        let known = try transaction.first(SignInFailuresSQL.find, [.blob(subject.key)]) { row in
            (since: row.integer(0), failures: row.integer(1))
        }
        guard let known, now - known.since < window else {
            try transaction.run(
                SignInFailuresSQL.begin, [.blob(subject.key), .integer(now)])
            return nil
        }
        guard known.failures < subject.most else { return known.since + window }
        try transaction.run(SignInFailuresSQL.increase, [.blob(subject.key)], changing: 1)
        return nil
    }

    /// Counts a try for one after the other, up to the first that takes no more: a try that is not made is no guess at what
    /// comes after it, or whoever may not try any more could still keep others from trying.
    /// - Returns: When it may be tried again, as above.
    package static func count(_ subjects: [Subject], _ transaction: any SQLTransaction) throws -> Int64? {
        for subject in subjects {
            if let until = try count(subject, transaction) { return until }
        }
        return nil
    }

    /// Takes back what ``count(_:_:)`` has counted for a try that went well.
    package static func forgive(_ subject: Subject, _ transaction: any SQLTransaction) throws {
        switch subject {
        // One account, or one unit, of one's own must not pay for guesses at others.
        case .network, .codes, .codesOfUnit: try forgiveOne(subject, transaction)
        case .account, .device: try transaction.run(SignInFailuresSQL.delete, [.blob(subject.key)])
        }
    }

    /// Takes back the one count of a try of which it is not known yet how it ends.
    package static func forgiveOne(_ subject: Subject, _ transaction: any SQLTransaction) throws {
        try transaction.run(SignInFailuresSQL.decrease, [.blob(subject.key)])
    }

    package static func forgetOld(_ transaction: any SQLTransaction) throws {
        try transaction.run(SignInFailuresSQL.deleteOld, [.integer(transaction.now - window)])
    }
}

private enum SignInFailuresSQL {
    static let find = Statement("SELECT since, failures FROM sign_in_failures WHERE subject = $1")
    static let begin = Statement(
        """
        INSERT INTO sign_in_failures (subject, since, failures)
        VALUES ($1, $2, 1)
            ON CONFLICT (subject) DO UPDATE
           SET since = excluded.since, failures = 1
        """)
    static let increase = Statement("UPDATE sign_in_failures SET failures = failures + 1 WHERE subject = $1")
    static let decrease = Statement(
        "UPDATE sign_in_failures SET failures = failures - 1 WHERE subject = $1 AND failures > 0")
    static let delete = Statement("DELETE FROM sign_in_failures WHERE subject = $1")
    static let deleteOld = Statement("DELETE FROM sign_in_failures WHERE since < $1")
}
