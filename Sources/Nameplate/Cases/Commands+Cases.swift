package import AfterSales
package import Identifiers
package import Registry
import Storage

extension Commands {
    /// Opens a case about a unit, as the desk or as its owner.
    /// - Parameter plan: how the desk deals with it; nil for the usual way, which is all that an owner can say.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`, and what ``Cases`` throws.
    package func openCase(
        _ request: CaseRequest, _ plan: CasePlan? = nil, aboutUnit text: String, model number: String, of slug: String
    ) throws -> CaseAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        let model = try Models.require(number, of: manufacturer, transaction)
        let today = CivilDate(microseconds: transaction.now)
        guard NameplateRegistry.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
        let serial = try SerialNumber(parsing: text)
        // Nobody learns by asking which numbers there are.
        guard let unit = try Units.find(UnitKey(model.id, serial), transaction) else {
            throw NameplateRegistry.unknown(serial, number, of: manufacturer)
        }
        let part = CaseAccess.opening(by: principal, about: unit)
        guard part != .none else { throw NameplateRegistry.unknown(serial, number, of: manufacturer) }
        guard part == .desk || plan == nil else {
            throw RegistryError(.forbidden, "Only the support desk says how a case is dealt with.", field: "priority")
        }
        let opened = try Cases.open(
            request, plan ?? CasePlan(), for: unit, as: part, by: principal, from: source, transaction)
        try announce(opened, "opened", entry: nil, byDesk: part == .desk)
        return try answer(opened)
    }

    /// Changes who looks after a case, until when, and what it is linked to.
    /// - Throws: `case.unknown`, and what ``Cases`` throws.
    package func handleCase(_ number: String, _ plan: CasePlan, expecting version: Int64?) throws -> CaseAnswer {
        try answer(
            Cases.handle(
                serviceCase(number), plan, expecting: version, as: principal, from: source, transaction))
    }

    /// Moves a case on.
    /// - Throws: `case.unknown`, and what ``Cases`` throws.
    package func moveCase(_ number: String, by move: CaseMove, expecting version: Int64?) throws -> CaseAnswer {
        try self.move(serviceCase(number), by: move, expecting: version)
    }

    private func move(_ known: ServiceCase, by move: CaseMove, expecting version: Int64?) throws -> CaseAnswer {
        let (moved, entry) = try Cases.move(
            known, by: move, expecting: version, as: principal, from: source, transaction)
        try announce(moved, move.step.rawValue, entry: entry, byDesk: isDesk(of: moved))
        return try answer(moved)
    }

    /// Says something in a case. What a customer says where the desk has asked is the answer.
    /// - Throws: `case.unknown`, and what ``Cases`` throws.
    package func replyToCase(_ number: String, _ text: String, isInternal: Bool = false) throws -> CaseAnswer {
        let known = try serviceCase(number)
        if known.state == .waitingForCustomer, !isInternal, !isDesk(of: known) {
            return try move(known, by: CaseMove(.answer, text), expecting: nil)
        }
        let entry = try Cases.reply(
            text, isInternal: isInternal, in: known, as: principal, from: source, transaction)
        if !isInternal { try announce(known, "reply", entry: entry, byDesk: isDesk(of: known)) }
        return try answer(known)
    }

    /// Says how a case was dealt with.
    /// - Throws: `case.unknown`, and what ``Cases`` throws.
    package func rateCase(_ number: String, _ rating: CaseRating) throws -> CaseAnswer {
        let rated = try Cases.rate(serviceCase(number), rating, as: principal, from: source, transaction)
        try announce(rated, "rated", entry: nil, byDesk: false)
        return try answer(rated)
    }

    /// Adds a received file to a case.
    /// - Throws: `case.unknown`, `state.step`, and what ``Attachments`` throws.
    package func attach(
        _ file: ReceivedFile, named name: String, toCase number: String, _ limits: FileLimits
    ) throws -> AttachedFile {
        let known = try NameplateRegistry.caseTakingFiles(number, as: principal, transaction)
        return try Attachments.attach(
            file, named: name, to: known.attachments, of: known.manufacturer, limits, as: principal, from: source,
            transaction)
    }

    /// The file itself stays: ``NameplateRegistry/eraseCaseFile(_:of:as:from:)`` removes that too. Whoever has added one
    /// takes it back; the desk any.
    func eraseCaseFile(_ id: ID<AttachedFile>, of number: String) throws -> FileDigest {
        let known = try serviceCase(number)
        let file = try Attachments.require(id, of: known.attachments, transaction)
        guard isDesk(of: known) || file.addedBy == principal.auditName else {
            throw RegistryError(.forbidden, "Only whoever has added a file, or the support desk, takes it away.")
        }
        try Attachments.erase(file, as: principal, from: source, transaction)
        return file.file.digest
    }

    func eraseCase(_ number: String) throws -> [FileDigest] {
        guard let number = CaseNumber(parsing: number) else { throw Cases.unknown }
        let known = try Cases.find(number, transaction)
        guard Access.allows(principal, .erase, of: known.manufacturer) else { throw Cases.unknown }
        try NameplateRegistry.eraseComplaint(ofCase: known, as: principal, from: source, transaction)
        return try CaseErasure.run(known, as: principal, from: source, transaction)
    }

    private func serviceCase(_ number: String) throws -> ServiceCase {
        try NameplateRegistry.serviceCase(number, as: principal, transaction)
    }

    private func isDesk(of known: ServiceCase) -> Bool { CaseAccess.part(of: principal, in: known) == .desk }

    private func answer(_ known: ServiceCase) throws -> CaseAnswer {
        try NameplateRegistry.answer(known, as: principal, now: transaction.now, transaction)
    }
}
