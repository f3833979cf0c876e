@testable import Server

/// The form that issues serial numbers: filled in, with mistakes, and for a model that has no format.
extension SamplePages {
    static var issue: IssuePage {
        IssuePage(
            breadcrumb: Breadcrumb(
                [Link("Manufacturers", .manufacturers), Link("FL-NORD-300", .model("fjordlys", "FL-NORD-300"))],
                here: "Issue"),
            maker: "Fjordlys", number: "FL-NORD-300", action: .issue("fjordlys", "FL-NORD-300"), token: "t0ken",
            pattern: FormField(
                "pattern", "How the serial numbers are built", .code, value: "FL{yy}K{seq:6}{check:mod37-36}",
                hint: "FL-NORD-300 does not have this format yet; issuing gives it to the model."),
            choices: ["FL{yy}{seq:7}", "FL{yy}K{seq:6}{check:mod37-36}"], choicesLabel: "Formats of FL-NORD-300:",
            printed: [
                FormField("plant", "Plant", isShown: false), FormField("line", "Line", isShown: false),
                FormField("date", "Made on", .date, value: "2024-03-11"),
            ],
            wanted: [
                FormField("count", "How many", .number, value: "500", hint: "999 999 can still be issued"),
                FormField("batch", "Batch number (optional)", hint: "without one: FL24K-1"),
            ],
            preview: .init(
                first: "FL24K000001E", last: "FL24K000500R", between: ["FL24K000002C", "FL24K000003A"],
                count: "500 serial numbers", facts: [Fact("Each has", "12 characters")],
                note: "The date in these is made up until you give one."),
            summary: "500 serial numbers, from FL24K000001E to FL24K000500R.", submit: "Issue 500 serial numbers")
    }

    static var wrongIssue: IssuePage {
        var page = issue
        page.notice = Notice(.attention, "Nothing is issued yet.", text: "This page had grown old.")
        page.pattern.value = "FL{yy}{foo}"
        page.pattern.hint = nil
        page.pattern.problem = .init("There is no field {foo}.", in: page.pattern.value, at: 6)
        page.printed[0].isShown = true
        page.printed[0].problem = .init("The plant's code is missing.")
        page.preview = nil
        page.empty = EmptyState("No serial number yet", text: "Something has to be put right first.")
        return page
    }

    static var hostileIssue: IssuePage {
        var page = issue
        page.number = hostile
        page.maker = hostile
        page.pattern = FormField(
            "pattern", hostile, .code, value: hostile + rightToLeft, hint: hostile,
            problem: .init(hostile, in: hostile, at: 3))
        page.choices = [hostile]
        page.preview = .init(first: hostile, last: longSerial, between: [hostile], count: hostile, facts: [])
        page.submit = hostile
        return page
    }
}
