/* main.c - medel-index: reads pages, keeps records, writes the index. */
#include "commands.h"

int main(int argc, char **argv)
{
    static const struct cli_command *const commands[] = {&index_command,
                                                         &extract_command,
                                                         &clean_command,
                                                         &sources_command,
                                                         &check_report_command,
                                                         &doctor_command,
                                                         NULL};
    return cli_main(commands, argc, argv);
}
