import Identifiers
import Quality
import Registry
import Storage
import Testing

/// What stands out among complaints as they are kept.
@Suite struct ComplaintSignalTests {
    /// Five models that are complained of for noise; from October on, the first for its lock, a code below the door's.
    private static func fill(_ desk: TestDesk, locks: Int) throws -> ID<Manufacturer> {
        let maker = try desk.manufacturer()
        let codes = [
            FaultCode("door", titles: ["en": "Door"]), FaultCode("lock", below: "door", titles: ["en": "Lock"]),
            FaultCode("noise", titles: ["en": "Noise"]),
            FaultCode("ntf", kind: .noTroubleFound, titles: ["en": "None"]),
        ]
        _ = try FaultCodes.set(codes, of: maker, as: .administrator, desk.transaction)
        let models = try (1...5).map { try desk.model("M-\($0)", of: maker) }
        func add(_ model: Model, _ day: String, _ codes: [String], fire: Bool = false) throws {
            var details = ComplaintDetails(receivedOn: try CivilDate(parsing: day))
            details.faultCodes = codes
            details.harm.fire = fire
            _ = try Complaints.add(.init(about: model, details), .entered, as: .administrator, desk.transaction)
        }
        for number in 0..<40 { try add(models[number % 5], "2023-09-\(10 + number % 20)", ["noise"]) }
        for number in 0..<6 { try add(models[1], "2023-09-2\(number)", ["ntf"]) }
        for number in 0..<locks { try add(models[0], "2023-10-1\(number)", ["lock"], fire: number == 0) }
        return maker.id
    }

    private static func signals(_ day: String, of maker: ID<Manufacturer>, _ registry: TestRegistry) async throws -> (
        watch: ComplaintWatch, raised: [RaisedComplaintSignal]
    ) {
        let day = try CivilDate(parsing: day)
        return try await registry.read { reader in
            let codes = try FaultCodes.list(of: maker, reader)
            let watch = try ComplaintSignals.watch(of: maker, until: day, codes, reader)
            return (watch, ComplaintSignals.raised(watch, codes))
        }
    }

    @Test(arguments: Engine.available)
    func aModelThatIsComplainedOfForALockStandsOut(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try Self.fill($0, locks: 4) }
            let (watch, raised) = try await Self.signals("2023-10-20", of: maker, registry)
            #expect(watch.complaints == 50)
            // The wider code says the same and is left out, though its hand is up too.
            #expect(watch.hands.map(\.cell.code).sorted() == ["door", "lock"])
            let signal = try #require(raised.first)
            #expect(raised.count == 1 && signal.hand.cell.code == "lock" && signal.standsOut)
            #expect(CivilDate(dayNumber: signal.hand.raisedOn)?.isoText == "2023-10-12")
            #expect(signal.hand.figures.complaints == 3 && signal.now?.complaints == 4 && signal.now?.harmful == 1)
        }
    }

    @Test(arguments: Engine.available)
    func eachDayIsJudgedByWhatWasKnownThen(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try Self.fill($0, locks: 4) }
            #expect(try await Self.signals("2023-10-11", of: maker, registry).raised.isEmpty)
            #expect(try await Self.signals("2023-10-12", of: maker, registry).raised.count == 1)
            // A month is asked for up to its end.
            #expect(try await Self.signals("2023-10", of: maker, registry).raised.count == 1)
            let later = try await Self.signals("2024-10-12", of: maker, registry)
            #expect(later.raised.count == 1 && later.watch.complaints == 50)
            #expect(try await Self.signals("2024-10-14", of: maker, registry).raised.isEmpty)
            #expect(try await Self.signals("2030-01-01", of: maker, registry).watch.complaints == 0)
        }
    }

    @Test(arguments: Engine.available)
    func otherManufacturersAreNoneOfIt(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { desk in
                _ = try Self.fill(desk, locks: 4)
                return try desk.manufacturer("other").id
            }
            let (watch, raised) = try await Self.signals("2023-10-20", of: maker, registry)
            #expect(watch.complaints == 0 && raised.isEmpty)
        }
    }
}
