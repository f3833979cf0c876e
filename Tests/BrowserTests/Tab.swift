import Foundation

/// A tab of the browser.
struct Tab: Sendable {
    let browser: Browser
    let session: String

    /// Opens a tab of its own profile: no cookie of another.
    init(in browser: Browser, width: Int = 1280, height: Int = 900, isDark: Bool = false) async throws {
        self.browser = browser
        let context = try await browser.send("Target.createBrowserContext")["browserContextId"]
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
                "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": .number(1),
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

    func type(_ text: String) async throws {
        try await send("Input.insertText", ["text": .text(text)])
    }

    func press(_ key: Key) async throws {
        var stroke: [String: JSON] = [
            "key": .text(key.rawValue), "code": .text(key.rawValue), "windowsVirtualKeyCode": .number(key.number),
        ]
        stroke["type"] = .text("keyDown")
        if key == .enter { stroke["text"] = .text("\r") }
        try await send("Input.dispatchKeyEvent", stroke)
        stroke["type"] = .text("keyUp")
        try await send("Input.dispatchKeyEvent", stroke)
    }

    enum Key: String {
        case enter = "Enter"
        case tab = "Tab"

        fileprivate var number: Double { self == .enter ? 13 : 9 }
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

    /// Keeps a picture of the whole page where the environment names a folder for it in NAMEPLATE_TEST_PICTURES.
    func keepPicture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["NAMEPLATE_TEST_PICTURES"] else { return }
        let picture = try await send("Page.captureScreenshot", ["captureBeyondViewport": .boolean(true)])
        guard let data = picture["data"].text.flatMap({ Data(base64Encoded: $0) }) else { return }
        try data.write(to: URL(filePath: folder).appending(path: name + ".png"))
    }
}
