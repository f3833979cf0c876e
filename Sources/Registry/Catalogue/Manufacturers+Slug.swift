extension Manufacturers {
    /// A short name made of a name: its letters and digits of ASCII in small letters, a dash for whatever stands between
    /// them, 40 characters at most. Empty where the name has none.
    package static func slug(of name: String) -> String {
        var slug = ""
        for scalar in name.lowercased().unicodeScalars {
            if scalar.isASCII, Character(scalar).isLetter || Character(scalar).isNumber {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, slug.last != "-" {
                slug += "-"
            }
        }
        slug = String(slug.prefix(40))
        while slug.last == "-" { slug.removeLast() }
        return slug
    }
}
