import Identifiers
import Nameplate
import Quality
import Registry
import Testing

/// How a unit fares, and who may know it.
@Suite struct HealthStoryTests {
    private static func reader(_ stage: ClaimStage) -> Principal {
        Principal(.account(ID(72)), grants: [Grant(.production, manufacturer: stage.maker)])
    }

    @Test func unitIsHeldAgainstTheOthersOfItsModel() async throws {
        try await ClaimStage.with { stage in
            try await stage.record("ROOM-1", daysAgo: 100) {
                ($0.businessStep, $0.details.faultCode) = (.inspecting, "seized")
                $0.details.readings = [.init(type: "power_on_hours", value: "2000", unit: "HUR")]
            }
            let (registry, reader) = (stage.registry, Self.reader(stage))
            func health(_ serial: String) async throws -> UnitHealthAnswer {
                try await registry.health(ofUnit: serial, model: "CR-1", of: "fjordlys", as: reader)
            }
            let one = try #require(try await health("ROOM-1").health)
            #expect(one.siblings.units == 1 && one.failures.failures.map(\.age) == [100])
            #expect(one.readings.map(\.untold) == [.noSiblings] && one.score == .asSiblings)
            let other = try #require(try await health("ROOM-2").health)
            #expect(try other.failures.expected.get() == 1 && other.failures.failures.isEmpty)
            // Never sold.
            #expect(try await health("ROOM-3").health == nil)
        }
    }

    @Test func onlyThoseWhoReadQualityLearnHowAUnitFares() async throws {
        try await ClaimStage.with { stage in
            let registry = stage.registry
            let elsewhere = Principal(.account(ID(73)), grants: [Grant(.quality, manufacturer: ID(1))])
            for principal in [stage.ownerOfRoom, stage.shop, elsewhere, .stranger] {
                for serial in ["ROOM-1", "NOBODY"] {
                    await expect(.forbidden) {
                        _ = try await registry.health(ofUnit: serial, model: "CR-1", of: "fjordlys", as: principal)
                    }
                }
            }
            let reader = Self.reader(stage)
            await expect(.unitUnknown) {
                _ = try await registry.health(ofUnit: "NOBODY", model: "CR-1", of: "fjordlys", as: reader)
            }
            await expect(.modelUnknown) {
                _ = try await registry.health(ofUnit: "ROOM-1", model: "none", of: "fjordlys", as: reader)
            }
            await expect(.valueInvalid) {
                _ = try await registry.health(
                    ofUnit: "ROOM-1", model: "CR-1", of: "fjordlys", sameBatch: true, as: reader)
            }
        }
    }
}
