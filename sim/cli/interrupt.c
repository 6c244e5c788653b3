#include "cli/interrupt.h"
#include <signal.h>
#include <string.h>

/* The only thing that a signal handler may touch has to be global. */
static volatile sig_atomic_t asked;

static void note(int number)
{
    (void)number;
    asked = 1;
}

void interrupt_watch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

bool interrupt_asked(void)
{
    return asked != 0;
}
