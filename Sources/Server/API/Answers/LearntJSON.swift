package import Identifiers

/// What was learnt of a list of serial numbers, as JSON.
package struct LearntDocument {
    package var learnt: LearntFormats
    /// More printed spaces are not listed.
    private static let mostSpaces = 1_000

    package init(learnt: LearntFormats) { self.learnt = learnt }

    package static let schema = ObjectSchema(
        "LearntFormats",
        [
            .required("serials", .count, "how many different serial numbers were learnt from"),
            .required(
                "setAside",
                .object(
                    ObjectSchema(
                        nil,
                        SerialList.SetAside.allCases.map {
                            .required($0.rawValue, .count, "how many were set aside so")
                        })), "texts that were not learnt from"),
            .required(
                "examplesSetAside",
                .list(
                    .object(
                        ObjectSchema(
                            nil,
                            [
                                .required("text", .text(), "the text"),
                                .required("reason", .word(SerialList.SetAside.allCases.map(\.rawValue)), "why"),
                            ])), most: 20), "some of them"),
            .required("groups", .list(.object(group), most: 100), "the lengths, the most frequent first"),
            .required(
                "exceptions",
                .list(
                    .object(
                        ObjectSchema(
                            nil,
                            [
                                .required("text", .text(), "the serial number"),
                                .optional("code", .text(), "what is wrong with it; absent for a rare length"),
                                .required("sentence", .text(most: 1_000), "the same in words"),
                            ])), most: 20), "serial numbers that no first proposal reads"),
            .required("exceptionCount", .count, "how many there are in all"),
        ])

    private static let group = ObjectSchema(
        "LearntGroup",
        [
            .required("length", .count, "characters of each serial number"),
            .required("count", .count, "how many have this length"),
            .required("example", .text(), "one of them"),
            .required("finding", .word(LearntGroup.Finding.allCases.map(\.rawValue)), "what was found"),
            .optional("sentence", .text(most: 1_000), "what that means, where no format was found"),
            .required("proposals", .list(.object(proposal), most: 20), "the formats, the likeliest first"),
            .required(
                "questions",
                .list(
                    .object(
                        ObjectSchema(
                            nil,
                            [
                                .required("code", .word(LearningQuestion.allCases.map(\.rawValue)), "which question"),
                                .required("sentence", .text(), "in words"),
                            ])), most: 20), "what would settle between them"),
        ])

    private static let proposal = ObjectSchema(
        "FormatProposal",
        [
            .required("pattern", .text(), "the serial format"),
            .required("confidence", .word(FormatProposal.Confidence.allCases.map(\.rawValue)), "how sure it is"),
            .optional(
                "bits", .number,
                "how many times likelier the first is than this, as a power of two; for the first, than the second"),
            .required("explained", .count, "how many serial numbers of this length it reads"),
            .required("readByChance", .number, "which share it reads of texts mixed from the same characters, 0 to 1"),
            .required("reasons", .texts(most: 20, each: 400), "what speaks for it"),
            .required("fields", .list(.object(field), most: 64), "its fields and fixed characters, in order"),
            .optional("spaces", .list(.object(space), most: mostSpaces), "ranges of the first proposal"),
            .optional("spaceCount", .count, "how many printed spaces there are in all"),
        ])

    private static let field = ObjectSchema(
        "ObservedField",
        [
            .required("pattern", .text(), "how the format writes it"),
            .required("meaning", .text(), "what it prints"),
            .required("first", .count, "its first character, from 0"),
            .required("length", .count, "how many characters it has"),
            .optional("distinct", .count, "how many different values were seen"),
            .required("lowest", .text(), "the lowest seen"),
            .required("highest", .text(), "the highest seen"),
            .required(
                "values",
                .list(
                    .object(
                        ObjectSchema(
                            nil, [.required("text", .text(), "the value"), .required("count", .count, "how often")])),
                    most: 12), "the most frequent values"),
        ])

    private static let space = ObjectSchema(
        "ObservedSpace",
        [
            .required("printed", .text(), "the format with everything but sequence and check printed"),
            .optional("plant", .text(), "the plant's code"),
            .optional("line", .text(), "the line's code"),
            .required("seen", .count, "how many serial numbers were seen"),
            .required(
                "ranges",
                .list(
                    .object(
                        ObjectSchema(
                            nil,
                            [
                                .required("first", .count, "the first sequence number"),
                                .required("last", .count, "the last"),
                            ])), most: 100_000), "ranges of sequence numbers"),
        ])
}

extension LearntDocument {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("serials", learnt.serials)
            json.objectField("setAside") { json in
                for reason in SerialList.SetAside.allCases { json.field(reason.rawValue, learnt.setAside[reason] ?? 0) }
            }
            json.listField("examplesSetAside", learnt.examplesSetAside) { json, example in
                json.object { json in
                    json.field("text", example.text)
                    json.field("reason", example.reason.rawValue)
                }
            }
            json.listField("groups", learnt.groups) { Self.write($1, to: &$0) }
            json.listField("exceptions", learnt.exceptions) { json, exception in
                json.object { json in
                    json.field("text", exception.text)
                    json.field("code", exception.error?.code.rawValue)
                    json.field("sentence", exception.sentence)
                }
            }
            json.field("exceptionCount", learnt.exceptionCount)
        }
    }

    private static func write(_ group: LearntGroup, to json: inout JSONWriter) {
        json.object { json in
            json.field("length", group.length)
            json.field("count", group.count)
            json.field("example", group.example)
            json.field("finding", group.finding.rawValue)
            json.field("sentence", group.finding.sentence)
            json.listField("proposals", group.proposals) { write($1, to: &$0) }
            json.listField("questions", group.questions) { json, question in
                json.object { json in
                    json.field("code", question.rawValue)
                    json.field("sentence", question.sentence)
                }
            }
        }
    }

    private static func write(_ proposal: FormatProposal, to json: inout JSONWriter) {
        json.object { json in
            json.field("pattern", proposal.format.pattern)
            json.field("confidence", proposal.confidence.rawValue)
            json.field("bits", proposal.bits.map { ($0 * 10).rounded() / 10 })
            json.field("explained", proposal.explained)
            json.field("readByChance", proposal.readByChance)
            json.field("reasons", proposal.reasons.map(\.sentence))
            json.listField("fields", proposal.fields) { json, field in
                json.object { json in
                    json.field("pattern", field.piece.pattern)
                    json.field("meaning", field.piece.meaning)
                    json.field("first", field.places.lowerBound)
                    json.field("length", field.places.count)
                    json.field("distinct", field.distinct)
                    json.field("lowest", field.lowest)
                    json.field("highest", field.highest)
                    json.listField("values", field.values) { json, value in
                        json.object { json in
                            json.field("text", value.text)
                            json.field("count", value.count)
                        }
                    }
                }
            }
            guard !proposal.spaces.isEmpty else { return }
            json.listField("spaces", proposal.spaces.prefix(mostSpaces)) { write($1, to: &$0) }
            json.field("spaceCount", proposal.spaces.count)
        }
    }

    private static func write(_ space: ObservedSpace, to json: inout JSONWriter) {
        json.object { json in
            json.field("printed", space.sample.printedKey)
            json.field("plant", space.sample.plant)
            json.field("line", space.sample.line)
            json.field("seen", space.seen)
            json.listField("ranges", space.ranges) { json, range in
                json.object { json in
                    json.field("first", range.lowerBound)
                    json.field("last", range.upperBound)
                }
            }
        }
    }
}
