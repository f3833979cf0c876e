/// How a request comes into the server.
package enum Door: Hashable, Sendable {
    /// From the same process.
    case inProcess
    /// Through the Unix socket, which only the database's owner may open.
    case unixSocket
    /// Through a TCP port of the loopback interface: the visitor's browser, and every page that is open in it.
    case loopback
    /// Through a TCP port that others reach, directly or by a proxy.
    case network

    /// Whether browsers come this way, and with them the pages of other sites that are open in them.
    package var isForBrowsers: Bool { self == .loopback || self == .network }
}
