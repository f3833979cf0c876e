/// What the comments of a reference table that is a text say of it.
struct TextTableHead {
    private(set) var release: String?
    private(set) var source = ""
    /// Lines of copyright and licence, joined.
    private(set) var notice = ""

    private static let mostNotices = 8

    init(_ text: String) {
        var notices: [Substring] = []
        for line in text.split(whereSeparator: { $0.isNewline }) {
            guard line.hasPrefix("# ") else { continue }
            let line = line.dropFirst(2)
            if release == nil, line.hasPrefix("Release: ") { release = String(line.dropFirst(9)) }
            if source.isEmpty, line.hasPrefix("Source: ") { source = String(line.dropFirst(8)) }
            guard notices.count < Self.mostNotices else { continue }
            if line.hasPrefix("Notice: ") {
                notices.append(line.dropFirst(8))
            } else if line.hasPrefix("Copyright ") {
                notices.append(line)
            } else if line.hasPrefix("Licensed under ") {
                // 'Licensed under the Apache License, Version 2.0 (the "License");', and the sentence goes on.
                let name = line.prefix { $0 != "(" && $0 != ";" }
                notices.append(name.last == " " ? name.dropLast() : name)
            }
        }
        notice = notices.joined(separator: "; ")
    }
}
