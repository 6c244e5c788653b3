/* routeway COMMAND ...: finds the command and leaves with its exit code. */
#include "cli/commands.h"
#include "core/error.h"
#include "record/writer.h"
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    bool reads_results; /* which may be damaged: see run_apart */
    const char *sentence;
};

static const struct command commands[] = {
    {"run", command_run, false, "simulate a scenario and write a result file"},
    {"check", command_check, false, "report every problem of scenario files; runs nothing"},
    {"explain", command_explain, false, "show each parameter of a scenario: value, unit, source, who changed it"},
    {"inspect", command_inspect, true, "show what a result file holds, and how it fits published figures"},
    {"compare", command_compare, true, "paired differences between two results, with intervals"},
    {"schema", command_schema, false, "print every parameter and measure as JSON"},
    {"verify", command_verify, false, "run the built-in checks on this machine"},
};
#define COMMANDS (sizeof commands / sizeof commands[0])

static int print_help(FILE *out)
{
    (void)fprintf(
        out, "Usage: routeway COMMAND [OPTION...]\n\n"
             "Routeway simulates a regional labour market person by person, week by week, and compares policies.\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        (void)fprintf(out, "  %-8s  %s\n", commands[i].name, commands[i].sentence);
    (void)fprintf(out,
                  "\n  --help     show this help; `routeway COMMAND --help` that of a command\n"
                  "  --version  show the version\n\n"
                  "Exit codes: 0 done, 1 failed, 2 usage, 3 bad scenario, 4 bad data, 5 storage, 130 interrupted.\n");
    return out == stdout ? STATUS_OK : STATUS_USAGE;
}

/* HDF5 1.10 can die of a damaged file. A command that reads results runs in a child, so that this ends in an error too.
 */
static int run_apart(const struct command *command, int argc, char **argv)
{
    int how = 0;
    (void)fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        return command->run(argc, argv);
    if (child == 0)
        exit(command->run(argc, argv));
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return STATUS_FAILED;
    if (WIFEXITED(how))
        return WEXITSTATUS(how);
    int number = WTERMSIG(how);
    if (number == SIGINT || number == SIGTERM)
        return STATUS_INTERRUPTED;
    if (number == SIGPIPE)
        return 128 + SIGPIPE;
    (void)fprintf(
        stderr, "routeway: a result file is damaged: the HDF5 library died of it (signal %d); run the scenario again\n",
        number);
    return STATUS_BAD_DATA;
}

static int dispatch(int argc, char **argv)
{
    char name[80];
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[0], commands[i].name) != 0)
            continue;
        (void)snprintf(name, sizeof name, "routeway %s", commands[i].name);
        argv[0] = name;
        return commands[i].reads_results ? run_apart(&commands[i], argc, argv) : commands[i].run(argc, argv);
    }
    (void)fprintf(stderr, "routeway: there is no command '%s'; `routeway --help` lists them\n", argv[0]);
    return STATUS_USAGE;
}

/* Starting again costs as much as reading a scenario, and one thread waits for nobody. */
static bool one_thread(char **argv)
{
    if (!argv[0] || !argv[1] || (strcmp(argv[1], "run") != 0 && strcmp(argv[1], "verify") != 0))
        return true;
    bool one = false; /* the last that is said counts */
    for (size_t i = 2; argv[i]; i++) {
        bool apart = strcmp(argv[i], "--threads") == 0 || strcmp(argv[i], "-t") == 0;
        const char *number = apart                                     ? argv[i + 1]
                             : strncmp(argv[i], "--threads=", 10) == 0 ? argv[i] + 10
                             : strncmp(argv[i], "-t", 2) == 0          ? argv[i] + 2
                                                                       : NULL;
        one = number ? strcmp(number, "1") == 0 : one;
    }
    return one;
}

/* OpenMP's threads spin while they wait. For long, it costs a factor of five and more as soon as another program wants
   a core; not at all, a week's twelve meetings of threads cost up to a seventh of its time (docs/performance.md). So
   they spin a thousand rounds, some 30 microseconds, which gcc's OpenMP alone can be told. How threads wait is read
   from the environment before main, so the program starts itself again with it set, once. */
static void wait_briefly(char **argv)
{
    if (one_thread(argv) || getenv("OMP_WAIT_POLICY") || setenv("OMP_WAIT_POLICY", "passive", 1) != 0 ||
        setenv("GOMP_SPINCOUNT", "1000", 0) != 0)
        return;
    (void)execv("/proc/self/exe", argv); /* where that fails, the program goes on as it is */
}

int main(int argc, char **argv)
{
    wait_briefly(argv);
    if (argc < 2)
        exit(print_help(stderr));
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        exit(print_help(stdout));
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        (void)printf("routeway %s (%s)\n", record_version(), record_commit()[0] ? record_commit() : "no commit");
        exit(STATUS_OK);
    }
    exit(dispatch(argc - 1, argv + 1));
}
