/// Where a request comes from, as a face that took it knows. It stands in the audit trail beside who asked.
package struct RequestSource: Hashable, Sendable {
    /// The asker's network address, as text; nil on the registry's own machine.
    package var network: String?
    /// Under which the server's log tells of the request.
    package var requestID: String?

    package init(network: String?, requestID: String?) {
        self.network = network
        self.requestID = requestID
    }

    /// A program on the registry's own machine.
    package static let local = RequestSource(network: nil, requestID: nil)
}
