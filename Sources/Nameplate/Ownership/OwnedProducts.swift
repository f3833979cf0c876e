import AfterSales
import Identifiers
import Registry
import Storage

/// Reads the products of one party, and what is the same for all of them once.
struct OwnedProducts {
    private let party: ID<Party>
    private let now: Int64
    private let today: CivilDate
    private let proofs: [UnitKey: [OwnershipProof]]

    init(of party: ID<Party>, now: Int64, today: CivilDate, _ reader: any SQLReader) throws {
        (self.party, self.now, self.today) = (party, now, today)
        proofs = Dictionary(grouping: try OwnershipProofs.list(of: party, at: now, reader), by: \.unit)
    }

    /// Nil where the unit's model is gone.
    func product(_ key: UnitKey, _ reader: any SQLReader) throws -> OwnedProduct? {
        guard let unit = try NameplateRegistry.reference(key, reader) else { return nil }
        let own = try Registrations.valid(of: key, by: party, reader)
        return OwnedProduct(
            unit: unit, party: party,
            registration: try own.flatMap { try RegistrationAnswer.read($0, isForStaff: false, now: now, reader) },
            disputes: try Registrations.disputes(of: key, owner: party, at: now, reader).map(\.madeAt),
            release: try Handovers.open(of: key, reader).last { $0.state(at: now, owner: party) == .open },
            proofs: proofs[key] ?? [], entitlements: try HeldEntitlement.list(by: own, today: today, reader),
            openCases: try CaseList.all(of: key, reader).filter { $0.party == party && $0.state.isOpen })
    }
}

extension HeldEntitlement {
    /// - Parameter registration: the valid one of the unit's owner; nobody is entitled without one.
    static func list(
        by registration: Registration?, today: CivilDate, _ reader: any SQLReader
    ) throws -> [HeldEntitlement] {
        guard let registration else { return [] }
        let day = CivilDate(microseconds: registration.madeAt)
        let rules = try RegistrationRuleBook.rules(
            of: registration.manufacturer, model: registration.unit.model, reader)
        return rules.entitlements.map {
            let until = $0.lastDay(registeredOn: day)
            return HeldEntitlement(
                entitlement: $0, until: until, holds: until.map { today.dayNumber <= $0.dayNumber } ?? true)
        }
    }
}
