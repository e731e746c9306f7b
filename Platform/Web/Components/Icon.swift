/// The line icons of the house: drawn on a square of 24, stroke 1.75, round ends. They stand beside words, never alone
/// without a name, so they are hidden from screen readers.
///
/// A page refers to a symbol; `Layout` puts each symbol that the page uses into it once.
package enum Icon: String, CaseIterable, Sendable {
    case search, home, file, person, people, birth, marriage, death, land, house, business, benefit, residence
    case education, stamp, health, clock, calendar, check, warning, info, cross, camera, upload, print, phone
    case back, next, up, down, menu, bell, chart, sign, qr, barcode, speaker, globe, keyboard, edit, download, mail
    case place, money, lock, inbox, send, list, plus, settings, out

    package var html: HTML {
        HTML(trusted: "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-\(rawValue)\"/></svg>")
    }

    /// The symbols that `markup` refers to, each once, as one hidden drawing.
    static func sprite(for markup: String) -> HTML {
        let used = names(in: markup)
        guard !used.isEmpty else { return .empty }
        let symbols = allCases.filter { used.contains($0.rawValue) }.map {
            "<symbol id=\"i-\($0.rawValue)\" viewBox=\"0 0 24 24\"><path d=\"\($0.path)\"/></symbol>"
        }
        return HTML(trusted: "<svg class=\"sprite\" aria-hidden=\"true\">\(symbols.joined())</svg>")
    }

    private static func names(in markup: String) -> Set<String> {
        var names: Set<String> = []
        var markup = markup
        markup.withUTF8 { bytes in
            // `#i-` after a quotation mark; a `#` is rare in a page.
            var index = 1
            while index + 3 < bytes.count {
                guard bytes[index] == UInt8(ascii: "#"), bytes[index - 1] == UInt8(ascii: "\""),
                    bytes[index + 1] == UInt8(ascii: "i"), bytes[index + 2] == UInt8(ascii: "-")
                else {
                    index += 1
                    continue
                }
                let start = index + 3
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.endIndex
                names.insert(String(decoding: bytes[start..<end], as: UTF8.self))
                index = end
            }
        }
        return names
    }

    private var path: String {
        switch self {
        case .search: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.3 15.3L20.5 20.5"
        case .home: "M3.5 11.5L12 4l8.5 7.5M5.5 10v10h13V10M10 20v-5.5h4V20"
        case .file: "M6 3.5h8l4.5 4.5V20.5H6zM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5"
        case .person: "M12 4a3.75 3.75 0 1 0 0 7.5a3.75 3.75 0 0 0 0-7.5zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"
        case .people:
            "M9 4.5a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 0 0 0-6.5zM2.5 19.5c.5-3.6 3-5.5 6.5-5.5s6 1.9 6.5 5.5"
                + "M15.5 4.8a3.2 3.2 0 0 1 0 6M17.8 14.5c2 .7 3.3 2.3 3.7 5"
        case .birth:
            "M12 3.5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM5 20.5c-1.3-5 2-9 7-9s8.3 4 7 9zM8.5 15.5c1 1.3 2.2 2 3.5 2"
                + "s2.5-.7 3.5-2"
        case .marriage: "M9 8.5a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM15 8.5a6 6 0 1 1 0 12a6 6 0 0 1 0-12zM7.2 3.5h3.6L9 6z"
        case .death:
            "M12 20.5V11M12 11c-3.5 0-5-2-5-5c3 0 5 2 5 5zM12 14c3 0 5-1.5 5.5-4.5c-3 0-5 1.5-5.5 4.5zM6 20.5h12"
        case .land: "M3.5 7l6-2.5l5 2.5l6-2.5v13l-6 2.5l-5-2.5l-6 2.5zM9.5 4.5v13M14.5 7v13"
        case .house: "M3.5 11L12 4.5l8.5 6.5M6 9.5v10.5h12V9.5M10 20v-4.5h4V20M16 5v2.5"
        case .business:
            "M4 9.5L5.5 4.5h13L20 9.5M4 9.5a2.7 2.7 0 0 0 5.3 0a2.7 2.7 0 0 0 5.4 0a2.7 2.7 0 0 0 5.3 0M5.5 12.5"
                + "v7.5h13v-7.5M10 20v-4.5h4V20"
        case .benefit:
            "M12 9.5c-1.5-3-5.5-3-5.5.3c0 2.5 3 4.2 5.5 6.2c2.5-2 5.5-3.7 5.5-6.2c0-3.3-4-3.3-5.5-.3zM3 20.5h18"
                + "M5 17.5l-2 3M19 17.5l2 3"
        case .residence:
            "M12 3.5c-4 0-6.5 2.8-6.5 6.3c0 4.7 6.5 10.7 6.5 10.7s6.5-6 6.5-10.7c0-3.5-2.5-6.3-6.5-6.3zM9 11.5V9"
                + "l3-2.2L15 9v2.5z"
        case .education: "M2.5 9L12 4.5L21.5 9L12 13.5zM6.5 11v5c1.5 1.5 3.3 2.2 5.5 2.2s4-.7 5.5-2.2v-5M21.5 9v5.5"
        case .stamp:
            "M9.5 13c.6-1.8-1.5-3.5-1.5-5.5a4 4 0 0 1 8 0c0 2-2.1 3.7-1.5 5.5M5 17v-2.5c0-.8.7-1.5 1.5-1.5h11"
                + "c.8 0 1.5.7 1.5 1.5V17zM5 20.5h14"
        case .health: "M8.5 4h7v4.5H20v7h-4.5V20h-7v-4.5H4v-7h4.5z"
        case .clock: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2"
        case .calendar: "M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7.5M15.5 3.5V7.5"
        case .check: "M4.5 12.5l5 5L19.5 7"
        case .warning: "M12 4L21 19.5H3zM12 10v4.5M12 17v.2"
        case .info: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.7v.2"
        case .cross: "M6 6l12 12M18 6L6 18"
        case .camera: "M3.5 8h4l1.5-2.5h6L16.5 8h4v11.5h-17zM12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z"
        case .upload: "M12 16V4.5M7.5 9L12 4.5L16.5 9M4.5 15.5v4.5h15v-4.5"
        case .download: "M12 4.5V16M7.5 11.5L12 16l4.5-4.5M4.5 15.5v4.5h15v-4.5"
        case .print: "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"
        case .phone:
            "M5 4h4l1.5 4.5L8 10.2c1.2 2.5 3.3 4.6 5.8 5.8l1.7-2.5L20 15v4c0 .6-.4 1-1 1C11 20 4 13 4 5"
                + "c0-.6.4-1 1-1z"
        case .back: "M14.5 5.5L8 12l6.5 6.5"
        case .next: "M9.5 5.5L16 12l-6.5 6.5"
        case .up: "M5.5 14.5L12 8l6.5 6.5"
        case .down: "M5.5 9.5L12 16l6.5-6.5"
        case .menu: "M4 7h16M4 12h16M4 17h16"
        case .bell: "M6 17h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4.5zM10.3 20h3.4M12 3.5v2"
        case .chart: "M4 4v16h16M8 16.5v-4M12 16.5V7.5M16 16.5v-6.5"
        case .sign: "M4 20.5h16M5.5 16.5l1-4L15.5 3.5l3 3L9.5 15.5zM13.5 5.5l3 3"
        case .edit: "M5 19l1-4.5L15.5 5l3.5 3.5L9.5 18zM13.5 7l3.5 3.5"
        case .qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v3M17 20h3M14 19.5v.5"
        case .barcode: "M4 5.5v13M7 5.5v13M9.5 5.5v13M13 5.5v13M15 5.5v13M18 5.5v13M20.5 5.5v13"
        case .speaker: "M4 9.5h3.5L12 5.5v13L7.5 14.5H4zM15.5 9.5c1.5 1.5 1.5 3.5 0 5M18 7c3 3 3 7 0 10"
        case .globe: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17c5-5 5-12 0-17z"
        case .keyboard: "M3 6.5h18v11H3zM6.5 10v.2M10 10v.2M14 10v.2M17.5 10v.2M8 14h8"
        case .mail: "M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7"
        case .place:
            "M12 3.5c-4 0-6.5 2.8-6.5 6.3c0 4.7 6.5 10.7 6.5 10.7s6.5-6 6.5-10.7c0-3.5-2.5-6.3-6.5-6.3zM12 7.7"
                + "a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 0 0 0-4.6z"
        case .money: "M3.5 6.5h17v11h-17zM12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5zM6.5 12v.2M17.5 12v.2"
        case .lock: "M5.5 11h13v9h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2"
        case .inbox: "M3.5 13.5L6.5 5h11l3 8.5V19h-17zM3.5 13.5H8.5l1.5 2.5h4l1.5-2.5h5"
        case .send: "M3.5 11.5L20.5 4l-5 16.5l-4-7zM11.5 13.5L20.5 4"
        case .list: "M8.5 6h12M8.5 12h12M8.5 18h12M4 6v.2M4 12v.2M4 18v.2"
        case .plus: "M12 5v14M5 12h14"
        case .settings: "M4 7.5h9M17 7.5h3M15 5.5v4M4 16.5h3M11 16.5h9M9 14.5v4"
        case .out: "M13.5 4.5H5v15h8.5M10 12h10.5M17 8.5L20.5 12L17 15.5"
        }
    }
}
