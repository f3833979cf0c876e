import Hummingbird
import Nameplate
import Quality
import Registry

// Complaints about a manufacturer's products: entered, assessed, linked with problems, counted, erased.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/complaints"
    private static let oneComplaint = "\(ofMaker)/{complaint}"
    private static let dryRun = Route.Parameter("dryRun", .boolean, "true checks everything and writes nothing")
    private static let answer = Route.Answer.json(ComplaintAnswer.schema, headers: ["ETag"], "the complaint")

    static let complaints: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readQuality,
            summary: "List the complaints about a manufacturer's products, the latest received first",
            query: ComplaintFilterText.parameters + [ComplaintFilterText.text] + Route.pageParameters,
            answer: .json(Route.page(of: Complaint.listedSchema), "the complaints")
        ) { call in
            let found = try await call.registry.complaints(
                of: call.segment("manufacturer"), call.complaintFilter(),
                after: call.after().flatMap { ComplaintList.Place($0) }, limit: call.limit + 1, as: call.principal)
            return call.page(found, key: { ComplaintList.Place($0.complaint).text }) { json, listed in
                json.object { listed.complaint.writeMembers(to: &$0, listed.model) }
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: ofMaker), permission: .handleQuality,
            summary: "Enter a complaint", query: [dryRun], request: .json(ComplaintOrder.schema),
            answer: .json(ComplaintAnswer.schema, status: 201, "the complaint; 200 for a dry run")
        ) { call in
            let (slug, order) = (try call.segment("manufacturer"), try ComplaintOrder(call.json))
            return try await call.performOrTry { try $0.addComplaint(order, of: slug).write(to: &$1) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: oneComplaint), permission: .readQuality,
            summary: "Read a complaint; its words are for those who see to quality", answer: answer
        ) { call in
            let found = try await call.registry.complaint(
                call.segment("complaint"), of: call.segment("manufacturer"), as: call.principal)
            return call.versioned(found.complaint.rowVersion) { found.write(to: &$0) }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: oneComplaint), permission: .handleQuality,
            summary: "Say other things of a complaint", request: .json(ComplaintOrder.changeSchema), answer: answer,
            needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("complaint"))
            let (order, expected) = (try ComplaintOrder(call.json), try call.expectedVersion())
            return try await call.perform(status: 200) { commands, json in
                try commands.updateComplaint(number, order, of: slug, expecting: expected).write(to: &json)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneComplaint)/steps"), permission: .handleQuality,
            summary: "Say that it is known what a complaint is about, close it or take it up again",
            request: .json(
                ObjectSchema(
                    "ComplaintStep",
                    [.required("step", .word(ComplaintStep.allCases.map(\.rawValue)), "what is done")])),
            answer: answer, needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("complaint"))
            let step = call.json["step"]?.text.flatMap(ComplaintStep.init) ?? .assess
            let expected = try call.expectedVersion()
            return try await call.perform(status: 200) { commands, json in
                try commands.moveComplaint(number, by: step, of: slug, expecting: expected).write(to: &json)
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: "\(oneComplaint)/problem"), permission: .handleQuality,
            summary: "Say of which problem a complaint is a sign; of none without one",
            request: .json(
                ObjectSchema("ComplaintLink", [.optional("problem", .text(most: 20), "the problem's number")])),
            answer: answer, needsIfMatch: true
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("complaint"))
            let (problem, expected) = (call.json["problem"]?.text, try call.expectedVersion())
            return try await call.perform(status: 200) { commands, json in
                try commands.linkComplaint(number, to: problem, of: slug, expecting: expected).write(to: &json)
            }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(oneComplaint)/erasure"), permission: .erase,
            summary: "Erase what people have said in a complaint; that they complained, and of what, stays",
            request: .json(
                ObjectSchema("ComplaintErasure", [.optional("confirm", .boolean, "true: it cannot be undone")])),
            answer: .json(
                ObjectSchema("ErasedComplaint", [.required("number", .text(most: 20), "its number")]), "its number")
        ) { call in
            let number = try call.segment("complaint")
            try await call.registry.eraseComplaint(
                number, of: call.segment("manufacturer"), isConfirmed: call.json["confirm"]?.boolean ?? false,
                as: call.principal, from: call.source)
            return .json { json in json.object { $0.field("number", number) } }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/complaint-counts", permission: .readQuality,
            summary: "Count complaints by fault code, the most frequent first",
            query: ComplaintFilterText.parameters,
            answer: .json(
                ObjectSchema(
                    "ComplaintCounts",
                    [.required("items", .list(.object(CountedFaultCode.schema), most: FaultCodes.most), "by code")]),
                "the counts")
        ) { call in
            let found = try await call.registry.complaintCounts(
                of: call.segment("manufacturer"), call.complaintFilter(), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/complaint-plot", permission: .readQuality,
            summary:
                "Draw what is complained of most: SVG, its table as CSV, or text for a terminal, as Accept asks for",
            query: ComplaintFilterText.parameters + PlotRequest.parameters,
            answer: .stream(["image/svg+xml", "text/csv", "text/plain"], "the figure")
        ) { call in
            let slug = try call.segment("manufacturer")
            let counts = try await call.registry.complaintCounts(
                of: slug, call.complaintFilter(), as: call.principal)
            let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
            return call.drawn(ComplaintPlot.codes(counts, of: manufacturer))
        },
        Route(
            method: .post, path: "\(prefix)/cases/{case}/complaint", permission: .handleQuality,
            summary: "Make a complaint of what a customer says in a case; taken again, it is the same complaint",
            request: .json(
                ObjectSchema(
                    "CaseAsComplaint",
                    [
                        .optional(
                            "faultCodes",
                            .texts(most: ComplaintDetails.mostFaultCodes, each: FaultCode.longestCode),
                            "what it is about")
                    ])), answer: .json(ComplaintAnswer.schema, "the complaint")
        ) { call in
            let (number, codes) = (try call.segment("case"), call.json.texts("faultCodes"))
            return try await call.perform(status: 200) { commands, json in
                try commands.takeCase(number, faultCodes: codes).write(to: &json)
            }
        },
    ]
}
