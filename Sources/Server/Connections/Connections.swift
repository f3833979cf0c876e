import NIOCore
import Synchronization

/// A connection that is open.
final class Connection: Sendable {
    let channel: any Channel
    /// The network that it comes from; nil where connections are not counted by network.
    let network: String?
    /// When it came to rest, in nanoseconds of the event loops' clock; 0 while a request is under way.
    private let resting: Atomic<UInt64>

    init(_ channel: any Channel, _ network: String?) {
        self.channel = channel
        self.network = network
        resting = Atomic(NIODeadline.now().uptimeNanoseconds)
    }

    /// Nil while a request is under way.
    var restingSince: UInt64? {
        let since = resting.load(ordering: .relaxed)
        return since == 0 ? nil : since
    }

    func begin() { resting.store(0, ordering: .relaxed) }
    func rest() { resting.store(NIODeadline.now().uptimeNanoseconds, ordering: .relaxed) }
}

/// The connections that are open at a door, within bounds: for one network, so that it leaves some for others, and
/// altogether, so that memory and file descriptors suffice.
final class Connections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: Connection] = [:]
        var ofNetwork: [String: Int] = [:]

        mutating func remove(_ connection: Connection) {
            guard open.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
            guard let network = connection.network, let count = ofNetwork[network] else { return }
            ofNetwork[network] = count > 1 ? count - 1 : nil
        }

        /// The connections that have rested longest, a sixteenth of all, so that a flood does not search for each of its own.
        mutating func removeLongestResting() -> [Connection] {
            let resting = open.values.compactMap { one in one.restingSince.map { (one, since: $0) } }
            let longest = resting.sorted { $0.since < $1.since }.prefix(max(1, open.count / 16)).map(\.0)
            for connection in longest { remove(connection) }
            return longest
        }
    }
    private let most: Int
    private let mostOfNetwork: Int
    private let state = Mutex(State())

    init(_ limits: ConnectionLimits, isEncrypted: Bool) {
        most = isEncrypted ? min(limits.connections, limits.encryptedConnections) : limits.connections
        mostOfNetwork = limits.connectionsPerNetwork
    }

    /// Takes a connection in until it closes. - Returns: Nil where it must be closed.
    func admit(_ channel: any Channel, from network: String?) -> Connection? {
        let connection = Connection(channel, network)
        let (isAdmitted, evicted) = state.withLock { state -> (Bool, [Connection]) in
            if let network, state.ofNetwork[network, default: 0] >= mostOfNetwork { return (false, []) }
            let evicted = state.open.count >= most ? state.removeLongestResting() : []
            guard state.open.count < most else { return (false, evicted) }
            state.open[ObjectIdentifier(connection)] = connection
            if let network { state.ofNetwork[network, default: 0] += 1 }
            return (true, evicted)
        }
        for one in evicted { one.channel.close(promise: nil) }
        guard isAdmitted else { return nil }
        channel.closeFuture.whenComplete { [self] _ in state.withLock { $0.remove(connection) } }
        return connection
    }
}
