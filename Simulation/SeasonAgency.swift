/// An agency that takes part in a season: a real place whose identifier, people and villages are invented.
package struct SeasonAgency: Sendable, Equatable {
    /// Statistics code of QĐ 19/2025/QĐ-TTg; a provincial body has one of our own.
    package let code: String
    /// "Xã Hướng Hiệp"
    package let name: String
    /// "tỉnh Quảng Trị"
    package let province: String
    /// Opens dossier codes (mã định danh điện tử). Not the real one, which no list publishes.
    package let identifier: String
    /// Whether the longer terms of remote places hold.
    package let isRemote: Bool
    /// First three digits of the personal ids of its people.
    package let birthPlaceCode: String
    /// Put before logins, so that each of many communes can have a `motcua1`; empty for the only one.
    package let loginPrefix: String
    /// The province's code when the agency is one of its bodies and in no list of communes; nil for a commune.
    package let parentCode: String?

    package init(
        code: String, name: String, province: String, identifier: String, isRemote: Bool, birthPlaceCode: String,
        loginPrefix: String = "", parentCode: String? = nil
    ) {
        self.code = code
        self.name = name
        self.province = province
        self.identifier = identifier
        self.isRemote = isRemote
        self.birthPlaceCode = birthPlaceCode
        self.loginPrefix = loginPrefix
        self.parentCode = parentCode
    }

    var place: InventedPerson.Place {
        let inner = name.prefix(1).lowercased() + name.dropFirst()
        let villages = (1...9).map { "\(name.hasPrefix("Phường") ? "tổ dân phố" : "thôn") \($0)" }
        return InventedPerson.Place(villages: villages, name: "\(inner), \(province)", birthPlaceCode: birthPlaceCode)
    }
}
