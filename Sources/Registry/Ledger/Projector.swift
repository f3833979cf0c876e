package import Storage

/// Keeps a projection up to date in the transaction of each event, so that it is never behind.
package protocol Projector: Sendable {
    /// Names the projection in findings of the audit.
    var name: String { get }

    /// Writes what follows from the event. It may run more than once for one event, in transactions that are undone.
    func project(_ event: RecordedEvent, _ transaction: any SQLTransaction) throws

    /// Compares the projection with the units; the first differences in words.
    func differences(_ reader: any SQLReader) throws -> [String]
}

/// A slow projection that reads the ledger by position afterwards. It goes by positions only, so that it skips nothing.
package protocol Follower: Sendable {
    /// Its row in the table of followers.
    var name: String { get }

    /// Takes in events with these positions, the first ones first, for as long as others may wait.
    /// - Returns: the last position that it has taken in; it comes again for what is left.
    func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws -> Int64
}
