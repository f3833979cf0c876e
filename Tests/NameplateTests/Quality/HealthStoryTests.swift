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
            try await registry.catchUp()
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

    @Test func whoSeesToQualityWatchesUnitsAndReadersSeeThem() async throws {
        try await ClaimStage.with { stage in
            let (registry, reader) = (stage.registry, Self.reader(stage))
            let quality = Principal(.account(ID(71)), grants: [Grant(.quality, manufacturer: stage.maker)])
            func watch(_ serial: String, as principal: Principal) async throws {
                _ = try await registry.perform(as: principal) {
                    try $0.watch(serial, model: "CR-1", of: "fjordlys", "It hums", until: nil)
                }
            }
            for principal in [reader, stage.ownerOfRoom, stage.shop, .stranger] {
                await expect(.forbidden) { try await watch("ROOM-1", as: principal) }
                await expect(.forbidden) {
                    _ = try await registry.perform(as: principal) {
                        try $0.unwatch("ROOM-1", model: "CR-1", of: "fjordlys")
                    }
                }
            }
            for principal in [stage.ownerOfRoom, stage.shop, .stranger] {
                await expect(.forbidden) {
                    _ = try await registry.watchList(of: "fjordlys", limit: 5, as: principal)
                }
                await expect(.forbidden) {
                    _ = try await registry.watchProposals(of: "fjordlys", model: "CR-1", limit: 5, as: principal)
                }
            }
            await expect(.unitUnknown) { try await watch("NOBODY", as: quality) }
            for serial in ["ROOM-1", "ROOM-2", "ROOM-3"] { try await watch(serial, as: quality) }
            try await stage.record("ROOM-2", daysAgo: 100) {
                ($0.businessStep, $0.details.faultCode) = (.inspecting, "seized")
                $0.details.readings = [.init(type: "errors", value: "3")]
            }
            try await registry.catchUp()
            let list = try await registry.watchList(of: "fjordlys", limit: 5, as: reader)
            #expect(!list.mayChange)
            // What was read last comes first; a unit that is not in service has no health.
            #expect(list.items.map(\.watched.unit.serial.text) == ["ROOM-2", "ROOM-1", "ROOM-3"])
            #expect(list.items.map { $0.health == nil } == [false, false, true])
            #expect(list.items.first?.changes.newFailures == 1)
            #expect(list.items.first?.changes.risen.map(\.now) == ["3"])
            var filter = WatchFilter()
            filter.age = 1_000...2_000
            let old = try await registry.watchList(of: "fjordlys", filter, limit: 5, as: quality)
            #expect(old.items.isEmpty && old.mayChange)
            let proposals = try await registry.watchProposals(of: "fjordlys", model: "CR-1", limit: 5, as: reader)
            #expect(proposals.items.isEmpty)
        }
    }
}
