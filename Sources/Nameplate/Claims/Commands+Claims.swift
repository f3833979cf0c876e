package import AfterSales
package import Identifiers
package import Registry
import Storage

extension Commands {
    /// Files a claim about a unit: a draft, or handed over at once.
    /// - Parameter site: for which site of the principal's; nil for the only one.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`, and what ``Claims`` throws.
    package func fileClaim(
        _ details: ClaimDetails, aboutUnit text: String, model number: String, of slug: String, at site: String? = nil,
        submits: Bool = false
    ) throws -> ClaimAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        let model = try Models.require(number, of: manufacturer, transaction)
        let today = CivilDate(microseconds: transaction.now)
        guard NameplateRegistry.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
        let serial = try SerialNumber(parsing: text)
        // Nobody learns by filing which numbers there are.
        guard let unit = try Units.find(UnitKey(model.id, serial), transaction),
            let filing = try ClaimAccess.filing(by: principal, about: unit, at: site)
        else { throw NameplateRegistry.unknown(serial, number, of: manufacturer) }
        let claim = try Claims.create(
            details, for: unit, of: model, filedBy: filing, as: principal, from: source, transaction)
        return try submits ? move(claim, by: ClaimMove(.submit), expecting: nil) : answer(claim)
    }

    /// Says other things in a claim.
    /// - Throws: `claim.unknown`, and what ``Claims`` throws.
    package func updateClaim(_ number: String, _ details: ClaimDetails, expecting version: Int64?) throws -> ClaimAnswer
    {
        let claim = try NameplateRegistry.claim(number, as: principal, transaction)
        return try answer(
            Claims.update(
                claim, details, of: model(of: claim), expecting: version, as: principal, from: source, transaction))
    }

    /// Moves a claim on.
    /// - Throws: `claim.unknown`, and what ``Claims`` throws.
    package func moveClaim(_ number: String, by move: ClaimMove, expecting version: Int64?) throws -> ClaimAnswer {
        try self.move(
            NameplateRegistry.claim(number, as: principal, transaction), by: move, expecting: version)
    }

    private func move(_ claim: WarrantyClaim, by move: ClaimMove, expecting version: Int64?) throws -> ClaimAnswer {
        let moved = try Claims.move(
            claim, by: move, of: model(of: claim), expecting: version, as: principal, from: source, recorder,
            transaction)
        try announce(moved, decidedBy: move)
        return try answer(moved)
    }

    private func answer(_ claim: WarrantyClaim) throws -> ClaimAnswer {
        try NameplateRegistry.answer(
            claim, on: CivilDate(microseconds: transaction.now), as: principal, transaction)
    }

    private func model(of claim: WarrantyClaim) throws -> Model {
        guard let model = try Models.find(claim.unit.model, transaction) else { throw Claims.unknown }
        return model
    }

    /// Adds a received file to a claim.
    /// - Throws: `claim.unknown`, `access.forbidden`, `claim.locked`, and what ``Attachments`` throws.
    package func attach(
        _ file: ReceivedFile, named name: String, toClaim number: String, _ limits: FileLimits
    ) throws -> AttachedFile {
        let claim = try NameplateRegistry.claim(number, where: \.adds, as: principal, transaction)
        return try Attachments.attach(
            file, named: name, to: claim.attachments, of: claim.manufacturer, limits, as: principal, from: source,
            transaction)
    }

    /// The file itself stays: ``NameplateRegistry/eraseClaimFile(_:of:as:from:)`` removes that too.
    func eraseClaimFile(_ id: ID<AttachedFile>, of number: String) throws -> FileDigest {
        let claim = try NameplateRegistry.claim(number, where: \.erases, as: principal, transaction)
        let file = try Attachments.require(id, of: claim.attachments, transaction)
        try Attachments.erase(file, as: principal, from: source, transaction)
        return file.file.digest
    }

    func eraseClaim(_ number: String) throws -> [FileDigest] {
        guard let number = ClaimNumber(parsing: number) else { throw Claims.unknown }
        let claim = try Claims.find(number, transaction)
        guard Access.allows(principal, .erase, of: claim.manufacturer) else { throw Claims.unknown }
        return try ClaimErasure.run(claim, as: principal, from: source, transaction)
    }

    // MARK: Fault codes and labour times

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``FaultCodes`` throws.
    package func setFaultCode(_ code: FaultCode, of slug: String) throws {
        let manufacturer = try editable(slug)
        try FaultCodes.set(code, of: manufacturer, as: principal, from: source, transaction)
    }

    /// Keeps several codes, such as those of a ``FaultCodeTable``.
    /// - Returns: how many were new or are said anew.
    /// - Throws: as above.
    package func setFaultCodes(_ codes: [FaultCode], of slug: String) throws -> Int {
        let manufacturer = try editable(slug)
        return try FaultCodes.set(codes, of: manufacturer, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`, `value.invalid`.
    package func setLabourTime(_ time: LabourTime, of slug: String) throws {
        let manufacturer = try editable(slug)
        try LabourTimes.set(time, of: manufacturer, as: principal, from: source, transaction)
    }

    /// - Throws: as above, `labour.unknown`.
    package func removeLabourTime(_ code: String, for target: ModelTarget, of slug: String) throws {
        let manufacturer = try editable(slug)
        try LabourTimes.remove(code, for: target, of: manufacturer, as: principal, from: source, transaction)
    }

    private func editable(_ slug: String) throws -> Manufacturer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        return manufacturer
    }
}
