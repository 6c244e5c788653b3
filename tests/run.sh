#!/bin/sh
# All checks of a landing: two compilers, unit, property and reference tests, same bits, readers, sanitizers, the folders
# that need no library, and the format. Longer checks have commands of their own in tests/.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
cd "$source"
step() { echo "== $*"; }
# Threads that wait give their core to the other tests.
export OMP_WAIT_POLICY=passive

step install
sh scripts/install-test.sh
step "format"
git ls-files '*.c' '*.h' | grep -v '^tests/data/' | xargs clang-format --dry-run -Werror
step "build with gcc"
sh scripts/build.sh build -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Release -DROUTEWAY_TESTS=ON
step "build with clang"
sh scripts/build.sh build-clang -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Release -DROUTEWAY_TESTS=OFF
step "build the folders that need no HDF5, libconfig or OpenMP"
sh scripts/build.sh build-core -DROUTEWAY_CORE_ONLY=ON
if nm -u build-core/lib*.a | grep -E ' (H5|config_|GOMP_|omp_|json_|gsl_)'; then
    echo "the core needs a library that it must not"
    exit 1
fi
if ninja -C build-core -t deps | grep -E '/(hdf5|hdf5_hl|H5[A-Za-z]*|libconfig|omp|jansson|gsl_[a-z_]*)\.h$'; then
    echo "the core includes a header that it must not"
    exit 1
fi
step "same bits from gcc and clang, for any number of threads"
sh tests/samebits/check_digests.sh build/routeway "$source" build-clang/routeway
step "sanitizers and conservation laws"
sh scripts/build.sh build-debug -DCMAKE_BUILD_TYPE=Debug -DROUTEWAY_SANITIZE=ON -DROUTEWAY_TESTS=ON
# No pipe: its exit code would hide that of ctest.
ctest --test-dir build-debug --output-on-failure -j 2 -L sanitize
step "tests"
ctest --test-dir build --output-on-failure -j 2
