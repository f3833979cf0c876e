import Identifiers
import Registry

/// Reads the recalls of the NHTSA: its flat file, or the products of campaigns with, beside them, what documents say of these.
enum NHTSARecalls {
    /// Of the flat file.
    static let columns = [
        "campaign", "make", "model", "model_year", "mfr_campaign", "component", "manufacturer", "built_from",
        "built_to",
        "recall_type", "units_affected", "owners_notified", "influenced_by", "filed_by", "received", "created",
        "regulation_part", "fmvss", "defect", "consequence", "corrective_action", "notes",
    ]
    static let productColumns = ["campaign", "make", "model", "model_year"]
    static let summaryColumns = ["campaign", "kind", "year", "documents", "summary"]

    /// - Parameter summary: what the documents of the campaign say.
    static func recall(_ rows: [RecallTable.Row], summary: RecallTable.Row? = nil) -> PublishedRecall? {
        guard let first = rows.first, let number = RecallText.line(first["campaign"], most: 80),
            let maker = RecallText.line(first["make"], most: 100)
        else { return nil }
        let title = RecallText.line(first["component"]) ?? "\(number): \(maker)"
        var recall = PublishedRecall(.nhtsa, number, maker: maker, title: title)
        recall.makersNumber = RecallText.line(first["mfr_campaign"], most: 80)
        recall.defect = RecallText.long(first["defect"] ?? summary?["summary"])
        recall.consequence = RecallText.long(first["consequence"])
        recall.remedy = RecallText.long(first["corrective_action"])
        recall.publishedOn =
            RecallText.compact(first["received"])
            ?? summary?["year"].flatMap { Int($0) }.flatMap { try? CivilDate(year: $0) }
        recall.unitsAffected = RecallText.count(first["units_affected"])
        recall.take(rows.map(row))
        return recall
    }

    private static func row(_ row: RecallTable.Row) -> RecallRow {
        var read = RecallRow(line: row.line, model: RecallText.model(row["model"]))
        if let year = row["model_year"].flatMap({ Int($0) }) {
            if (1900...2100).contains(year) {
                read.year = year
            } else if year != 9_999 {
                read.widened.append("'\(year)' is no model year.")
            }
        }
        read.take(builtFrom: RecallText.compact(row["built_from"]), to: RecallText.compact(row["built_to"]))
        read.requireSubject(row["model"])
        return read
    }
}
