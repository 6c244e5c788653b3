#!/bin/sh
# Installs what the tests need on top (Debian or Ubuntu).
set -eu
. "$(dirname "$0")/packages.sh"
sh "$(dirname "$0")/install-build.sh"
install_packages clang libomp-dev clang-format libcmocka-dev valgrind python3-xarray python3-netcdf4 python3-h5netcdf \
    netcdf-bin hdf5-tools r-base-core r-bioc-rhdf5
