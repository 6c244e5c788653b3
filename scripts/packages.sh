# Sourced by the install scripts: installs the Debian packages given that are not there yet.
install_packages() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "installing:$missing"
    run="env DEBIAN_FRONTEND=noninteractive" # sudo would not hand on an exported variable
    [ "$(id -u)" -eq 0 ] || run="sudo $run"
    # shellcheck disable=SC2086
    $run apt-get -qq update && $run apt-get -qq install -y --no-install-recommends $missing >/dev/null
}
