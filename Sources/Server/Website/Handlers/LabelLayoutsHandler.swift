import Hummingbird
import Labels
import Nameplate
import Registry

extension Site {
    /// Where a manufacturer's own layouts are looked at and changed.
    var labelLayoutRoutes: [Route] {
        let path: PathPattern = "/manufacturers/{manufacturer}/label-layouts"
        let query: [Route.Parameter] = [
            .init("edit", .text(most: 80), "the layout to be changed"),
            .init("from", .text(most: 80), "the ready-made layout to begin with"),
        ]
        return [
            Route(
                method: .get, path: path, permission: .readModels, summary: "A manufacturer's own layouts of labels",
                query: query, answer: .page("the page"), handle: { call in try await showLayouts(call) }),
            Route(
                method: .post, path: path, permission: .editCatalogue,
                summary: "Keep a layout of a manufacturer's own, or take it away", query: query, request: .form,
                answer: .page("the page, with 303 after a change"), handle: changeLayout),
        ]
    }

    private func showLayouts(_ call: Call) async throws -> Response {
        var draft: LayoutDraft?
        if let name = call.query["edit"] {
            let found = try await call.registry.labelLayout(
                name, of: call.segment("manufacturer"), as: call.principal)
            draft = LayoutDraft(name: name, text: found.layout.text)
        } else if let layout = call.query["from"].flatMap(LabelLayout.readyMade) {
            draft = LayoutDraft(name: "", text: layout.text)
        }
        return try respond(await layoutsPage(call, draft), to: call)
    }

    private func changeLayout(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let slug = try call.segment("manufacturer")
        // Browsers send CRLF for each line.
        var draft = LayoutDraft(name: form["name"] ?? "", text: (form["text"] ?? "").replacing("\r\n", with: "\n"))
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await layoutsPage(call, draft, .aged), to: call, status: 409)
        }
        do {
            let (name, text, removes) = (draft.name, draft.text, form["do"] == "remove")
            try await call.registry.perform(as: call.principal, from: call.source) { commands in
                if removes {
                    try commands.removeLabelLayout(name, of: slug)
                } else {
                    try commands.setLabelLayout(name, text, of: slug)
                }
            }
            return redirect(to: .labelLayouts(slug, query: removes ? [] : [("edit", name)]))
        } catch let error as LabelError {
            draft.fault = LabelLayoutsPage.Fault(error, in: draft.text)
            return try respond(await layoutsPage(call, draft), to: call, status: Problem(error).status)
        } catch let error as RegistryError where [.valueInvalid, .layoutUnknown].contains(error.code) {
            return try respond(
                await layoutsPage(call, draft, .refusal(error)), to: call, status: Problem(error).status)
        }
    }

    private func layoutsPage(
        _ call: Call, _ draft: LayoutDraft? = nil, _ notice: Notice? = nil
    ) async throws -> LabelLayoutsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let own: [OwnLabelLayout] = try await call.registry.labelLayouts(of: slug, as: call.principal)
        let mayEdit: Bool = Access.allows(call.principal, .editCatalogue, of: manufacturer.id)
        let action = Href.labelLayouts(slug)
        var editor: LabelLayoutsPage.Editor?
        if let draft, mayEdit {
            let kept = own.first { $0.name == draft.name }
            editor = LabelLayoutsPage.Editor(
                heading: kept?.title ?? Words.text("layouts.new"), action: action,
                token: tokens.token(for: action.text, as: call.principal), name: draft.name, text: draft.text,
                fault: draft.fault, alt: Words.text("layouts.alt", ["name": kept?.title ?? ""]), isKept: kept != nil)
            if kept != nil, draft.fault == nil {
                let why: String? = Self.whyNoPicture(of: draft, manufacturer.name)
                editor?.hint = why
                editor?.picture = why == nil ? .layoutPicture(slug, draft.name) : nil
            }
        }
        return LabelLayoutsPage(
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers),
                    Link(manufacturer.name, .manufacturer(slug)),
                ], here: Words.text("layouts.title")),
            maker: manufacturer.name, notice: notice,
            items: own.map { layout in
                LabelLayoutsPage.Item(
                    title: layout.title, name: layout.name,
                    note: Words.text(
                        "layouts.note",
                        [
                            "size": layout.size.description, "day": String(TimeText.text(layout.changedAt).prefix(10)),
                            "by": layout.changedBy,
                        ]),
                    picture: .layoutPicture(slug, layout.name),
                    alt: Words.text("layouts.alt", ["name": layout.title]),
                    edit: mayEdit
                        ? Link(Words.text("layouts.edit"), .labelLayouts(slug, query: [("edit", layout.name)])) : nil)
            },
            empty: own.isEmpty && editor == nil
                ? EmptyState(Words.text("layouts.none"), text: Words.text("layouts.noneText")) : nil,
            editor: editor,
            beginnings: mayEdit
                ? LabelLayout.readyMade.map {
                    Link(
                        $0.layout.name, .labelLayouts(slug, query: [("from", $0.key)]),
                        note: $0.layout.size.description)
                } : [])
    }

    /// Why a layout cannot be drawn with example values; nil where it can.
    private static func whyNoPicture(of draft: LayoutDraft, _ maker: String) -> String? {
        do {
            _ = try NameplateRegistry.picture(of: LabelLayout(parsing: draft.text), maker: maker)
            return nil
        } catch {
            return Words.text("layouts.noPicture", ["why": (error as? LabelError).map { ErrorText($0).sentence } ?? ""])
        }
    }
}

/// A layout as somebody has it before them.
private struct LayoutDraft {
    var name: String
    var text: String
    var fault: LabelLayoutsPage.Fault?
}

extension LabelLayoutsPage.Fault {
    init(_ error: LabelError, in text: String) {
        let said = ErrorText(error)
        (sentence, particulars) = (said.sentence, said.particulars)
        guard let position = error.position else { return }
        let lines: [Substring] = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard lines.indices.contains(position.line - 1) else { return }
        // A picture makes a line of many thousand characters.
        let before = lines[position.line - 1].prefix(max(0, position.column - 1))
        let shown = String(before.suffix(80) + lines[position.line - 1].dropFirst(before.count).prefix(80))
        mark = FormField.Mark(shown, at: before.suffix(80).unicodeScalars.count)
    }
}
