import Hummingbird
import Nameplate
import Registry

/// The website as a face of the registry: its routes, and what all its pages share.
///
/// A handler asks the registry one question and shows the answer as a page. What may be shown, the answer has decided.
package struct Site: Sendable {
    var website: Website
    /// Nil where everybody signs in as themselves.
    let demo: Demo?
    let tour: Tour
    let version: String
    let tokens: FormTokens

    /// - Parameters:
    ///   - demo: nil where strangers are strangers; the switch of eyes stands only in the demo.
    ///   - tour: what the front page proposes and the footer names.
    ///   - version: of the program, for the footer.
    ///   - formKey: the secret of the marks that forms carry.
    /// - Throws: ``WebsiteError`` where the files compiled into the program are at fault.
    package init(
        demo: Demo? = nil, tour: Tour = Tour(), version: String = Release.version, formKey: [UInt8]
    ) throws(WebsiteError) {
        self.tokens = FormTokens(key: formKey)
        self.website = try Website()
        self.demo = demo
        self.tour = tour
        self.version = version
    }

    /// In the language of whoever asks.
    var words: Words { Words.current }

    /// A page as the answer to a call.
    /// - Parameter query: what the search box holds.
    func respond(
        _ page: some WebPage, to call: Call, status: Int = 200, query: String = ""
    ) throws(WebsiteError) -> Response {
        let target = call.method == .get ? Href(call) : .front
        var frame = frame(call.caller, call.door, back: target, query: query)
        frame.listWithoutMemory = listWithoutMemory(call)
        return try respond(page, status: status, frame: frame)
    }

    func respond(_ page: some WebPage, status: Int, frame: Frame) throws(WebsiteError) -> Response {
        var response = Response.bytes(
            try website.render(page, in: frame), "text/html; charset=utf-8", status: status)
        response.headers[.vary] = "Cookie, Accept-Language"
        return response
    }

    /// Sends the browser to another page of this site.
    func redirect(to href: Href) -> Response {
        Response(status: .seeOther, headers: [.location: href.text])
    }

    func frame(_ caller: Caller, _ door: Door, back: Href, query: String = "") -> Frame {
        Frame(
            query: query, eyes: eyesSwitch(caller, door, back: back), account: caller.accountName,
            signOutToken: caller.session == nil ? "" : tokens.token(for: Href.signOut.text, as: caller.principal),
            managesAccounts: Access.allows(caller.principal, .manageAccounts, .anything),
            hasHome: hasHome(caller), hasProducts: hasProducts(caller), sources: tour.sources,
            version: version, languages: languageSwitch(back: back))
    }

    /// Whether somebody has a role, and with it a page of what waits.
    func hasHome(_ caller: Caller) -> Bool { caller.accountName != nil && !caller.principal.grants.isEmpty }

    /// Whether somebody owns units, or is nothing else here.
    private func hasProducts(_ caller: Caller) -> Bool {
        caller.accountName != nil && (!caller.principal.parties.isEmpty || caller.principal.grants.isEmpty)
    }

    /// Shown to browsers only: whoever comes in by another door is the administrator whatever the cookie says.
    private func eyesSwitch(_ caller: Caller, _ door: Door, back: Href) -> EyesSwitch? {
        guard demo != nil, door.isForBrowsers else { return nil }
        let choices = Eyes.allCases.map { eyes in
            let isChosen =
                switch eyes {
                case .everybody: caller.accountName == nil
                case .account(let account): caller.accountName == account.rawValue
                }
            return EyesSwitch.Choice(value: eyes.word, label: words.eyes(eyes.word), isChosen: isChosen)
        }
        return EyesSwitch(choices: choices, back: back)
    }
}

/// What a registry proposes to its visitors: look-ups to try, and the sources of its data.
package struct Tour: Sendable {
    package struct Example: Sendable {
        package var text: String
        /// The key of the text that says what it is.
        package var noteKey: String

        package init(_ text: String, noteKey: String) {
            self.text = text
            self.noteKey = noteKey
        }
    }
    package var examples: [Example]
    package var sources: [String]

    package init(examples: [Example] = [], sources: [String] = []) {
        self.examples = examples
        self.sources = sources
    }

    /// Through the data that comes with the program.
    package static let demo = Tour(
        examples: [
            Example("ST3000DM001", noteKey: "tour.aModelHowHave"),
            Example("S/N S1F06TAZ", noteKey: "tour.aSerialNumberWhat"),
            Example("M/N FJ-320 SER. NO. TR2410001207Y", noteKey: "tour.bothAsTheyStand"),
            Example("FJ-320 TR2410001270Y", noteKey: "tour.twoDigitsSwappedWhy"),
        ],
        sources: [
            "Drives: Backblaze Drive Stats, Backblaze, Inc.",
            "Refrigerators and washers: ENERGY STAR lists, US EPA.", "Fjordlys is invented: sample data.",
        ])
}
