import Identifiers
import Nameplate
import Registry
import Safeguards

extension UnitCampaign {
    static let schema = ObjectSchema(
        "UnitCampaign",
        [
            .required("path", .text(most: 200), "the address of the campaign"),
            .required("number", .text(most: 11), "its number"),
            .required("kind", .word(CampaignKind.allCases.map(\.rawValue)), "what it is for"),
            .required("title", .text(most: CampaignDetails.longestTitle), "what it is about"),
            .required("priority", .word(CampaignPriority.allCases.map(\.rawValue)), "how soon"),
            .required("remedy", .word(RemedyKind.allCases.map(\.rawValue)), "what is done"),
            .optional("hazard", .text(most: CampaignDetails.longestText), "what may happen"),
            .optional("instructions", .text(most: CampaignDetails.longestText), "what to do now"),
            .required("doNotUse", .boolean, "whether it must not be used any more"),
            .required("stopSale", .boolean, "whether it must not be sold any more"),
            .optional("openedAt", .time, "since when"),
            .optional(
                "state", .word(RemedyState.allCases.map(\.rawValue)), "what has become of the unit, for who may know"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("path", Address.campaign(number))
            json.field("number", number.text)
            json.field("kind", kind.rawValue)
            json.field("title", title)
            json.field("priority", priority.rawValue)
            json.field("remedy", remedy.rawValue)
            json.field("hazard", hazard)
            json.field("instructions", instructions)
            json.field("doNotUse", doNotUse)
            json.field("stopSale", stopSale)
            json.field("openedAt", openedAt.map(TimeText.text))
            json.field("state", state?.rawValue)
        }
    }
}
