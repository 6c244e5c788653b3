/* The subcommands. Each takes its own arguments, argv[0] being "routeway NAME", and returns an exit code (enum status).
 */
#ifndef ROUTEWAY_CLI_COMMANDS_H
#define ROUTEWAY_CLI_COMMANDS_H

int command_run(int argc, char **argv);
int command_check(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_inspect(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_schema(int argc, char **argv);
int command_verify(int argc, char **argv);

#endif
