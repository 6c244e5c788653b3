/* How parameters and cells of tables are named in scenario files and on the command line. */
#ifndef ROUTEWAY_SCENARIO_NAMES_H
#define ROUTEWAY_SCENARIO_NAMES_H

#include "core/parameter.h"
#include "model/plan.h"
#include <stdbool.h>
#include <stddef.h>

#define NAME_NONE SIZE_MAX
#define CELL_KEY_SIZE 80

/* The name of a table's cell in a scenario file, where names hold no spaces: each run of characters other than letters
   and digits becomes one underscore, and a label that begins with a digit takes the first letter of its axis:
   "16-24" of age_band is a16_24, "mining, energy and water" is mining_energy_and_water. */
void cell_key(const struct axis *axis, size_t cell, char out[CELL_KEY_SIZE]);

/* "module.name", and ".cell" for a cell of a table. */
void setting_name(const struct parameter *parameter, size_t cell, char *out, size_t size);

/* A cell by its key or its label; NAME_NONE if there is none. */
size_t cell_find(const struct axis *axis, const char *name);

/* A choice by its label. */
size_t choice_find(const struct axis *choices, const char *label);

/* Index into parameters_all(), or NAME_NONE. */
size_t parameter_find(const char *module, const char *name);
bool module_exists(const char *module);

/* The nearest valid names, or NULL. The result points to static text or into buffer. */
const char *nearest_module(const char *name);
const char *nearest_parameter(const char *module, const char *name, char *buffer, size_t size);
const char *nearest_cell(const struct axis *axis, const char *name, char *buffer, size_t size);

/* Words for enumerations, as in schema and explain. */
const char *type_word(enum parameter_type type);
const char *vary_word(enum parameter_vary vary);  /* "by area and date" */
const char *vary_token(enum parameter_vary vary); /* "by_area_and_date" */
const char *family_word(enum parameter_family family);

/* A number with as few digits as give it back exactly. */
#define NUMBER_SIZE 32
void number_print(double value, char out[NUMBER_SIZE]);
/* A value as it stands in a scenario file, strings without their quotes. */
void value_print(const struct parameter *parameter, double value, char *out, size_t size);

/* "a, b, c" of the labels; ends in ", ..." when size is too small. */
void labels_print(const struct axis *axis, bool keys, char *out, size_t size);

#endif
