/* Shared by the files of the reader only. */
#ifndef ROUTEWAY_RECORD_READER_INTERNAL_H
#define ROUTEWAY_RECORD_READER_INTERNAL_H

#include "record/hdf.h"
#include "record/reader.h"
#include <stdbool.h>

#define READER_MOST_ATTRIBUTES 64
#define READER_MOST_MEASURES 512

/* Texts copied out of the library. */
struct texts {
    char **items;
    size_t count;
};
void texts_clear(struct texts *self);

struct attribute {
    char name[RESULT_NAME_SIZE];
    char *text; /* NULL for a number */
    double number;
};

/* Labels of a dimension, read when first asked for. */
struct labels {
    char dimension[RESULT_NAME_SIZE];
    struct texts texts;
    struct labels *next;
};

struct result {
    char *path;
    uint64_t bytes; /* of the file */
    hid_t file;
    struct attribute attributes[READER_MOST_ATTRIBUTES];
    size_t n_attributes;
    char measures[READER_MOST_MEASURES][RESULT_NAME_SIZE];
    size_t n_measures;
    size_t replicates, weeks;
    int32_t *days;
    struct texts codes, names;
    struct labels *labels;
    struct result_parameter *parameters;
    size_t n_parameters;
    struct texts columns[6]; /* texts of the parameters */
    struct texts scenario;   /* one text, when read */
};

/* "PATH: WHAT; ...": what is wrong with the file's content. */
enum status reader_bad(const struct result *self, struct error *error, const char *format, ...) FORMAT(3, 4);

/* Opens a dataset whose extents are believable for the size of the file. Scalars have one value and no dims. */
enum status reader_open(const struct result *self, hid_t parent, const char *name, hid_t *dataset, int *n_dims,
                        hsize_t *dims, struct error *error) MUST_CHECK;
enum status reader_texts(const struct result *self, hid_t parent, const char *name, struct texts *out,
                         struct error *error) MUST_CHECK;
enum status reader_attributes(struct result *self, struct error *error) MUST_CHECK;
/* Text of an attribute of a dataset; "" if it has none. */
void reader_text_of(hid_t object, const char *name, char *out, size_t size);

#endif
