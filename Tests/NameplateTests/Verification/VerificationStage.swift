import Identifiers
import Registry
import Safeguards
import Synchronization
import TestSupport
import Testing

@testable import Nameplate

/// A registry of a test's own with issued refrigerators, drives from elsewhere and a model that is not released, and a clock.
struct VerificationStage {
    final class Clock: Sendable {
        let now = Mutex<Int64>(SampleRegistry.now)
        var moment: Int64 { now.withLock(\.self) }
        func wait(_ hours: Int64) { now.withLock { $0 += hours * 3_600_000_000 } }
    }

    let registry: NameplateRegistry
    let clock: Clock
    let serial: String
    let label: String
    let owner: String
    static let quality = Principal(.account(ID(77)), grants: [Grant(.quality)])

    static func with(_ body: (VerificationStage) async throws -> Void) async throws {
        let clock = Clock()
        let sample = try await SampleRegistry(now: { clock.now.withLock(\.self) })
        do {
            let registry = sample.registry
            let (_, maker) = try await registry.codes(
                of: "2025-W10", model: "FJ-320", of: "fjordlys", as: .administrator)
            let made = maker.codes(of: sample.issuedSerial.utf8)
            try await body(
                VerificationStage(
                    registry: registry, clock: clock, serial: sample.issuedSerial, label: made.label,
                    owner: made.owner))
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    /// A stranger asks, from a network of their own.
    @discardableResult
    func ask(
        _ text: String? = nil, model: String? = nil, code: String? = nil, seen: SeenParts = SeenParts(),
        in region: String? = nil, from network: String = "192.0.2.1", as principal: Principal = .stranger,
        asOf: Int64? = nil
    ) async throws -> VerificationAnswer {
        try await registry.verify(
            VerificationQuestion(
                text ?? serial, model: model, code: code, seen: seen, region: region, channel: .web, asOf: asOf),
            as: principal, from: RequestSource(network: network, requestID: nil))
    }

    /// Something happens to the unit.
    func record(_ change: @escaping @Sendable (inout EventDraft) -> Void) async throws {
        let (now, serial) = (clock.now.withLock(\.self), self.serial)
        try await registry.perform(as: .administrator) { desk in
            let maker = try Manufacturers.require("fjordlys", desk.transaction)
            let model = try Models.require("FJ-320", of: maker, desk.transaction)
            var event = EventDraft(time: now)
            event.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
            change(&event)
            _ = try desk.record(event, of: maker.id)
        }
    }

    /// Copies are sold in several countries: the unit is asked for all over the place.
    func copy() async throws {
        try await record { event in
            event.businessStep = .shipping
            event.details.market = "NO"
        }
        clock.wait(24)
        for (index, region) in ["NO", "DE", "JP"].enumerated() {
            try await ask(in: region, from: "198.51.100.\(index)")
            clock.wait(1)
        }
        try await registry.scans.flush()
    }
}
