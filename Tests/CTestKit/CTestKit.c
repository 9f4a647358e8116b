#define _GNU_SOURCE
#include "CTestKit.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

int ctestkit_open_terminal(uint16_t columns, uint16_t rows, int *controller, int *device) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    if (openpty(controller, device, NULL, NULL, &size) != 0) return -1;
    fcntl(*controller, F_SETFD, FD_CLOEXEC);
    fcntl(*device, F_SETFD, FD_CLOEXEC);
    return fcntl(*controller, F_SETFL, O_RDWR | O_NONBLOCK);
}

int ctestkit_resize_terminal(int controller, uint16_t columns, uint16_t rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    return ioctl(controller, TIOCSWINSZ, &size);
}

int ctestkit_readable(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

int ctestkit_packet_pipe(int *reader, int *writer) {
    int ends[2];
    if (pipe2(ends, O_DIRECT | O_NONBLOCK | O_CLOEXEC) != 0) return -1;
    *reader = ends[0];
    *writer = ends[1];
    return 0;
}
