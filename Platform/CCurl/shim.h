#pragma once
#include <curl/curl.h>
#include <string.h>

// Swift cannot call functions that take any number of arguments, and curl_easy_setopt is one: this sends one mail.

typedef struct {
    // smtp://HOST[:PORT]/NAME or smtps://…, where NAME is how we greet the server.
    const char *url;
    // Empty: without signing in.
    const char *user;
    const char *password;
    // A file of certificates to trust in place of the system's; empty for those.
    const char *authorities;
    // 0 never, 1 when offered, 2 always
    int encryption;
    // In angle brackets.
    const char *from;
    const char *to;
    // Headers and body, lines ended by CR LF.
    const char *text;
    size_t length;
    long connect_seconds;
    long whole_seconds;
} motcua_mail;

typedef struct {
    const char *rest;
    size_t left;
} motcua_mail_reader;

static size_t motcua_mail_read(char *buffer, size_t size, size_t count, void *source) {
    motcua_mail_reader *reader = (motcua_mail_reader *)source;
    size_t taken = size * count < reader->left ? size * count : reader->left;
    memcpy(buffer, reader->rest, taken);
    reader->rest += taken;
    reader->left -= taken;
    return taken;
}

// Blocks until the server has taken the mail or something went wrong.
// problem: CURL_ERROR_SIZE bytes; status: the server's last number, 0 when it said none.
static inline int motcua_mail_send(const motcua_mail *mail, char *problem, long *status) {
    problem[0] = 0;
    *status = 0;
    CURL *curl = curl_easy_init();
    if (!curl) return CURLE_FAILED_INIT;
    struct curl_slist *recipients = curl_slist_append(NULL, mail->to);
    motcua_mail_reader reader = {mail->text, mail->length};
    long encryption[] = {CURLUSESSL_NONE, CURLUSESSL_TRY, CURLUSESSL_ALL};
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_URL, mail->url);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, encryption[mail->encryption]);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (mail->authorities[0]) curl_easy_setopt(curl, CURLOPT_CAINFO, mail->authorities);
    if (mail->user[0]) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, mail->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, mail->password);
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, mail->connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, mail->whole_seconds);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail->from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, motcua_mail_read);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reader);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    curl_slist_free_all(recipients);
    curl_easy_cleanup(curl);
    return (int)code;
}
