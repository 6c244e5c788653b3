#include "record/writer.h"
#include "core/memory.h"
#include "record/digest.h"
#include "record/publish.h"
#include "record/writer_internal.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *record_version(void)
{
    return ROUTEWAY_VERSION;
}

const char *record_commit(void)
{
    return ROUTEWAY_COMMIT;
}

/* The order in which links and attributes were made is kept: netCDF readers list them so. Small index nodes (istore_k)
   because most datasets have few chunks: a third of a small file is saved. */
static hid_t create_file(const char *path)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    hid_t file = H5I_INVALID_HID;
    if (creation >= 0 && access >= 0 && H5Pset_link_creation_order(creation, order) >= 0 &&
        H5Pset_attr_creation_order(creation, order) >= 0 && H5Pset_istore_k(creation, 8) >= 0 &&
        H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0)
        file = H5Fcreate(path, H5F_ACC_EXCL, creation, access);
    if (creation >= 0)
        (void)H5Pclose(creation);
    if (access >= 0)
        (void)H5Pclose(access);
    return file;
}

/* CONVENTIONS comes as text or number; state and digest follow when the run has ended. */
static enum status put_attributes(struct writer *self, struct error *error)
{
    const struct writer_head *head = self->head;
    char digest[17];
    (void)snprintf(digest, sizeof digest, "%016" PRIx64, head->scenario_digest);
    const struct {
        const char *name, *text;
    } texts[] = {{RESULT_TITLE, head->title},
                 {RESULT_CONVENTIONS, "CF-1.8"},
                 {RESULT_CODE_VERSION, ROUTEWAY_VERSION},
                 {RESULT_CODE_COMMIT, ROUTEWAY_COMMIT},
                 {RESULT_REGION, head->region->name},
                 {RESULT_SCENARIO_DIGEST, digest},
                 {"coordinates", RESULT_AREA_NAME}};
    const struct {
        const char *name;
        double value;
    } numbers[] = {{RESULT_SCHEMA, RESULT_SCHEMA_VERSION},
                   {RESULT_SEED, head->seed},
                   {RESULT_REPLICATES, head->replicates},
                   {RESULT_SCALE, head->scale}};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof texts / sizeof texts[0]; i++)
        status = hdf_set_text(self->path, self->file, texts[i].name, texts[i].text, error);
    for (size_t i = 0; status == STATUS_OK && i < sizeof numbers / sizeof numbers[0]; i++)
        status = hdf_set_number(self->path, self->file, numbers[i].name, numbers[i].value, error);
    return status;
}

static enum status writer_begin(struct writer *self, const char *path, struct error *error)
{
    enum status status = memory_new(&self->path, strlen(path) + 1, 1, error);
    if (status != STATUS_OK)
        return status;
    memcpy(self->path, path, strlen(path));
    status = publish_check(path, self->force, error);
    if (status == STATUS_OK)
        status = publish_temporary(path, &self->temporary, error);
    if (status != STATUS_OK)
        return status;
    self->file = create_file(self->temporary);
    if (self->file < 0)
        return hdf_error(error, self->path, "make a file beside it");
    status = put_attributes(self, error);
    if (status == STATUS_OK)
        status = packer_create(&self->packer, error);
    if (status == STATUS_OK)
        status = writer_make_scales(self, error);
    if (status == STATUS_OK)
        status = writer_make_tables(self, error);
    return status == STATUS_OK ? writer_put_scenario(self, error) : status;
}

enum status writer_create(struct writer **out, const char *path, bool force, const struct writer_head *head,
                          struct error *error)
{
    *out = NULL;
    if (head->weeks < 1 || head->replicates < 1)
        return error_set(error, STATUS_BAD_SCENARIO,
                         "the run records no week; run.report_from must come before run.end");
    struct writer *self = NULL;
    enum status status = memory_new(&self, 1, sizeof *self, error);
    if (status != STATUS_OK)
        return status;
    hdf_quiet();
    self->head = head;
    self->force = force;
    self->file = H5I_INVALID_HID;
    for (size_t i = 0; i < COUNTS; i++)
        self->measures[i] = H5I_INVALID_HID;
    self->digest = DIGEST_START;
    status = writer_begin(self, path, error);
    if (status != STATUS_OK) {
        writer_free(self);
        return status;
    }
    *out = self;
    return STATUS_OK;
}

enum status writer_add_replicate(struct writer *self, const struct writer_replicate *numbers, struct error *error)
{
    if (self->replicate >= self->head->replicates)
        return error_set(error, STATUS_FAILED, "the result has room for %" PRIu32 " replicates only",
                         self->head->replicates);
    enum status status = writer_put_measures(self, numbers->rows, error);
    if (status == STATUS_OK)
        status = writer_put_people(self, numbers->people, numbers->n_people, error);
    if (status == STATUS_OK)
        status = writer_put_spells(self, numbers, error);
    if (status == STATUS_OK)
        status = writer_put_journeys(self, numbers, error);
    if (status == STATUS_OK)
        status = writer_put_ledger(self, numbers, error);
    self->person_weeks += numbers->person_weeks;
    self->replicate += status == STATUS_OK;
    return status;
}

/* On a full disk the closing of the file says that all is well: so everything is flushed, synced and counted before. */
static enum status close_file(struct writer *self, struct error *error)
{
    void *handle = NULL;
    if (H5Fflush(self->file, H5F_SCOPE_GLOBAL) < 0)
        return hdf_error(error, self->path, "write");
    if (H5Fget_vfd_handle(self->file, H5P_DEFAULT, &handle) >= 0 && handle && fsync(*(int *)handle) != 0)
        return error_set(error, STATUS_STORAGE, "%s could not be written to the disk: %s", self->path, strerror(errno));
    if (H5Fget_obj_count(self->file, H5F_OBJ_ALL) != 1)
        return error_set(error, STATUS_FAILED, "%s: parts of the file are still open; this is an error of Routeway",
                         self->path);
    hid_t file = self->file;
    self->file = H5I_INVALID_HID;
    return H5Fclose(file) < 0 ? hdf_error(error, self->path, "close the file") : STATUS_OK;
}

enum status writer_publish(struct writer *self, struct writer_summary *summary, struct error *error)
{
    char digest[17];
    (void)snprintf(digest, sizeof digest, "%016" PRIx64, self->digest);
    if (self->replicate != self->head->replicates)
        return error_set(error, STATUS_FAILED, "only %" PRIu32 " of %" PRIu32 " replicates are there", self->replicate,
                         self->head->replicates);
    enum status status = writer_finish_scales(self, error);
    if (status == STATUS_OK)
        status = table_finish(&self->people, error);
    if (status == STATUS_OK)
        status = table_finish(&self->spells, error);
    if (status == STATUS_OK)
        status = table_finish(&self->journeys, error);
    if (status == STATUS_OK)
        status = table_finish(&self->ledger, error);
    if (status == STATUS_OK)
        status = hdf_set_number(self->path, self->file, RESULT_PERSON_WEEKS, (double)self->person_weeks, error);
    if (status == STATUS_OK)
        status = hdf_set_text(self->path, self->file, RESULT_CONTENT_DIGEST, digest, error);
    if (status == STATUS_OK)
        status = hdf_set_text(self->path, self->file, RESULT_STATE, RESULT_COMPLETE, error);
    if (status == STATUS_OK)
        status = close_file(self, error);
    struct stat about = {0};
    if (status == STATUS_OK && stat(self->temporary, &about) != 0)
        status = error_set(error, STATUS_STORAGE, "%s: %s", self->temporary, strerror(errno));
    if (status == STATUS_OK)
        status = publish_rename(self->temporary, self->path, self->force, error);
    self->published = status == STATUS_OK;
    *summary = (struct writer_summary){self->digest, self->person_weeks, self->n_spells, (uint64_t)about.st_size};
    return status;
}

void writer_free(struct writer *self)
{
    if (!self)
        return;
    table_clear(&self->people);
    table_clear(&self->spells);
    table_clear(&self->journeys);
    table_clear(&self->ledger);
    packer_free(self->packer);
    for (size_t i = 0; i < COUNTS; i++)
        if (self->measures[i] >= 0)
            (void)H5Dclose(self->measures[i]);
    for (size_t i = 0; i < self->n_scales; i++)
        memory_free(self->scales[i].users);
    if (self->file >= 0)
        (void)H5Fclose(self->file);
    if (self->temporary && !self->published)
        (void)unlink(self->temporary);
    memory_free(self->temporary);
    memory_free(self->path);
    memory_free(self);
}
