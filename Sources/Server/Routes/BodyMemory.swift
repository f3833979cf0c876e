import Synchronization

/// The memory that bodies may take which are read whole before anything is done with them, so that many who send slowly
/// do not fill the machine's, and one network does not fill all of it.
final class BodyMemory: Sendable {
    /// Bytes of all bodies at a time, and of those that come from one network.
    static let most = 64 << 20
    static let mostOfNetwork = 16 << 20

    private struct Use {
        var bytes = 0
        var ofNetwork: [String: Int] = [:]
    }
    private let most: Int
    private let mostOfNetwork: Int
    private let use = Mutex(Use())

    init(most: Int = BodyMemory.most, mostOfNetwork: Int = BodyMemory.mostOfNetwork) {
        self.most = most
        self.mostOfNetwork = mostOfNetwork
    }

    /// - Throws: `server.busy` where there is no room for so many bytes more.
    fileprivate func take(_ count: Int, for network: String) throws(RequestError) {
        let hasRoom = use.withLock { use in
            let ofNetwork = use.ofNetwork[network, default: 0] + count
            guard use.bytes + count <= most, ofNetwork <= mostOfNetwork else { return false }
            use.bytes += count
            use.ofNetwork[network] = ofNetwork
            return true
        }
        guard hasRoom else {
            throw RequestError(.serverBusy, "Too many large requests are under way; send this one again in a moment.")
        }
    }

    fileprivate func giveBack(_ count: Int, of network: String) {
        use.withLock { use in
            use.bytes -= count
            let left = use.ofNetwork[network, default: 0] - count
            use.ofNetwork[network] = left > 0 ? left : nil
        }
    }
}

/// What one request takes of the memory for bodies, until nobody refers to it any more.
final class BodyShare: Sendable {
    private let memory: BodyMemory
    private let network: String
    private let bytes = Mutex(0)

    init(of memory: BodyMemory, for network: String) {
        self.memory = memory
        self.network = network
    }

    deinit { memory.giveBack(bytes.withLock { $0 }, of: network) }

    /// - Throws: `server.busy`.
    func take(_ count: Int) throws(RequestError) {
        try memory.take(count, for: network)
        bytes.withLock { $0 += count }
    }
}
