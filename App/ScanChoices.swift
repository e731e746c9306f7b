import Scanning

/// What may be chosen about the scan of files.
extension Settings {
    package static let virusScanner = Setting.text(
        "virus-scanner", allowed: "unix:PATH|HOST:PORT",
        vietnamese: "Nơi clamd (ClamAV) nghe, để quét mã độc mọi tệp; để trống: không quét",
        english: "Where clamd (ClamAV) listens, which looks at every file; empty: no scan"
    ) { $0.isEmpty || ClamAV.Address($0) != nil }
}

extension Configuration {
    /// Nil where none was named.
    var scanner: ClamAV? { ClamAV.Address(self[Settings.virusScanner]).map { ClamAV($0) } }
}
