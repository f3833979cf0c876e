import Hummingbird
import Nameplate
import Registry

extension Site {
    /// Where an owner adds a proof of purchase to a registration that waits.
    var proofRoutes: [Route] {
        let path = "/my/products/{manufacturer}/{model}/{serial}/registrations/{registration}/proofs"
        return [
            Route(
                method: .get, path: PathPattern(stringLiteral: path), permission: .ownAccount,
                summary: "Add a proof of purchase", answer: .page("the form")
            ) { call in try respond(try await proofPage(call), to: call) },
            Route(
                method: .post, path: PathPattern(stringLiteral: path), permission: .ownAccount,
                summary: "Add a proof of purchase", request: .upload,
                answer: .page("the page, with 303 once it is there"),
                handle: addProof),
        ]
    }

    private func addProof(_ call: Call) async throws -> Response {
        let (form, file) = try await call.uploadedForm()
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            var page = try await proofPage(call)
            page.notice = .aged
            return try respond(page, to: call, status: 409)
        }
        guard let file else {
            let error = RegistryError(.valueInvalid, Words.text("word.chooseAFile"), field: "file")
            return try respond(try await proofPage(call), to: call, refusal: error, form)
        }
        do {
            _ = try await call.registry.addProof(
                file, named: form["name"] ?? "proof", to: call.registrationAddress, as: call.principal,
                from: call.source)
        } catch let error as RegistryError {
            return try respond(try await proofPage(call), to: call, refusal: error, form)
        }
        return redirect(to: .myProducts)
    }

    private func proofPage(_ call: Call) async throws -> FormsPage {
        let address = try call.registrationAddress
        let known = try await call.registry.proofs(of: address, as: call.principal)
        let action = Href.proofs(address)
        var card = FormCard(
            action, token: tokens.token(for: action.text, as: call.principal),
            fields: [FormField("file", Words.text("ownProducts.proofFile"), .file)],
            submit: Words.text("ownProducts.addProof"))
        card.isUpload = true
        return FormsPage(
            title: Words.text("ownProducts.purchase"), eyebrow: "\(address.number) \(address.serial)",
            breadcrumb: Breadcrumb(
                [Link(Words.text("ownProducts.title"), .myProducts)], here: Words.text("ownProducts.purchase")),
            sections: [
                FormSection(
                    "proofs", Words.text("ownProducts.purchase"), text: Words.text("ownProducts.purchaseText"),
                    items: known.map { file in
                        var item = FormSection.Item(file.name)
                        item.href = .proof(address, file.id)
                        return item
                    }, forms: [card])
            ])
    }
}

extension Href {
    static func proofs(_ address: RegistrationAddress) -> Href {
        Href(
            [
                "my", "products", address.slug, address.number, address.serial, "registrations", address.id.description,
                "proofs",
            ])
    }

    /// The file, which the API gives out.
    static func proof(_ address: RegistrationAddress, _ id: ID<AttachedFile>) -> Href {
        Href(
            [
                "api", "v1", "manufacturers", address.slug, "models", address.number, "units", address.serial,
                "registrations", address.id.description, "proofs", id.description,
            ])
    }
}
