#!/bin/sh
# unit_main.sh FILE_test.c... - writes the main() that runs the one function NAME_test() of each test file, in a process of its
# own each; with an argument only those whose name holds it.
set -eu
echo '/* do not edit: made by tools/unit_main.sh */'
echo '#include <stdio.h>'
echo '#include <string.h>'
echo '#include <sys/wait.h>'
echo '#include <unistd.h>'
for file in "$@"; do echo "int $(basename "$file" .c)(void);"; done
echo 'static const struct { const char *name; int (*run)(void); } all[] = {'
for file in "$@"; do name=$(basename "$file" .c); echo "    {\"$name\", $name},"; done
cat <<'END'
};
int main(int argc, char **argv)
{
    int failed = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (argc > 1 && !strstr(all[i].name, argv[1]))
            continue;
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            alarm(300);
            int wrong = all[i].run();
            fflush(NULL);
            _exit(wrong ? 1 : 0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        if (status != 0) {
            printf("UNIT FAILED %s (status %d)\n", all[i].name, status);
            failed++;
        }
    }
    return failed ? 1 : 0;
}
END
