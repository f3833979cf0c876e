import Identifiers
import Nameplate
import Registry

extension IssuePage {
    /// Patterns to begin with, where a model has no format yet.
    private static let examples = [
        "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}", "{yy}{mm}-{seq:5}", "{yy}{ww}{seq:5:base32}{check:mod37-36}",
        "{scrambled:10:base32}",
    ]

    init(
        _ form: IssueForm, _ entry: IssueEntry, _ preview: FormatPreview, token: String, isSent: Bool,
        refusal: Problem?
    ) {
        let problems = IssueProblems(entry, preview, isSent: isSent, refusal: refusal)
        let (slug, number) = (form.manufacturer.slug, form.number)
        let shownPreview = Preview(preview, isCounted: entry.question.count != nil)
        self.init(
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers),
                    Link(form.manufacturer.name, .manufacturer(slug)),
                    Link(number, .model(slug, number)),
                ], here: Words.text("issue.issue2")),
            maker: form.manufacturer.name, number: number, notice: problems.notice, action: .issue(slug, number),
            token: token,
            pattern: FormField(
                "pattern", Words.text("issue.howTheSerialNumbers"), .code, value: entry.pattern,
                hint: preview.model?.isNew == true && problems["pattern"] == nil
                    ? Words.text("issue.doesNotHaveThis", ["number": number]) : nil,
                problem: problems["pattern"]),
            choices: form.patterns.isEmpty ? Self.examples : form.patterns,
            choicesLabel: form.patterns.isEmpty
                ? Words.text("issue.forExample") : Words.text("issue.formatsOf", ["number": number]),
            printed: Self.printed(form, entry, preview, problems),
            wanted: [
                FormField(
                    "count", Words.text("word.howMany"), .number, value: entry.count,
                    hint: preview.model.map {
                        Words.text("issue.canStillBeIssued", ["left": Numbers.grouped($0.left)])
                    },
                    problem: problems["count"]),
                FormField(
                    "batch", Words.text("issue.batchNumberOptional"), value: entry.batch,
                    hint: preview.model?.batch.flatMap {
                        entry.batch.isEmpty ? Words.text("issue.withoutOne", ["value": "\($0)"]) : nil
                    },
                    problem: problems["batch"]),
            ],
            preview: shownPreview, empty: shownPreview == nil ? Self.empty(entry, problems) : nil,
            summary: Self.summary(entry, shownPreview, problems),
            submit: entry.question.count.map {
                Words.text("issue.issue", ["count": Words.text("count.serialNumber", count: $0)])
            }
                ?? Words.text("word.issueSerialNumbers"))
    }

    private static func printed(
        _ form: IssueForm, _ entry: IssueEntry, _ preview: FormatPreview, _ problems: IssueProblems
    ) -> [FormField] {
        let needs = preview.format?.needs
        // While the pattern cannot be read, what was filled in stays in sight.
        func isShown(_ isNeeded: Bool?, _ text: String) -> Bool { isNeeded ?? !text.isEmpty }
        return [
            FormField(
                "plant", Words.text("word.plant"), value: entry.plant, hint: needs?.plant.map(hint(ofCode:)),
                problem: problems["plant"],
                isShown: isShown(needs.map { $0.plant != nil }, entry.plant)),
            FormField(
                "line", Words.text("word.line"), value: entry.line, hint: needs?.line.map(hint(ofCode:)),
                problem: problems["line"],
                isShown: isShown(needs.map { $0.line != nil }, entry.line)),
            FormField(
                "date", Words.text("issue.madeOn"), .date,
                value: needs?.date != nil && entry.date.isEmpty ? form.today.isoText : entry.date,
                problem: problems["date"], isShown: isShown(needs.map { $0.date != nil }, entry.date)),
        ]
    }

    private static func hint(ofCode length: Int) -> String {
        Words.text("count.capitalLetterOrDigit", count: length)
    }

    private static func empty(_ entry: IssueEntry, _ problems: IssueProblems) -> EmptyState {
        guard !entry.pattern.isEmpty else {
            return EmptyState(Words.text("issue.noPatternYet"), text: Words.text("issue.typeOneOrChoose"))
        }
        return EmptyState(
            Words.text("issue.noSerialNumberYet"),
            text: problems.fields.isEmpty ? Words.text("issue.thereIsNoRoom") : Words.text("issue.somethingHasToBe"))
    }

    private static func summary(_ entry: IssueEntry, _ preview: Preview?, _ problems: IssueProblems) -> String {
        if let first = problems.first { return first }
        guard let preview else { return "" }
        return Words.text(
            "issue.fromTo", ["preview": "\(preview.count)", "first": "\(preview.first)", "last": "\(preview.last)"])
    }
}

extension IssuePage.Preview {
    /// Nil where no serial number can be shown.
    fileprivate init?(_ preview: FormatPreview, isCounted: Bool) {
        guard let first = preview.firstSerial, let last = preview.lastSerial, let sequences = preview.sequences else {
            return nil
        }
        let shown = sequences.upperBound - sequences.lowerBound + 1
        var facts = [
            Fact(Words.text("issue.eachHas"), Words.text("count.character", count: preview.format?.length ?? 0))
        ]
        if let guessability = preview.guessability {
            facts.append(Fact(Words.text("issue.guessingOne"), guessability.sentence))
        }
        if let model = preview.model {
            if isCounted { facts.append(Fact(Words.text("issue.leftAfterThese"), Numbers.grouped(model.left - shown))) }
            facts.append(
                Fact(
                    Words.text("issue.theyGoOnAfter"),
                    model.previous.map { Words.text("issue.batch", ["number": "\($0.number)"]) }
                        ?? Words.text("issue.nothingTheyBeginAnew")))
        }
        let madeUp = FormatPreview.Field.allCases.filter(preview.isMadeUp).map {
            Words.text("issueField.\($0.rawValue)")
        }
        let notes = [
            preview.hasSampleKey
                ? Words.text("issue.madeUpKey") : nil,
            madeUp.isEmpty
                ? nil : Words.text("issue.theInTheseIs", ["madeUp": madeUp.joined(separator: Words.text("issue.and"))]),
        ].compactMap(\.self)
        self.init(
            first: first, last: last, between: preview.between,
            count: Words.text(isCounted ? "count.serialNumber" : "count.roomForSerialNumber", count: shown),
            facts: facts, note: notes.isEmpty ? nil : notes.joined(separator: " "))
    }
}

/// What is wrong with what was entered, field by field.
struct IssueProblems {
    private(set) var fields: [String: FormField.Problem] = [:]
    /// What concerns no field.
    private(set) var notice: Notice?
    /// The first of them, in a sentence.
    private(set) var first: String?

    private static let names = ["pattern", "plant", "line", "date", "count", "batch"]

    init(_ entry: IssueEntry, _ preview: FormatPreview, isSent: Bool, refusal: Problem?) {
        let texts = ["pattern": entry.pattern, "plant": entry.plant, "line": entry.line, "batch": entry.batch]
        if !entry.date.isEmpty, entry.civilDate == nil { add("date", ErrorText(IssueEntry.dateProblem)) }
        if isSent || !entry.count.isEmpty, (entry.countNumber ?? 0) < 1 {
            add("count", ErrorText(IssueEntry.countProblem))
        }
        // Nothing is wrong with a field that nobody has filled in yet.
        let obstacles = preview.obstacles.filter { isSent || $0.field != "pattern" || !entry.pattern.isEmpty }
        for obstacle in obstacles + (isSent ? preview.missing : []) {
            add(
                obstacle.field, ErrorText(code: obstacle.code, obstacle.sentence), in: texts[obstacle.field] ?? "",
                at: obstacle.position)
        }
        guard let refusal else { return }
        if let field = refusal.field, Self.names.contains(field) {
            add(field, ErrorText(refusal), in: texts[field] ?? "", at: refusal.position)
        } else if fields.isEmpty {
            notice = Notice(.bad, Words.text("issue.nothingIsIssued"), ErrorText(refusal))
            first = ErrorText(refusal).sentence
        }
    }

    subscript(name: String) -> FormField.Problem? { fields[name] }

    private mutating func add(_ field: String, _ error: ErrorText, in text: String = "", at position: Int? = nil) {
        guard fields[field] == nil else { return }
        first = first ?? error.sentence
        fields[field] = FormField.Problem(error, in: text, at: position)
    }
}
