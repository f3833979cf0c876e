import Testing

@testable import Server

@Suite("Templates")
struct TemplateTests {
    static var files: [EmbeddedFile] { EmbeddedFile.all() }

    static var templates: [String: String] {
        var templates: [String: String] = [:]
        for file in files {
            guard let name = file.name(inside: "Templates/", endingWith: ".mustache") else { continue }
            let text = String(decoding: file.bytes, as: UTF8.self)
            templates[name] = (try? Words.english.filled(text, named: name)) ?? text
        }
        return templates
    }

    @Test("Every name in a template stands in its page's dictionary, and every section is shown by some page")
    func namesExist() throws {
        var check = TemplateCheck(templates: Self.templates)
        for page in SamplePages.all() {
            var context = page.mustache
            var frame = SamplePages.frame.mustache
            for name in [
                "title", "stylesheet", "script", "liveScript", "jobsScript", "searchScript", "signatureScript", "icon",
            ] {
                frame[name] = name
            }
            context["frame"] = frame
            check.check(type(of: page).template.rawValue, context)
        }
        #expect(Set(check.problems).sorted() == [])
        #expect(check.sections().subtracting(check.entered).sorted() == [])
    }

    @Test("Every template is a page's or is used by one")
    func nothingIsLeftOver() {
        var used: Set<String> = []
        var waiting = TemplateName.allCases.map(\.rawValue)
        while let name = waiting.popLast() {
            guard used.insert(name).inserted else { continue }
            for tag in TemplateTag.tags(in: Self.templates[name] ?? "")
            where tag.kind == .partial || tag.kind == .parent {
                waiting.append(tag.name)
            }
        }
        #expect(used == Set(Self.templates.keys))
    }

    @Test("Every page has a sample")
    func everyPageHasASample() {
        let shown = Set(SamplePages.all().map { type(of: $0).template })
        #expect(shown == Set(TemplateName.allCases))
    }

    @Test("No template writes text unescaped, styles or scripts inline, or reaches for another host")
    func templatesAreSafe() {
        for (name, text) in Self.templates {
            #expect(!TemplateTag.tags(in: text).contains { $0.kind == .forbidden }, "\(name)")
            for forbidden in [" style=", "<style", "javascript:", "http://", "https://", "='{"] {
                #expect(!text.contains(forbidden), "\(name) holds \(forbidden)")
            }
            // Handlers in attributes, and scripts that are not files of ours.
            #expect(!text.lowercased().contains(#/\son[a-z]+\s*=/#), "\(name)")
            for script in text.matches(of: #/<script[^>]*>/#) {
                #expect(script.output.contains(" src=\"{{frame."), "\(name)")
                #expect(text[script.range.upperBound...].hasPrefix("</script>"), "\(name)")
            }
        }
    }

    @Test("No script makes code or markup of text")
    func scriptsAreSafe() {
        let scripts = Self.files.filter { $0.name.hasSuffix(".js") }
        #expect(scripts.count >= 2)
        for script in scripts {
            let text = String(decoding: script.bytes, as: UTF8.self)
            for forbidden in [
                "eval(", "Function(", "insertAdjacentHTML", "document.write", ".cssText",
            ] {
                #expect(!text.contains(forbidden), "\(script.name) holds \(forbidden)")
            }
            #expect(!text.contains(#/(inner|outer)HTML\s*\+?=[^=]/#), "\(script.name)")
        }
    }

    @Test(
        "A tag that could write text unescaped, or that computes, is refused at start",
        arguments: [
            "{{{name}}}", "{{&name}}", "{{& name }}", "{{%CONTENT_TYPE:TEXT}}", "{{=<% %>=}}", "{{>*name}}",
            "{{uppercased(name)}}", "{{#first()}}x{{/first()}}",
        ])
    func forbiddenTagIsRefused(tag: String) {
        let error = #expect(throws: WebsiteError.self) { try Website(files: Self.files(adding: tag)) }
        #expect(error?.code == .forbiddenTag)
    }

    @Test("A partial that is missing is refused at start", arguments: ["{{>nobody}}", "{{<nobody}}{{/nobody}}"])
    func missingPartialIsRefused(tag: String) {
        let error = #expect(throws: WebsiteError.self) { try Website(files: Self.files(adding: tag)) }
        #expect(error?.code == .templateMissing)
        #expect(error?.file == "nobody")
    }

    @Test("A template that does not parse is refused at start", arguments: ["{{#open}}", "{{name", "{{/close}}"])
    func brokenTemplateIsRefused(text: String) {
        let error = #expect(throws: WebsiteError.self) { try Website(files: Self.files(adding: text)) }
        #expect(error?.code == .templateInvalid)
    }

    @Test(
        "A missing file is refused at start",
        arguments: EmbeddedFile.all().map(\.name).filter { !$0.hasPrefix("Words/") || $0 == "Words/en.tsv" })
    func missingFileIsRefused(name: String) {
        #expect(throws: WebsiteError.self) { try Website(files: Self.files.filter { $0.name != name }) }
    }

    @Test("Words need a key and a text, each key once", arguments: ["step.x", "step.x\t", "a\tb\na\tc", "a\tb\tc"])
    func badWordsAreRefused(table: String) {
        let error = #expect(throws: WebsiteError.self) { try Words(table: table) }
        #expect(error?.code == .wordsInvalid)
    }

    private static func files(adding template: String) -> [EmbeddedFile] {
        files + [EmbeddedFile(name: "Templates/added.mustache", bytes: Array(template.utf8))]
    }
}
