#define _GNU_SOURCE
#include "CTestKit.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
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

/// Adds what happens in the new process between fork and exec; 0, or the number of an error.
static int add_actions(posix_spawn_file_actions_t *actions, const char *folder, const int descriptors[3]) {
    int error = posix_spawn_file_actions_addchdir_np(actions, folder);
    for (int number = 0; number < 3 && error == 0; number++) {
        error = posix_spawn_file_actions_adddup2(actions, descriptors[number], number);
    }
    return error != 0 ? error : posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

/// Sets no signal blocked and none ignored, and a session of its own; 0, or the number of an error.
static int set_attributes(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
    const short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID;
    return error != 0 ? error : posix_spawnattr_setflags(attributes, flags);
}

int ctestkit_spawn(const char *path, char *const arguments[], char *const environment[], const char *folder,
                   const int descriptors[3], int *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return error;
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        error = add_actions(&actions, folder, descriptors);
        if (error == 0) error = set_attributes(&attributes);
        if (error == 0) error = posix_spawn(process, path, &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int ctestkit_end(int process, int *code) {
    int status = 0;
    const pid_t ended = waitpid(process, &status, WNOHANG);
    if (ended <= 0) return (int)ended;
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return WIFEXITED(status) ? 1 : 2;
}
