/* load: sends HTTP/1.1 requests over kept connections and says how long the answers took.
 *
 *   load [-c connections] [-d seconds] [-w warm-up] [-r requests a second] [-v variables] [-l list]
 *        HOST PORT [WEIGHT:]REQUEST…
 *
 * A REQUEST is a file with a whole request, line ends as they come; the generator adds Content-Length. In it stand
 *   {1} … {9}  the columns of the connection's line in `variables` (columns parted by a tab)
 *   {key}      32 fresh hexadecimal digits: a one-time key
 *   {n}        eight digits, different in every request
 *   {pick}     any line of `list`
 * Without -r each connection sends again when it is answered. With -r the requests are due at even times, whether the
 * server keeps up or not, and an answer's time counts from when its request was due: a server that stalls cannot hide it.
 * One line of JSON comes out. Times are in milliseconds; the warm-up is sent and not counted.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { OUT_MAX = 32768, HEAD_MAX = 32768, LINES_MAX = 200000 };
enum state { IDLE, HEAD, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER };

struct lines { char **at; int count; };
struct request { char *head, *body; int weight; };
struct connection {
    int socket, out_length, out_sent, head_length, status, closing, index;
    long left;
    int64_t due, sent;
    enum state state;
    char *variables[10];
    char out[OUT_MAX], head[HEAD_MAX];
};

static struct sockaddr_in address;
static struct request requests[32];
static int request_count, weight_sum, poller, connection_count = 1;
static struct lines list;
static struct connection *connections;
static double rate;
static int64_t start, counted_from, end;
static uint64_t sequence, random_state;
static uint32_t *took;
static size_t took_count, took_room;
static long counted, all, errors, statuses[600], bytes_in;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t chance(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static char *whole(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    char *text = NULL;
    size_t room = 0;
    if (getdelim(&text, &room, 0, file) < 0) text = strdup("");
    fclose(file);
    return text;
}

static struct lines lines_of(const char *path) {
    struct lines lines = {malloc(LINES_MAX * sizeof(char *)), 0};
    for (char *line = strtok(whole(path), "\n"); line && lines.count < LINES_MAX; line = strtok(NULL, "\n"))
        lines.at[lines.count++] = line;
    return lines;
}

/* Lines of a head end in CRLF; an empty line parts head and body. */
static void add_request(char *argument) {
    struct request *request = &requests[request_count++];
    char *colon = strchr(argument, ':');
    request->weight = colon ? atoi(argument) : 1;
    char *text = whole(colon ? colon + 1 : argument), *gap = strstr(text, "\n\n");
    request->body = gap ? gap + 2 : "";
    if (gap) gap[1] = 0;
    size_t length = strlen(request->body);
    while (length && request->body[length - 1] == '\n') request->body[--length] = 0;
    request->head = calloc(1, strlen(text) * 2 + 1);
    for (char *from = text, *to = request->head; *from; from++) {
        if (*from == '\n') *to++ = '\r';
        *to++ = *from;
    }
    weight_sum += request->weight;
}

static int filled(const char *from, char *to, struct connection *c) {
    char *begin = to;
    for (; *from; from++) {
        if (*from != '{') { *to++ = *from; continue; }
        if (from[1] >= '1' && from[1] <= '9' && from[2] == '}') {
            to = stpcpy(to, c->variables[from[1] - '0'] ? c->variables[from[1] - '0'] : "");
            from += 2;
        } else if (!strncmp(from, "{key}", 5)) {
            to += sprintf(to, "%016llx%016llx", (long long)chance(), (long long)chance());
            from += 4;
        } else if (!strncmp(from, "{n}", 3)) {
            to += sprintf(to, "%08llu", (long long)(sequence++ % 100000000));
            from += 2;
        } else if (!strncmp(from, "{pick}", 6)) {
            to = stpcpy(to, list.at[chance() % list.count]);
            from += 5;
        } else *to++ = *from;
    }
    *to = 0;
    return to - begin;
}

static void prepare(struct connection *c) {
    static char body[OUT_MAX / 2];
    int choice = chance() % weight_sum, index = 0;
    while (choice >= requests[index].weight) choice -= requests[index++].weight;
    int body_length = filled(requests[index].body, body, c);
    c->out_length = filled(requests[index].head, c->out, c);
    if (body_length)
        c->out_length += sprintf(c->out + c->out_length, "Content-Length: %d\r\n", body_length);
    c->out_length += sprintf(c->out + c->out_length, "\r\n%s", body);
    c->out_sent = 0;
    c->head_length = 0;
    c->state = HEAD;
}

static void watch(struct connection *c, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(poller, operation, c->socket, &event)) fail("epoll_ctl");
}

static void dial(struct connection *c) {
    int on = 1;
    c->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (c->socket < 0 || connect(c->socket, (struct sockaddr *)&address, sizeof address)) fail("connect");
    setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(c->socket, F_SETFL, O_NONBLOCK);
    watch(c, EPOLL_CTL_ADD, EPOLLIN);
}

static void transmit(struct connection *c) {
    ssize_t n = send(c->socket, c->out + c->out_sent, c->out_length - c->out_sent, MSG_NOSIGNAL);
    if (n > 0) c->out_sent += n;
    watch(c, EPOLL_CTL_MOD, c->out_sent < c->out_length ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static void begin(struct connection *c, int64_t at) {
    c->sent = rate > 0 ? c->due : at;
    prepare(c);
    transmit(c);
}

/* When the connection's next request is due. */
static void next(struct connection *c, int64_t at) {
    c->state = IDLE;
    if (rate <= 0) { if (at < end) begin(c, at); return; }
    c->due += connection_count / rate * 1e9;
    if (c->due <= at && c->due < end) begin(c, at);
}

static void answered(struct connection *c) {
    int64_t at = now();
    all++;
    if (c->sent >= counted_from && at <= end + 5000000000LL) {
        counted++;
        statuses[c->status > 0 && c->status < 600 ? c->status : 0]++;
        if (took_count == took_room) took = realloc(took, (took_room = took_room * 2 + 65536) * sizeof *took);
        int64_t micros = (at - c->sent) / 1000;
        took[took_count++] = micros > UINT32_MAX ? UINT32_MAX : micros;
    }
    if (c->closing) { close(c->socket); dial(c); }
    next(c, at);
}

static void read_head(struct connection *c) {
    c->status = atoi(c->head + 9);
    c->left = 0;
    c->closing = 0;
    c->state = BODY;
    for (char *line = strstr(c->head, "\r\n"); line; line = strstr(line + 2, "\r\n")) {
        if (!strncasecmp(line + 2, "content-length:", 15)) c->left = atol(line + 17);
        if (!strncasecmp(line + 2, "connection: close", 17)) c->closing = 1;
        if (!strncasecmp(line + 2, "transfer-encoding: chunked", 26)) c->state = CHUNK_SIZE;
    }
}

static void take(struct connection *c, char *at, char *stop) {
    while (at < stop && c->state != IDLE) {
        switch (c->state) {
        case HEAD:
            if (c->head_length == HEAD_MAX - 1) { c->head_length = 0; errors++; }
            c->head[c->head_length++] = *at++;
            c->head[c->head_length] = 0;
            if (c->head_length < 4 || memcmp(c->head + c->head_length - 4, "\r\n\r\n", 4)) break;
            read_head(c);
            if (c->state == BODY && c->left == 0) { answered(c); return; }
            break;
        case BODY: case CHUNK: {
            long n = stop - at < c->left ? stop - at : c->left;
            at += n;
            c->left -= n;
            if (c->left) break;
            if (c->state == BODY) { answered(c); return; }
            c->state = CHUNK_END;
            break;
        }
        case CHUNK_SIZE:
            if (*at == '\n') c->state = c->left ? CHUNK : TRAILER;
            else if (*at != '\r') c->left = c->left * 16 + (*at <= '9' ? *at - '0' : (*at | 32) - 'a' + 10);
            at++;
            break;
        case CHUNK_END: if (*at++ == '\n') c->state = CHUNK_SIZE; break;
        case TRAILER: if (*at++ == '\n') { answered(c); return; } break;
        case IDLE: break;
        }
    }
}

static void receive(struct connection *c) {
    static char buffer[262144];
    ssize_t n = recv(c->socket, buffer, sizeof buffer, 0);
    if (n > 0) { bytes_in += n; take(c, buffer, buffer + n); return; }
    if (n < 0 && errno == EAGAIN) return;
    if (c->state != IDLE) errors++;
    close(c->socket);
    dial(c);
    next(c, now());
}

static int by_size(const void *a, const void *b) {
    uint32_t x = *(uint32_t *)a, y = *(uint32_t *)b;
    return x < y ? -1 : x > y;
}

static double quantile(double q) {
    return took_count ? took[(size_t)(q * (took_count - 1) + 0.5)] / 1000.0 : 0;
}

static void report(double seconds) {
    qsort(took, took_count, sizeof *took, by_size);
    printf("{\"connections\": %d, \"seconds\": %.3f, \"requests\": %ld, \"sent\": %ld, \"rate\": %.2f, \"p50\": %.3f, "
        "\"p90\": %.3f, \"p99\": %.3f, \"max\": %.3f, \"bytes\": %ld, \"errors\": %ld, \"statuses\": {",
        connection_count, seconds, counted, all, counted / seconds, quantile(.5), quantile(.9), quantile(.99),
        quantile(1), all ? bytes_in / all : 0, errors);
    const char *comma = "";
    for (int status = 0; status < 600; status++)
        if (statuses[status]) { printf("%s\"%d\": %ld", comma, status, statuses[status]); comma = ", "; }
    printf("}}\n");
}

static void run(void) {
    struct epoll_event events[256];
    int64_t last = 0;
    for (int64_t at = now(); at < end + 5000000000LL; at = now()) {
        int64_t soonest = at + 100000000;
        int busy = 0;
        for (int i = 0; i < connection_count; i++) {
            struct connection *c = &connections[i];
            if (rate > 0 && c->state == IDLE && c->due < end) {
                if (c->due <= at) begin(c, at);
                else if (c->due < soonest) soonest = c->due;
            }
            busy |= c->state != IDLE || (rate > 0 && c->due < end);
        }
        if (!busy && at >= end) break;
        struct timespec wait = {(soonest - at) / 1000000000, (soonest - at) % 1000000000};
        int n = epoll_pwait2(poller, events, 256, &wait, NULL);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (events[i].events & EPOLLOUT) transmit(c);
            if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(c);
        }
        last = now();
    }
    report(((rate > 0 || last < end ? end : last) - counted_from) / 1e9);
}

int main(int argc, char **argv) {
    double seconds = 5, warm_up = 1;
    struct lines variables = {0};
    for (int option; (option = getopt(argc, argv, "c:d:w:r:v:l:")) != -1;) {
        switch (option) {
        case 'c': connection_count = atoi(optarg); break;
        case 'd': seconds = atof(optarg); break;
        case 'w': warm_up = atof(optarg); break;
        case 'r': rate = atof(optarg); break;
        case 'v': variables = lines_of(optarg); break;
        case 'l': list = lines_of(optarg); break;
        default: return 2;
        }
    }
    if (argc - optind < 3) { fprintf(stderr, "load: HOST PORT REQUEST… are needed; see load.c\n"); return 2; }
    address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(argv[optind + 1]))};
    inet_pton(AF_INET, argv[optind], &address.sin_addr);
    for (int i = optind + 2; i < argc && request_count < 32; i++) add_request(argv[i]);
    if (getrandom(&random_state, sizeof random_state, 0) != sizeof random_state) fail("getrandom");
    /* Numbers of one run do not meet those of another. */
    sequence = chance() % 100000000;
    poller = epoll_create1(0);
    connections = calloc(connection_count, sizeof *connections);
    for (int i = 0; i < connection_count; i++) {
        struct connection *c = &connections[i];
        c->index = i;
        if (variables.count) {
            char *line = strdup(variables.at[i % variables.count]);
            for (int column = 1; column < 10 && line; column++) c->variables[column] = strsep(&line, "\t");
        }
        dial(c);
    }
    start = now();
    counted_from = start + warm_up * 1e9;
    end = counted_from + seconds * 1e9;
    for (int i = 0; i < connection_count; i++) {
        connections[i].due = start + (rate > 0 ? i / rate * 1e9 : 0);
        if (rate <= 0) begin(&connections[i], start);
    }
    run();
    return 0;
}
