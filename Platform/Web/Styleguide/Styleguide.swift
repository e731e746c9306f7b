import Access

/// Every component in all its states, on one page a density. For development: the application adds the door only there.
package enum Styleguide {
    package static let grants: [AccessPolicy.Grant] = [.anybody("web.styleguide")]

    /// `/styleguide` as citizens see it, `/styleguide?kieu=can-bo` as officers do.
    package static let route = Route.get("/styleguide", "web.styleguide") { request in
        .page(page(request.query["kieu"] == "can-bo" ? .officer : .citizen, request.strings))
    }

    static func page(_ density: Page.Density, _ t: Strings) -> Page {
        let parts: [(String, HTML)] = [
            ("Chữ và nút", letters(t)), ("Báo tin và trạng thái", notices(t)), ("Ô chọn cách tìm", ways(t)),
            ("Biểu mẫu", fields(t)), ("Biểu mẫu có lỗi", faults(t)), ("Bảng", tables(t, density)),
            ("Danh sách", lists(t)), ("Số liệu", figures(t)), ("Biểu tượng", icons),
        ]
        return Page(
            title: "Bộ mẫu giao diện", density: density,
            main: """
                \(Components.breadcrumbs([("Trang chủ", "/")], "Bộ mẫu giao diện", t))
                <h1>Bộ mẫu giao diện</h1>
                <p class="lead">Mọi thành phần dùng chung, trong mọi trạng thái. Trang này chỉ có khi phát triển.</p>
                \(Components.readAloud(t))
                \(parts.map { "<section><h2>\($0.0)</h2>\($0.1)</section>" as HTML })
                """)
    }

    private static func letters(_ t: Strings) -> HTML {
        """
        <h3>Đăng ký khai sinh cho con</h3>
        <p>Cha hoặc mẹ đi đăng ký trong <strong>60 ngày</strong> kể từ ngày sinh. Nơi nộp là \
        <a href="/">Trung tâm Phục vụ \
        hành chính công</a> của bất kỳ xã, phường nào trong tỉnh. Chữ có dấu chồng: Ế Ộ Ữ Ẵ Ỡ ệ ộ ữ ẵ ỡ.</p>
        <ol><li>Chuẩn bị giấy chứng sinh</li><li>Nộp tại quầy hoặc trên mạng<ul><li>bằng điện thoại</li></ul></li></ol>
        \(Components.buttonRow([
            Components.button("Nộp hồ sơ"), Components.button("Lưu, làm tiếp sau", .secondary),
            Components.button("Xóa bản nháp", .danger, icon: .cross), Components.button("Bỏ qua bước này", .plain),
        ]))
        \(Components.buttonRow([
            Components.buttonLink("In giấy tiếp nhận", to: "#", .secondary, icon: .print),
            Components.button("Đang gửi…", attributes: " aria-disabled=\"true\""),
            Components.opener("Hủy hồ sơ", of: "hoi-huy", orPage: "#"),
        ]))
        \(Components.dialog(id: "hoi-huy", title: "Hủy hồ sơ đăng ký khai sinh của Hồ Thị Mai?", t) {
            "<p>Hồ sơ đã hủy không mở lại được. Giấy tờ đã nộp được trả lại tại quầy.</p>"
                + Components.form(action: "#", csrf: "", once: OnceKey.fresh()) {
                    Components.button("Hủy hồ sơ", .danger)
                }
        })
        """
    }

    private static func notices(_ t: Strings) -> HTML {
        """
        \(Components.notice(.good) { "<p>Đã nộp hồ sơ lúc 10:30.</p>" })
        \(Components.notice(.info, title: "Thứ Hai 30/11/2026 Trung tâm nghỉ buổi chiều") {
            "<p>Hồ sơ nộp trên mạng vẫn được nhận và tính từ sáng thứ Ba.</p>"
        })
        \(Components.notice(.warn, title: "Còn thiếu một giấy tờ") {
            "<p>Bổ sung giấy chứng sinh trước 02/12/2026.</p>"
        })
        \(Components.notice(.late, title: "Chưa gửi được") { "<p>Mạng đang mất. Những gì bạn nhập vẫn còn.</p>" })
        <p>\(Components.tag("Chưa nộp"))
        \(Components.tag("Đang giải quyết", .info)) \(Components.tag("Đã có kết quả", .good))
        \(Components.tag("Chờ bổ sung", .warn)) \(Components.tag("Quá hạn", .late))</p>
        \(Components.emptyState("Bạn chưa có hồ sơ nào",
            text: "Hồ sơ đã nộp, trên mạng hay tại quầy, sẽ hiện ở đây cùng ngày hẹn trả kết quả.", icon: .inbox,
            action: Components.buttonLink("Tìm thủ tục để nộp", to: "#")))
        """
    }

    private static func ways(_ t: Strings) -> HTML {
        """
        \(Components.backLink(to: "#", t))
        \(Components.tabs("Danh sách việc", [
            .init("Việc của tôi", to: "#", count: 12, isCurrent: true),
                .init("Chưa ai nhận", to: "#", count: 3, isCurrent: false),
            .init("Đến hạn hôm nay", to: "#", isCurrent: false), .init("Quá hạn", to: "#", count: 1, isCurrent: false),
        ]))
        \(Components.steps(["Người nộp", "Thông tin", "Giấy tờ", "Kiểm tra"], current: 3, t))
        \(Components.progress("Đã số hóa", done: 37, of: 120, t))
        \(Components.pagination(page: 7, of: 31, t) { "?trang=\($0)" })
        \(Components.pager(previous: ("Khai sinh", "#"), next: ("Kết hôn", "#"), t))
        """
    }

    private static var icons: HTML {
        "<p>\(Icon.allCases.map { "<span title=\"\($0.rawValue)\">\($0.html)</span> " as HTML })</p>"
    }
}
