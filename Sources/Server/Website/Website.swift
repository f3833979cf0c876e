import Mustache
import WebAssets

/// The website's look: templates, words and static files, all compiled into the program and checked once at start.
///
/// It knows nothing of the registry. A page is a value that holds finished strings; this turns it into bytes.
package struct Website: Sendable {
    package let words: Words
    private let library: MustacheLibrary
    private let assets: [String: StaticAsset]

    /// Loads what is compiled into the program.
    ///
    /// - Throws: ``WebsiteError`` where a template does not parse, names a partial that is missing, or could write
    ///   text unescaped.
    package init() throws(WebsiteError) {
        try self.init(files: EmbeddedFile.all())
    }

    /// Loads the website from these files, named by their paths (`Templates/layout.mustache`).
    init(files: [EmbeddedFile]) throws(WebsiteError) {
        var templates: [String: String] = [:]
        var assets: [String: StaticAsset] = [:]
        var words: Words?
        for file in files {
            if let name = file.name(inside: "Templates/", endingWith: ".mustache") {
                templates[name] = String(decoding: file.bytes, as: UTF8.self)
            } else if let name = file.name(inside: "Static/", endingWith: "") {
                assets[name] = try StaticAsset(name: name, bytes: file.bytes)
            } else if file.name == "Words/en.tsv" {
                words = try Words(table: String(decoding: file.bytes, as: UTF8.self))
            }
        }
        guard let words else { throw WebsiteError(.fileMissing, file: "Words/en.tsv") }
        for name in StaticAsset.required where assets[name] == nil {
            throw WebsiteError(.fileMissing, file: "Static/\(name)")
        }
        self.words = words
        self.assets = assets
        self.library = try Self.library(of: templates)
    }

    /// The HTML of a page inside the frame that every page shares.
    package func render(_ page: some WebPage, in frame: Frame) throws(WebsiteError) -> [UInt8] {
        var context = page.mustache
        var shared = frame.mustache
        shared["title"] = page.title == Frame.siteName ? page.title : "\(page.title) · \(Frame.siteName)"
        shared["stylesheet"] = address(ofAsset: StaticAsset.stylesheet)
        shared["script"] = address(ofAsset: StaticAsset.script)
        shared["liveScript"] = address(ofAsset: StaticAsset.liveScript)
        shared["workScript"] = address(ofAsset: StaticAsset.workScript)
        shared["icon"] = address(ofAsset: StaticAsset.icon)
        context["frame"] = shared
        context = context.mapValues(VisibleText.value)
        let name = type(of: page).template.rawValue
        guard let html = library.render(context, withTemplate: name) else {
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
    private static func library(of templates: [String: String]) throws(WebsiteError) -> MustacheLibrary {
        for name in TemplateName.allCases where templates[name.rawValue] == nil {
            throw WebsiteError(.templateMissing, file: name.rawValue)
        }
        var library = MustacheLibrary()
        for (name, text) in templates {
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
