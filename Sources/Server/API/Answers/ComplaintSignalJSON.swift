import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

extension ComplaintSignal {
    static let schema = ObjectSchema(
        "ComplaintSignal",
        [
            .required("model", .text(most: 400), "the number of the model"),
            .required("faultCode", .text(most: FaultCode.longestCode), "what it is complained of for, or narrower"),
            .optional("title", .text(most: 200), "what the code means, in English or another language"),
            .required("raisedOn", .date, "the day on which it stood out first, and did so again within a year since"),
            .required("lastOn", .date, "the day on which a complaint made it stand out last"),
            .required("standsOut", .boolean, "whether it does as of the day that is asked for"),
            .required("complaints", .count, "how many of the window are about the model and have the code"),
            .required("harmful", .count, "of a crash, a fire, injured or dead people"),
            .required("ofModel", .count, "all about the model, whatever their code"),
            .required("ofCode", .count, "all with the code, whatever their model"),
            .required("expected", .number, "how many there would be, were the model complained of for it as all are"),
            .optional("ratio", .number, "the code's share of the model's complaints over that of all others'"),
            .optional("lower", .number, "its lower 95 % limit"),
            .optional("upper", .number, "its upper one; absent where no other model has such a complaint"),
            .required("pValue", .number, "exact and one-sided, of this one alone"),
            .required("byChance", .number, "how many would look as bad by chance, of all that are looked at"),
            .required("complaintsThen", .count, "how many there were when it was raised"),
            .required("expectedThen", .number, "how many would have been expected then"),
            .required("sentence", .text(most: 1_000), "what it says, in English"),
        ])

    func write(to json: inout JSONWriter) {
        let (figures, hand) = (self.figures, raised.hand)
        json.object { json in
            json.field("model", model?.number.text ?? "")
            json.field("faultCode", hand.cell.code)
            json.field("title", fault?.title(in: "en"))
            json.field("raisedOn", raisedOn?.isoText)
            json.field("lastOn", CivilDate(dayNumber: hand.lastOn)?.isoText)
            json.field("standsOut", raised.standsOut)
            json.field("complaints", figures.complaints)
            json.field("harmful", figures.harmful)
            json.field("ofModel", figures.ofModel)
            json.field("ofCode", figures.ofCode)
            json.field("expected", figures.expected)
            if let comparison = figures.comparison {
                json.field("ratio", comparison.ratio)
                json.field("lower", comparison.limits.lower)
                json.field("upper", comparison.limits.upper)
            }
            json.field("pValue", figures.pValue)
            json.field("byChance", figures.byChance)
            json.field("complaintsThen", hand.figures.complaints)
            json.field("expectedThen", hand.figures.expected)
            json.field("sentence", sentence)
        }
    }

    /// What it says.
    var sentence: String {
        let (figures, number) = (self.figures, model?.number.text ?? "The model")
        let expected = Numbers.fixed(figures.expected, places: 1)
        return
            "\(number): \(figures.complaints) of its \(figures.ofModel) complaints have the code "
            + "\(raised.hand.cell.code); \(expected) would, were it complained of as all models are."
    }
}

extension ComplaintSignalsAnswer {
    static let schema = ObjectSchema(
        "ComplaintSignals",
        [
            .required("asOf", .date, "at the end of which day"),
            .required("windowDays", .count, "how far back complaints count"),
            .required("complaints", .count, "how many that are"),
            .required("cells", .count, "models times codes with enough complaints to stand out"),
            .required("limit", .number, "how many of them may be expected to look as bad by chance, on one day"),
            .required(
                "items", .list(.object(ComplaintSignal.schema), most: most),
                "what is raised: what stands out on that day first, then the latest"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("asOf", asOf.isoText)
            json.field("windowDays", rule.windowDays)
            json.field("complaints", complaints)
            json.field("cells", cells)
            json.field("limit", rule.limit)
            json.listField("items", signals) { $1.write(to: &$0) }
        }
    }
}
