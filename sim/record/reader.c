#include "record/reader.h"
#include "core/memory.h"
#include "record/reader_internal.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The years 0 to 9999. */
#define DAYS_LOW (-719528)
#define DAYS_HIGH 2932896

const char *result_path(const struct result *self)
{
    return self->path;
}

static const struct attribute *find_attribute(const struct result *self, const char *name)
{
    for (size_t i = 0; i < self->n_attributes; i++)
        if (strcmp(self->attributes[i].name, name) == 0)
            return &self->attributes[i];
    return NULL;
}

const char *result_text(const struct result *self, const char *attribute)
{
    const struct attribute *found = find_attribute(self, attribute);
    return found && found->text ? found->text : "";
}

double result_number(const struct result *self, const char *attribute)
{
    const struct attribute *found = find_attribute(self, attribute);
    return found && !found->text ? found->number : (double)NAN;
}

size_t result_replicates(const struct result *self)
{
    return self->replicates;
}

size_t result_weeks(const struct result *self)
{
    return self->weeks;
}

size_t result_areas(const struct result *self)
{
    return self->codes.count;
}

const int32_t *result_days(const struct result *self)
{
    return self->days;
}

const char *const *result_area_codes(const struct result *self)
{
    return (const char *const *)self->codes.items;
}

const char *const *result_area_names(const struct result *self)
{
    return (const char *const *)self->names.items;
}

size_t result_measures(const struct result *self)
{
    return self->n_measures;
}

const char *result_measure_name(const struct result *self, size_t nth)
{
    return nth < self->n_measures ? self->measures[nth] : "";
}

static enum status open_file(struct result *self, struct error *error)
{
    struct stat about;
    if (stat(self->path, &about) != 0)
        return error_set(error, STATUS_STORAGE, "%s: %s", self->path, strerror(errno));
    if (!S_ISREG(about.st_mode))
        return error_set(error, STATUS_BAD_DATA, "%s is no regular file", self->path);
    if (access(self->path, R_OK) != 0)
        return error_set(error, STATUS_STORAGE, "%s: %s", self->path, strerror(errno));
    self->bytes = (uint64_t)about.st_size;
    htri_t known = H5Fis_hdf5(self->path);
    if (known == 0)
        return reader_bad(self, error, "it is no HDF5 file, so no Routeway result");
    self->file = H5Fopen(self->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (self->file >= 0)
        return STATUS_OK;
    enum status status = hdf_error(error, self->path, "open the result");
    /* A file that was cut or damaged is bad data; one that cannot be locked is a matter of storage. */
    if (known > 0 && !strstr(error->text, "HDF5_USE_FILE_LOCKING"))
        error->status = status = STATUS_BAD_DATA;
    return status;
}

static enum status check_head(const struct result *self, struct error *error)
{
    double version = result_number(self, RESULT_SCHEMA);
    if (isnan(version) || !find_attribute(self, RESULT_SCENARIO_DIGEST))
        return reader_bad(self, error, "it is an HDF5 file, but no Routeway result");
    if (version < RESULT_SCHEMA_VERSION || version > RESULT_SCHEMA_VERSION)
        return reader_bad(
            self, error,
            "it has version %g of the results' layout, this program reads version %d; run the scenario again", version,
            RESULT_SCHEMA_VERSION);
    if (strcmp(result_text(self, RESULT_STATE), RESULT_COMPLETE) != 0)
        return reader_bad(self, error, "the run that wrote it did not end, so that its numbers are not all there");
    return STATUS_OK;
}

static enum status read_extents(struct result *self, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    int n_dims = 0;
    hsize_t dims[HDF_MOST_DIMS] = {0};
    enum status status = reader_open(self, self->file, RESULT_DIM_REPLICATE, &dataset, &n_dims, dims, error);
    if (status != STATUS_OK)
        return status;
    self->replicates = n_dims == 1 ? (size_t)dims[0] : 0;
    (void)H5Dclose(dataset);
    status = reader_open(self, self->file, RESULT_DIM_TIME, &dataset, &n_dims, dims, error);
    if (status != STATUS_OK)
        return status;
    self->weeks = n_dims == 1 ? (size_t)dims[0] : 0;
    status = memory_new(&self->days, self->weeks, sizeof *self->days, error);
    if (status == STATUS_OK && self->weeks > 0 &&
        H5Dread(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, self->days) < 0)
        status = reader_bad(self, error, "its weeks cannot be read");
    (void)H5Dclose(dataset);
    for (size_t i = 0; status == STATUS_OK && i < self->weeks; i++)
        if (self->days[i] < DAYS_LOW || self->days[i] > DAYS_HIGH)
            status = reader_bad(self, error, "its weeks have dates that cannot be");
    if (status == STATUS_OK && (self->replicates == 0 || self->weeks == 0))
        status = reader_bad(self, error, "it has no weeks or no replicates");
    return status;
}

/* Measures are the root's datasets that say of what kind they are. */
static herr_t visit_link(hid_t group, const char *name, const H5L_info_t *info, void *context)
{
    struct result *self = context;
    char kind[RESULT_NAME_SIZE];
    if (info->type != H5L_TYPE_HARD || strlen(name) >= RESULT_NAME_SIZE || self->n_measures == READER_MOST_MEASURES)
        return 0;
    hid_t object = H5Oopen(group, name, H5P_DEFAULT);
    if (object < 0)
        return 0;
    reader_text_of(object, "kind", kind, sizeof kind);
    if (H5Iget_type(object) == H5I_DATASET && kind[0])
        (void)snprintf(self->measures[self->n_measures++], RESULT_NAME_SIZE, "%s", name);
    (void)H5Oclose(object);
    return 0;
}

static enum status load(struct result *self, struct error *error)
{
    enum status status = open_file(self, error);
    if (status == STATUS_OK)
        status = reader_attributes(self, error);
    if (status == STATUS_OK)
        status = check_head(self, error);
    if (status == STATUS_OK)
        status = read_extents(self, error);
    if (status == STATUS_OK)
        status = reader_texts(self, self->file, RESULT_DIM_AREA, &self->codes, error);
    if (status == STATUS_OK)
        status = reader_texts(self, self->file, RESULT_AREA_NAME, &self->names, error);
    if (status == STATUS_OK && self->codes.count != self->names.count)
        status =
            reader_bad(self, error, "its areas have %zu codes and %zu names", self->codes.count, self->names.count);
    if (status == STATUS_OK && H5Literate(self->file, H5_INDEX_CRT_ORDER, H5_ITER_INC, NULL, visit_link, self) < 0)
        status = reader_bad(self, error, "its measures cannot be listed");
    return status;
}

enum status result_open(struct result **out, const char *path, struct error *error)
{
    struct result *self = NULL;
    *out = NULL;
    enum status status = memory_new(&self, 1, sizeof *self, error);
    if (status != STATUS_OK)
        return status;
    hdf_quiet();
    self->file = H5I_INVALID_HID;
    status = memory_new(&self->path, strlen(path) + 1, 1, error);
    if (status == STATUS_OK) {
        memcpy(self->path, path, strlen(path));
        status = load(self, error);
    }
    if (status != STATUS_OK) {
        result_close(self);
        return status;
    }
    *out = self;
    return STATUS_OK;
}

void result_close(struct result *self)
{
    if (!self)
        return;
    if (self->file >= 0)
        (void)H5Fclose(self->file);
    for (size_t i = 0; i < READER_MOST_ATTRIBUTES; i++)
        memory_free(self->attributes[i].text);
    for (size_t i = 0; i < sizeof self->columns / sizeof self->columns[0]; i++)
        texts_clear(&self->columns[i]);
    while (self->labels) {
        struct labels *next = self->labels->next;
        texts_clear(&self->labels->texts);
        memory_free(self->labels);
        self->labels = next;
    }
    texts_clear(&self->codes);
    texts_clear(&self->names);
    texts_clear(&self->scenario);
    memory_free(self->parameters);
    memory_free(self->days);
    memory_free(self->path);
    memory_free(self);
}
