@testable import Server

/// Walks a template with a page's dictionary, stricter than Mustache: a name must stand in the innermost dictionary.
///
/// Mustache shows nothing for a name that it cannot find, and climbs to the enclosing values before that. Either
/// hides a mistake, so a page's dictionary has to hold every name of its template.
struct TemplateCheck {
    /// Template texts by name.
    var templates: [String: String]
    var problems: [String] = []
    /// "template: name" of every section that was entered.
    var entered: Set<String> = []

    /// What a page writes into the layout's places, with the name of the page's template.
    struct Block {
        var template: String
        var nodes: [Node]
    }

    indirect enum Node {
        case value(String)
        case section(String, [Node])
        case inverted(String, [Node])
        case partial(String)
        case parent(String, [String: [Node]])
        case block(String, [Node])
    }

    init(templates: [String: String]) {
        self.templates = templates
    }

    mutating func check(_ template: String, _ scope: [String: any Sendable]) {
        check(nodes(of: template), scope, in: template, blocks: [:])
    }

    /// "template: name" of every section in any template.
    func sections() -> Set<String> {
        var names: Set<String> = []
        for (name, text) in templates {
            for tag in TemplateTag.tags(in: text) where tag.kind == .section { names.insert("\(name): \(tag.name)") }
        }
        return names
    }

    private mutating func check(
        _ nodes: [Node], _ scope: [String: any Sendable], in template: String, blocks: [String: Block]
    ) {
        for node in nodes {
            switch node {
            case .value(let name):
                guard let value = value(name, scope, template) else { continue }
                if !(value is String) { problems.append("\(template): \(name) is no text") }
            case .section(let name, let inner):
                enter(name, inner, scope, template, blocks)
            case .inverted(let name, let inner):
                guard let value = value(name, scope, template) else { continue }
                if value as? Bool == false { check(inner, scope, in: template, blocks: blocks) }
            case .partial(let name):
                check(self.nodes(of: name), scope, in: name, blocks: [:])
            case .parent(let name, let overrides):
                check(
                    self.nodes(of: name), scope, in: name,
                    blocks: overrides.mapValues { Block(template: template, nodes: $0) })
            case .block(let name, let fallback):
                let block = blocks[name] ?? Block(template: template, nodes: fallback)
                check(block.nodes, scope, in: block.template, blocks: blocks)
            }
        }
    }

    private mutating func enter(
        _ name: String, _ inner: [Node], _ scope: [String: any Sendable], _ template: String, _ blocks: [String: Block]
    ) {
        guard let value = value(name, scope, template) else { return }
        switch value {
        case let list as [[String: any Sendable]]:
            for item in list {
                entered.insert("\(template): \(name)")
                check(inner, item, in: template, blocks: blocks)
            }
        case let object as [String: any Sendable]:
            entered.insert("\(template): \(name)")
            var object = object
            object["frame"] = object["frame"] ?? scope["frame"]
            check(inner, object, in: template, blocks: blocks)
        case let isOn as Bool:
            guard isOn else { return }
            entered.insert("\(template): \(name)")
            check(inner, scope, in: template, blocks: blocks)
        case is String:
            entered.insert("\(template): \(name)")
            check(inner, scope, in: template, blocks: blocks)
        default:
            problems.append("\(template): \(name) is neither list, object, truth nor text")
        }
    }

    private mutating func value(_ name: String, _ scope: [String: any Sendable], _ template: String) -> (any Sendable)?
    {
        var value: (any Sendable)? = scope
        for part in name.split(separator: ".") {
            value = (value as? [String: any Sendable])?[String(part)]
        }
        if value == nil { problems.append("\(template): nothing is called \(name)") }
        return value
    }

    private func nodes(of template: String) -> [Node] {
        var tags = TemplateTag.tags(in: templates[template] ?? "")[...]
        return Self.parse(&tags)
    }

    private static func parse(_ tags: inout ArraySlice<TemplateTag>) -> [Node] {
        var nodes: [Node] = []
        while let tag = tags.popFirst() {
            switch tag.kind {
            case .variable: nodes.append(.value(tag.name))
            case .section: nodes.append(.section(tag.name, parse(&tags)))
            case .inverted: nodes.append(.inverted(tag.name, parse(&tags)))
            case .partial: nodes.append(.partial(tag.name))
            case .block: nodes.append(.block(tag.name, parse(&tags)))
            case .parent:
                var overrides: [String: [Node]] = [:]
                for case .block(let name, let inner) in parse(&tags) { overrides[name] = inner }
                nodes.append(.parent(tag.name, overrides))
            case .close: return nodes
            case .comment, .forbidden: break
            }
        }
        return nodes
    }
}
