/* SPDX-License-Identifier: Apache-2.0 */
/* operation_arguments.h - the arguments of an operation, read and held against its variables.
 * Rules: IDTA-01002 3.1.2, OperationRequest and OperationResult; what the variables ask is
 * IDTA-01001 3.1.2, Operation (docs/decisions.md says what "fits" means). */
#ifndef SCHALE_MODEL_OPERATION_ARGUMENTS_H
#define SCHALE_MODEL_OPERATION_ARGUMENTS_H

#include "model/read.h"

enum {
    ARGUMENT_FAULTS_MAX = 100,
    ARGUMENT_LIST_BYTES_MAX = 16 << 20, /* of a list made from values: items times the first one */
};

enum argument_fault_kind {
    ARGUMENT_FORM,    /* not an array of OperationVariables, or not an object by idShort */
    ARGUMENT_UNKNOWN, /* there is no such variable */
    ARGUMENT_TWICE,
    ARGUMENT_MISSING, /* not there, and the variable has no value that could stand in */
    ARGUMENT_CLASS,   /* another class or value type */
    ARGUMENT_VALUE,   /* not the value-only form of the variable's class */
    ARGUMENT_FAULT_KINDS
};

/* What does not fit, and where: "inputArguments.Speed". */
struct argument_fault {
    enum argument_fault_kind kind;
    str where;
};

/* One list of variables and what was given for each. */
struct operation_arguments {
    str name; /* "inputArguments" */
    struct nodes variables;
    const struct node **elements; /* for each variable the element that was given, or NULL */
    bool *seen;                   /* something was given, be it wrong */
};

/* What comes of reading. Of the faults only the first are kept. */
struct argument_reader {
    struct arena *arena;
    struct findings *findings; /* of the elements themselves, with paths from the whole text on */
    struct argument_fault *faults;
    size_t count, room;
};

struct operation_arguments operation_arguments_of(struct arena *arena, str name,
                                                  struct nodes variables);

/* Reads an array of OperationVariables. Each goes to the variable of its idShort, in whichever of
 * the lists that is (AASd-134: in one at most). The texts are views of the JSON text. */
void operation_arguments_read(struct argument_reader *reader, struct operation_arguments *lists,
                              size_t count, const struct json *json, uint32_t token);

/* The same from an object of value-only forms by idShort. */
void operation_arguments_read_values(struct argument_reader *reader,
                                     struct operation_arguments *arguments, const struct json *json,
                                     uint32_t token);

/* What stands in for arguments that are not there. */
enum argument_default { ARGUMENT_DEFAULT_NONE, ARGUMENT_DEFAULT_VARIABLE };

/* Fills what is not there with the variable itself where that has a value, if so asked. What then
 * is still not there is a fault, unless a qualifier says that it may be left out. */
void operation_arguments_complete(struct argument_reader *reader,
                                  struct operation_arguments *arguments,
                                  enum argument_default from);

/* Adds {"value":…},… for each argument that is there: true when there was one. `any` says whether
 * something stands before. */
bool operation_arguments_write(const struct operation_arguments *arguments, bool any,
                               struct buf *out);

/* Adds "idShort":value,… for each. */
void operation_arguments_write_values(const struct operation_arguments *arguments, struct buf *out);

#endif
