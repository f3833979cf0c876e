extension TemplateEntry {
    /// Reads an entry as people write it on a line: `Capacity = number L, more, required, group Size`.
    ///
    /// The kind comes first, with its unit by code or symbol; then in any order `more` or `less`, `required` and the group.
    /// - Throws: `value.invalid` with the field `entries`.
    package init(reading line: String) throws(RegistryError) {
        let sides = line.split(separator: "=", maxSplits: 1).map { trimmedText($0) }
        guard sides.count == 2, !sides[0].isEmpty, line.unicodeScalars.count <= 1_000 else {
            throw Self.unreadable(line, "it needs a name, '=' and a kind")
        }
        let parts = sides[1].split(separator: ",").map { trimmedText($0) }
        let words = (parts.first ?? "").split(separator: " ", maxSplits: 1).map { String($0) }
        let kindName = words.first ?? ""
        guard let kind = kindName == "yes/no" ? .yesNo : Specification.Kind(rawValue: kindName) else {
            throw Self.unreadable(line, "the kind is number, text, yes/no, range, list or dimensions")
        }
        let unit = words.count > 1 ? trimmedText(words[1]) : nil
        self.init(sides[0], kind, unit: unit.map { UnitOfMeasure.named($0)?.code ?? $0 })
        for part in parts.dropFirst() {
            if let direction = Direction(rawValue: part) {
                self.direction = direction
            } else if part == "required" {
                isRequired = true
            } else if part.hasPrefix("group ") {
                group = trimmedText(part.dropFirst(6))
            } else {
                throw Self.unreadable(line, "after the kind may stand more or less, required, and group with its name")
            }
        }
    }

    /// The entry as ``init(reading:)`` reads it.
    package var text: String {
        var parts = [kind == .yesNo ? "yes/no" : kind.rawValue]
        if let unit { parts[0] += " " + (UnitOfMeasure.coded(unit)?.symbol ?? unit) }
        if let direction { parts.append(direction.rawValue) }
        if isRequired { parts.append("required") }
        if let group { parts.append("group \(group)") }
        return "\(name) = \(parts.joined(separator: ", "))"
    }

    private static func unreadable(_ line: String, _ why: String) -> RegistryError {
        RegistryError(
            .valueInvalid, "“\(line.prefix(80))” is no entry: \(why), such as 'Capacity = number L, more, required'.",
            field: "entries")
    }
}
