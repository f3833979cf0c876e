import Nameplate
import Registry

extension Site {
    /// The pages, as routes.
    /// - Parameter api: the routes that the page about the programming interface tells of.
    package func routes(documenting api: [Route]) -> [Route] {
        lists + plateInboxRoutes + catalogueRoutes + learning + details + labelRoutes + labelLayoutRoutes + signInRoutes
            + accountRoutes
            + accountsRoutes + editRoutes + registryRoutes + referenceEditing + privacy + importRoutes + exportRoutes
            + jobRoutes + dueMaintenanceRoutes + claimRoutes + caseRoutes + serviceRoutes + campaignRoutes
            + locationRoutes + stockRoutes + stockUnitRoutes + storageUseRoutes + qualityRoutes + warrantyCostRoutes
            + complaintRoutes
            + problemRoutes + watchRoutes + replenishmentRoutes + countRoutes
            + pickRoutes
            + campaignFeedRoutes + siteRecallRoutes + recallImportRoutes + theftRoutes + [
                homeRoute, language, selected, letterRoute,
                Routes.signingKeys(path: "/.well-known/nameplate-signing-keys/{manufacturer}"),
                Route(
                    method: .get, path: "/styleguide", permission: .look,
                    summary: "The components of the pages, for whoever builds one", answer: .page("the page"),
                    handle: { call in try respond(StyleguidePage(), to: call) }),
                Route(
                    method: .get, path: "/api", permission: .look, summary: "The programming interface, for people",
                    query: [.init("about", .text(most: 100), "the only subject, told in full")],
                    answer: .page("the page"), handle: { call in try apiPage(of: api, call) }),
                Route(
                    method: .get, path: "/reference-tables", permission: .look,
                    summary: "The tables by which numbers are read, with their licences", answer: .page("the page"),
                    handle: referenceTables),
                Route(
                    method: .get, path: "/assets/{name}", permission: .look,
                    summary: "A style sheet, script or picture of the pages",
                    query: [
                        .init("v", .text(most: 16), "the version that the page asked for: it may be kept for ever")
                    ],
                    answer: .stream(["text/css", "text/javascript", "image/svg+xml"], "the file"), handle: asset),
            ]
    }

    private var lists: [Route] {
        [
            Route(
                method: .get, path: "/", permission: .look, summary: "The front page", answer: .page("the page"),
                handle: front),
            Route(
                method: .get, path: "/lookup", permission: .look, summary: "What a plate says",
                query: [
                    .init("q", .text(most: NameplateRegistry.longestLookup), "the text as typed or scanned"),
                    .init("model", .text(most: 400), "the model whose unit is looked for"),
                ],
                answer: .page("the model, the unit, or why there is none"), isCharged: true, handle: lookup),
            Route(
                method: .get, path: "/lookup/list", permission: .look, summary: "Check a list of serial numbers",
                answer: .page("the page"), handle: emptyCheckList),
            Route(
                method: .post, path: "/lookup/list", permission: .look, summary: "What the entries of a list are",
                request: .form, answer: .page("the verdicts; a table for spreadsheets where the form asks for it"),
                isCharged: true, handle: checkList),
            Route(
                method: .get, path: "/read", permission: .look, summary: "Photograph a plate",
                answer: .page("the form"),
                handle: readForm),
            Route(
                method: .post, path: "/read", permission: .look, summary: "What the codes on a photo say",
                request: .upload, answer: .page("303 to the product, or the codes and what they say"), isCharged: true,
                handle: read),
            Route(
                method: .get, path: "/explain", permission: .look, summary: "What a number says by itself",
                query: [.init("text", .text(most: Limits.target), "the number as typed or scanned")],
                answer: .page("the page, with the reading of the number"), handle: explain),
            Route(
                method: .post, path: "/explain", permission: .look, summary: "What each line of a form says by itself",
                request: .form, answer: .page("the readings"), handle: explainForm),
            Route(
                method: .get, path: "/manufacturers", permission: .look, summary: "All manufacturers",
                query: [.init("after", .text(), "the last manufacturer of the page before")],
                answer: .page("the page"), handle: manufacturers),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}", permission: .look,
                summary: "A manufacturer and its models",
                query: [
                    .init("q", .text(), "how the models' numbers begin"),
                    .init("after", .text(), "the last model of the page before"), Self.formParameter,
                ], answer: .page("the page"), handle: manufacturer),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/unknown-plates", permission: .readProduction,
                summary: "What was looked up in vain of a manufacturer's plates",
                query: [
                    .init("month", .date, "the month"), .init("as", .word(["csv"]), "as a table for spreadsheets"),
                ], answer: .page("the page"), handle: unknownPlates),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/population", permission: .readProduction,
                summary: "Which units: count and list a population",
                query: [
                    .init("q", .text(most: Limits.target), "the population"),
                    .init("on", .text(most: 10), "the day as of which ages are told"),
                    .init("count", .word(["all"]), "counts however long it takes"),
                ], answer: .page("the page"), handle: population),
        ]
    }

    private var privacy: [Route] {
        let trail: [Route.Parameter] =
            AuditTrailQuestion.parameters + [
                .init("after", .text(), "the cursor of the page"),
                .init("as", .word(["csv", "ndjson"]), "all of it, as a file"),
            ]
        return [
            Route(
                method: .post, path: "/manufacturers/{manufacturer}/models/{model}/units/{serial}/owner",
                permission: .readOwners, summary: "Who owns a unit, for a reason", request: .form,
                answer: .page("the unit's page with its owner"), handle: owner(_:)),
            Route(
                method: .get, path: "/audit-trail", permission: .audit, summary: "The audit trail", query: trail,
                answer: .page("the page"), handle: auditTrail),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/audit-trail", permission: .readTrail,
                summary: "A manufacturer's part of the audit trail", query: trail, answer: .page("the page"),
                handle: auditTrail),
            Route(
                method: .get, path: "/retention", permission: .erase, summary: "How long things are kept",
                answer: .page("the page"), handle: retention),
            Route(
                method: .post, path: "/retention", permission: .erase,
                summary: "Change how long something is kept, or forget what is old", request: .form,
                answer: .page("the page, and what was done"), handle: changeRetention),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/persons", permission: .readOwners,
                summary: "What is held about a person", answer: .page("the form"), handle: persons),
            Route(
                method: .post, path: "/manufacturers/{manufacturer}/persons", permission: .readOwners,
                summary: "Give out what is held about a person, or erase it", request: .form,
                answer: .page("a file, what would be erased, or that it is"), handle: answerPerson),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/audience", permission: .readOwners,
                summary: "Owners who consent to be written to", answer: .page("the form"), handle: audience),
            Route(
                method: .post, path: "/manufacturers/{manufacturer}/audience", permission: .readOwners,
                summary: "Count owners who consent to be written to, or give them out", request: .form,
                answer: .page("how many, or a file"), handle: answerAudience),
        ]
    }

    private var learning: [Route] {
        let model = "/manufacturers/{manufacturer}/models/{model}"
        return [
            Route(
                method: .get, path: "/formats/learn", permission: .look, summary: "Learn a serial format from a list",
                answer: .page("the form"), handle: { call in try respond(LearnPage(), to: call) }),
            Route(
                method: .post, path: "/formats/learn", permission: .look,
                summary: "What a list of serial numbers tells",
                request: .form, answer: .page("the formats that fit"), handle: learnFormats),
            Route(
                method: .get, path: "\(model)/formats/learn", permission: .issue,
                summary: "Learn the format in which a model was numbered before", answer: .page("the form"),
                handle: learnFormOfModel),
            Route(
                method: .post, path: "\(model)/formats/learn", permission: .issue,
                summary: "What a list of a model's serial numbers tells, or go on with it", request: .form,
                answer: .page("the formats that fit; 303 once one is adopted"), handle: learnFormatsOfModel),
        ]
    }

    private var labelRoutes: [Route] {
        let model = "/manufacturers/{manufacturer}/models/{model}"
        let query: [Route.Parameter] = [
            .init("layout", .text(most: 80), "the layout"), .init("for", .text(most: 80), "whose values are sent"),
            .init("dpi", .text(most: 10), "the printer's dots on an inch"),
            .init("sheet", .text(most: 100), "the sheet"),
            .init("start", .text(most: 10), "the first place on the sheet"),
            .init("value", .text(most: 4_000), most: 40, "the fields that the layout declares, in its order"),
        ]
        return [
            Route(
                method: .get, path: "\(model)/units/{serial}/labels", permission: .readProduction,
                summary: "Labels of a unit, to look at and to print", query: query, answer: .page("the page"),
                handle: unitLabels(_:)),
            Route(
                method: .get, path: "\(model)/batches/{batch}/labels", permission: .readProduction,
                summary: "Labels of a batch's units, to look at and to print", query: query,
                answer: .page("the page"), handle: batchLabels(_:)),
            Route(
                method: .post, path: "\(model)/batches/{batch}/labels", permission: .readProduction,
                summary: "Make a file of a batch's labels", request: .form,
                answer: .page("303 to the file, or how far it is"), handle: makeBatchLabels(_:)),
            Route(
                method: .get, path: "\(model)/labels", permission: .readProduction,
                summary: "Labels of some units of a model, to look at and to print",
                query: query + [
                    .init(
                        "serial", .text(most: 200), most: NameplateRegistry.mostLabelledUnits, "the serial numbers")
                ], answer: .page("the page"), handle: chosenLabels(_:)),
            Route(
                method: .post, path: "\(model)/labels", permission: .readProduction,
                summary: "Make a file of the labels of some units", request: .form,
                answer: .page("303 to the file, or how far it is"), handle: makeChosenLabels(_:)),
        ]
    }

    private var details: [Route] {
        let model = "/manufacturers/{manufacturer}/models/{model}"
        return [
            Route(
                method: .get, path: "\(model)", permission: .look, summary: "A model", answer: .page("the page"),
                handle: model(_:)),
            Route(
                method: .get, path: "\(model)/data-sheet", permission: .look,
                summary: "A model on one sheet of paper", answer: .page("the sheet"), handle: dataSheet(_:)),
            Route(
                method: .get, path: "\(model)/units/{serial}", permission: .look, summary: "A unit and its history",
                query: [
                    .init("asOf", .text(most: 40), "the day to look at"),
                    .init("knownAt", .text(most: 40), "the last entry of the ledger to take into account"),
                    .init("view", .text(most: 40), "built: what production built into it"),
                    .init("sig", .text(most: 200), "the maker's signature, where a signed label leads here"),
                ], answer: .page("the page"), isCharged: true, handle: unit(_:)),
            Route(
                method: .get, path: "\(model)/batches/{batch}", permission: .readProduction,
                summary: "A batch, its serial numbers and the units that contain parts of it",
                query: [
                    .init("issued", .boolean, "true after the batch has been issued, to say so"),
                    .init("after", .text(most: 400), "the last part of the page before"),
                ],
                answer: .page("the page"), handle: batch(_:)),
            Route(
                method: .get, path: "\(model)/issue", permission: .issue, summary: "Issue serial numbers of a model",
                query: [.init("adopted", .count, "so many serial numbers have been made known, to say so")],
                answer: .page("the form"), handle: issueForm(_:)),
            Route(
                method: .post, path: "\(model)/issue", permission: .issue,
                summary: "Issue serial numbers, or show what would be issued", request: .form,
                answer: .page("the batch, with 303, or the form and what it means"), handle: issue(_:)),
        ] + documentRoutes + proofRoutes
    }
}
