extension Styleguide {
    static func tables(_ t: Strings, _ density: Page.Density) -> HTML {
        let columns: [Components.Column] = [
            .init("Mã hồ sơ", .code, sortKey: "ma"), .init("Thủ tục"), .init("Người nộp", sortKey: "ten"),
            .init("Hạn trả", .date, sortKey: "han"), .init("Lệ phí", .number), .init("Tình trạng"),
        ]
        let rows: [Components.TableRow] = [
            row(
                "H50.50.05-261121-0012", "Đăng ký khai sinh", "Hồ Thị Mai", "25/11/2026", "0 ₫", .info,
                "Đang giải quyết", nil),
            row(
                "H50.50.05-261119-0003", "Chứng thực bản sao từ bản chính", "Nguyễn Văn Ân", "19/11/2026", "24.000 ₫",
                .late,
                "Quá hạn 2 ngày", .late),
            row(
                "H50.50.05-261120-0041", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Hồ Văn Ỡ", "23/11/2026", "75.000 ₫",
                .warn,
                "Đến hạn hôm nay", .warn),
            row(
                "H50.50.05-261118-0007", "Xác nhận tình trạng hôn nhân", "Lê Thị Ngọc Ẩn", "20/11/2026", "15.000 ₫",
                .good,
                "Đã có kết quả", nil),
        ]
        return Components.table(
            caption: "Hồ sơ đang giải quyết", columns: columns, rows: rows,
            sorting: .init(by: "han", descending: false) { "?xep=\($0)&giam=\($1)" }, folds: density == .citizen)
            + Components.table(
                caption: "Hồ sơ quá hạn", columns: columns, rows: [],
                empty: Components.emptyState("Không có hồ sơ quá hạn", icon: .check))
    }

    private static func row(
        _ code: String, _ procedure: String, _ name: String, _ due: String, _ fee: String, _ tone: Tone, _ word: String,
        _ mark: Tone?
    ) -> Components.TableRow {
        .init(
            [
                "<a href=\"#\(code)\">\(code)</a>", "\(procedure)", "\(name)", "\(due)", "\(fee)",
                Components.tag(word, tone),
            ],
            link: "#\(code)", tone: mark)
    }

    static func lists(_ t: Strings) -> HTML {
        """
        \(Components.summaryList([
            .init("Người nộp", "Hồ Thị Mai", change: "#"), .init("Ngày sinh", "27/03/1990", change: "#"),
            .init("Nơi ở", "Bản Khe Hiên, xã Hướng Hiệp, tỉnh Quảng Trị", change: "#"), .init("Lệ phí", "Miễn lệ phí"),
        ], t))
        \(Components.timeline([
            .init("Đã nộp hồ sơ", when: "thứ Bảy, 21/11/2026 lúc 09:12 · Hồ Thị Mai", state: .good),
            .init("Tiếp nhận", when: "thứ Hai, 23/11/2026 lúc 07:45 · Nguyễn Thị Hoa, quầy 2",
                text: "<p>Hẹn trả kết quả thứ Tư, 25/11/2026 lúc 10:30.</p>", state: .good),
            .init("Chờ bổ sung giấy chứng sinh", when: "thứ Hai, 23/11/2026 lúc 14:20", state: .warn),
            .init("Đang giải quyết", when: "Phòng Văn hóa - Xã hội", state: .now),
            .init("Trả kết quả", when: "dự kiến thứ Tư, 25/11/2026"),
        ]))
        \(Components.cards([
            .init(.birth, "Có con nhỏ", text: "Khai sinh, thẻ bảo hiểm y tế, hộ khẩu", to: "#"),
            .init(.marriage, "Kết hôn", text: "Đăng ký kết hôn, xác nhận tình trạng hôn nhân", to: "#"),
            .init(.death, "Người thân qua đời", text: "Khai tử, trợ cấp mai táng", to: "#"),
            .init(.land, "Đất đai", text: "Sổ đỏ, tách thửa, chuyển nhượng", to: "#"),
            .init(.house, "Xây nhà", text: "Giấy phép xây dựng", to: "#"), .init(.benefit, "Trợ cấp xã hội", to: "#"),
        ]))
        """
    }

    static func figures(_ t: Strings) -> HTML {
        let months = (1...10).map { "T\($0)" }
        let early = Chart.Series("Trước hạn", [61, 58, 70, 82, 77, 91, 88, 95, 102, 110], colour: 3)
        let onTime = Chart.Series("Đúng hạn", [30, 28, 33, 31, 29, 35, 38, 36, 40, 41], colour: 1)
        let late = Chart.Series("Quá hạn", [4, 6, 3, 2, 5, 1, 0, 2, 1, 1], colour: 4)
        let fields = ["Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", "Thành lập và hoạt động của hộ kinh doanh"]
        return """
            \(Components.tiles([
                .init("Đã nhận trong tháng", t.formats.number(1234), detail: "tăng 12 so với tháng trước", to: "#"),
                .init("Đúng và trước hạn", t.formats.share(929, of: 1000), tone: .good),
                .init("Đến hạn hôm nay", "7", tone: .warn, to: "#"), .init("Quá hạn", "1", tone: .late, to: "#"),
            ]))
            \(Components.chart(Chart(.stackedBars, title: "Kết quả giải quyết theo lĩnh vực",
                summary: "Chứng thực nhiều nhất; đất đai có nhiều hồ sơ quá hạn nhất.", categoryTitle: "Lĩnh vực",
                categories: fields, series: [
                    .init("Trước hạn", [210, 480, 60, 92, 14], colour: 3),
                    .init("Đúng hạn", [80, 120, 41, 30, 6], colour: 1),
                    .init("Quá hạn", [2, 0, 11, 3, 0], colour: 4),
                ]), t))
            \(Components.chart(Chart(.bars, title: "Hồ sơ theo cách nộp", summary: "Hơn nửa số hồ sơ nộp tại quầy.",
                categoryTitle: "Cách nộp", categories: ["Tại quầy", "Trên mạng", "Qua bưu chính"],
                series: [.init("Số hồ sơ", [1_210, 948, 37])]), t))
            \(Components.chart(Chart(.columns, title: "Hồ sơ theo tháng", summary: "Số hồ sơ tăng dần từ đầu năm.",
                categoryTitle: "Tháng", categories: months, series: [early, onTime, late]), t))
            \(Components.chart(Chart(.lines, title: "Hồ sơ đúng hạn và quá hạn", summary: "Quá hạn giảm còn 1 hồ sơ.",
                categoryTitle: "Tháng", categories: months, series: [onTime, late]), t))
            """
    }
}
