import Registry
import TestSupport
import Testing

extension RandomHistory {
    /// Commands that somebody gives, at any time: installs, removes or replaces. What is refused must be refused for the
    /// reason that the list of events gives.
    mutating func changeComponents(in registry: TestRegistry) async throws {
        var change = ComponentChange(of: pick(products).key, at: moment(now: registry.clock.now))
        change.slot = pick([nil, "A1", "B2"])
        change.location = pick([nil, "workshop"])
        let isInPlant = chance(2)
        let naive = NaiveComponents(units: units, events: events, asOf: change.time, knownAt: .max)
        let parents = naive.parents()
        let inside = products.filter { parents[$0.key] == change.assembly }
        let (new, old) = (pick(products), inside.isEmpty || chance(4) ? pick(products) : pick(inside))
        let command = change
        let (expected, body): (RegistryError.Code?, @Sendable (TestDesk) throws -> [RecordedEvent])
        switch below(4) {
        case 0:
            expected = refusalOfAssembly(command, naive) ?? refusalOfRemoving(old, command, parents)
            var removal = command
            removal.businessStep = isInPlant ? .disassembling : nil
            let step = removal
            body = { [try Components.remove(old.key, by: step, $0.recorder)] }
        case 1:
            expected =
                old == new
                ? .valueInvalid
                : refusalOfAssembly(command, naive) ?? refusalOfRemoving(old, command, parents)
                    ?? refusalOfInstalling(new, command, naive, parents)
            body = {
                let (removed, installed) = try Components.replace(old.key, with: new.key, by: command, $0.recorder)
                return [removed, installed]
            }
        default:
            expected = refusalOfAssembly(command, naive) ?? refusalOfInstalling(new, command, naive, parents)
            var installation = command
            installation.businessStep = isInPlant ? .assembling : nil
            let step = installation
            body = { [try Components.install(new.key, by: step, $0.recorder)] }
        }
        do {
            for event in try await registry.write(body) { note(event) }
            #expect(expected == nil)
        } catch let error as RegistryError {
            // That a circle would stand now, or things too deep, is found when all is written.
            #expect(error.code == expected || (expected == nil && error.code == .eventInvalid), "\(error)")
        }
    }

    private func refusalOfAssembly(_ change: ComponentChange, _ naive: NaiveComponents) -> RegistryError.Code? {
        isEnded(change.assembly, naive) ? .componentEnded : nil
    }

    private func isEnded(_ key: UnitKey, _ naive: NaiveComponents) -> Bool {
        products.first { $0.key == key }.map { naive.fold(of: $0).endedAt != nil } ?? false
    }

    private func refusalOfRemoving(
        _ component: Unit, _ change: ComponentChange, _ parents: [UnitKey: UnitKey]
    ) -> RegistryError.Code? {
        parents[component.key] == change.assembly ? nil : .componentNotInstalled
    }

    private func refusalOfInstalling(
        _ component: Unit, _ change: ComponentChange, _ naive: NaiveComponents, _ parents: [UnitKey: UnitKey]
    ) -> RegistryError.Code? {
        if component.key == change.assembly { return .componentCircle }
        if isEnded(component.key, naive) { return .componentEnded }
        if let parent = parents[component.key], products.contains(where: { $0.key == parent }) {
            return .componentInstalled
        }
        return NaiveComponents.chain(of: change.assembly, parents).contains(component.key) ? .componentCircle : nil
    }
}
