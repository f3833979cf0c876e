import Foundation
import NIOCore
import Nameplate
import Registry
import Testing

@testable import Server

/// Notices on their way to a program on this machine.
@Suite struct WebhookDeliveryTests {
    private static let hooks = "/api/v1/manufacturers/acme/webhooks"
    private static let notices = "/api/v1/manufacturers/acme/notices"

    private static func caller(
        private isPrivate: Bool = true, plain isPlain: Bool = true, patience: TimeAmount = .seconds(20),
        host: [UInt8] = [127, 0, 0, 1]
    ) -> WebhookCaller {
        var rules = WebhookRules()
        rules.allowsPrivate = isPrivate
        rules.allowsPlain = isPlain
        return WebhookCaller(rules: rules, patience: patience) { _ in [host] }
    }

    private static func senders() -> NoticeSenders { NoticeSenders(webhooks: caller()) }

    private func with(
        _ answers: String..., body: (World, WebhookReceiver, _ webhook: String) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver(answers)
        try await receiver.start()
        do {
            try await World.stocked { world in
                let made = try await world.send(
                    "POST", Self.hooks,
                    json: """
                        {"name": "shop", "url": "http://hooks.example.com:\(receiver.port)/in?a=b", "on": true,
                         "topics": ["unit.event"], "businessSteps": ["inspecting"],
                         "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
                        """)
                #expect(made.status == 201, "\(made.text)")
                let id = try #require(try JSONParser.parse(Array(made.text.utf8))["id"]?.text)
                try await body(world, receiver, id)
            }
        } catch {
            try await receiver.close()
            throw error
        }
        try await receiver.close()
    }

    private func inspect(_ world: World) async throws {
        let serial = try await world.serial(7)
        let sent = try await world.send(
            "POST", "/api/v1/events",
            json: """
                {"manufacturer": "acme", "model": "WDX-100/4", "serials": ["\(serial)"], "businessStep": "inspecting",
                 "eventTime": "2026-01-01T00:00:00Z", "notes": ["Anna was here"]}
                """)
        #expect(sent.status == 201, "\(sent.text)")
        try await world.registry.catchUp()
    }

    private func listed(_ world: World, _ query: String = "") async throws -> [JSONValue] {
        let answer = try await world.send("GET", Self.notices + query)
        return try JSONParser.parse(Array(answer.text.utf8))["items"]?.elements ?? []
    }

    @Test func anEventIsSentSignedAndOnce() async throws {
        try await with(WebhookReceiver.answer("204 No Content")) { world, receiver, _ in
            try await inspect(world)
            let first = try await world.registry.deliverNotices(by: Self.senders())
            let second = try await world.registry.deliverNotices(by: Self.senders())
            #expect(first.sent == 1 && first.count == 1 && second.count == 0)
            let request = try #require(receiver.got.first)
            let parts = request.components(separatedBy: "\r\n\r\n")
            #expect(request.hasPrefix("POST /in?a=b HTTP/1.1\r\nHost: hooks.example.com:\(receiver.port)\r\n"))
            func header(_ name: String) -> String {
                let line = parts[0].components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }
                return String((line ?? "").dropFirst(name.count + 2))
            }
            let secret = try WebhookSecret(parsing: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            let time = try #require(Int64(header("webhook-timestamp")))
            #expect(
                header("webhook-signature")
                    == secret.signature(id: header("webhook-id"), timestamp: time, body: Array(parts[1].utf8)))
            let json = try JSONParser.parse(Array(parts[1].utf8))
            #expect(json["type"]?.text == "unit.event" && json["timestamp"]?.text != nil)
            let event = try #require(json["data"]?["event"])
            #expect(event["businessStep"]?.text == "inspecting")
            #expect(event["units"]?.elements.first?["serial"]?.text == (try await world.serial(7)))
            #expect(!request.contains("Anna"))
            let item = try #require(try await listed(world).first)
            #expect(item["state"]?.text == "sent" && item["message"]?.text == header("webhook-id"))
            let details = try await world.send("GET", "\(Self.notices)/\(item["id"]?.text ?? "")")
            let shown = try JSONParser.parse(Array(details.text.utf8))
            #expect(throws: Never.self) { try Schema.object(DeliveryDetails.schema).check(shown) }
            #expect(shown["history"]?.elements.first?["status"]?.integer == 204)
        }
    }

    @Test func afterAChangeOfTheSecretBothSign() async throws {
        try await with(WebhookReceiver.answer("200 OK")) { world, receiver, webhook in
            let changed = try await world.send("POST", "\(Self.hooks)/\(webhook)/secret", json: "{}")
            #expect(changed.status == 200 && !changed.text.contains("whsec_"))
            let told = try await world.send("GET", "\(Self.hooks)/\(webhook)/secret")
            #expect(told.text.contains("whsec_") && !told.text.contains("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
            try await inspect(world)
            _ = try await world.registry.deliverNotices(by: Self.senders())
            let request = try #require(receiver.got.first)
            let line = try #require(request.firstMatch(of: /webhook-signature: (.*)\r\n/)).1
            #expect(
                line.split(separator: " ").count == 2 && line.split(separator: " ").allSatisfy { $0.hasPrefix("v1,") })
        }
    }

    @Test(arguments: [
        ("500 Oops", "status", "waiting"), ("302 Found", "redirect", "waiting"), ("404 Not Found", "status", "waiting"),
        ("410 Gone", "gone", "dead"),
    ])
    func whatIsNotTakenIsTriedAgainOrNot(_ status: String, _ problem: String, _ state: String) async throws {
        let elsewhere = "Location: http://127.0.0.1:1/\r\n"
        try await with(WebhookReceiver.answer(status, elsewhere)) { world, receiver, webhook in
            try await inspect(world)
            #expect(try await world.registry.deliverNotices(by: Self.senders()).failed == 1)
            let item = try #require(try await listed(world).first)
            #expect(item["problem"]?.text == problem && item["state"]?.text == state)
            #expect(receiver.got.count == 1)
            let hooks = try await world.send("GET", Self.hooks)
            #expect(hooks.text.contains("\"offReason\":\"gone\"") == (state == "dead"))
            let again = try await world.send("POST", "\(Self.notices)/\(item["id"]?.text ?? "")/replay")
            #expect(again.status == (state == "dead" ? 200 : 409))
        }
    }

    @Test func whoeverDoesNotAnswerIsNotWaitedForLong() async throws {
        try await with("") { world, _, _ in
            try await inspect(world)
            let caller = Self.caller(patience: .milliseconds(100))
            #expect(try await world.registry.deliverNotices(by: NoticeSenders(webhooks: caller)).failed == 1)
            #expect(try await listed(world).first?["problem"]?.text == "timeout")
        }
    }

    @Test func aHostThatIsLookedUpForLongIsNotWaitedForEither() async throws {
        try await with("") { world, _, _ in
            try await inspect(world)
            var rules = WebhookRules()
            rules.allowsPlain = true
            let caller = WebhookCaller(rules: rules, patience: .milliseconds(100)) { _ in
                try await Task.sleep(for: .seconds(10))
                return [[127, 0, 0, 1]]
            }
            let begin = ContinuousClock.now
            #expect(try await world.registry.deliverNotices(by: NoticeSenders(webhooks: caller)).failed == 1)
            #expect(ContinuousClock.now - begin < .seconds(8))
            #expect(try await listed(world).first?["problem"]?.text == "timeout")
        }
    }

    @Test func anAnswerWithoutEndIsNotReadToItsEnd() async throws {
        let endless = "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + String(repeating: "x", count: 100_000)
        try await with(endless) { world, _, _ in
            try await inspect(world)
            #expect(try await world.registry.deliverNotices(by: Self.senders()).sent == 1)
        }
    }

    @Test func whatIsNotAllowedIsNotCalled() async throws {
        try await with(WebhookReceiver.answer("200 OK")) { world, receiver, webhook in
            for (caller, problem) in [
                (Self.caller(private: false), "address.private"), (Self.caller(plain: false), "address.plain"),
                (Self.caller(private: false, host: [169, 254, 169, 254]), "address.private"),
            ] {
                let tested = try await world.send("POST", "\(Self.hooks)/\(webhook)/test")
                #expect(tested.status == 201)
                #expect(try await world.registry.deliverNotices(by: NoticeSenders(webhooks: caller)).failed == 1)
                let id = try #require(try JSONParser.parse(Array(tested.text.utf8))["delivery"]?.text)
                let item = try JSONParser.parse(Array(try await world.send("GET", "\(Self.notices)/\(id)").text.utf8))
                #expect(item["problem"]?.text == problem && item["state"]?.text == "dead")
            }
            #expect(receiver.got.isEmpty)
        }
    }

    @Test func aWebhookThatIsTakenAwayGetsNothingMore() async throws {
        try await with(WebhookReceiver.answer("200 OK")) { world, receiver, webhook in
            try await inspect(world)
            #expect(try await world.send("DELETE", "\(Self.hooks)/\(webhook)").status == 200)
            #expect(try await world.send("POST", "\(Self.hooks)/\(webhook)/test").status == 404)
            _ = try await world.registry.deliverNotices(by: Self.senders())
            #expect(receiver.got.isEmpty)
            #expect(try await listed(world, "?state=stopped").count == 1)
            #expect(try await listed(world, "?state=sent").isEmpty)
        }
    }

    @Test func oneThatIsOffIsNotTested() async throws {
        try await World.stocked { world in
            let made = try await world.send(
                "POST", Self.hooks,
                json: #"{"name": "off", "url": "https://hooks.example.com", "topics": ["claim.decided"]}"#)
            let id = try #require(try JSONParser.parse(Array(made.text.utf8))["id"]?.text)
            let refused = try await world.send("POST", "\(Self.hooks)/\(id)/test")
            #expect(refused.status == 409 && refused.code == "webhook.off")
            let wrong = try await world.send(
                "POST", Self.hooks, json: #"{"name": "x", "url": "https://a@b", "topics": ["claim.decided"]}"#)
            #expect(wrong.status == 422 && wrong.text.contains("\"field\":\"url\""))
            let run = try await world.send("POST", "/api/v1/notices/deliver")
            #expect(run.status == 200 && run.text.contains("\"sent\":0"))
        }
    }
}
