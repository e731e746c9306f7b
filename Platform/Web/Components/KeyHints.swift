extension Components {
    /// The panel that `?` opens on officer pages: the keys that work everywhere; the script adds those of the page.
    static func keyHints(_ t: Strings) -> HTML {
        let keys = [
            ("/", "web.keys.search"), ("j", "web.keys.down"), ("k", "web.keys.up"), ("Enter", "web.keys.open"),
            ("n", "web.keys.next"), ("?", "web.keys.help"), ("Esc", "web.keys.close"),
        ]
        return """
            <dialog id="phim-tat" class="keys" aria-labelledby="phim-tat-ten"><h2 id="phim-tat-ten">\
            \(t("web.keys.title"))</h2><dl>\
            \(keys.map { "<div><dt><kbd>\($0.0)</kbd></dt><dd>\(t($0.1))</dd></div>" as HTML })</dl>\
            <form method="dialog"><button class="button secondary">\(t("web.close"))</button></form></dialog>
            """
    }
}
