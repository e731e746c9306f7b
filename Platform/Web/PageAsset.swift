import Assets

/// A file that pages link to, as the browser gets it: one or more files of `Platform/Web/Assets`, joined in order, so
/// that the source stays in small pieces and a slow line still fetches one style sheet and one script.
package struct PageAsset: Sendable {
    /// What pages say and what stands at the end of its address: `app.css`.
    package let name: String
    package let contentType: String
    private let parts: [String]

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for part in parts { bytes += Assets.bytes(of: "Platform/Web/Assets/\(part)") }
        // What only one feature's pages have stands in its folder and travels with the shared style sheet.
        if name == "app.css" { for path in PageAsset.featureStyles { bytes += Assets.bytes(of: path) } }
        return bytes
    }

    private static let featureStyles = Assets.paths.filter { $0.hasPrefix("Features/") && $0.hasSuffix(".css") }

    package static let all = [
        PageAsset(
            name: "app.css", contentType: "text/css; charset=utf-8",
            parts: ["tokens.css", "base.css", "layout.css", "forms.css", "content.css", "charts.css"]),
        PageAsset(name: "officer.css", contentType: "text/css; charset=utf-8", parts: ["officer.css"]),
        PageAsset(
            name: "paper.css", contentType: "text/css; charset=utf-8",
            parts: ["tokens.css", "paper.css", "paper-forms.css"]),
        PageAsset(
            name: "app.js", contentType: "text/javascript; charset=utf-8",
            parts: ["page.js", "draft.js", "upload.js", "suggest.js", "aloud.js", "live.js", "watch.js", "lock.js"]),
        PageAsset(
            name: "officer.js", contentType: "text/javascript; charset=utf-8",
            parts: ["keys.js", "reader.js", "recount.js"]),
        PageAsset(name: "mark.svg", contentType: "image/svg+xml", parts: ["mark.svg"]),
    ]
}
