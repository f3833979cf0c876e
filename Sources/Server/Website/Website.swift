import Mustache
import WebAssets

/// The website's look: templates, words and static files, all compiled into the program and checked once at start.
///
/// It knows nothing of the registry. A page is a value that holds finished strings; this turns it into bytes.
package struct Website: Sendable {
    /// A language, and the templates with its texts in them.
    private struct Language {
        var words: Words
        var library: MustacheLibrary
    }

    /// By their tags.
    private let languages: [String: Language]
    private let assets: [String: StaticAsset]

    /// Loads what is compiled into the program.
    ///
    /// - Throws: ``WebsiteError`` where a template does not parse, names a partial that is missing, or could write
    ///   text unescaped.
    package init() throws(WebsiteError) { self = try Self.embedded.get() }

    /// Read once a process, however many sites it has.
    private static let embedded = Result { () throws(WebsiteError) in try Website(files: EmbeddedFile.all()) }

    /// Loads the website from these files, named by their paths (`Templates/layout.mustache`).
    init(files: [EmbeddedFile]) throws(WebsiteError) {
        var templates: [String: String] = [:]
        var assets: [String: StaticAsset] = [:]
        var words: [Words] = []
        for file in files {
            if let name = file.name(inside: "Templates/", endingWith: ".mustache") {
                templates[name] = String(decoding: file.bytes, as: UTF8.self)
            } else if let name = file.name(inside: "Static/", endingWith: "") {
                assets[name] = try StaticAsset(name: name, bytes: file.bytes)
            } else if let name = file.name(inside: "Words/", endingWith: ".tsv") {
                words.append(try Words(table: String(decoding: file.bytes, as: UTF8.self), language: name))
            }
        }
        for name in StaticAsset.required where assets[name] == nil {
            throw WebsiteError(.fileMissing, file: "Static/\(name)")
        }
        self.assets = assets
        var languages: [String: Language] = [:]
        for words in words {
            languages[words.language] = Language(words: words, library: try Self.library(of: templates, in: words))
        }
        guard languages["en"] != nil else { throw WebsiteError(.fileMissing, file: "Words/en.tsv") }
        self.languages = languages
    }

    /// The words of all languages, by the languages' names.
    package var words: [Words] { languages.values.map(\.words).sorted { $0.languageName < $1.languageName } }

    /// The words of the first of these languages that the site has, exactly or by its primary tag; else English.
    package func words(for tags: [String]) -> Words {
        for tag in tags {
            let primary = tag.prefix { $0 != "-" }
            if let language = languages[tag] ?? languages[primary.lowercased()] { return language.words }
        }
        return .english
    }

    /// The HTML of a page inside the frame that every page shares, in the current words.
    package func render(_ page: some WebPage, in frame: Frame) throws(WebsiteError) -> [UInt8] {
        var context = page.mustache
        var shared = frame.mustache
        shared["title"] = page.title == Frame.siteName ? page.title : "\(page.title) · \(Frame.siteName)"
        shared["stylesheet"] = address(ofAsset: StaticAsset.stylesheet)
        shared["script"] = address(ofAsset: StaticAsset.script)
        shared["liveScript"] = address(ofAsset: StaticAsset.liveScript)
        shared["signatureScript"] = address(ofAsset: StaticAsset.signatureScript)
        shared["jobsScript"] = address(ofAsset: StaticAsset.jobsScript)
        shared["searchScript"] = address(ofAsset: StaticAsset.searchScript)
        shared["icon"] = address(ofAsset: StaticAsset.icon)
        context["frame"] = shared
        context = context.mapValues(VisibleText.value)
        let name = type(of: page).template.rawValue
        let language = languages[Words.current.language] ?? languages["en"]
        guard let html = language?.library.render(context, withTemplate: name) else {
            throw WebsiteError(.templateMissing, file: name)
        }
        return Array(html.utf8)
    }

    /// The static file of this name, such as `nameplate.css`.
    package func asset(named name: String) -> StaticAsset? {
        assets[name]
    }

    /// Its address carries a digest of its content, so that a browser may keep it for ever.
    private func address(ofAsset name: String) -> String {
        guard let asset = assets[name] else { return "" }
        return Href(["assets", name], query: [("v", asset.digest)]).text
    }

    /// Parses the templates and refuses what would fail silently later: Mustache drops a partial that it cannot find.
    private static func library(of templates: [String: String], in words: Words) throws(WebsiteError) -> MustacheLibrary
    {
        for name in TemplateName.allCases where templates[name.rawValue] == nil {
            throw WebsiteError(.templateMissing, file: name.rawValue)
        }
        var library = MustacheLibrary()
        for (name, template) in templates {
            let text = try words.filled(template, named: name)
            for tag in TemplateTag.tags(in: text) {
                switch tag.kind {
                case .forbidden:
                    throw WebsiteError(.forbiddenTag, file: name, detail: tag.name)
                case .partial where templates[tag.name] == nil, .parent where templates[tag.name] == nil:
                    throw WebsiteError(.templateMissing, file: tag.name, detail: "named in \(name)")
                default:
                    break
                }
            }
            do {
                try library.register(text, named: name)
            } catch {
                throw WebsiteError(.templateInvalid, file: name, detail: "\(error)")
            }
        }
        return library
    }
}
