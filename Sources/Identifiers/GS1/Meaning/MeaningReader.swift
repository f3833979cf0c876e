/// Decodes data fields by the linters of their components, so that new identifiers are understood with their dictionary.
struct MeaningReader {
    let reference: CivilDate

    /// The values of a data field.
    func values(_ element: GS1Message.Element, _ entry: DictionaryEntry) -> [ElementMeaning.Value] {
        if let measure = MeaningTable.measure(of: element.identifier) {
            return [self.measure(element, measure, entry)].compactMap { $0 }
        }
        var values: [ElementMeaning.Value] = []
        var rest: Substring = element.value[...]
        for component in entry.components {
            let piece: Substring = rest.prefix(component.longest)
            guard !piece.isEmpty else { break }
            rest = rest.dropFirst(piece.count)
            append(String(piece), component, to: &values)
        }
        return values
    }

    private func append(
        _ piece: String, _ component: DictionaryEntry.Component, to values: inout [ElementMeaning.Value]
    ) {
        switch component.linters.first {
        case .yymmd0, .yymmdd: values.append(date(piece).map { .date($0) } ?? .text(piece))
        case .yyyymmdd, .yyyymmd0: values.append(longDate(piece).map { .date($0) } ?? .text(piece))
        case .hhmi: addTime(Int(piece.prefix(2)) ?? 0, Int(piece.suffix(2)) ?? 0, to: &values)
        case .hh: addTime(Int(piece) ?? 0, 0, to: &values)
        case .mi: changeTime(&values) { .init(hour: $0.hour, minute: Int(piece) ?? 0, second: 0) }
        case .ss: changeTime(&values) { .init(hour: $0.hour, minute: $0.minute, second: Int(piece) ?? 0) }
        case .iso3166, .iso3166999:
            values.append(.country(code: piece, name: CodeLists.countryName(digits: piece)))
        case .iso3166alpha2: values.append(.country(code: piece, name: CodeLists.countryName(letters: piece)))
        case .csum where piece.utf8.count == 14:
            values.append((try? GTIN(parsing: piece)).map { .item($0) } ?? .text(piece))
        case .pieceoftotal:
            let half: Int = piece.count / 2
            values.append(.piece(Int(piece.prefix(half)) ?? 0, of: Int(piece.suffix(half)) ?? 0))
        case .yesno: values.append(.flag(piece == "1"))
        case .latitude: values.append(.text(piece))
        case .longitude: addLongitude(piece, to: &values)
        case .hyphen: break
        case .pcenc:
            values.append(.text(PercentCoding.path.decode(piece).map { String(decoding: $0, as: UTF8.self) } ?? piece))
        default: addText(piece, to: &values)
        }
    }

    /// Components without a meaning of their own belong together.
    private func addText(_ piece: String, to values: inout [ElementMeaning.Value]) {
        if case .text(let before) = values.last {
            values[values.count - 1] = .text(before + piece)
        } else {
            values.append(.text(piece))
        }
    }

    private func addTime(_ hour: Int, _ minute: Int, to values: inout [ElementMeaning.Value]) {
        guard case .date(let date) = values.last else { return }
        values[values.count - 1] = .dateTime(date, .init(hour: hour, minute: minute, second: 0))
    }

    private func changeTime(
        _ values: inout [ElementMeaning.Value], _ change: (ElementMeaning.TimeOfDay) -> ElementMeaning.TimeOfDay
    ) {
        guard case .dateTime(let date, let time) = values.last else { return }
        values[values.count - 1] = .dateTime(date, change(time))
    }

    /// Both numbers are degrees times 10^7: the latitude counts from the south pole, the longitude eastwards (General
    /// Specifications, 3.5.12).
    private func addLongitude(_ piece: String, to values: inout [ElementMeaning.Value]) {
        guard case .text(let first) = values.last, let north = Int64(first), let east = Int64(piece),
            let latitude = ExactDecimal(units: north - 900_000_000, scale: 7),
            let longitude = ExactDecimal(units: east > 1_800_000_000 ? east - 3_600_000_000 : east, scale: 7)
        else { return addText(piece, to: &values) }
        values[values.count - 1] = .place(latitude: latitude, longitude: longitude)
    }

    /// YYMMDD: the century is that which brings the year nearest to the reference date, 49 years back to 50 ahead
    /// (General Specifications, 7.12). Day 00 is left open.
    private func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 6, let number = Int(text) else { return nil }
        let year: Int = number / 10_000
        let ahead: Int = year - reference.year % 100
        let century: Int = reference.year / 100 + (ahead >= 51 ? -1 : ahead <= -50 ? 1 : 0)
        let day: Int = number % 100
        return CivilDate(validYear: century * 100 + year, month: number / 100 % 100, day: day == 0 ? nil : day)
    }

    private func longDate(_ text: String) -> CivilDate? {
        guard text.utf8.count == 8, let number = Int(text) else { return nil }
        let day: Int = number % 100
        return CivilDate(validYear: number / 10_000, month: number / 100 % 100, day: day == 0 ? nil : day)
    }

    /// A measure, an amount or a percentage: the last digit of the identifier counts the decimals.
    private func measure(
        _ element: GS1Message.Element, _ measure: MeaningTable.Measure, _ entry: DictionaryEntry
    ) -> ElementMeaning.Value? {
        var digits: Substring = element.value[...]
        var currency: String?
        if entry.components.first?.linters.contains(.iso4217) == true {
            let code = digits.prefix(3)
            currency = CodeLists.currency(digits: code) ?? String(code)
            digits = digits.dropFirst(3)
        }
        let isNegative: Bool = digits.last == "-"
        guard let units = Int64(isNegative ? digits.dropLast() : digits),
            let number = ExactDecimal(units: isNegative ? -units : units, scale: measure.scale)
        else { return .text(element.value) }
        return measure.isMoney ? .amount(number, currency: currency) : .quantity(number, unit: measure.unit)
    }
}

extension GS1Message {
    /// What each element says, in their order.
    ///
    /// - Parameters:
    ///   - dictionary: The rules.
    ///   - reference: The day by which years of two digits are read.
    public func meanings(by dictionary: GS1SyntaxDictionary, asOf reference: CivilDate) -> [ElementMeaning] {
        let reader = MeaningReader(reference: reference)
        return elements.map { element in
            let entry: DictionaryEntry? = dictionary[element.identifier]
            return ElementMeaning(
                identifier: element.identifier, title: entry?.title ?? "",
                words: MeaningTable.words(of: element.identifier) ?? entry?.title.lowercased() ?? "unknown",
                values: entry.map { reader.values(element, $0) } ?? [.text(element.value)])
        }
    }
}
