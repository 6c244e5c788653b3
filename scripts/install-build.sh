#!/bin/sh
# Installs what the program is built with (Debian or Ubuntu).
set -eu
. "$(dirname "$0")/packages.sh"
install_packages gcc libc6-dev cmake ninja-build pkg-config git ca-certificates libhdf5-dev zlib1g-dev libisal-dev libconfig-dev \
    librandom123-dev libgsl-dev libjansson-dev python3 python3-numpy python3-scipy python3-h5py python3-matplotlib
