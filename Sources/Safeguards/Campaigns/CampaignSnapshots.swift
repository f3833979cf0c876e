import Foundation
package import Registry
package import Storage

/// How many units a campaign was for at a moment that counts.
package struct CampaignSnapshot: Hashable, Sendable {
    package enum Occasion: String, CaseIterable, Sendable {
        case opening
        case amendment
        case notice
        case closing
    }

    package var occasion: Occasion
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
    /// The position of the ledger's last event that was counted.
    package var position: Int64
    package var funnel: CampaignFunnel
}

/// The table `campaign_snapshots`.
package enum CampaignSnapshots {
    package static let most = 2_000

    /// From the first to the last.
    package static func list(of campaign: ID<Campaign>, _ reader: any SQLReader) throws -> [CampaignSnapshot] {
        try reader.all(CampaignSnapshotsSQL.list, [.integer(campaign.value), .integer(Int64(most))], row)
    }

    static func append(
        _ counted: CountedCampaign, _ occasion: CampaignSnapshot.Occasion, of campaign: ID<Campaign>,
        as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        let count = try transaction.first(CampaignSnapshotsSQL.count, [.integer(campaign.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else { return }
        try transaction.run(
            CampaignSnapshotsSQL.insert,
            [
                .integer(campaign.value), .integer(count), .text(occasion.rawValue), .integer(transaction.now),
                .text(principal.auditName), .integer(counted.position), .text(try Document.text(counted.funnel)),
            ])
    }

    private static func row(_ row: borrowing Row) throws -> CampaignSnapshot {
        CampaignSnapshot(
            occasion: try row.word(0), at: row.integer(1), by: row.text(2), position: row.integer(3),
            funnel: try JSONDecoder().decode(Document.self, from: Data(row.text(4).utf8)).funnel)
    }

    /// The JSON form of a ``CampaignFunnel``.
    private struct Document: Codable {
        var states: [String: Int64]
        var places: [String: Int64]
        var ownersKnown: Int64
        var untouched: Int64
        var doneAndGone: Int64

        static func text(_ funnel: CampaignFunnel) throws -> String {
            func words<Word: RawRepresentable<String>>(_ counts: [Word: Int64]) -> [String: Int64] {
                Dictionary(counts.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let document = Document(
                states: words(funnel.states), places: words(funnel.places), ownersKnown: funnel.ownersKnown,
                untouched: funnel.untouched, doneAndGone: funnel.doneAndGone)
            return String(decoding: try encoder.encode(document), as: UTF8.self)
        }

        var funnel: CampaignFunnel {
            func counts<Word: RawRepresentable<String>>(_ words: [String: Int64]) -> [Word: Int64] {
                Dictionary(words.compactMap { word, count in Word(rawValue: word).map { ($0, count) } }) { $0 + $1 }
            }
            var funnel = CampaignFunnel()
            funnel.restore(counts(states), counts(places))
            (funnel.ownersKnown, funnel.untouched, funnel.doneAndGone) = (ownersKnown, untouched, doneAndGone)
            return funnel
        }
    }
}

private enum CampaignSnapshotsSQL {
    static let list = Statement(
        """
        SELECT occasion, at, by, position, document
          FROM campaign_snapshots
         WHERE campaign_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM campaign_snapshots WHERE campaign_id = $1")
    static let insert = Statement(
        """
        INSERT INTO campaign_snapshots (campaign_id, ordinal, occasion, at, by, position, document)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
}
