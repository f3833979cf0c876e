package import Registry

/// The reader's words for what the registry calls by the words of its standards.
///
/// They lie in a table per language, so that a second language needs no code.
package struct Words: Sendable {
    let texts: [String: String]
    let sentences: Sentences
    /// Its tag of BCP 47, such as `de`.
    package let language: String
    /// What stands before decimal places.
    let decimalSign: String

    /// No words: everything is spelled out.
    init() {
        texts = [:]
        sentences = Sentences([:])
        language = "en"
        decimalSign = "."
    }

    /// - Parameters:
    ///   - table: a key, a tab and a text on each line; lines that start with `#` are remarks.
    ///   - language: its tag of BCP 47.
    init(table: String, language: String = "en") throws(WebsiteError) {
        var texts: [String: String] = [:]
        for (index, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2, !fields[1].isEmpty, texts[String(fields[0])] == nil else {
                throw WebsiteError(.wordsInvalid, file: "Words/\(language).tsv", detail: "line \(index + 1)")
            }
            texts[String(fields[0])] = String(fields[1])
        }
        self.texts = texts
        self.sentences = Sentences(texts)
        self.language = language
        self.decimalSign = texts["number.decimalSign"] ?? "."
    }

    /// What the language calls itself.
    package var languageName: String { texts["language.name"] ?? language }

    /// What happened: `retail_selling` becomes "Sold".
    ///
    /// - Parameter name: the business step in CBV's spelling, or a step of somebody's own, which is shown as written.
    package func step(_ name: String) -> String {
        texts["step.\(name)"] ?? Self.spelledOut(name)
    }

    /// The state: `in_transit` becomes "On its way".
    package func disposition(_ name: String) -> String {
        texts["state.\(name)"] ?? Self.spelledOut(name)
    }

    /// How the state feels.
    package func tone(ofDisposition name: String) -> Tone {
        texts["tone.\(name)"].flatMap(Tone.init(rawValue:)) ?? .plain
    }

    /// What happened, where no business step says it: by the type and the action of the event.
    package func event(_ type: String, _ action: String) -> String {
        texts["event.\(type).\(action)"] ?? step("other")
    }

    /// Why an event was declared a mistake.
    package func errorReason(_ name: String?) -> String {
        texts["mistake.\(name ?? "")"] ?? Self.text("mistake.other")
    }

    /// Why a report does not fit what was known.
    package func discrepancy(_ code: String) -> String { texts[code] ?? plain(code) }

    /// How a component stands to what production built.
    package func origin(_ name: String) -> String { texts["origin.\(name)"] ?? plain(name) }

    /// What everybody must know of a unit in this state.
    package func warning(_ disposition: String) -> String {
        texts["warning.\(disposition)"] ?? self.disposition(disposition)
    }

    /// What to do about it.
    package func warningAdvice(_ disposition: String) -> String? { texts["advice.\(disposition)"] }

    /// The heading of a remark on a look-up.
    package func lookupNote(_ code: String) -> String { texts[code] ?? plain(code) }

    /// What an entry of a list is.
    package func verdict(_ name: String) -> String { texts["verdict.\(name)"] ?? plain(name) }

    /// Why a plate that was looked up is not known.
    package func unknownPlate(_ reason: String) -> String { texts["plate.\(reason)"] ?? plain(reason) }

    /// What a table of an import or an export holds.
    package func records(_ table: String) -> String { texts["records.\(table)"] ?? plain(table) }
    /// Why plates were probably looked up in vain, and what to do about it.
    package func plateCause(_ cause: String) -> String { texts["cause.\(cause)"] ?? plain(cause) }
    package func plateAdvice(_ cause: String) -> String { texts["causeAdvice.\(cause)"] ?? "" }

    /// What has become of a cluster of unknown plates.
    package func plateState(_ state: String) -> String { texts["plates.\(state)"] ?? plain(state) }

    /// What a reference table is about.
    package func referenceTable(_ kind: String) -> String { texts["table.\(kind)"] ?? plain(kind) }

    /// What was done, by an entry of the audit trail.
    package func audit(_ action: String) -> String { texts["audit.\(action)"] ?? action }

    /// What a rule of retention forgets.
    package func retention(_ rule: String) -> String { texts["retention.\(rule)"] ?? plain(rule) }

    /// What kind of gap of a model.
    package func gap(_ kind: String) -> String { texts["gap.\(kind)"] ?? plain(kind) }

    /// What kind of value a property has.
    package func kind(_ name: String) -> String { texts["kind.\(name)"] ?? plain(name) }

    /// How sure the reading of a number is.
    package func confidence(_ name: String) -> String { texts["confidence.\(name)"] ?? plain(name) }

    /// What somebody works at.
    package func role(_ name: String) -> String { texts["role.\(name)"] ?? plain(name) }

    /// How something is packed.
    package func packagingLevel(_ name: String) -> String { texts["packaging.\(name)"] ?? plain(name) }

    /// What a part is to a model.
    package func partKind(_ name: String) -> String { texts["partKind.\(name)"] ?? plain(name) }

    /// What a document is.
    package func documentKind(_ name: String) -> String { texts["documentKind.\(name)"] ?? plain(name) }

    /// Whom a document is for.
    package func audience(_ name: String) -> String { texts["audience.\(name)"] ?? plain(name) }

    /// What a file is, by its media type.
    package func fileType(_ type: String) -> String { texts["fileType.\(type)"] ?? type }

    /// Whose eyes.
    package func eyes(_ name: String) -> String { texts["eyes.\(name)"] ?? plain(name) }

    /// Who may use a route.
    package func permission(_ name: String) -> String { texts["permission.\(name)"] ?? plain(name) }

    /// The heading of a page that tells why a request failed.
    package func headline(ofStatus status: Int) -> String {
        texts["status.\(status)"] ?? texts[status < 500 ? "status.4xx" : "status.5xx"] ?? Self.text("status.5xx")
    }

    /// What was measured: `cabinet_temperature` becomes "Cabinet temperature".
    package func reading(_ type: String) -> String { texts["reading.\(type)"] ?? plain(type) }

    /// A number with its unit: `321` and `LTR` become "321 L".
    ///
    /// - Parameters:
    ///   - value: a decimal.
    ///   - unit: a code of UN/CEFACT Recommendation 20; one without a symbol here is shown as it is.
    package func quantity(_ value: String, unit: String?) -> String {
        let number = Numbers.decimal(value)
        guard let unit else { return number }
        let symbol = self.unit(unit)
        // SI Brochure, 5.4.3: a space before the symbol, but for those of plane angle.
        return symbol == "°" ? number + symbol : number + "\u{00A0}" + symbol
    }

    /// A unit as it stands behind a number: the reader's word for it or its symbol.
    package func unit(_ code: String) -> String {
        texts["unit.\(code)"] ?? UnitOfMeasure.coded(code)?.symbol ?? code
    }

    /// `10–30 °C`; below zero `−18 to −12 °C`, since two dashes read badly.
    package func range(from: String, to: String, unit: String?) -> String {
        let isBelowZero = from.hasPrefix("-") || to.hasPrefix("-")
        return Self.text(
            isBelowZero ? "value.rangeBelowZero" : "value.range",
            ["from": Numbers.decimal(from), "to": quantity(to, unit: unit)])
    }

    /// `60 × 65.5 × 185 cm`.
    package func dimensions(_ numbers: [String], unit: String?) -> String {
        (numbers.dropLast().map { Numbers.decimal($0) } + numbers.suffix(1).map { quantity($0, unit: unit) })
            .joined(separator: " × ")
    }

    /// The value of a property.
    package func value(_ value: Specification.Value) -> String {
        switch value {
        case .number(let number, let unit): quantity(number, unit: unit)
        case .text(let text): text
        case .yesNo(let isSo): Self.text(isSo ? "value.yes" : "value.no")
        case .range(let from, let to, let unit): range(from: from, to: to, unit: unit)
        case .list(let entries): entries.joined(separator: ", ")
        case .dimensions(let numbers, let unit): dimensions(numbers, unit: unit)
        }
    }

    /// Words joined by dashes or underscores, as a sentence begins.
    package func plain(_ name: String) -> String { Self.spelledOut(name) }

    /// A word from elsewhere, made readable: `cold_soaking` becomes "Cold soaking".
    private static func spelledOut(_ name: String) -> String {
        let text = name.map { $0 == "_" || $0 == "-" ? " " : String($0) }.joined()
        guard let first = text.first else { return "Something happened" }
        return first.uppercased() + text.dropFirst()
    }
}
