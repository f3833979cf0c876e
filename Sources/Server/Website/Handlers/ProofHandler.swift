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
            Route(
                method: .post, path: PathPattern(stringLiteral: "\(path)/{proof}/end"), permission: .ownAccount,
                summary: "Erase a proof of purchase", request: .form,
                answer: .page("the page, with 303 once it is gone"), handle: eraseProof),
        ]
    }

    private func addProof(_ call: Call) async throws -> Response {
        let (form, file) = try await call.uploadedForm()
        guard let key = tokens.requestKey(of: form["token"], for: call.path, as: call.principal) else {
            var page = try await proofPage(call)
            page.notice = .aged
            return try respond(page, to: call, status: 409)
        }
        guard let file else {
            let error = RegistryError(.valueInvalid, Words.text("word.chooseAFile"), field: "file")
            return try respond(try await proofPage(call), to: call, refusal: error, form)
        }
        do {
            try await keepProof(file, named: form["name"] ?? "proof", under: key, call)
        } catch let error as RegistryError {
            guard error.code != .registrationUnknown else { throw error }
            return try respond(try await proofPage(call), to: call, refusal: error, form)
        }
        return redirect(to: .myProducts)
    }

    private func keepProof(
        _ file: some AsyncSequence<[UInt8], any Error>, named name: String, under key: String, _ call: Call
    ) async throws {
        let (registry, address) = (call.registry, try call.registrationAddress)
        try await registry.receivingFile(file, ofRegistration: address, as: call.principal) { file in
            try await call.addOnce(file, key: key) { commands in
                _ = try commands.attachProof(file, named: name, to: address, registry.files.limits)
            }
        }
    }

    private func eraseProof(_ call: Call) async throws -> Response {
        let address = try call.registrationAddress
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            var page = try await proofPage(call)
            page.notice = .aged
            return try respond(page, to: call, status: 409)
        }
        do {
            try await call.registry.eraseProof(
                ID(try call.id("proof")), of: address, as: call.principal, from: call.source)
        } catch let error as RegistryError {
            guard error.code != .registrationUnknown else { throw error }
            return try respond(try await proofPage(call), to: call, refusal: error, form)
        }
        return redirect(to: .proofs(address))
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
                        let end = Href.proofs(address, [file.id.description, "end"])
                        var item = FormSection.Item(
                            file.name,
                            form: FormCard(
                                end, token: tokens.token(for: end.text, as: call.principal),
                                submit: Words.text("ownProducts.eraseProof"), isDanger: true))
                        item.href = .proof(address, file.id)
                        return item
                    }, forms: [card])
            ])
    }
}

extension Href {
    /// - Parameter more: what is below the page of the proofs.
    static func proofs(_ address: RegistrationAddress, _ more: [String] = []) -> Href {
        Href(
            [
                "my", "products", address.slug, address.number, address.serial, "registrations", address.id.description,
                "proofs",
            ] + more)
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
