import Nameplate
import SimulatedChain
import TestSupport
import Testing

/// A plant, three warehouses and forty shops: every fault that was planted is found, and none invented.
@Suite struct SimulatedChainTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func everyPlantedFaultIsFoundAndNoneInvented(_ seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        let clock = ChainClock()
        let registry = try await RegistryEngine.open(directory.file("chain.sqlite")) { clock.now() }
        let plan = ChainPlan(units: 6_000, rounds: 2, scannedSingly: 40)
        let report = try await SimulatedChain(registry, plan, clock, random: SplitMix64(seed: seed)).run()
        await registry.close()
        print("seed \(seed): \(report.scans) scans of \(report.units) units in \(report.all) s")
        for difference in report.differences.prefix(40) { Issue.record("Seed \(seed): \(difference)") }
        #expect(report.differences.isEmpty, "Seed \(seed): \(report.differences.count) differences")
        #expect(report.kinds.values.allSatisfy { $0.planted > 0 })
    }
}
