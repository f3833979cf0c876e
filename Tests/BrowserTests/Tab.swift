import Foundation
import TestSupport

/// A tab of the browser, which is closed when nobody uses it any more: hundreds of open pages slow the machine down.
final class Tab: Sendable {
    let browser: Browser
    let session: String
    private let context: JSON

    /// Opens a tab of its own profile: no cookie of another.
    init(in browser: Browser, width: Int = 1280, height: Int = 900, scale: Double = 1, isDark: Bool = false)
        async throws
    {
        self.browser = browser
        context = try await browser.send("Target.createBrowserContext")["browserContextId"]
        let target = try await browser.send(
            "Target.createTarget", .object(["url": .text("about:blank"), "browserContextId": context]))["targetId"]
        let attached = try await browser.send(
            "Target.attachToTarget", .object(["targetId": target, "flatten": .boolean(true)]))
        guard let session = attached["sessionId"].text else { throw BrowserError("No tab could be opened.") }
        self.session = session
        for domain in ["Page", "Runtime", "Log", "Network"] { try await send("\(domain).enable") }
        try await send(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": .number(scale),
                "mobile": .boolean(width < 500),
            ])
        try await send(
            "Emulation.setEmulatedMedia",
            [
                "features": .list([
                    .object(["name": .text("prefers-color-scheme"), "value": .text(isDark ? "dark" : "light")])
                ])
            ])
    }

    deinit { browser.dispose(of: context) }

    @discardableResult
    func send(_ method: String, _ parameters: [String: JSON] = [:]) async throws -> JSON {
        try await browser.send(method, .object(parameters), session: session)
    }

    /// Does something that leads to a page, and waits until that is loaded.
    func load(_ action: () async throws -> Void) async throws {
        let (start, session) = (browser.eventCount, session)
        try await action()
        try await browser.event(after: start) { $0.session == session && $0.method == "Page.loadEventFired" }
    }

    func open(_ url: String) async throws {
        try await load { try await send("Page.navigate", ["url": .text(url)]) }
    }

    /// The text that a JavaScript expression gives.
    func evaluate(_ expression: String) async throws -> String {
        let answer = try await send("Runtime.evaluate", ["expression": .text("String(\(expression))")])
        guard let text = answer["result"]["value"].text else {
            throw BrowserError("'\(expression)' failed: \(answer["exceptionDetails"]["text"].text ?? "no text")")
        }
        return text
    }

    /// Waits until a JavaScript expression is true.
    func wait(until condition: String) async throws {
        let expression =
            "new Promise(done => { const look = () => (\(condition)) ? done() : setTimeout(look, 10); look(); })"
        let answer = try await send(
            "Runtime.evaluate", ["expression": .text(expression), "awaitPromise": .boolean(true)])
        if let fault = answer["exceptionDetails"]["text"].text { throw BrowserError("'\(condition)' failed: \(fault)") }
    }

    /// Puts the cursor into a field, with everything in it selected, so that what is typed replaces it.
    func select(_ field: String) async throws {
        _ = try await evaluate("(e => { e.focus(); e.select(); })(document.getElementById('\(field)'))")
    }

    /// Does something that downloads a file, and waits until that is there. - Returns: Its name and content.
    func download(_ action: () async throws -> Void) async throws -> (name: String, content: Data) {
        let folder = try TemporaryDirectory()
        try await browser.send(
            "Browser.setDownloadBehavior",
            .object([
                "behavior": .text("allow"), "browserContextId": context, "downloadPath": .text(folder.path),
                "eventsEnabled": .boolean(true),
            ]))
        let start = browser.eventCount
        try await action()
        let begun = try await browser.event(after: start) { $0.method == "Browser.downloadWillBegin" }
        try await browser.event(after: start) {
            $0.method == "Browser.downloadProgress" && $0.parameters["guid"] == begun["guid"]
                && $0.parameters["state"] == .text("completed")
        }
        let name = begun["suggestedFilename"].text ?? ""
        return (name, try Data(contentsOf: URL(filePath: folder.file(name))))
    }

    func type(_ text: String) async throws {
        try await send("Input.insertText", ["text": .text(text)])
    }

    func press(_ key: Key) async throws {
        var stroke: [String: JSON] = [
            "key": .text(key.rawValue), "code": .text(key.rawValue), "windowsVirtualKeyCode": .number(key.number),
        ]
        stroke["type"] = .text("keyDown")
        if let text = key.text { stroke["text"] = .text(text) }
        try await send("Input.dispatchKeyEvent", stroke)
        stroke["type"] = .text("keyUp")
        try await send("Input.dispatchKeyEvent", stroke)
    }

    /// Presses the tab key until the element of a selector has the keyboard.
    func tab(to selector: String) async throws {
        for _ in 0..<80 {
            try await press(.tab)
            if try await evaluate("document.activeElement.matches(`\(selector)`)") == "true" { return }
        }
        throw BrowserError("The tab key does not reach \(selector).")
    }

    enum Key: String {
        case enter = "Enter"
        case tab = "Tab"
        case slash = "/"
        case down = "ArrowDown"

        fileprivate var number: Double {
            switch self {
            case .enter: 13
            case .tab: 9
            case .slash: 191
            case .down: 40
            }
        }

        fileprivate var text: String? {
            switch self {
            case .enter: "\r"
            case .slash: "/"
            case .tab, .down: nil
            }
        }
    }

    /// What went wrong on the pages so far: exceptions, violations of the content security policy, failed requests.
    var faults: [String] {
        browser.events(of: session).compactMap { event in
            switch event.method {
            case "Runtime.exceptionThrown": event.parameters["exceptionDetails"]["text"].text
            case "Log.entryAdded" where event.parameters["entry"]["level"] == .text("error"):
                event.parameters["entry"]["text"].text
            case "Runtime.consoleAPICalled" where event.parameters["type"] == .text("error"): "console.error"
            default: nil
            }
        }
    }

    /// The addresses of all requests so far. Pictures of the browser's own, such as a date field's, have none.
    var requests: [String] {
        browser.events(of: session).filter { $0.method == "Network.requestWillBeSent" }
            .compactMap { $0.parameters["request"]["url"].text }.filter { !$0.hasPrefix("data:") }
    }

    /// A picture of what stands in the window, as PNG.
    func picture(wholePage: Bool = false) async throws -> Data {
        let picture = try await send("Page.captureScreenshot", ["captureBeyondViewport": .boolean(wholePage)])
        guard let data = picture["data"].text.flatMap({ Data(base64Encoded: $0) }) else {
            throw BrowserError("There is no picture.")
        }
        return data
    }

    /// Keeps a picture of the whole page where the environment names a folder for it in NAMEPLATE_TEST_PICTURES.
    func keepPicture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["NAMEPLATE_TEST_PICTURES"] else { return }
        try await picture(wholePage: true).write(to: URL(filePath: folder).appending(path: name + ".png"))
    }
}
