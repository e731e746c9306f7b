/// What the installation decides about its web server.
package struct WebSettings: Sendable {
    /// How browsers reach this site: `https://motcua.huonghiep.gov.vn`. With `https` the cookies are marked `Secure` and
    /// browsers are told to come back by https only. Nil: whatever host the browser names, over http.
    package var publicOrigin: String?
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    package var trustedProxies: Set<String>
    /// Addresses that may read `/metrics`; everybody else finds nothing there.
    package var metricsReaders: Set<String>
    /// Whose centre this is, for the header of pages, and what stands in the footer, a line each.
    package var placeName: String
    package var contactLines: [String]
    /// Where somebody tells of a weakness of the site.
    package var weaknesses: WeaknessChannel
    package var sessions: SessionRules
    package var limits: WebLimits
    package var paces: Paces

    package init(
        publicOrigin: String? = nil, trustedProxies: Set<String> = [],
        metricsReaders: Set<String> = ["127.0.0.1", "::1"], placeName: String = "", contactLines: [String] = [],
        weaknesses: WeaknessChannel = WeaknessChannel(), sessions: SessionRules = SessionRules(),
        limits: WebLimits = WebLimits(), paces: Paces = Paces()
    ) {
        self.publicOrigin = publicOrigin
        self.trustedProxies = trustedProxies
        self.metricsReaders = metricsReaders
        self.placeName = placeName
        self.contactLines = contactLines
        self.weaknesses = weaknesses
        self.sessions = sessions
        self.limits = limits
        self.paces = paces
    }

    var isHTTPS: Bool { publicOrigin?.hasPrefix("https://") == true }
}

/// Everything has a limit. Bytes unless the name says otherwise.
package struct WebLimits: Sendable {
    package var formBytesMax = 256 << 10
    package var jsonBytesMax = 256 << 10
    /// What another server may send to a door for calls.
    package var callBytesMax = 64 << 10
    package var queryBytesMax = 8 << 10
    package var fieldsMax = 500
    package var fieldBytesMax = 64 << 10
    package var partHeaderBytesMax = 8 << 10
    package var filesMax = 10
    /// How long a client may take to send a form, and one with files.
    package var formSecondsMax = 30
    package var filesSecondsMax = 900
    package var connectionsMax = 4000
    /// Open pages that listen at the same time: all of them, and those of one person.
    package var listenersMax = 1000
    package var listenersPerPersonMax = 12
    package var idleConnectionSecondsMax = 60
    package var headerBytesMax = 16 << 10
    package var headersMax = 100

    package init() {}
}
