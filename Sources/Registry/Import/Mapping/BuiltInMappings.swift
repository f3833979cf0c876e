private import CRegistrySchema

/// Mappings that the program brings, for files that exist in the world.
enum BuiltInMappings {
    static let all: [ImportMappings.Kept] = []
}
