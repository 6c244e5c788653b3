#include "scenario/text_check.h"
#include "scenario/text_file.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct scanner {
    const char *file;
    const char *text;
    size_t size, at;
    int32_t line;
    size_t settings, depth;
    char open[TEXT_MOST_NESTING];
    int32_t open_line[TEXT_MOST_NESTING];
    struct problems *problems;
};

static struct problem *complain(struct scanner *self, int32_t line, const char *text)
{
    return problems_add(self->problems, STATUS_BAD_SCENARIO, (struct place){self->file, line}, "", "%s", text);
}

static char peek(const struct scanner *self, size_t ahead)
{
    return self->at + ahead < self->size ? self->text[self->at + ahead] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

static void skip_line(struct scanner *self)
{
    while (self->at < self->size && self->text[self->at] != '\n')
        self->at++;
}

static void skip_comment(struct scanner *self)
{
    int32_t begun = self->line;
    self->at += 2;
    while (self->at < self->size && !(peek(self, 0) == '*' && peek(self, 1) == '/'))
        self->line += self->text[self->at++] == '\n';
    if (self->at >= self->size)
        (void)complain(self, begun, "the comment that begins here with /* is never closed with */");
    else
        self->at += 2;
}

/* Strings end on their line: libconfig joins neighbours, so long texts are written as several strings. */
static void skip_string(struct scanner *self)
{
    for (self->at++; self->at < self->size; self->at++) {
        char c = self->text[self->at];
        if (c == '"') {
            self->at++;
            return;
        }
        if (c == '\n')
            break;
        if (c == '\\' && (peek(self, 1) == 'x' || peek(self, 1) == 'X')) {
            struct problem *problem = complain(self, self->line, "a \\x escape is not allowed in a string");
            problem_allowed(problem, "the character itself, in UTF-8");
        }
        if (c == '\\' && peek(self, 1) != '\n' && peek(self, 1) != '\0')
            self->at++;
    }
    (void)complain(self, self->line,
                   "the string that begins on this line is not closed on it; "
                   "write a long text as several strings, one a line");
}

/* sign? digits [. digits] [e sign? digits], or an integer with L; libconfig's own patterns take less and more. */
static bool is_number(const char *text, bool *integer, bool *suffix)
{
    size_t i = text[0] == '+' || text[0] == '-';
    size_t digits = 0;
    *integer = true;
    *suffix = false;
    for (; is_digit(text[i]); i++)
        digits++;
    if (text[i] == '.') {
        *integer = false;
        for (i++; is_digit(text[i]); i++)
            digits++;
    }
    if (digits && (text[i] == 'e' || text[i] == 'E')) {
        *integer = false;
        i += text[i + 1] == '+' || text[i + 1] == '-' ? 2 : 1;
        if (!is_digit(text[i]))
            return false;
        while (is_digit(text[i]))
            i++;
    }
    while (*integer && digits && text[i] == 'L') {
        *suffix = true;
        i++;
    }
    return digits > 0 && text[i] == '\0';
}

static void check_number(struct scanner *self, const char *token)
{
    bool integer = false;
    bool suffix = false;
    const char *text = NULL;
    const char *allowed = "";
    errno = 0;
    if (strncmp(token, "0x", 2) == 0 || strncmp(token, "0X", 2) == 0) {
        text = "hexadecimal numbers are not used here";
        allowed = "a decimal number";
    } else if (!is_number(token, &integer, &suffix)) {
        text = "this is not a number";
        allowed = "digits with at most one point, such as 12 or 0.5; texts and dates stand in double quotes";
    } else if (integer) {
        long long value = strtoll(token, NULL, 10);
        if (errno == ERANGE)
            text = "this whole number is too large";
        else if (!suffix && (value < INT32_MIN || value > INT32_MAX)) {
            text = "this whole number needs the suffix L, without which libconfig would change it";
            allowed = "the same number with L after it";
        }
    } else {
        double value = strtod(token, NULL);
        if (!isfinite(value))
            text = "this number is too large";
        else if (value == 0 && strpbrk(token, "123456789") && strcspn(token, "123456789") < strcspn(token, "eE"))
            text = "this number is too small to be told from 0";
    }
    if (text) {
        struct problem *problem = complain(self, self->line, text);
        problem_found(problem, "%s", token);
        problem_allowed(problem, "%s", allowed);
    }
}

static void scan_number(struct scanner *self)
{
    char token[64];
    size_t n = 0;
    char before = '\0';
    for (char c = peek(self, 0); is_digit(c) || is_letter(c) || c == '.' || c == '_' ||
                                 ((c == '+' || c == '-') && (n == 0 || before == 'e' || before == 'E'));
         c = peek(self, 0)) {
        if (n + 1 < sizeof token)
            token[n++] = c;
        before = c;
        self->at++;
    }
    token[n] = '\0';
    if (n + 1 == sizeof token) {
        struct problem *problem = complain(self, self->line, "this number has too many digits");
        problem_found(problem, "%s", token);
    } else {
        check_number(self, token);
    }
}

static void open_bracket(struct scanner *self, char closing)
{
    if (self->depth >= TEXT_MOST_NESTING) {
        (void)complain(self, self->line, "brackets are nested more than 12 deep");
        self->at = self->size; /* nothing after this can be told apart */
        return;
    }
    self->open[self->depth] = closing;
    self->open_line[self->depth++] = self->line;
    self->at++;
}

static void close_bracket(struct scanner *self, char closing)
{
    self->at++;
    if (self->depth && self->open[self->depth - 1] == closing) {
        self->depth--;
        return;
    }
    struct problem *problem = complain(self, self->line, "this bracket does not match the one that was opened last");
    problem_found(problem, "%c", closing);
    if (self->depth)
        problem_allowed(problem, "%c, which closes the bracket opened on line %d", self->open[self->depth - 1],
                        self->open_line[self->depth - 1]);
    self->depth = 0;
    self->at = self->size;
}

static void scan_include(struct scanner *self)
{
    size_t i = self->at;
    while (i < self->size && (self->text[i] == ' ' || self->text[i] == '\t'))
        i++;
    if (self->size - i >= 8 && memcmp(self->text + i, "@include", 8) == 0) {
        struct problem *problem = complain(self, self->line, "@include is not allowed");
        problem_allowed(problem, "extends = \"FILE\"; at the beginning, which merges setting by setting");
    }
}

/* @include is looked for on every line, in comments too: libconfig finds it where one would not expect it. */
static void find_includes(struct scanner *self)
{
    while (self->at < self->size) {
        scan_include(self);
        skip_line(self);
        self->at++;
        self->line++;
    }
    self->at = 0;
    self->line = 1;
}

static void scan_name(struct scanner *self)
{
    while (is_letter(peek(self, 0)) || is_digit(peek(self, 0)) || peek(self, 0) == '_' || peek(self, 0) == '-')
        self->at++;
}

static void scan_one(struct scanner *self)
{
    char c = peek(self, 0);
    if (c == '#' || (c == '/' && peek(self, 1) == '/'))
        skip_line(self);
    else if (c == '/' && peek(self, 1) == '*')
        skip_comment(self);
    else if (c == '"')
        skip_string(self);
    else if (is_letter(c))
        scan_name(self);
    else if (is_digit(c) || c == '.' || c == '+' || c == '-')
        scan_number(self);
    else if (c == '{' || c == '(' || c == '[')
        open_bracket(self, (char)(c == '{' ? '}' : c == '(' ? ')' : ']'));
    else if (c == '}' || c == ')' || c == ']')
        close_bracket(self, c);
    else {
        self->line += c == '\n';
        self->settings += c == '=' || c == ':';
        self->at++;
    }
}

static bool check_bytes(const char *file, const char *text, size_t size, struct problems *problems)
{
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        (void)problems_add(problems, STATUS_BAD_SCENARIO, (struct place){file, 1}, "",
                           "the file begins with a byte order mark; save it as UTF-8 without one");
        return false;
    }
    int32_t line = text_bad_line(text, size);
    if (line)
        (void)problems_add(problems, STATUS_BAD_SCENARIO, (struct place){file, line}, "",
                           "this line holds a byte that is not text in UTF-8 (a NUL, a control character, or another "
                           "encoding); save the file as UTF-8");
    return !line;
}

void text_check(const char *file, const char *text, size_t size, struct problems *problems)
{
    if (!check_bytes(file, text, size, problems))
        return;
    struct scanner self = {.file = file, .text = text, .size = size, .line = 1, .problems = problems};
    find_includes(&self);
    while (self.at < self.size)
        scan_one(&self);
    for (size_t i = 0; i < self.depth; i++)
        (void)complain(&self, self.open_line[i], "the bracket that is opened here is never closed");
    if (self.settings > TEXT_MOST_SETTINGS)
        (void)complain(&self, 1, "the file holds more than 10000 settings");
}
