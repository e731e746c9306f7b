/// Where to go on after signing in: a path of this site, or nothing. Other sites, scripts and the doors of signing in
/// themselves are not taken, so that a link cannot lead people away (open redirect).
enum LocalPath {
    static let lengthMax = 500

    static func safe(_ text: String) -> String? {
        guard text.utf8.count <= lengthMax, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" }),
            !["/dang-nhap", "/dang-xuat", "/dang-ky"].contains(where: { text.hasPrefix($0) })
        else { return nil }
        return text
    }
}
