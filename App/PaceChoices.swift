import Web

/// How fast one source may ask: slower or faster, never as fast as it likes.
extension Settings {
    package static let searchPerMinute = Setting.number(
        "search-per-minute", standard: Paces().search.perMinute, in: 60...PaceRule.allowed.upperBound,
        vietnamese: "Số lượt tìm kiếm, gợi ý, xem số liệu mỗi phút của một mạng hoặc một tài khoản",
        english: "Searches, suggestions and figures a minute from one network or account")

    package static let lookUpsPerMinute = Setting.number(
        "look-ups-per-minute", standard: Paces().lookUps.perMinute, in: 10...PaceRule.allowed.upperBound,
        vietnamese: "Số lượt tra cứu theo mã mỗi phút của một mạng hoặc một tài khoản",
        english: "Look-ups by code a minute from one network or account")

    package static let apiPerMinute = Setting.number(
        "api-per-minute", standard: Paces().programs.perMinute, in: 60...PaceRule.allowed.upperBound,
        vietnamese: "Số lượt gọi API mỗi phút của một tài khoản, hoặc của một mạng khi không có mã truy cập",
        english: "Calls of the API a minute by one account, or from one network without a token")

    /// In the order in which `motcua config` prints them.
    static let paces: [any DeclaredSetting] = [searchPerMinute, lookUpsPerMinute, apiPerMinute]
}

extension Configuration {
    var paces: Paces {
        Paces(searchPerMinute: self[Settings.searchPerMinute], lookUpsPerMinute: self[Settings.lookUpsPerMinute],
            programsPerMinute: self[Settings.apiPerMinute])
    }
}
