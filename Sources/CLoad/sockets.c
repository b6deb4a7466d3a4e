#define _GNU_SOURCE
#include "CLoad.h"

#include <dirent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int load_dial(int port, const char *socket_path) {
    struct sockaddr_in internet = loopback(port);
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    const struct sockaddr *address = (const struct sockaddr *)&internet;
    socklen_t length = sizeof internet;
    if (port == 0) {
        if (strlen(socket_path) >= sizeof local.sun_path) return -1;
        strcpy(local.sun_path, socket_path);
        address = (const struct sockaddr *)&local;
        length = sizeof local;
    }
    int descriptor = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (descriptor < 0) return -1;
    if (connect(descriptor, address, length) < 0) {
        close(descriptor);
        return -1;
    }
    if (port) setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct timeval patience = {.tv_sec = 60};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return descriptor;
}

int load_free_port(void) {
    struct sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), port = -1;
    if (descriptor < 0) return -1;
    if (bind(descriptor, (const struct sockaddr *)&address, length) == 0
        && getsockname(descriptor, (struct sockaddr *)&address, &length) == 0)
        port = ntohs(address.sin_port);
    close(descriptor);
    return port;
}

double load_cpu_seconds(int process) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return -1;
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void load_pin(int process, int processor) {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    for (int each = 0; each < CPU_SETSIZE; each++)
        if (processor < 0 || each == processor) CPU_SET(each, &allowed);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", process);
    DIR *tasks = opendir(path);
    if (!tasks) return;
    for (struct dirent *task; (task = readdir(tasks));)
        if (atoi(task->d_name) > 0) sched_setaffinity(atoi(task->d_name), sizeof allowed, &allowed);
    closedir(tasks);
}
