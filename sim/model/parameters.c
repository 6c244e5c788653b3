#include "agents/rules.h"
#include "core/parameter.h"
#include "model/plan.h"
#include <stddef.h>
#include <stdint.h>

#undef REAL
#undef INTEGER
#undef DATE
#undef CHOICE
#undef REALS
#undef INTEGERS

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define OFFSET_(module, name) (offsetof(struct rules, module) + offsetof(struct module##_params, name))
#define OFFSET(module, name) OFFSET_(module, name)

/* The fields in the order of struct parameter. */
#define HEAD(name, axis, choices, unit, type, vary, family) TEXT(MODULE), #name, axis, choices, unit, type, vary, family
#define SINGLE(name, unit, type, value, low, high, vary, family, source, sentence)                                     \
    {HEAD(name, NULL, NULL, unit, type, vary, family),                                                                 \
     low,                                                                                                              \
     high,                                                                                                             \
     (const double[]){value},                                                                                          \
     1,                                                                                                                \
     source,                                                                                                           \
     sentence,                                                                                                         \
     OFFSET(MODULE, name)},
#define REAL(name, unit, ...) SINGLE(name, unit, TYPE_REAL, __VA_ARGS__)
#define INTEGER(name, unit, ...) SINGLE(name, unit, TYPE_INTEGER, __VA_ARGS__)
#define DATE(name, ...) SINGLE(name, "days since 1970-01-01", TYPE_DATE, __VA_ARGS__)
#define CHOICE(name, choices, value, vary, family, source, sentence)                                                   \
    {HEAD(name, NULL, &axis_##choices, "", TYPE_CHOICE, vary, family),                                                 \
     0,                                                                                                                \
     RULES_CHOICES_##choices - 1,                                                                                      \
     (const double[]){value},                                                                                          \
     1,                                                                                                                \
     source,                                                                                                           \
     sentence,                                                                                                         \
     OFFSET(MODULE, name)},
/* cells: in parentheses, since a table's values hold commas */
#define TABLE(name, axis, unit, type, cells, low, high, vary, family, source, sentence)                                \
    {HEAD(name, &axis_##axis, NULL, unit, type, vary, family),                                                         \
     low,                                                                                                              \
     high,                                                                                                             \
     cells,                                                                                                            \
     RULES_CELLS_##axis,                                                                                               \
     source,                                                                                                           \
     sentence,                                                                                                         \
     OFFSET(MODULE, name)},
#define REALS(name, axis, unit, values, ...) TABLE(name, axis, unit, TYPE_REAL, ((const double[]){values}), __VA_ARGS__)
#define INTEGERS(name, axis, unit, values, ...)                                                                        \
    TABLE(name, axis, unit, TYPE_INTEGER, ((const double[]){values}), __VA_ARGS__)
#define RULES_CHOICES_objective OBJECTIVE_COUNT
#define RULES_CHOICES_toggle TOGGLE_COUNT
#define RULES_CHOICES_control CONTROL_COUNT
#define RULES_CHOICES_credit_funding CREDIT_FUNDING_COUNT
#define RULES_CHOICES_grouping GROUPING_COUNT
#define RULES_CHOICES_performance PERFORMANCE_COUNT

static const struct parameter parameters[] = {
#define MODULE run
#include "model/run.params.def"
#undef MODULE
#define MODULE population
#include "model/population.params.def"
#undef MODULE
#define MODULE demand
#include "processes/demand/demand.params.def"
#undef MODULE
#define MODULE demography
#include "processes/demography/demography.params.def"
#undef MODULE
#define MODULE circumstances
#include "processes/circumstances/circumstances.params.def"
#undef MODULE
#define MODULE separations
#include "processes/separations/separations.params.def"
#undef MODULE
#define MODULE claims
#include "processes/claims/claims.params.def"
#undef MODULE
#define MODULE gateway
#include "processes/gateway/gateway.params.def"
#undef MODULE
#define MODULE funding
#include "processes/gateway/funding.params.def"
#undef MODULE
#define MODULE integration
#include "processes/gateway/integration.params.def"
#undef MODULE
#define MODULE jobcentre
#include "processes/jobcentre/jobcentre.params.def"
#undef MODULE
#define MODULE provision
#include "processes/provision/provision.params.def"
#undef MODULE
#define MODULE shareout
#include "processes/provision/shareout.params.def"
#undef MODULE
#define MODULE matching
#include "processes/matching/matching.params.def"
#undef MODULE
#define MODULE progression
#include "processes/progression/progression.params.def"
#undef MODULE
#define MODULE contracts
#include "processes/contracts/contracts.params.def"
#undef MODULE
#define MODULE schedules
#include "processes/contracts/schedules.params.def"
#undef MODULE
#define MODULE providers
#include "processes/contracts/providers.params.def"
#undef MODULE
#define MODULE accounts
#include "processes/accounts/accounts.params.def"
#undef MODULE
#define MODULE credit
#include "processes/contracts/credit.params.def"
#undef MODULE
#define MODULE choice
#include "processes/gateway/choice.params.def"
#undef MODULE
};

const struct parameter *parameters_all(size_t *count)
{
    *count = sizeof parameters / sizeof parameters[0];
    return parameters;
}
