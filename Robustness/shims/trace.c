/* Notes everything that a program does to the files of one folder: what it writes, what it asks to be made durable, and
 * which names come and go. From the notes `disk.py` builds what a disk may hold when the power fails at any moment.
 *
 * LD_PRELOAD=trace.so POWER_ROOT=/folder POWER_LOG=/notes program ...
 *
 * A record is a head and its bytes. Writes are made and noted under one lock, so that the notes have their order; a sync
 * is noted when it begins and when it has ended, for only what was written before it began is durable after it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FDS = 65536 };

struct head {
    uint64_t inode;
    uint64_t place; /* offset of a write, size of a truncation, number of the sync that ends */
    uint32_t count; /* bytes that follow */
    uint32_t kind;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int notes = -1;
static char root[PATH_MAX];
static size_t root_length;
static uint64_t syncs;
static uint64_t inode_of[FDS]; /* 0: not in the folder */

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_dup)(int);

__attribute__((constructor)) static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open64");
    real_openat = dlsym(RTLD_NEXT, "openat64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_mkdir = dlsym(RTLD_NEXT, "mkdir");
    real_dup = dlsym(RTLD_NEXT, "dup");
    const char *folder = getenv("POWER_ROOT"), *log = getenv("POWER_LOG");
    if (folder == NULL || log == NULL || realpath(folder, root) == NULL) return;
    root_length = strlen(root);
    notes = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Called with the lock held. */
static void note(uint32_t kind, uint64_t inode, uint64_t place, const void *bytes, uint32_t count) {
    struct head head = {inode, place, count, kind};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)bytes, count}};
    if (real_writev(notes, parts, count > 0 ? 2 : 1) != (ssize_t)(sizeof head + count)) abort();
}

/* The path below the folder, or NULL. */
static const char *below(int directory, const char *path, char *whole) {
    if (notes < 0 || path == NULL) return NULL;
    char base[PATH_MAX];
    if (path[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", path);
    } else {
        if (directory == AT_FDCWD) {
            if (getcwd(base, sizeof base) == NULL) return NULL;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return NULL;
            base[length] = 0;
        }
        if (snprintf(whole, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return NULL;
    }
    if (strncmp(whole, root, root_length) != 0) return NULL;
    if (whole[root_length] == 0) return ".";
    return whole[root_length] == '/' ? whole + root_length + 1 : NULL;
}

static int opened(int directory, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    const char *name = below(directory, path, whole);
    if (name == NULL) return real_openat(directory, path, flags, mode);
    pthread_mutex_lock(&lock);
    int existed = access(whole, F_OK) == 0;
    int fd = real_openat(directory, path, flags, mode);
    int why = errno;
    struct stat state;
    if (fd >= 0 && fd < FDS && fstat(fd, &state) == 0) {
        inode_of[fd] = state.st_ino;
        note(existed ? 'O' : 'C', state.st_ino, S_ISDIR(state.st_mode), name, strlen(name));
        if (flags & O_TRUNC && existed) note('T', state.st_ino, 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = why;
    return fd;
}

#define MODE                                   \
    mode_t mode = 0;                           \
    if (flags & (O_CREAT | __O_TMPFILE)) {     \
        va_list more;                          \
        va_start(more, flags);                 \
        mode = va_arg(more, mode_t);           \
        va_end(more);                          \
    }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int directory, const char *path, int flags, ...) { MODE return opened(directory, path, flags, mode); }
int openat64(int directory, const char *path, int flags, ...) { MODE return opened(directory, path, flags, mode); }

static uint64_t followed(int fd) { return notes >= 0 && fd >= 0 && fd < FDS ? inode_of[fd] : 0; }

int close(int fd) {
    if (followed(fd)) inode_of[fd] = 0;
    return real_close(fd);
}

int dup(int fd) {
    int other = real_dup(fd);
    if (other >= 0 && other < FDS) inode_of[other] = followed(fd);
    return other;
}

static ssize_t written(int fd, const void *bytes, size_t count, off_t offset) {
    pthread_mutex_lock(&lock);
    ssize_t done = offset < 0 ? real_write(fd, bytes, count) : real_pwrite(fd, bytes, count, offset);
    int why = errno;
    if (done > 0) {
        off_t place = offset < 0 ? lseek(fd, 0, SEEK_CUR) - done : offset;
        note('W', inode_of[fd], place, bytes, done);
    }
    pthread_mutex_unlock(&lock);
    errno = why;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    return followed(fd) ? written(fd, bytes, count, -1) : real_write(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    return followed(fd) ? written(fd, bytes, count, offset) : real_pwrite(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return pwrite(fd, bytes, count, offset); }

/* Nobody here writes files by these; who begins to must teach this shim first. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (followed(fd)) abort();
    return real_writev(fd, parts, count);
}

static int truncated(int fd, off_t size) {
    if (!followed(fd)) return real_ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    int done = real_ftruncate(fd, size);
    int why = errno;
    if (done == 0) note('T', inode_of[fd], size, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = why;
    return done;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }

static int synced(int fd, int (*sync)(int)) {
    uint64_t inode = followed(fd);
    if (!inode) return sync(fd);
    pthread_mutex_lock(&lock);
    uint64_t number = ++syncs;
    note('B', inode, number, NULL, 0);
    pthread_mutex_unlock(&lock);
    int done = sync(fd);
    int why = errno;
    if (done == 0) {
        pthread_mutex_lock(&lock);
        note('E', inode, number, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    errno = why;
    return done;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int rename(const char *from, const char *to) {
    char first[PATH_MAX], second[PATH_MAX], both[2 * PATH_MAX];
    const char *old = below(AT_FDCWD, from, first), *new = below(AT_FDCWD, to, second);
    if (old == NULL || new == NULL) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    int done = real_rename(from, to);
    int why = errno;
    if (done == 0) {
        int length = snprintf(both, sizeof both, "%s%c%s", old, 0, new);
        note('R', 0, 0, both, length);
    }
    pthread_mutex_unlock(&lock);
    errno = why;
    return done;
}

int unlink(const char *path) {
    char whole[PATH_MAX];
    const char *name = below(AT_FDCWD, path, whole);
    if (name == NULL) return real_unlink(path);
    pthread_mutex_lock(&lock);
    int done = real_unlink(path);
    int why = errno;
    if (done == 0) note('U', 0, 0, name, strlen(name));
    pthread_mutex_unlock(&lock);
    errno = why;
    return done;
}

int mkdir(const char *path, mode_t mode) {
    char whole[PATH_MAX];
    const char *name = below(AT_FDCWD, path, whole);
    int done = real_mkdir(path, mode);
    if (done == 0 && name != NULL) {
        pthread_mutex_lock(&lock);
        note('M', 0, 0, name, strlen(name));
        pthread_mutex_unlock(&lock);
    }
    return done;
}
