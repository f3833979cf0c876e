package import Identifiers
package import Registry
package import Safeguards
import Storage

/// A unit of which there may be copies, with names.
package struct CopyReviewAnswer: Sendable {
    package var review: CopyReview
    package var manufacturer: Manufacturer
    package var model: Model
}

/// All that speaks for copies of a unit.
package struct CopyFile: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    package var verdict: Verdict
    package var signals: [CopySignal]
    /// The latest ``ScanRows/most``, newest first.
    package var scans: [UnitScan]
    package var reviews: [CopyReview]
}

extension NameplateRegistry {
    /// The units of a manufacturer of which there may be copies, the oldest first.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`.
    package func copyReviews(
        of slug: String, in state: CopyReview.State = .open, after place: CopyReviews.Place? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [CopyReviewAnswer] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .reviewCopies, of: manufacturer.id)
            return try CopyReviews.list(of: manufacturer.id, in: state, after: place, limit: limit, reader)
                .compactMap { review in
                    try Models.find(review.unit.model, reader).map {
                        CopyReviewAnswer(review: review, manufacturer: manufacturer, model: $0)
                    }
                }
        }
    }

    /// What speaks for copies of a unit, and who has asked for it.
    /// - Parameter asOf: in microseconds since 1970 UTC; nil for now.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `unit.unknown`.
    package func copyFile(
        of serial: String, model number: String, of slug: String, asOf: Int64? = nil, as principal: Principal
    ) async throws -> CopyFile {
        let maker = try await database.read { try Manufacturers.require(slug, $0) }
        try Access.require(principal, .reviewCopies, of: maker.id)
        try await scans.flush()
        let now = asOf ?? moment
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let question = VerificationQuestion(found.unit.key.serial.text, asOf: now)
            let nobody = UnitScan(
                id: 0, found.unit.key, of: found.manufacturer.id, at: now, region: nil, .api, asker: [],
                isTrusted: true)
            let judgement = try VerificationJudgement(found, nobody, [], question, reader)
            return CopyFile(
                manufacturer: found.manufacturer, model: found.model, serial: found.unit.key.serial,
                verdict: judgement.answer.verdict, signals: judgement.signals,
                scans: try ScanRows.list(of: found.unit.key, until: now, reader).reversed(),
                reviews: try CopyReviews.list(of: found.unit.key, reader))
        }
    }

    /// From where on what is asked about units speaks for copies; the manufacturer's own where no model is named.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`.
    package func verificationRules(
        of slug: String, model number: String?, as principal: Principal
    ) async throws -> VerificationRules {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .reviewCopies, of: manufacturer.id)
            let model = try number.map { try Models.require($0, of: manufacturer, reader) }
            return try VerificationRuleBook.rules(of: manufacturer.id, model: model?.id, reader)
        }
    }
}
