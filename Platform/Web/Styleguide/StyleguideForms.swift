extension Styleguide {
    static func fields(_ t: Strings) -> HTML { form(FormView(t), t) }

    static func faults(_ t: Strings) -> HTML {
        let view = FormView(
            t,
            values: FormValues([
                ("ten", "H"), ("sinh-ngay", "31"), ("sinh-thang", "2"), ("sinh-nam", "1990"),
                ("ghi-chu", "Nhà ở cuối bản"),
            ]),
            faults: [
                .init("ten", "enter", ["what": "họ, chữ đệm và tên"]), .init("sinh", "date", ["what": "ngày sinh"]),
                .init("gioi", "choose", ["what": "nam hoặc nữ"]),
                .init("giay", "choose", ["what": "giấy tờ bạn mang theo"]),
                .init("xa", "choose", ["what": "xã, phường"]),
                .init("ghi-chu", "too-long", ["what": "ghi chú", "max": "10"]),
                .init("tep", "choose", ["what": "ảnh giấy chứng sinh"]),
                .init("dong-y", "choose", ["what": "ô xác nhận"]),
                .init("tim", "enter", ["what": "điều bạn cần làm"]),
            ], idPrefix: "g")
        return "\(view.summary)\(form(view, t))"
    }

    private static func form(_ view: FormView, _ t: Strings) -> HTML {
        Components.form(
            action: "#", csrf: "", once: OnceKey.fresh(), multipart: true, draft: view.hasFaults ? nil : "#nhap"
        ) {
            """
            \(view.search("tim", label: "Bạn cần làm gì?", hint: "Ví dụ: khai sinh cho con, sổ đỏ",
                suggestions: "/goi-y"))
            \(view.text("ten", label: "Họ, chữ đệm và tên", hint: "Viết như trong giấy tờ tùy thân",
                autocomplete: "name"))
            \(view.text("ma", label: "Số định danh cá nhân", hint: "12 chữ số", kind: .number, width: .code))
            \(view.text("phone", label: "Số điện thoại", kind: .phone, width: .half,
                autocomplete: "tel", isOptional: true))
            \(view.date("sinh", label: "Ngày sinh", isBirthday: true))
            \(view.radios("gioi", label: "Giới tính", [.init("nam", "Nam"), .init("nu", "Nữ")], inline: true))
            \(view.radios("cho", label: "Bạn nộp hồ sơ cho ai?", [
                .init("minh", "Cho chính tôi"),
                .init("nguoi-khac", "Cho người khác", hint: "Ví dụ: cha mẹ già, con nhỏ, người nhờ bạn làm thay"),
            ], initial: "minh"))
            \(view.checkboxes("giay", label: "Bạn mang theo giấy tờ nào?", [
                .init("cs", "Giấy chứng sinh"),
                .init("kh", "Giấy chứng nhận kết hôn", hint: "Nếu cha mẹ đã đăng ký kết hôn"),
            ], initial: ["cs"]))
            \(view.select("xa", label: "Xã, phường", [
                .init("1", "Xã Hướng Hiệp"), .init("2", "Xã Đakrông")], none: "Chọn một nơi"))
            \(view.textArea("ghi-chu", label: "Ghi chú cho công chức", isOptional: true))
            \(view.camera("tep", label: "Ảnh giấy chứng sinh"))
            \(view.checkbox("dong-y", label: "Tôi xác nhận những điều khai trên là đúng sự thật"))
            \(Components.buttonRow([Components.button(t("web.continue")),
                Components.button("Lưu, làm tiếp sau", .secondary)]))
            \(Components.draftState(t))
            """
        }
    }
}
