import Hummingbird
import Nameplate
import Registry

// Whether the link on a label is signed by its maker: for anybody, by the server or by the browser alone.

extension Site {
    private static let signed: EditForm = {
        var form = EditForm(
            "signedLink", Routes.taking(.post, "/verify/signature"), [.code("link")], subject: "link",
            at: "/verify/signature"
        ) { _, _ in Href(["verify", "signature"]) }
        form.shows = { answer in
            var section = FormSection("signature", Words.text("signature.title"))
            section.notice = Notice(
                answer["valid"]?.boolean == true ? .plain : .bad, answer["sentence"]?.text ?? "")
            let maker = answer["manufacturer"]?["name"]?.text
            section.facts =
                [
                    maker.map { Fact(Words.text("signature.maker"), $0) },
                    answer["gtin"]?.text.map { Fact("GTIN", $0, isNumber: true) },
                    answer["model"]?.text.map { Fact(Words.text("signature.model"), $0, isNumber: true) },
                ].compactMap(\.self) + [
                    Fact(Words.text("verify.serial"), answer["serial"]?.text ?? "", isNumber: true)
                ]
            return section
        }
        return form
    }()

    static let signatureChecking = EditPage(
        path: "/verify/signature", permission: .look, summary: "Check the signature on a label",
        query: [.init("maker", .text(), "by whose keys the browser checks it alone")], forms: [signed]
    ) { site, call in
        var page = FormsPage(
            title: Words.text("signature.title"), lead: Words.text("signature.lead"),
            sections: [site.section(Self.signed, call)], isNarrow: true)
        var keys: [String] = []
        for maker in try await call.registry.manufacturers(limit: Limits.page, as: call.principal) {
            keys += try await call.registry.signingKeys(of: maker.slug).map(\.publicKeyText)
        }
        page.signing = keys.isEmpty ? nil : SigningCheck(keys: keys)
        return page
    }
}
