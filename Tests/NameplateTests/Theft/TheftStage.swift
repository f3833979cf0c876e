import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards
import Testing

/// Thefts of the units of an ``OwnerRegistry``.
extension OwnerRegistry {
    var staff: Principal { Principal(.account(ID(77)), grants: [Grant(.warranty, manufacturer: maker.id)]) }
    var foreignStaff: Principal { Principal(.account(ID(78)), grants: [Grant(.warranty, manufacturer: ID(1))]) }
    /// Where it repairs, it sees the units that are there.
    func workshop(_ site: String) -> Principal {
        Principal(.account(ID(79)), grants: [Grant(.service, manufacturer: maker.id, site: site)])
    }

    static let source = RequestSource(network: "192.0.2.9", requestID: nil)
    static let why = "The police has confirmed it"

    /// - Parameter code: whether the right owner code is given.
    @discardableResult
    func report(
        _ serial: String, as principal: Principal, code: Bool = false, police: String? = nil,
        kind: TheftKind = .stolen, on day: String = "2025-12-30", isHearsay: Bool = false
    ) async throws -> TheftAnswer {
        let details = TheftDetails(
            kind, on: try CivilDate(parsing: day), country: "NO", region: "Bergen", policeReference: police,
            words: "Gone from the yard")
        let ownerCode = code ? try await self.code(of: serial) : nil
        return try await registry.reportTheft(
            TheftOrder("acme", "M-1", serial, details, ownerCode: ownerCode, isHearsay: isHearsay), as: principal,
            from: Self.source)
    }

    @discardableResult
    func report(
        _ serial: String, as name: String, code: Bool = false, police: String? = nil, on day: String = "2025-12-30"
    ) async throws -> TheftAnswer {
        try await report(serial, as: try await account(name), code: code, police: police, on: day)
    }

    @discardableResult
    func move(
        _ answer: TheftAnswer, _ step: TheftStep, _ note: String? = nil, code: String? = nil,
        expecting version: Int64? = nil, as principal: Principal
    ) async throws -> TheftAnswer {
        try await registry.moveTheft(
            TheftMoveOrder(answer.report.number.text, TheftMove(step, note), ownerCode: code), expecting: version,
            as: principal, from: Self.source)
    }

    func read(_ answer: TheftAnswer, as principal: Principal) async throws -> TheftAnswer {
        try await registry.theft(answer.report.number.text, as: principal)
    }

    func unit(_ serial: String, as principal: Principal) async throws -> UnitAnswer {
        try await registry.unit(serial, model: "M-1", of: "acme", as: principal)
    }

    /// Whether everybody is warned.
    func isMarked(_ serial: String) async throws -> Bool {
        try await unit(serial, as: .stranger).warnings.contains(.stolen)
    }

    func isWhole() async throws -> Bool { try await registry.audit(as: .administrator).findings == [] }
}
