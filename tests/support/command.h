/* A command of the program, run inside the test. */
#ifndef ROUTEWAY_TESTS_SUPPORT_COMMAND_H
#define ROUTEWAY_TESTS_SUPPORT_COMMAND_H

#include "helpers.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What it prints goes to a file, what it complains of nowhere; its exit code is given back. */
static inline int run_command(int (*command)(int argc, char **argv), const char *output, int argc,
                              const char *const *words)
{
    char *argv[10];
    int kept = dup(STDOUT_FILENO), errors = dup(STDERR_FILENO);
    int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int silent = open("/dev/null", O_WRONLY);
    assert_true(kept >= 0 && errors >= 0 && file >= 0 && silent >= 0 && argc < 10);
    for (int i = 0; i < argc; i++)
        argv[i] = strdup(words[i]);
    argv[argc] = NULL;
    (void)fflush(NULL);
    (void)dup2(file, STDOUT_FILENO);
    (void)dup2(silent, STDERR_FILENO);
    int code = command(argc, argv);
    (void)fflush(NULL);
    (void)dup2(kept, STDOUT_FILENO);
    (void)dup2(errors, STDERR_FILENO);
    (void)close(kept);
    (void)close(errors);
    (void)close(file);
    (void)close(silent);
    for (int i = 0; i < argc; i++)
        free(argv[i]);
    return code;
}

#endif
