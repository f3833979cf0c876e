/// How a request comes into the server.
package enum Door: Hashable, Sendable {
    /// From the same process.
    case inProcess
    /// Through the Unix socket, which only the database's owner may open.
    case unixSocket
    /// Through a TCP port of the loopback interface: the visitor's browser, and every page that is open in it.
    case loopback
}
