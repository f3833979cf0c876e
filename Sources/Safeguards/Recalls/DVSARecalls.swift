import Identifiers
import Registry

/// Reads the recalls of the DVSA: a row for each model and range of chassis numbers.
enum DVSARecalls {
    static let columns = [
        "launch date", "recalls number", "make", "recalls model information", "concern", "defect", "remedy",
        "vehicle numbers", "manufacturer ref", "model", "vin start", "vin end", "build start", "build end",
    ]

    static func recall(_ rows: [RecallTable.Row]) -> PublishedRecall? {
        guard let first = rows.first, let number = RecallText.line(first["recalls number"], most: 80),
            let maker = RecallText.line(first["make"], most: 100)
        else { return nil }
        let title = RecallText.line(first["concern"]) ?? "\(number): \(maker)"
        var recall = PublishedRecall(.dvsa, number, maker: maker, title: title)
        recall.makersNumber = RecallText.line(first["manufacturer ref"], most: 80)
        recall.defect = RecallText.long(first["defect"])
        recall.hazard = RecallText.long(first["concern"])
        recall.remedy = RecallText.long(first["remedy"])
        recall.publishedOn = RecallText.british(first["launch date"])
        recall.unitsAffected = RecallText.count(first["vehicle numbers"])
        recall.take(rows.map { row($0, ofParts: number.hasPrefix("RCOMP")) })
        return recall
    }

    private static func row(_ row: RecallTable.Row, ofParts isOfParts: Bool) -> RecallRow {
        var read = RecallRow(line: row.line, model: RecallText.model(row["model"]))
        let numbers = ChassisNumbers(from: row["vin start"] ?? "", to: row["vin end"] ?? "")
        if isOfParts, !numbers.vins.isEmpty || !numbers.serials.isEmpty || numbers.remark != nil {
            read.widened.append("The numbers are of parts, and no VINs: '\(row["vin start"] ?? "")'.")
        } else {
            (read.bounds.vins, read.bounds.serials) = (numbers.vins, numbers.serials)
            if let remark = numbers.remark { read.widened.append(remark) }
        }
        read.take(builtFrom: RecallText.british(row["build start"]), to: RecallText.british(row["build end"]))
        read.requireSubject(row["model"])
        return read
    }
}

extension PublishedRecall {
    /// Takes what the rows say of units.
    mutating func take(_ rows: [RecallRow]) {
        scope = RecallScope(rows)
        lines = rows.map(\.line)
        for text in rows.compactMap(\.modelText) where !models.contains(text) { models.append(text) }
    }
}
