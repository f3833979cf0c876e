import Testing

@testable import Server

/// Bodies that are read whole share a memory that has an end, and no network has all of it.
struct BodyMemoryTests {
    @Test func whatIsTakenIsGivenBack() throws {
        let memory = BodyMemory(most: 10, mostOfNetwork: 6)
        var shares = [BodyShare(of: memory, for: "192.0.2.1")]
        try shares[0].take(4)
        try shares[0].take(2)
        let full = #expect(throws: RequestError.self) { try shares[0].take(1) }
        #expect(full?.code == .serverBusy)
        shares.append(BodyShare(of: memory, for: "192.0.2.1"))
        #expect(throws: RequestError.self) { try shares[1].take(1) }
        // Another network has what is left.
        shares.append(BodyShare(of: memory, for: "192.0.2.2"))
        try shares[2].take(4)
        #expect(throws: RequestError.self) { try shares[2].take(1) }
        shares.removeFirst(2)
        try shares[0].take(2)
        #expect(throws: RequestError.self) { try shares[0].take(1) }
        shares.removeAll()
        let next = BodyShare(of: memory, for: "192.0.2.1")
        try next.take(6)
    }

    @Test func aBusyServerSaysWhenToComeBack() {
        let problem = Problem(RequestError(.serverBusy, ""))
        #expect(problem.status == 503 && problem.retryAfter == 1)
    }
}
