@testable import Server

/// Owners, the audit trail, retention and persons.
extension SamplePages {
    static var unitWithOwner: UnitPage {
        var page = unit
        page.owner = OwnerSection(
            form: .init(
                action: .owner("fjordlys", "FL-NORD-300", "FL24K000417T"), token: "t0ken",
                reason: FormField(
                    "reason", "Why do you ask?", hint: "such as the number of the case",
                    problem: .init("Say why, in 5 to 500 characters."))))
        return page
    }

    static var unitOfOwner: UnitPage {
        var page = unit
        page.owner = OwnerSection(facts: [Fact("Name", hostile), Fact("Since", "21 August 2026")])
        page.looks = LookSection(facts: [
            Fact("21 August 2026", "Read who owns it: support", note: "“Case 4711”")
        ])
        return page
    }

    static var unitNobodyLookedAt: UnitPage {
        var page = unit
        page.looks = LookSection(facts: [])
        return page
    }

    static var auditTrail: AuditTrailPage {
        AuditTrailPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Audit trail"), eyebrow: "fjordlys",
            action: .auditTrail("fjordlys"),
            fields: [FormField("since", "From", .date, value: "2026-03-01"), FormField("who", "Who", value: hostile)],
            isFiltered: true,
            table: DataTable(
                caption: "Entries of the audit trail, newest first",
                columns: [.init("When"), .init("Who"), .init("What"), .init("To what"), .init("Why")],
                rows: [
                    [
                        .init("21 August 2026, 10:00 UTC"), .init("support"), .init("Read who owns it"),
                        .init("FL-NORD-300 FL24K000417T"), .init("“\(hostile)”"),
                    ]
                ]),
            pagination: Pagination(next: .auditTrail("fjordlys", query: [("after", "x")]), position: "1 on this page"),
            downloads: [Link("Download as CSV", .auditTrail("fjordlys", query: [("as", "csv")]))],
            retention: Link("How long reasons and addresses are kept", .retention, note: "and what else"))
    }

    static var emptyAuditTrail: AuditTrailPage {
        AuditTrailPage(
            eyebrow: "The whole registry", notice: Notice(.attention, "Nothing was looked for", text: hostile),
            action: .auditTrail(nil), fields: [], table: nil,
            empty: EmptyState("No entry", text: "Nothing like this stands in the audit trail."))
    }

    static var retention: RetentionPage {
        RetentionPage(
            notice: Notice(.good, "Changed."),
            rules: [
                .init(
                    anchor: "responses", title: "Answers kept for repeated requests",
                    facts: [Fact("Kept for", "1 day"), Fact("Obeyed", "Always")]),
                .init(
                    anchor: "trail-reasons", title: "Reasons in the audit trail",
                    facts: [Fact("Kept for", "1 825 days"), Fact("Obeyed", "No"), Fact("Older than that now", "2")],
                    first: [hostile],
                    form: .init(
                        token: "t0ken", rule: "trail-reasons",
                        days: FormField("days-trail-reasons", "Keep for so many days", .number, value: "1825"),
                        isDue: true,
                        question: Notice(.attention, "2 would be forgotten.", text: "It does not come back."))),
            ])
    }

    static var audience: AudiencePage {
        AudiencePage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Owners"), maker: "Fjordlys",
            notice: Notice(.good, "2 persons, 3 units"), action: .audience("fjordlys"), token: "t0ken",
            fields: [
                FormField("purpose", "They consent to", .choice, options: [.init("news", "News")]),
                FormField("model", "Models", .lines, value: hostile),
                FormField("reason", "Why?", value: hostile, problem: .init("Say why.")),
            ])
    }

    static var persons: PersonsPage {
        PersonsPage(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: "Persons"), maker: "Fjordlys",
            notice: Notice(.attention, "Nothing is done yet."), action: .persons("fjordlys"), token: "t0ken",
            reference: FormField("reference", "The reference to the person", .code, value: hostile),
            reason: FormField("reason", "Why?", value: hostile, problem: .init("Say why.")), mayErase: true,
            extent: .init(title: "What would be erased", facts: [Fact("Remarks", "2")], mayConfirm: true))
    }
}
