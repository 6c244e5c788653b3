/* Coordinates, and which datasets stand on them. The library's own H5DSattach_scale() reads, deletes and rewrites the
   list of a coordinate's datasets for each of them, which took longer than a small run: here each list is written once,
   as its specification wants it. */
#include "core/memory.h"
#include "record/writer_internal.h"
#include <hdf5_hl.h>
#include <string.h>

static struct writer_scale *find_scale(struct writer *self, const char *name)
{
    for (size_t i = 0; i < self->n_scales; i++)
        if (strcmp(self->scales[i].name, name) == 0)
            return &self->scales[i];
    return NULL;
}

/* A coordinate: a dataset named like its dimension, and marked as its scale. */
static enum status put_scale(struct writer *self, const struct hdf_field *field, hid_t memory_type, const void *values,
                             hid_t *dataset, struct error *error)
{
    if (self->n_scales == WRITER_MOST_SCALES)
        return error_set(error, STATUS_FAILED, "more than %d coordinates", WRITER_MOST_SCALES);
    enum status status = hdf_create(self->path, self->file, field, dataset, error);
    if (status == STATUS_OK)
        status = hdf_write_all(self->path, *dataset, memory_type, values, error);
    struct writer_scale *scale = &self->scales[self->n_scales++];
    scale->name = field->name;
    if (status == STATUS_OK && (H5DSset_scale(*dataset, field->name) < 0 ||
                                H5Rcreate(&scale->itself, self->file, field->name, H5R_OBJECT, -1) < 0))
        status = hdf_error(error, self->path, "make a coordinate");
    return status;
}

static enum status put_replicates(struct writer *self, int32_t *values, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    struct hdf_field field = {.name = RESULT_DIM_REPLICATE,
                              .unit = "1",
                              .long_name = "Replicate, from 0",
                              .type = H5T_STD_I32LE,
                              .n_dims = 1,
                              .dims = {self->head->replicates}};
    for (uint32_t i = 0; i < self->head->replicates; i++)
        values[i] = (int32_t)i;
    enum status status = put_scale(self, &field, H5T_NATIVE_INT32, values, &dataset, error);
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status put_weeks(struct writer *self, int32_t *values, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    struct hdf_field field = {.name = RESULT_DIM_TIME,
                              .unit = "days since 1970-01-01",
                              .plain_unit = 1,
                              .long_name = "First day of the week",
                              .type = H5T_STD_I32LE,
                              .n_dims = 1,
                              .dims = {(hsize_t)self->head->weeks}};
    for (int32_t i = 0; i < self->head->weeks; i++)
        values[i] = self->head->start_day + 7 * (self->head->first_week + i);
    enum status status = put_scale(self, &field, H5T_NATIVE_INT32, values, &dataset, error);
    if (status == STATUS_OK)
        status = hdf_set_chars(self->path, dataset, "calendar", "standard", error);
    if (status == STATUS_OK)
        status = hdf_set_text(self->path, dataset, "standard_name", "time", error);
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status put_numbers(struct writer *self, struct error *error)
{
    size_t weeks = (size_t)self->head->weeks, replicates = self->head->replicates;
    int32_t *values = NULL;
    enum status status = memory_new(&values, weeks > replicates ? weeks : replicates, sizeof *values, error);
    if (status == STATUS_OK)
        status = put_replicates(self, values, error);
    if (status == STATUS_OK)
        status = put_weeks(self, values, error);
    memory_free(values);
    return status;
}

static enum status put_area_codes(struct writer *self, const char **texts, struct error *error)
{
    const struct region *region = self->head->region;
    hid_t dataset = H5I_INVALID_HID;
    struct hdf_field field = {.name = RESULT_DIM_AREA,
                              .unit = "1",
                              .long_name = "Code of the area (GSS)",
                              .type = HDF_TEXT,
                              .n_dims = 1,
                              .dims = {region->n_areas}};
    for (size_t i = 0; i < region->n_areas; i++)
        texts[i] = region->areas[i].code;
    enum status status = put_scale(self, &field, HDF_TEXT, texts, &dataset, error);
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status put_area_names(struct writer *self, const char **texts, struct error *error)
{
    static const char *const dims[] = {RESULT_DIM_AREA};
    const struct region *region = self->head->region;
    hid_t dataset = H5I_INVALID_HID;
    struct hdf_field field = {.name = RESULT_AREA_NAME,
                              .unit = "1",
                              .long_name = "Name of the area",
                              .type = HDF_TEXT,
                              .n_dims = 1,
                              .dims = {region->n_areas}};
    for (size_t i = 0; i < region->n_areas; i++)
        texts[i] = region->areas[i].name;
    enum status status = hdf_create(self->path, self->file, &field, &dataset, error);
    if (status == STATUS_OK)
        status = hdf_write_all(self->path, dataset, HDF_TEXT, texts, error);
    if (status == STATUS_OK)
        status = writer_put_on_scales(self, dataset, RESULT_AREA_NAME, 1, dims, error);
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status put_axis(struct writer *self, const struct axis *axis, struct error *error)
{
    if (!axis || find_scale(self, axis->name))
        return STATUS_OK;
    char sentence[RESULT_NAME_SIZE];
    size_t i = 0;
    for (; axis->name[i] && i + 1 < sizeof sentence; i++)
        sentence[i] = axis->name[i] == '_' ? ' ' : axis->name[i];
    sentence[i] = 0;
    hid_t dataset = H5I_INVALID_HID;
    struct hdf_field field = {
        .name = axis->name, .unit = "1", .long_name = sentence, .type = HDF_TEXT, .n_dims = 1, .dims = {axis->count}};
    enum status status = put_scale(self, &field, HDF_TEXT, axis->labels, &dataset, error);
    return hdf_close_after(self->path, &dataset, status, error);
}

enum status writer_make_scales(struct writer *self, struct error *error)
{
    size_t count;
    const struct measure *measures = measures_all(&count);
    const char **texts = NULL;
    enum status status = put_numbers(self, error);
    if (status == STATUS_OK)
        status = memory_new(&texts, self->head->region->n_areas, sizeof *texts, error);
    if (status == STATUS_OK)
        status = put_area_codes(self, texts, error);
    if (status == STATUS_OK)
        status = put_area_names(self, texts, error);
    memory_free(texts);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = put_axis(self, measures[i].axis, error);
    return status;
}

static enum status add_user(struct writer_scale *scale, hobj_ref_t dataset, int dimension, struct error *error)
{
    enum status status =
        memory_grow(&scale->users, &scale->users_room, scale->n_users + 1, sizeof *scale->users, error);
    if (status == STATUS_OK)
        scale->users[scale->n_users++] = (struct writer_scale_user){dataset, dimension};
    return status;
}

enum status writer_put_on_scales(struct writer *self, hid_t dataset, const char *name, int n_dims,
                                 const char *const *dims, struct error *error)
{
    hvl_t lists[HDF_MOST_DIMS];
    hobj_ref_t itself;
    if (H5Rcreate(&itself, self->file, name, H5R_OBJECT, -1) < 0)
        return hdf_error(error, self->path, "attach a coordinate");
    for (int i = 0; i < n_dims; i++) {
        struct writer_scale *scale = find_scale(self, dims[i]);
        if (!scale)
            return error_set(error, STATUS_FAILED, "%s: the coordinate %s of %s is missing", self->path, dims[i], name);
        lists[i] = (hvl_t){1, &scale->itself};
        if (add_user(scale, itself, i, error) != STATUS_OK)
            return error->status;
    }
    hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
    enum status status = hdf_set_values(self->path, dataset, "DIMENSION_LIST", type, (hsize_t)n_dims, lists, error);
    if (type >= 0)
        (void)H5Tclose(type);
    return status;
}

static enum status put_users(struct writer *self, const struct writer_scale *scale, hid_t type, struct error *error)
{
    if (scale->n_users == 0)
        return STATUS_OK;
    hid_t dataset = H5Dopen2(self->file, scale->name, H5P_DEFAULT);
    enum status status = dataset < 0 ? hdf_error(error, self->path, "attach a coordinate")
                                     : hdf_set_values(self->path, dataset, "REFERENCE_LIST", type,
                                                      (hsize_t)scale->n_users, scale->users, error);
    if (dataset >= 0 && H5Dclose(dataset) < 0 && status == STATUS_OK)
        status = hdf_error(error, self->path, "attach a coordinate");
    return status;
}

enum status writer_finish_scales(struct writer *self, struct error *error)
{
    hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(struct writer_scale_user));
    enum status status = STATUS_OK;
    if (type < 0 || H5Tinsert(type, "dataset", HOFFSET(struct writer_scale_user, dataset), H5T_STD_REF_OBJ) < 0 ||
        H5Tinsert(type, "dimension", HOFFSET(struct writer_scale_user, dimension), H5T_NATIVE_INT) < 0)
        status = hdf_error(error, self->path, "attach a coordinate");
    for (size_t i = 0; status == STATUS_OK && i < self->n_scales; i++)
        status = put_users(self, &self->scales[i], type, error);
    if (type >= 0)
        (void)H5Tclose(type);
    return status;
}
