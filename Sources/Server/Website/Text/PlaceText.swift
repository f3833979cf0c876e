/// A place as people read it: what it is called, where that is known, beside what events call it.
package enum PlaceText {
    package static func of(_ place: String, _ name: String?) -> String { name.map { "\($0) (\(place))" } ?? place }
}
