/// Text as it stands on a plate, in an e-mail or in a scan: numbers between labels, in any order.
///
/// A value runs from its label to the next label, the end of the line, a comma, semicolon, bar, bracket, quotation mark
/// or wide gap; single spaces stay within a value while digits follow. Where a label is glued to what may be part of
/// the number (`SN12345`, `SN-4711`), both readings are given: the labelled `12345` and the unlabelled `SN12345`.
/// Text without a label is given as a whole line, where it is short, and word by word, where a word has a digit.
public enum PlateText {
    /// The most fields that are read out of one text.
    public static let largestFieldCount = 1000

    /// The fields of a text in the order in which they stand. Takes time in proportion to the length of the text.
    public static func fields(in text: String) -> [PlateField] {
        var text = text
        return text.withUTF8 { bytes in
            var scanner = PlateScanner(bytes)
            scanner.scan()
            return scanner.fields
        }
    }
}
