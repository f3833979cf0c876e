import Registry
import Storage
import TestSupport
import Testing

@Suite struct IdempotencyTests {
    private static let request = IdempotentRequest(route: "POST /api/v1/events", key: "k-1", bodyHash: [1, 2])
    private static let response = StoredResponse(status: 201, body: Array("{}".utf8))

    private func find(
        _ request: IdempotentRequest, as principal: Principal, _ registry: TestRegistry
    ) async throws -> StoredResponse? {
        let now = registry.clock.now
        return try await registry.read { try Idempotency.find(request, as: principal, at: now, $0) }
    }

    private func store(_ registry: TestRegistry) async throws {
        try await registry.write {
            try Idempotency.store(Self.response, for: Self.request, as: .administrator, $0.transaction)
        }
    }

    @Test(arguments: Engine.available)
    func theSameRequestGetsTheSameResponse(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            #expect(try await find(Self.request, as: .administrator, registry) == nil)
            try await store(registry)
            #expect(try await find(Self.request, as: .administrator, registry) == Self.response)
        }
    }

    @Test(arguments: Engine.available)
    func anotherBodyUnderTheSameKeyIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store(registry)
            var other = Self.request
            other.bodyHash = [9]
            #expect(
                try await refusal { try await find(other, as: .administrator, registry) } == .idempotencyMismatch)
        }
    }

    static let others: [Principal] = [
        .stranger, .owner(ID(1)), .staff(.maker, .everyManufacturer), .staff(.maker, .manufacturers([ID(1)])),
        .staff(.maker, .manufacturers([ID(2)])), .staff(.support, .manufacturers([ID(1)])),
    ]

    @Test(arguments: Engine.available, others)
    func aKeyBelongsToWhoChoseIt(_ engine: Engine, _ principal: Principal) async throws {
        try await engine.withRegistry { registry in
            try await store(registry)
            #expect(try await find(Self.request, as: principal, registry) == nil)
            #expect(Self.others.count { $0.auditName == principal.auditName } == 1)
        }
    }

    @Test(arguments: Engine.available)
    func aKeyBelongsToItsRoute(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store(registry)
            var other = Self.request
            other.route = "POST /api/v1/batches"
            #expect(try await find(other, as: .administrator, registry) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func responsesAreForgottenAfterADay(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store(registry)
            registry.clock.advance(by: Idempotency.lifetime + 1)
            var next = Self.request
            next.key = "k-2"
            let request = next
            try await registry.write {
                try Idempotency.store(Self.response, for: request, as: .administrator, $0.transaction)
            }
            #expect(try await find(Self.request, as: .administrator, registry) == nil)
            #expect(try await find(request, as: .administrator, registry) == Self.response)
            let rows = Statement("SELECT count(*) FROM idempotency")
            #expect(try await registry.read { try $0.first(rows) { $0.integer(0) } } == 2)
            try await registry.write { try Idempotency.forgetOld($0.transaction) }
            #expect(try await registry.read { try $0.first(rows) { $0.integer(0) } } == 1)
            #expect(try await find(request, as: .administrator, registry) == Self.response)
        }
    }

    @Test(arguments: Engine.available)
    func aKeyMayBeUsedAgainAfterADay(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store(registry)
            registry.clock.advance(by: Idempotency.lifetime + 1)
            let again = StoredResponse(status: 200, body: Array("[]".utf8))
            try await registry.write {
                try Idempotency.store(again, for: Self.request, as: .administrator, $0.transaction)
            }
            #expect(try await find(Self.request, as: .administrator, registry) == again)
        }
    }

    @Test(arguments: Engine.available)
    func aResponseThatIsKeptStays(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await store(registry)
            let other = StoredResponse(status: 200, body: [])
            await #expect(throws: StorageError.self) {
                try await registry.write {
                    try Idempotency.store(other, for: Self.request, as: .administrator, $0.transaction)
                }
            }
            #expect(try await find(Self.request, as: .administrator, registry) == Self.response)
        }
    }
}
