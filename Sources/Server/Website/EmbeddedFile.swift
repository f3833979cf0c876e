import WebAssets

/// A file that is compiled into the program.
struct EmbeddedFile: Sendable {
    /// Its path inside the folder of web assets, such as `Static/nameplate.css`.
    var name: String
    var bytes: [UInt8]

    static func all() -> [EmbeddedFile] {
        (0..<web_asset_count()).map(EmbeddedFile.init(at:))
    }

    /// The file at an index of the table; an empty one outside it.
    init(at index: Int32) {
        let asset = web_asset_at(index)
        self.name = String(cString: asset.name)
        self.bytes = Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
    }

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// What remains of the name between a folder and an ending, or nil where the file lies elsewhere.
    func name(inside folder: String, endingWith ending: String) -> String? {
        guard name.hasPrefix(folder), name.hasSuffix(ending) else { return nil }
        return String(name.dropFirst(folder.count).dropLast(ending.count))
    }
}
