package import AfterSales
package import Registry
import Storage

/// All that somebody at a support desk asks of a unit, at once: what it is, what happened to it, what it is in cover for, what
/// is due on it, what was claimed, asked and repaired, what is in it, what fits it, and the documents for it. What the asker
/// may not know is left out, as each part alone leaves it out.
package struct Dossier: Sendable {
    package var unit: UnitAnswer
    package var model: ModelAnswer
    package var warranty: WarrantyAnswer
    /// Nil for strangers.
    package var maintenance: MaintenanceAnswer?
    /// Those that are for the asker, the newest first.
    package var claims: [WarrantyClaim]
    /// Those that are for the asker, the newest first.
    package var service: UnitServiceAnswer
    /// What was asked the support desk before, as far as it is for the asker, the newest first.
    package var cases: [ListedCase]
    package var components: ComponentsAnswer
    /// The version that it is of, where that can be told.
    package var version: ModelVersion?
    package var parts: PartsAnswer
    package var documents: DocumentsAnswer

    /// The most components and parts that it names; the rest has pages of its own.
    package static let most = 100
}

extension NameplateRegistry {
    /// The dossier of a unit, read on one snapshot.
    /// - Parameter languages: those of the documents that are asked for, the most wanted first.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does.
    package func dossier(
        ofUnit serial: String, model number: String, of slug: String, languages: [LanguageTag] = [],
        as principal: Principal
    ) async throws -> Dossier {
        let (now, today, catalogue) = (moment, self.today, self.catalogue)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let fitting = try Self.fitting(found, catalogue, limit: Dossier.most, on: today, as: principal, reader)
            return Dossier(
                unit: try Self.answer(found, catalogue, on: today, as: principal, reader),
                model: try Self.answer(found.model, of: found.manufacturer, on: today, as: principal, reader),
                warranty: try Self.warranty(
                    of: found, asOf: today, as: principal, CoverDesk(on: today, reader), reader),
                maintenance: try Self.maintenance(of: found, asOf: today, on: today, as: principal, reader),
                claims: try Self.claims(aboutUnit: found.unit.key, as: principal, reader),
                service: try Self.serviceOrders(aboutUnit: found.unit.key, now: now, as: principal, reader),
                cases: try Self.cases(aboutUnit: found.unit.key, now: now, as: principal, reader),
                components: try Self.components(
                    of: found, .maintained, Viewpoint(), from: nil, limit: Dossier.most,
                    nested: ComponentTree.usualNested, catalogue, on: today, as: principal, reader),
                version: fitting.version, parts: fitting.parts,
                documents: try Self.right(found, [], nil, languages, catalogue, on: today, as: principal, reader))
        }
    }
}
