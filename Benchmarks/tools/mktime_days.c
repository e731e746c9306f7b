/* Calendar days added the plain way: break a moment down, add to the day, let the C library put it together.
   The same moments and lengths as `motcua deadline measure`, and nothing of holidays or hours. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
    static const int days[8] = {1, 5, 30, 2, 0, 20, 60, 3};
    long count = argc > 1 ? atol(argv[1]) : 1000000;
    setenv("TZ", "Asia/Ho_Chi_Minh", 1);
    tzset();
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    unsigned long sum = 0;
    for (long index = 0; index < count; index++) {
        time_t accepted = 1767225600 + index * 7919 % 25000000;
        struct tm parts;
        localtime_r(&accepted, &parts);
        parts.tm_mday += days[index & 7];
        parts.tm_hour = 17;
        parts.tm_min = parts.tm_sec = 0;
        sum += (unsigned long)mktime(&parts) / 86400;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
    printf("{\"count\": %ld, \"seconds\": %.6f, \"sum\": \"%lu\"}\n", count, seconds, sum);
    return 0;
}
