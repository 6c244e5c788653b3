#include "scenario/names.h"
#include "core/dates.h"
#include "scenario/nearest.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void cell_key(const struct axis *axis, size_t cell, char out[CELL_KEY_SIZE])
{
    const char *label = axis->labels[cell];
    size_t n = 0;
    if (is_digit(label[0]))
        out[n++] = axis->name[0];
    for (size_t i = 0; label[i] && n + 1 < CELL_KEY_SIZE; i++) {
        if (is_word(label[i]))
            out[n++] = label[i];
        else if (n && out[n - 1] != '_')
            out[n++] = '_';
    }
    while (n && out[n - 1] == '_')
        n--;
    out[n] = '\0';
}

void setting_name(const struct parameter *parameter, size_t cell, char *out, size_t size)
{
    char key[CELL_KEY_SIZE] = "";
    if (parameter->axis)
        cell_key(parameter->axis, cell, key);
    (void)snprintf(out, size, "%s.%s%s%s", parameter->module, parameter->name, key[0] ? "." : "", key);
}

size_t cell_find(const struct axis *axis, const char *name)
{
    char key[CELL_KEY_SIZE];
    for (size_t i = 0; i < axis->count; i++) {
        cell_key(axis, i, key);
        if (strcmp(key, name) == 0 || strcmp(axis->labels[i], name) == 0)
            return i;
    }
    return NAME_NONE;
}

size_t choice_find(const struct axis *choices, const char *label)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->labels[i], label) == 0)
            return i;
    return NAME_NONE;
}

size_t parameter_find(const char *module, const char *name)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].module, module) == 0 && strcmp(all[i].name, name) == 0)
            return i;
    return NAME_NONE;
}

bool module_exists(const char *module)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].module, module) == 0)
            return true;
    return false;
}

const char *nearest_module(const char *name)
{
    static const char *const words[] = {"extends", "title", "description", "region", "changes"};
    struct nearest nearest = {.wanted = name};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        nearest_offer(&nearest, words[i]);
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, all[i].module);
    return nearest_name(&nearest);
}

const char *nearest_parameter(const char *module, const char *name, char *buffer, size_t size)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    struct nearest here = {.wanted = name};
    const struct parameter *elsewhere = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].module, module) == 0)
            nearest_offer(&here, all[i].name);
        else if (strcmp(all[i].name, name) == 0)
            elsewhere = &all[i];
    }
    const char *found = nearest_name(&here);
    if (elsewhere) /* the right name in the wrong module says more than a similar one in this */
        (void)snprintf(buffer, size, "%s.%s", elsewhere->module, elsewhere->name);
    else if (found)
        (void)snprintf(buffer, size, "%s.%s", module, found);
    return elsewhere || found ? buffer : NULL;
}

const char *nearest_cell(const struct axis *axis, const char *name, char *buffer, size_t size)
{
    struct nearest nearest = {.wanted = name};
    char key[CELL_KEY_SIZE];
    for (size_t i = 0; i < axis->count; i++) {
        unsigned before = nearest.distance;
        const char *had = nearest.best;
        cell_key(axis, i, key);
        nearest_offer(&nearest, key);
        if (!had || nearest.distance < before) {
            (void)snprintf(buffer, size, "%s", key);
            nearest.best = buffer;
        }
    }
    return nearest_name(&nearest);
}

const char *type_word(enum parameter_type type)
{
    static const char *const words[] = {"real", "integer", "choice", "date"};
    return words[type];
}

const char *vary_word(enum parameter_vary vary)
{
    static const char *const words[] = {"at the start only", "by date", "by path or date", "by area and date",
                                        "by area and date, for all its persons"};
    return words[vary];
}

const char *vary_token(enum parameter_vary vary)
{
    static const char *const words[] = {"at_start", "by_date", "by_path", "by_area_and_date", "by_place_and_date"};
    return words[vary];
}

const char *family_word(enum parameter_family family)
{
    static const char *const words[] = {"run",     "input", "incentives", "integration",
                                        "funding", "rule",  "assumption", "calibrated"};
    return words[family];
}

void number_print(double value, char out[NUMBER_SIZE])
{
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(out, NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            return;
    }
}

void value_print(const struct parameter *parameter, double value, char *out, size_t size)
{
    char number[NUMBER_SIZE];
    char date[11];
    if (parameter->type == TYPE_CHOICE && value >= 0 && value < (double)parameter->choices->count) {
        (void)snprintf(out, size, "%s", parameter->choices->labels[(size_t)value]);
    } else if (parameter->type == TYPE_DATE) {
        date_print((int32_t)value, date);
        (void)snprintf(out, size, "%s", date);
    } else {
        number_print(value, number);
        (void)snprintf(out, size, "%s", number);
    }
}

void labels_print(const struct axis *axis, bool keys, char *out, size_t size)
{
    size_t n = 0;
    char key[CELL_KEY_SIZE];
    out[0] = '\0';
    for (size_t i = 0; i < axis->count; i++) {
        cell_key(axis, i, key);
        const char *label = keys ? key : axis->labels[i];
        if (n + strlen(label) + 8 > size) {
            (void)snprintf(out + n, size - n, ", ...");
            return;
        }
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "", label);
    }
}
