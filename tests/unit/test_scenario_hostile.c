/* Scenario files that are no scenarios: broken text, strange files, endless chains. */
#include "unit/scenario_support.h"

static void test_syntax(void **state)
{
    (void)state;
    REFUSED("\nclaims = { off_flow = ; };", "bad.cfg:3", "syntax error");
    REFUSED("claims = { off_flow = 0.1; off_flow = 0.2; };", "bad.cfg:2", "duplicate");
    REFUSED("a = /* never closed\n\n", "bad.cfg:2", "comment that begins here", "never closed");
    REFUSED("title = \"never closed;\nrun = { };\n", "bad.cfg:2", "string", "not closed");
    REFUSED("\n@include \"other.cfg\"\n", "bad.cfg:3", "@include is not allowed", "extends");
    REFUSED("title = \"a\n   @include \\\"b\\\"\";\n", "bad.cfg:3", "@include");
    REFUSED("run = { seed = 3000000000; };", "bad.cfg:2", "suffix L", "found 3000000000");
    REFUSED("run = { seed = 99999999999999999999L; };", "too large");
    REFUSED("claims = { off_flow = 1e999; };", "too large", "1e999");
    REFUSED("claims = { off_flow = 1.5e-999; };", "too small");
    REFUSED("run = { seed = 0xFF; };", "hexadecimal", "0xFF");
    REFUSED("claims = { off_flow = 0.1.2; };", "not a number", "0.1.2");
    REFUSED("run = { start = 2007-01-01; };", "bad.cfg:2");
    REFUSED("claims = { off_flow = 0,1; };", "bad.cfg:2", "syntax error");
    REFUSED("claims = { off_flow = 0.1; );", "does not match", "found )", "allowed }");
    REFUSED("claims = { off_flow = 0.1;\n\n", "bad.cfg:2", "bracket that is opened here is never closed");
    REFUSED("claims = ((((((((((((( 1 )))))))))))));", "nested more than 12 deep");
    REFUSED("title = \"\\xFF\";", "\\x escape");
}

static void test_bytes(void **state)
{
    (void)state;
    struct loaded self;
    static const struct {
        const char *text;
        size_t size;
        const char *says;
    } cases[] = {{"\xEF\xBB\xBFtitle = \"a\";", 16, "byte order mark"},
                 {"title = \"a\0b\";", 14, "UTF-8"},
                 {"\ntitle = \"\xE9t\xE9\";", 14, ":2: "},
                 {"title = \"\xED\xA0\x80\";", 14, "UTF-8"},
                 {"title = \"\x1B[2J\";", 14, "control character"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_bytes("bytes.cfg", cases[i].text, cases[i].size);
        load(&self, in_folder("bytes.cfg"));
        assert_int_equal(self.status, STATUS_BAD_SCENARIO);
        assert_says(&self, (const char *const[]){"bytes.cfg", cases[i].says, NULL});
        unload(&self);
    }
    assert_accepted(&self, "title = \"Na h-Eileanan Siar, \xC3\x89ire\";");
    unload(&self);
}

static void test_strange_files(void **state)
{
    (void)state;
    struct loaded self;
    assert_int_equal(mkfifo(in_folder("fifo.cfg"), 0600), 0);
    static const char *const names[] = {"fifo.cfg", ".", "not-there.cfg"};
    static const char *const parts[] = {"not a regular file", "folder", "No such file"};
    for (size_t i = 0; i < 3; i++) {
        load(&self, in_folder(names[i]));
        assert_int_equal(self.status, STATUS_BAD_SCENARIO);
        assert_says(&self, (const char *const[]){parts[i], NULL});
        unload(&self);
    }
    load(&self, "/dev/zero");
    assert_int_equal(self.status, STATUS_BAD_SCENARIO);
    unload(&self);
    char *huge = malloc(2000000);
    assert_non_null(huge);
    memset(huge, ' ', 2000000);
    write_bytes("huge.cfg", huge, 2000000);
    load(&self, in_folder("huge.cfg"));
    assert_says(&self, (const char *const[]){"too large", NULL});
    unload(&self);
    size_t n = 0;
    for (int i = 0; n < 900000; i++)
        n += (size_t)sprintf(huge + n, "a%d=1;", i);
    write_bytes("many.cfg", huge, n);
    load(&self, in_folder("many.cfg"));
    assert_says(&self, (const char *const[]){"more than 10000 settings", NULL});
    unload(&self);
    free(huge);
}

static void test_chains(void **state)
{
    (void)state;
    struct loaded self;
    char name[40];
    char text[100];
    write_file("one.cfg", "extends = \"two.cfg\";");
    write_file("two.cfg", "\nextends = \"./one.cfg\";");
    load(&self, in_folder("one.cfg"));
    assert_says(&self, (const char *const[]){"two.cfg:2", "extends", "circle", NULL});
    assert_int_equal(self.problems.errors, 1);
    unload(&self);
    write_file("self.cfg", "extends = \"self.cfg\";");
    load(&self, in_folder("self.cfg"));
    assert_says(&self, (const char *const[]){"self.cfg:1", "circle", NULL});
    unload(&self);
    write_file("orphan.cfg", "title = \"x\";\nextends = \"gone.cfg\";");
    load(&self, in_folder("orphan.cfg"));
    assert_says(&self, (const char *const[]){"orphan.cfg:2", "cannot be read", "gone.cfg", NULL});
    unload(&self);
    for (int i = 0; i < 20; i++) {
        (void)snprintf(name, sizeof name, "chain%d.cfg", i);
        (void)snprintf(text, sizeof text, "extends = \"chain%d.cfg\";", i + 1);
        write_file(name, text);
    }
    load(&self, in_folder("chain0.cfg"));
    assert_says(&self, (const char *const[]){"chain15.cfg:1", "more than 16 files", NULL});
    unload(&self);
}

/* Any beginning of a good file is either refused or accepted, never a crash; nor is any single damaged byte. */
static void test_truncated(void **state)
{
    (void)state;
    static const char text[] =
        HEAD "/* c */ title = \"t\\n\"; run = { seed = 12L; scale = 1.0e-1; };\n# x\n"
             "demand = { size_share = (0.1, .2, +0.3); };\nchanges = ( { from = \"2009-04-06\"; areas = (\"Fife\"); "
             "set = { claims = { off_flow = 0.1; }; }; } ); // end\n";
    struct loaded self;
    for (size_t size = 0; size < sizeof text; size++) {
        write_bytes("cut.cfg", text, size);
        load(&self, in_folder("cut.cfg"));
        assert_true(self.status == STATUS_OK || self.status == STATUS_BAD_SCENARIO);
        unload(&self);
    }
    char damaged[sizeof text];
    static const char bytes[] = "\0\"{(;=*/\\@-e\xFFL";
    for (size_t i = strlen(HEAD); i + 1 < sizeof text; i++) {
        memcpy(damaged, text, sizeof text);
        damaged[i] = bytes[i % (sizeof bytes - 1)];
        write_bytes("cut.cfg", damaged, sizeof text - 1);
        load(&self, in_folder("cut.cfg"));
        assert_true(self.status == STATUS_OK || self.status == STATUS_BAD_SCENARIO);
        unload(&self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syntax), cmocka_unit_test(test_bytes),     cmocka_unit_test(test_strange_files),
        cmocka_unit_test(test_chains), cmocka_unit_test(test_truncated),
    };
    return cmocka_run_group_tests_name("scenario_hostile", tests, make_scenario_folder, remove_folder);
}
