import Identifiers
import Registry

/// Reads the recalls of the CPSC: a row is a recall. Who made the product and which models it is about stands in sentences.
///
/// - **The maker** is the one of its column; else who, by the title, 'recalls' it; else the brand or maker that the description
///   names; else who imported or sold it; else the name by which the product's begins; else what can be nothing but a name.
/// - **Models** are the numbers that follow 'model', 'model number', 'catalog number', 'SKU', 'item number' or 'product code' in
///   the description. Where there is none, the product's name in the title stands for the model.
enum CPSCRecalls {
    static let columns = [
        "recall_id", "recall_number", "title", "description", "remedy", "manufacturer", "hazards", "recall_date",
    ]
    /// The table cuts its texts about there: what stands at their end may be a part of a word.
    static let (cutTitle, cutText) = (138, 198)

    static func recall(_ row: RecallTable.Row) -> PublishedRecall? {
        guard let number = RecallText.line(row["recall_number"], most: 80), let title = RecallText.line(row["title"])
        else { return nil }
        let description = RecallText.long(row["description"]) ?? ""
        let maker = maker(row["manufacturer"], title, description)
        var recall = PublishedRecall(.cpsc, number, maker: maker ?? "?", title: title)
        recall.hazard = RecallText.long(row["hazards"])
        recall.defect = description.isEmpty ? nil : description
        recall.remedy = RecallText.line(row["remedy"])
        recall.publishedOn = row["recall_date"].flatMap { try? CivilDate(parsing: $0) }
        var rows = Self.rows(row.line, title, description)
        if maker == nil { for place in rows.indices { rows[place].fault = "Nobody is named as the maker." } }
        recall.take(rows)
        return recall
    }

    // MARK: The maker

    private static func maker(_ column: String?, _ title: String, _ description: String) -> String? {
        if let column = RecallText.line(column) {
            return RecallText.line(column.components(before: ", of "), most: 100)
        }
        if let found = title.firstMatch(of: #/^(.{1,100}?) Recalls /#) { return String(found.1) }
        let branded =
            #/involves? (?:(?:the|all|certain|two|three|four|five|styles|models|of) )*([^.,]{1,60}?)[- ]branded/#
        if let found = description.firstMatch(of: branded) { return String(found.1) }
        if let found = description.firstMatch(of: #/manufactured by ([^.,]{2,80})[.,]/#) { return String(found.1) }
        // The last sentence of a title that was cut may end in the middle of a name.
        let isCut = title.unicodeScalars.count >= cutTitle
        let sold = #/(?:Imported|Sold|Manufactured)(?: (?:on|at|and) [^;]*?)? by ([^;]{2,80}?)(;|$)/#
        if let found = title.firstMatch(of: sold), !isCut || !found.2.isEmpty { return String(found.1) }
        return brand(title, description) ?? ownName(title, description)
    }

    /// What is a name whatever stands around it: of whom the description says that the product is theirs; a company's at the
    /// beginning of the title; a word with capitals within it.
    private static func ownName(_ title: String, _ description: String) -> String? {
        if let found = description.firstMatch(of: #/involves? ([A-Z][A-Za-z0-9]{3,40})['’]s? /#),
            !["Children", "Childrens", "Women", "Womens", "Infants", "Adults", "Kids"].contains(String(found.1))
        {
            return String(found.1)
        }
        let company =
            #/^((?:[A-Z][A-Za-z]+ ){1,4}(?:Technology|Trading|Industrial|Electronics|Company|Incorporated|Limited)) [A-Z]/#
        if let found = title.firstMatch(of: company) { return String(found.1) }
        guard let first = title.split(separator: " ").first, first.count >= 4, first.allSatisfy(\.isLetter) else {
            return nil
        }
        let isMixed = first.dropFirst().contains(where: \.isUppercase) && first.contains(where: \.isLowercase)
        return isMixed ? String(first) : nil
    }

    /// The word by which the product's name begins, where the description has it too, and never in small letters: in titles
    /// all words begin with a capital, in sentences only names do.
    private static func brand(_ title: String, _ description: String) -> String? {
        guard let first = title.split(separator: " ").first, first.first?.isLetter ?? false, first.count >= 4 else {
            return nil
        }
        let words = description.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        return words.contains(first) && !words.contains { $0 == first.lowercased() } ? String(first) : nil
    }

    // MARK: The models

    private static func rows(_ line: Int, _ title: String, _ description: String) -> [RecallRow] {
        let (numbers, isCut) = modelNumbers(description)
        if !numbers.isEmpty, !isCut {
            return numbers.map { RecallRow(line: line, model: $0, mayHaveYear: false) }
        }
        var row = RecallRow(line: line, mayHaveYear: false)
        guard let product = product(title) else {
            row.fault = "The title names no product: '\(title.prefix(80))'."
            return [row]
        }
        row.model = try? ModelNumber(parsing: product)
        if row.model == nil {
            row.fault = "The product's name is no model number: '\(product.prefix(80))'."
        } else if isCut {
            row.widened.append("The table cuts the list of models; the product's name stands for them.")
        }
        return [row]
    }

    /// What is recalled, by the title.
    static func product(_ title: String) -> String? {
        let ends = #/(?:,? Due to| Because of| Sold |; |$)/#
        if let found = title.firstMatch(of: #/^.{1,100}? Recalls (.+)$/#) {
            return String(found.1.prefix(upTo: found.1.firstMatch(of: ends)?.range.lowerBound ?? found.1.endIndex))
                .withoutCount.nonBlank
        }
        guard let found = title.firstMatch(of: #/^(.+?) Recalled\b/#) else { return nil }
        return String(found.1).nonBlank
    }

    /// The model numbers of a description, and whether their list runs into its end, where the table cuts it.
    static func modelNumbers(_ description: String) -> (numbers: [ModelNumber], isCut: Bool) {
        let lead =
            #/(?i:\b(?:models?(?: numbers?| nos?\.?)?|catalog numbers?|SKUs?(?: numbers?)?|item numbers?|product codes?)) ?(?:include|are|is)?[: ]+/#
        var (numbers, isCut): ([ModelNumber], Bool) = ([], false)
        for found in description.matches(of: lead) {
            var rest = description[found.range.upperBound...]
            while let next = rest.prefixMatch(of: #/["“(]?([A-Za-z0-9][A-Za-z0-9_./-]*)["”)]?(,? and |,? or |, |)/#) {
                let text = String(next.1).withoutEnd
                // A number has a digit: 'models sold in 2024' names none.
                guard text.contains(where: \.isNumber), !text.isYear, let number = try? ModelNumber(parsing: text)
                else {
                    break
                }
                let ends = next.range.upperBound == description.endIndex
                if ends, description.unicodeScalars.count >= cutText {
                    isCut = true
                    break
                }
                if !numbers.contains(number) { numbers.append(number) }
                rest = description[next.range.upperBound...]
                guard !next.2.isEmpty else { break }
                if rest.isEmpty { isCut = description.unicodeScalars.count >= cutText }
            }
        }
        return (numbers, isCut)
    }
}

extension String {
    fileprivate func components(before mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }

    /// Without 'Over One Million' and the like before a product.
    fileprivate var withoutCount: String {
        let count = #/^(?:Over|About|Nearly|More Than) (?:[A-Z][a-z]+ |[0-9.,]+ )?(?:Million |Thousand |Hundred )?/#
        return String(self[(prefixMatch(of: count)?.range.upperBound ?? startIndex)...])
    }

    /// Without marks that end a sentence.
    fileprivate var withoutEnd: String {
        var text = self[...]
        while let last = text.last, ".,/-".contains(last) { text.removeLast() }
        return String(text)
    }

    fileprivate var isYear: Bool { utf8.count == 4 && (Int(self).map { (1990...2035).contains($0) } ?? false) }

    fileprivate var nonBlank: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
