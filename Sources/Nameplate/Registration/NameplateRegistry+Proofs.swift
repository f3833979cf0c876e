package import AfterSales
import Identifiers
package import Registry
import Storage

/// The registration that files are about, by the address of its unit.
package struct RegistrationAddress: Sendable {
    package var slug: String
    package var number: String
    package var serial: String
    package var id: ID<Registration>

    package init(_ slug: String, _ number: String, _ serial: String, _ id: ID<Registration>) {
        self.slug = slug
        self.number = number
        self.serial = serial
        self.id = id
    }

    /// The registration, for its party and for whoever decides about it; nobody else learns whether there is one.
    /// - Throws: `registration.unknown`, `manufacturer.unknown`.
    func find(as principal: Principal, _ reader: any SQLReader) throws -> Registration {
        let manufacturer = try Manufacturers.require(slug, reader)
        let serial = try SerialNumber(parsing: serial)
        guard let model = try Models.find(number, of: manufacturer.id, reader),
            let found = try Registrations.find(id, of: UnitKey(model.id, serial), reader),
            NameplateRegistry.mayReadProofs(of: found, principal)
        else { throw RegistryError(.registrationUnknown, "There is no such registration.", field: "registration") }
        return found
    }
}

extension RegistrationAddress {
    /// The registration whose proofs are changed: one that waits.
    /// - Throws: as ``find(as:_:)``; `state.step` where nobody decides about it any more.
    func findWaiting(as principal: Principal, at now: Int64, _ reader: any SQLReader) throws -> Registration {
        let found = try find(as: principal, reader)
        let owner = try Units.find(found.unit, reader)?.state.owner
        guard [.pending, .disputed].contains(found.state(at: now, owner: owner)) else {
            throw RegistryError(
                .stateStep, "Only while a registration waits for a decision, its proofs of purchase can be changed.",
                field: "registration")
        }
        return found
    }
}

extension Commands {
    /// Adds a received proof of purchase to a registration that waits.
    /// - Throws: as ``RegistrationAddress/find(as:_:)``; `state.step`, `attachment.tooMany`, `value.invalid`.
    package func attachProof(
        _ file: ReceivedFile, named name: String, to address: RegistrationAddress, _ limits: FileLimits
    ) throws -> AttachedFile {
        let registration = try address.findWaiting(as: principal, at: transaction.now, transaction)
        return try Attachments.attach(
            file, named: name, to: AttachedFile.Owner(.registration, registration.id),
            of: registration.manufacturer, limits, as: principal, from: source, transaction)
    }

    /// Erases one. - Returns: the file to which perhaps nothing refers any more.
    fileprivate func eraseProof(_ id: ID<AttachedFile>, of address: RegistrationAddress) throws -> FileDigest {
        let registration = try address.findWaiting(as: principal, at: transaction.now, transaction)
        let attachment = try Attachments.require(
            id, of: AttachedFile.Owner(.registration, registration.id), transaction)
        try Attachments.erase(attachment, as: principal, from: source, transaction)
        return attachment.file.digest
    }
}

extension NameplateRegistry {
    /// Receives a proof of purchase of a registration that waits; where what follows fails it goes again.
    /// - Throws: as ``Commands/attachProof(_:named:to:_:)``; what taking a file throws.
    package func receivingFile<T: Sendable>(
        _ pieces: some AsyncSequence<[UInt8], any Error>, ofRegistration address: RegistrationAddress,
        as principal: Principal, _ body: (ReceivedFile) async throws -> T
    ) async throws -> T {
        let now = moment
        return try await receivingFile(
            pieces, for: { try address.findWaiting(as: principal, at: now, $0).manufacturer }, body)
    }

    /// Erases a proof of purchase of a registration that waits.
    /// - Throws: as ``RegistrationAddress/find(as:_:)``; `state.step`, `attachment.unknown`.
    package func eraseProof(
        _ id: ID<AttachedFile>, of address: RegistrationAddress, as principal: Principal, from source: RequestSource
    ) async throws {
        let digest = try await perform(as: principal, from: source) { try $0.eraseProof(id, of: address) }
        try await removeUnused([digest])
    }

    /// Adds a proof of purchase to a registration.
    /// - Throws: as ``RegistrationAddress/find(as:_:)``; what taking a file throws, `attachment.tooMany`.
    package func addProof(
        _ pieces: some AsyncSequence<[UInt8], any Error>, named name: String, to address: RegistrationAddress,
        as principal: Principal, from source: RequestSource
    ) async throws -> AttachedFile {
        let limits = files.limits
        return try await receivingFile(pieces, ofRegistration: address, as: principal) { file in
            try await perform(as: principal, from: source) {
                try $0.attachProof(file, named: name, to: address, limits)
            }
        }
    }

    /// The proofs of purchase of a registration, the oldest first. - Throws: as ``RegistrationAddress/find(as:_:)``.
    package func proofs(of address: RegistrationAddress, as principal: Principal) async throws -> [AttachedFile] {
        try await database.read { reader in
            let registration = try address.find(as: principal, reader)
            return try Attachments.list(of: AttachedFile.Owner(.registration, registration.id), reader)
        }
    }

    /// The same of several registrations, of those that the principal may read.
    package func proofs(
        of answers: [RegistrationAnswer], as principal: Principal
    ) async throws -> [ID<Registration>: [AttachedFile]] {
        try await database.read { reader in
            var found: [ID<Registration>: [AttachedFile]] = [:]
            for registration in answers.map(\.registration)
            where Self.mayReadProofs(of: registration, principal) {
                found[registration.id] = try Attachments.list(
                    of: AttachedFile.Owner(.registration, registration.id), reader)
            }
            return found
        }
    }

    /// Whether a registration is one's own, or one decides about it.
    static func mayReadProofs(of registration: Registration, _ principal: Principal) -> Bool {
        isOwn(registration.party, principal)
            || Access.allows(principal, .decideRegistrations, of: registration.manufacturer)
    }

    /// Opens one. - Throws: as above, `attachment.unknown`.
    package func proof(
        _ id: ID<AttachedFile>, of address: RegistrationAddress, as principal: Principal
    ) async throws -> OpenedFile {
        let attachment = try await database.read { reader in
            let registration = try address.find(as: principal, reader)
            return try Attachments.require(id, of: AttachedFile.Owner(.registration, registration.id), reader)
        }
        return try await open(attachment)
    }
}
