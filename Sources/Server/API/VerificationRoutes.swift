import Hummingbird
import Nameplate
import Registry
import Safeguards

// Whether a unit is real, as far as its number can tell; and, for its maker, who has asked.

extension Routes {
    private static let copiesOfMaker = "\(prefix)/manufacturers/{manufacturer}"
    private static let copiesOfUnit = "\(copiesOfMaker)/models/{model}/units/{serial}/copies"

    static let verification: [Route] = [
        Route(
            method: .post, path: "\(prefix)/verify", permission: .look,
            summary: "Say whether a number is that of a real unit, as far as a number can tell",
            request: .json(verificationRequest),
            answer: .json(VerificationAnswer.schema, "the verdict with its reasons"),
            isCharged: true
        ) { call in
            let answer = try await call.registry.verify(
                VerificationQuestion(call), as: call.principal, from: call.source)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(copiesOfMaker)/copies"), permission: .reviewCopies,
            summary: "List the units of which there may be copies, the oldest first",
            query: [
                .init("state", .word(CopyReview.State.allCases.map(\.rawValue)), "open without it")
            ] + Route.pageParameters,
            answer: .json(Route.page(of: CopyReviewAnswer.schema), "a page")
        ) { call in
            let rows = try await call.registry.copyReviews(
                of: call.segment("manufacturer"),
                in: call.query["state"].flatMap(CopyReview.State.init(rawValue:)) ?? .open, after: call.copyPlace(),
                limit: call.limit + 1, as: call.principal)
            return call.page(rows, key: { "\($0.review.openedAt):\($0.review.id)" }) { $1.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: copiesOfUnit), permission: .reviewCopies,
            summary: "Tell what speaks for copies of a unit, and who has asked for it",
            query: [.init("asOf", .time, "what was known then; now without it")],
            answer: .json(CopyFile.schema, "the signs, the scans and what was concluded")
        ) { call in
            let unit = try call.unitAddress
            let file = try await call.registry.copyFile(
                of: unit.serial, model: unit.model, of: unit.slug, asOf: try call.asOf(), as: call.principal)
            return .json { file.write(to: &$0) }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(copiesOfUnit)/clearance"), permission: .reviewCopies,
            summary: "Say that nothing is wrong with a unit of which there seemed to be copies",
            request: .json(
                ObjectSchema("CopyClearance", [.required("reason", .text(most: Reason.most), "why, in words")])),
            answer: .json(CopyReview.schema, "the conclusion")
        ) { call in
            let (unit, reason) = (try call.unitAddress, call.json["reason"]?.text)
            return try await call.perform(status: 200) { commands, json in
                try commands.clearCopies(ofUnit: unit.serial, model: unit.model, of: unit.slug, because: reason)
                    .write(to: &json)
            }
        },
        readRules(
            PathPattern(stringLiteral: "\(copiesOfMaker)/verification-rules"), "of models without rules of their own"),
        setRules(
            PathPattern(stringLiteral: "\(copiesOfMaker)/verification-rules"), "of models without rules of their own"),
        readRules(PathPattern(stringLiteral: "\(copiesOfMaker)/models/{model}/verification-rules"), "of a model"),
        setRules(PathPattern(stringLiteral: "\(copiesOfMaker)/models/{model}/verification-rules"), "of a model"),
    ]

    private static func readRules(_ path: PathPattern, _ whose: String) -> Route {
        Route(
            method: .get, path: path, permission: .reviewCopies,
            summary: "Say from where on questions speak for copies, \(whose)",
            answer: .json(VerificationRules.schema, "the rules")
        ) { call in
            let rules = try await call.registry.verificationRules(
                of: call.segment("manufacturer"), model: call.values["model"], as: call.principal)
            return .json { rules.write(to: &$0) }
        }
    }

    private static func setRules(_ path: PathPattern, _ whose: String) -> Route {
        Route(
            method: .post, path: path, permission: .reviewCopies,
            summary: "Set from where on questions speak for copies, \(whose)",
            request: .json(VerificationRules.schema), answer: .json(VerificationRules.schema, "the rules")
        ) { call in
            let (slug, number, rules) = (
                try call.segment("manufacturer"), call.values["model"], VerificationRules(call.json)
            )
            return try await call.perform(status: 200) { commands, json in
                try commands.setVerificationRules(rules, of: slug, model: number)
                rules.write(to: &json)
            }
        }
    }

    private static let verificationRequest = ObjectSchema(
        "VerificationRequest",
        [
            .required(
                "text", .text(most: NameplateRegistry.longestLookup),
                "what stands on the plate, or what a scanner says; with 'model', the serial number"),
            .optional("model", .text(), "the number of the model"),
            .optional("code", .text(most: 60), "the label code beside the serial number, or the owner code"),
            .optional("components", .texts(most: SeenParts.most), "serial numbers of components that are in the unit"),
            .optional(
                "features",
                .list(
                    .object(
                        ObjectSchema(
                            nil,
                            [
                                .required("name", .text(most: 200), "a property, such as colour"),
                                .required("value", .text(most: 400), "what it is on the unit"),
                            ])), most: SeenParts.most), "properties that the unit has"),
            .optional("region", .text(most: 2), "the country where it is asked, ISO 3166-1 alpha-2"),
            .optional(
                "channel", .word(UnitScan.Channel.allCases.map(\.rawValue)),
                "by which door somebody asks; api without it"),
            .optional("asOf", .time, "the verdict of that moment, for whoever looks into copies"),
        ])
}

extension VerificationQuestion {
    fileprivate init(_ call: Call) throws {
        let json = call.json
        let features = json["features"]?.elements.map {
            SeenParts.Feature($0["name"]?.text ?? "", $0["value"]?.text ?? "")
        }
        self.init(
            json["text"]?.text ?? "", model: json["model"]?.text, code: json["code"]?.text,
            seen: SeenParts(components: json.texts("components"), features: features ?? []),
            region: json["region"]?.text,
            channel: json["channel"]?.text.flatMap(UnitScan.Channel.init(rawValue:)) ?? .api,
            asOf: try json["asOf"]?.text.map { try ZonedTime(parsing: $0, field: "asOf").microseconds })
    }
}

extension Call {
    /// After which unit the page begins. - Throws: `cursor.invalid`.
    fileprivate func copyPlace() throws(RegistryError) -> CopyReviews.Place? {
        guard let key = try after() else { return nil }
        let parts = key.split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 2 else {
            throw RegistryError(.cursorInvalid, "This is no cursor of this list; begin anew.", field: "after")
        }
        return CopyReviews.Place(openedAt: parts[0], id: ID(parts[1]))
    }
}
