#include "core/memory.h"
#include "record/reader_internal.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What gzip and a fill value can make of a byte at most; a file that claims more is damaged or hostile. */
#define MOST_EXPANSION 1100

enum status reader_bad(const struct result *self, struct error *error, const char *format, ...)
{
    char what[600];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    (void)H5Eclear2(H5E_DEFAULT);
    return error_set(error, STATUS_BAD_DATA, "%s: %s", self->path, what);
}

void texts_clear(struct texts *self)
{
    for (size_t i = 0; i < self->count; i++)
        memory_free(self->items[i]);
    memory_free(self->items);
    *self = (struct texts){NULL, 0};
}

static bool believable(const struct result *self, hid_t dataset, int n_dims, const hsize_t *dims)
{
    hid_t type = H5Dget_type(dataset);
    size_t size = type >= 0 ? H5Tget_size(type) : 0;
    if (type >= 0)
        (void)H5Tclose(type);
    uint64_t stored = H5Dget_storage_size(dataset);
    stored = stored < self->bytes ? stored : self->bytes;
    uint64_t most = stored * MOST_EXPANSION, bytes = size;
    for (int i = 0; i < n_dims; i++) {
        if (dims[i] != 0 && bytes > most / dims[i])
            return false;
        bytes *= dims[i];
    }
    return size > 0 && bytes <= most;
}

enum status reader_open(const struct result *self, hid_t parent, const char *name, hid_t *dataset, int *n_dims,
                        hsize_t *dims, struct error *error)
{
    *n_dims = -1;
    *dataset = H5Lexists(parent, name, H5P_DEFAULT) > 0 ? H5Dopen2(parent, name, H5P_DEFAULT) : H5I_INVALID_HID;
    if (*dataset < 0)
        return reader_bad(self, error, "it has no dataset %s", name);
    hid_t space = H5Dget_space(*dataset);
    int count = space >= 0 ? H5Sget_simple_extent_ndims(space) : -1;
    if (count >= 0 && count <= HDF_MOST_DIMS)
        *n_dims = H5Sget_simple_extent_dims(space, dims, NULL);
    if (space >= 0)
        (void)H5Sclose(space);
    if (*n_dims >= 0 && believable(self, *dataset, *n_dims, dims))
        return STATUS_OK;
    (void)H5Dclose(*dataset);
    *dataset = H5I_INVALID_HID;
    return reader_bad(self, error, "the dataset %s is damaged: it claims more values than the file can hold", name);
}

static enum status copy_text(const char *from, char **out, struct error *error)
{
    size_t length = from ? strlen(from) : 0;
    enum status status = memory_new(out, length + 1, 1, error);
    if (status == STATUS_OK && from)
        memcpy(*out, from, length);
    return status;
}

/* The library's own strings are copied, so that it can free them. */
static enum status take_texts(const struct result *self, const char *name, hid_t dataset, size_t count,
                              struct texts *out, struct error *error)
{
    char **foreign = NULL;
    hid_t type = hdf_text_type();
    enum status status = memory_new(&foreign, count, sizeof *foreign, error);
    if (status == STATUS_OK && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, foreign) < 0)
        status = reader_bad(self, error, "the texts of %s cannot be read", name);
    if (status == STATUS_OK)
        status = memory_new(&out->items, count, sizeof *out->items, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = copy_text(foreign[i], &out->items[i], error);
        out->count = i + 1;
    }
    for (size_t i = 0; foreign && i < count; i++)
        if (foreign[i])
            (void)H5free_memory(foreign[i]);
    memory_free(foreign);
    if (type >= 0)
        (void)H5Tclose(type);
    return status;
}

enum status reader_texts(const struct result *self, hid_t parent, const char *name, struct texts *out,
                         struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    int n_dims = 0;
    hsize_t dims[HDF_MOST_DIMS];
    texts_clear(out);
    enum status status = reader_open(self, parent, name, &dataset, &n_dims, dims, error);
    if (status != STATUS_OK)
        return status;
    if (n_dims > 1)
        status = reader_bad(self, error, "%s has %d dimensions instead of one", name, n_dims);
    else
        status = take_texts(self, name, dataset, n_dims == 0 ? 1 : (size_t)dims[0], out, error);
    (void)H5Dclose(dataset);
    return status;
}

/* Reads a scalar text; *text is the library's memory, or NULL. */
static bool read_text(hid_t attribute, hid_t type, char **text)
{
    hid_t wanted = hdf_text_type();
    *text = NULL;
    bool good = H5Tis_variable_str(type) > 0 && H5Aread(attribute, wanted, text) >= 0;
    if (wanted >= 0)
        (void)H5Tclose(wanted);
    return good && *text;
}

static bool is_scalar(hid_t attribute)
{
    hid_t space = H5Aget_space(attribute);
    bool scalar = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
    if (space >= 0)
        (void)H5Sclose(space);
    return scalar;
}

void reader_text_of(hid_t object, const char *name, char *out, size_t size)
{
    out[0] = 0;
    hid_t attribute = H5Aexists(object, name) > 0 ? H5Aopen(object, name, H5P_DEFAULT) : H5I_INVALID_HID;
    if (attribute < 0)
        return;
    hid_t type = H5Aget_type(attribute);
    char *text = NULL;
    if (type >= 0 && is_scalar(attribute) && H5Tget_class(type) == H5T_STRING && read_text(attribute, type, &text))
        (void)snprintf(out, size, "%s", text);
    if (text)
        (void)H5free_memory(text);
    if (type >= 0)
        (void)H5Tclose(type);
    (void)H5Aclose(attribute);
    (void)H5Eclear2(H5E_DEFAULT);
}

struct gathering {
    struct result *result;
    struct error *error;
    enum status status;
};

/* Attributes of kinds that we do not write are left out. */
static void take_attribute(struct gathering *self, hid_t attribute, const char *name)
{
    struct result *result = self->result;
    struct attribute *out = &result->attributes[result->n_attributes];
    char *text = NULL;
    hid_t type = H5Aget_type(attribute);
    H5T_class_t class = type >= 0 ? H5Tget_class(type) : H5T_NO_CLASS;
    bool taken = false;
    if (class == H5T_STRING && read_text(attribute, type, &text)) {
        self->status = copy_text(text, &out->text, self->error);
        taken = self->status == STATUS_OK;
    } else if (class == H5T_INTEGER || class == H5T_FLOAT) {
        taken = H5Aread(attribute, H5T_NATIVE_DOUBLE, &out->number) >= 0;
    }
    if (taken) {
        (void)snprintf(out->name, sizeof out->name, "%s", name);
        result->n_attributes++;
    }
    if (text)
        (void)H5free_memory(text);
    if (type >= 0)
        (void)H5Tclose(type);
}

static herr_t visit_attribute(hid_t object, const char *name, const H5A_info_t *info, void *context)
{
    struct gathering *self = context;
    (void)info;
    if (self->result->n_attributes == READER_MOST_ATTRIBUTES || strlen(name) >= RESULT_NAME_SIZE)
        return 0;
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    if (attribute >= 0 && is_scalar(attribute))
        take_attribute(self, attribute, name);
    if (attribute >= 0)
        (void)H5Aclose(attribute);
    return self->status == STATUS_OK ? 0 : -1;
}

enum status reader_attributes(struct result *self, struct error *error)
{
    struct gathering gathering = {self, error, STATUS_OK};
    if (H5Aiterate2(self->file, H5_INDEX_NAME, H5_ITER_INC, NULL, visit_attribute, &gathering) < 0 &&
        gathering.status == STATUS_OK)
        return reader_bad(self, error, "its attributes cannot be read");
    return gathering.status;
}
